"""Where a word that is also a name is meant as one: "Will told his tutor", "pt mark, 45", "her partner Kent has"."""

from __future__ import annotations

import re

from understanding.names import Line, Token, is_place, names

_NEAR = re.compile(r"[ \t]*(?:is|was|:|=|-|\(|,)?[ \t]*", re.IGNORECASE)
_AGED = re.compile(
    r"(?:, ?| ?\(| - | )(?:aged? )?(?:[1-9]\d?)(?=[ ,;.)fmy]|$)(?! (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
_AFTER_COMMA = re.compile(r"(?:, ?| ?\(| - )(?:aged? |yr |year )?[1-9]\d?(?=[ ,;.)fmy]|$)", re.IGNORECASE)
_STATE = re.compile(
    r" (?:is|was|has been|had been|isnt|isn['’]t|wasnt|wasn['’]t)(?: (?:not|very|so|now|being|still|just|really|too))* ([a-z]+|\d)",
    re.IGNORECASE,
)
_NEXT = re.compile(r" ([a-z]+)", re.IGNORECASE)
_STOPS_HERE = re.compile(r"\s*(?:$|[,.;:()\-–/?]| (?:re|about|and|who|has|is|was|says|said|today|yesterday)\b)")
_ABOUT = re.compile(
    r"\b(?:re:?|spoke (?:to|with)|speak to|met|saw|seen|visited|phoned|rang|texted|emailed|contact)[ \t]+$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r" (?:has|is|was|had)\b")
_WITH_FAMILY = re.compile(r" (?:and|&|n) (?:her|his|their|\d|the kids)\b")
_NOT = re.compile(
    r" (?:won['’]?t|doesn['’]?t|didn['’]?t|hasn['’]?t|isn['’]?t|wasn['’]?t|can['’]?t|couldn['’]?t|wouldn['’]?t)\b"
)
_WHO = re.compile(r",? (?:who|whose)\b| ?\((?:her|his|their|the)\b|, (?:a )?(?:mum|mother|dad|father|single)\b")
_IN_BRACKETS = re.compile(r" ?\((?:her|his|their)\b")
_ASKED = re.compile(
    r"\b(?:does|did|can|could|should|told|tell|supporting|helping|behalf of|visit to|worried about|concerns? (?:re|about|for))[ \t]+$",
    re.IGNORECASE,
)
_NO_PLAIN_USE = frozenset(
    "chelsea ashley lily ivy holly jade jasmine poppy daisy sophy victoria carol robin jordan heather".split()
)
_MONTHS = frozenset("may april june july august january summer autumn winter spring".split())


def is_meant_as_name(line: Line, at: int) -> bool:
    """Say whether the word at `at`, a name and a plain word or place, is used as the name of a person."""
    token = line.tokens[at]
    if token.key not in names().also_words and token.key not in names().common:
        return False
    return (
        _is_relation(line, at)
        or _acts(line, at)
        or _owns(line, at)
        or _is_aged(line, at)
        or _spoken_to(line, at)
        or _has_surname(line, at)
        or _is_described(line, at)
        or _is_paired(line, at)
    )


def _is_relation(line: Line, at: int) -> bool:
    """Say whether a word for a person stands before: "husband Mark", "client: Grace", "pt mark, 45"."""
    before = line.tokens[at - 1]
    if at == 0 or before.text.endswith(".") or before.key not in names().relations or not _NEAR.fullmatch(line.gap(at)):
        return False
    token = line.tokens[at]
    if not line.is_large(at):
        return (
            token.key in names().common
            and line.beside(at) is not None
            and bool(_AFTER_COMMA.match(line.after(at)) or _does(line, at))
        )
    if token.key in names().never or is_place(token.key):
        return line.beside(at) is not None and (_does(line, at) or bool(_GOES_ON.match(line.after(at))))
    return True


def _acts(line: Line, at: int) -> bool:
    """Say whether what follows is what a person does or is: "Will told", "Grant was arrested", "hope says"."""
    token = line.tokens[at]
    if token.key not in names().common or not (token.is_capital or line.opens(at) or (token.is_upper and line.shouted)):
        return False
    if token.key not in _MONTHS and (
        _NOT.match(line.after(at)) or (token.key != "grant" and _GOES_ON.match(line.after(at)) and line.is_large(at))
    ):
        return True
    return _does(line, at) or _is_in_a_state(line, at) or bool(_WITH_FAMILY.match(line.after(at)))


def _does(line: Line, at: int) -> bool:
    following = _NEXT.match(line.after(at))
    return bool(following and following.group(1).lower() in names().person_verbs)


def _is_in_a_state(line: Line, at: int) -> bool:
    state = _STATE.match(line.after(at))
    return bool(state and (state.group(1).lower() in names().person_states or state.group(1).isdigit()))


def _owns(line: Line, at: int) -> bool:
    """Say whether the word owns a person: "Mark's ex", "hope's mum"."""
    token, following = line.tokens[at], line.beside(at + 1)
    usable = token.key in names().common and token.key not in _MONTHS and (token.is_capital or line.opens(at))
    return bool(usable and token.owns and following and following.key in names().relations)


def _is_aged(line: Line, at: int) -> bool:
    """Say whether an age follows a word at the very start: "Rose, 34", "mark 45"; after a month a comma is wanted."""
    token = line.tokens[at]
    if at or token.key not in names().common or is_place(token.key):
        return False
    return bool((_AFTER_COMMA if token.key in _MONTHS else _AGED).match(line.after(at)))


def _is_described(line: Line, at: int) -> bool:
    """Say whether words follow that tell who the person is: "chelsea who is 19", "Kent (her bf)", "mark w."."""
    token = line.tokens[at]
    if token.key not in names().common or token.key in _MONTHS - {"summer", "may", "june"}:
        return False
    large = line.is_large(at) or line.opens(at) or token.key in _NO_PLAIN_USE
    following = line.beside(at + 1)
    initial = (
        following is not None
        and following.is_initial
        and (following.text.endswith(".") or following.key not in "aifmnxy")
    )
    if token.key in names().never or is_place(token.key):
        return bool(_IN_BRACKETS.match(line.after(at)))
    return large and bool(_WHO.match(line.after(at)) or initial)


def _is_paired(line: Line, at: int) -> bool:
    """Say whether "and" joins two such names, or a question or a helper's verb stands before: "Will and Rose", "told Will to"."""
    token, names_list = line.tokens[at], names()
    if (
        not token.is_capital
        or token.key not in names_list.common
        or token.key in _MONTHS
        or token.key in names_list.never
    ):
        return False
    if _ASKED.search(line.until(at)):
        return not is_place(token.key)
    near = [each for each in (at - 2, at + 2) if 0 <= each < len(line.tokens)]
    joined = [each for each in near if line.tokens[(at + each) // 2].key in ("and", "n")]
    return any(
        line.tokens[each].is_capital and line.tokens[each].key in names_list.common | names_list.plain
        for each in joined
    )


def _spoken_to(line: Line, at: int) -> bool:
    """Say whether somebody met, rang or spoke to the word: "spoke to Hope re refuge"."""
    token = line.tokens[at]
    usable = token.key in names().common and token.is_capital and token.key not in _MONTHS
    if not usable or is_place(token.key) or not _STOPS_HERE.match(line.after(at)):
        return False
    return bool(_ABOUT.search(line.until(at)))


def _has_surname(line: Line, at: int) -> bool:
    """Say whether a surname follows, in small letters or capitals: "hope adeyemi", "HOLLY MARCHANT"."""
    following = line.beside(at + 1)
    if following is None or line.tokens[at].key not in names().common or following.key in names().after:
        return False
    if following.key in names().surnames:
        return True
    return following.key in names().surnames_words and _is_written_as_name(line, at, following)


def _is_written_as_name(line: Line, at: int, following: Token) -> bool:
    """Say whether two plain words are a first name and a surname: in capitals, or at the start with an age behind."""
    if is_place(line.text[line.tokens[at].start : following.end]):
        return False
    if line.tokens[at].is_upper and following.is_upper:
        return True
    return at == 0 and bool(_AFTER_COMMA.match(line.after(at + 1)))
