"""Whose story it is: who writes, whom it is about, and which words point to that person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from understanding.gender import gender_of_third, marked_sex, titled
from understanding.persons import AT_WORK, FIRST, HE, HITS, KIN, KNOWN, PARTNERS, SHE, THEY, People, agent_verbs
from understanding.rules import Mention
from understanding.store import word_set
from understanding.words import Message

_SHORTHAND = re.compile(
    r"(?:^|[\s,;:.(/-])(?:[MF]\s?[,/]?\s?\d{2}|\d{2}\s?(?:yo|yrs?|y/o)?\s?[,/]?\s?[MFmf])(?=$|[\s,;:.)/])|^[mf]\s?\d\d\b"
    r"|\b(?i:fem|female|male|pt|cl|client|nb|mum|dad|lady)\s?[,/]?\s?\d{2}\b(?=\s*[,.;(/]|\s+(?:in|with|w/|from)\b)"
    r"|\b(?i:nil|hx|dx|std|preg w|NFA|perp|ptnr|dash|marac|mash|fob|c/o|hba|nrpf[:?=]|eng ok|recourse ok|cp plan)\b"
    r"|\b(?:NK|FM|SV|SA|MH)\b|\bch(?:ildren)?\s?[:x]\s?\d|\b\d\s?ch\b|\b\d{1,2}/40\b|^[A-Z]{2,4}\s?[-:,]"
)


def people(message: Message, mentions: Iterable[Mention], raw: str) -> People:
    """Settle from the evidence in `mentions` (rules named `sign_…`) whom the message is about."""
    found = list(mentions)
    norms = message.norms
    asking_as = _asking_as(norms, found, raw)
    third = asking_as in ("someone_else", "professional") or (asking_as is None and _only_third(norms))
    marked = marked_sex(message) or (titled(message) if asking_as == "professional" else None)
    if not third:
        return People(asking_as, False, marked, FIRST, SHE | HE | THEY | PARTNERS | KIN)
    gender = marked or gender_of_third(norms, asking_as is None)
    mine = {"woman": SHE, "man": HE}.get(gender or "", SHE | HE | THEY) | THEY | KNOWN | (KIN - PARTNERS)
    return People(asking_as, True, gender, mine, (FIRST | SHE | HE | PARTNERS) - mine)


def _asking_as(norms: Sequence[str], mentions: Sequence[Mention], raw: str) -> str | None:
    signs = [mention.rule.fact for mention in mentions if mention.rule.fact.startswith("sign_")]
    first = bool(FIRST & set(norms))
    third_score = _third_score(norms, signs)
    self_score = _self_score(norms, signs, third_score)
    client = "sign_client" in signs
    at_work = client or "sign_role" in signs or _opens_at_work(norms)
    if not at_work and not {"i", "me", "my"} & set(norms) and _SHORTHAND.search(raw):
        return "professional"
    own_life = first and self_score >= 2 and self_score > third_score + 2 * client and (not client or self_score > 3)
    if at_work and not own_life:
        return "professional"
    own = signs.count("sign_own")
    if own and third_score < 3 + own and signs.count("sign_hurt_me") <= own + 1:
        return "own_behaviour"
    if third_score >= 2 and third_score > self_score:
        return "someone_else"
    return "self" if _about_oneself(norms, signs, mentions, self_score) else None


def _about_oneself(norms: Sequence[str], signs: Sequence[str], mentions: Sequence[Mention], self_score: int) -> bool:
    """Say whether the writer is the one harmed or in need, where nobody else is. Circumstances alone do not say it."""
    if "sign_need" in signs or "sign_hurt_me" in signs:
        return True
    if FIRST & set(norms):
        told = any(mention.rule.fact in _TELLING and mention.rule.value is not None for mention in mentions)
        return told or (bool((SHE | HE) & set(norms)) and len(norms) > 5) or self_score > 2
    return bool(PARTNERS & set(norms)) and not (SHE | HE) & set(norms) and len(norms) > 4


_TELLING = word_set("who_telling")


def _opens_at_work(norms: Sequence[str]) -> bool:
    """Say whether the message opens with a worker or workplace and a mark: "GP Whitstable - 44 yr old man"."""
    opening: list[str] = []
    for norm in norms[:9]:
        if norm in (":", "-", ".", ",", ";", "/"):
            return bool(AT_WORK & set(opening)) and not {"my", "is", "am", "was", "me", "i", "told", "we", "our"} & set(
                opening
            )
        opening.append(norm)
    return bool(opening) and opening[0] in ("gp", "hv", "sw", "cpn", "dc", "pc") and len(norms) > 5


def _self_score(norms: Sequence[str], signs: Sequence[str], third_score: int) -> int:
    """How much speaks for the writer being the one harmed."""
    score = 2 * min(signs.count("sign_hurt_me"), 2) + ("sign_need" in signs) + 4 * ("sign_oneself" in signs)
    for at, norm in enumerate(norms):
        if norm in PARTNERS:
            following = norms[at + 1 : at + 2]
            if _is_oneself(norms, at):
                score += 2
            elif "my" in norms[max(at - 3, 0) : at] and not {"'s", "her", "his"} & set(norms[max(at - 2, 0) : at]):
                score += 1 if following == ("'s",) else 3
            elif not third_score and not {"her", "his", "'s", "their", "the", "of", "a"} & set(
                norms[max(at - 2, 0) : at]
            ):
                score += 1
    pairs = set(zip(norms, norms[1:], strict=False))
    return score + (("i", "am") in pairs) + (("i", "have") in pairs)


def _third_score(norms: Sequence[str], signs: Sequence[str]) -> int:
    """How much speaks for somebody else being the one harmed."""
    score = 2 * min(signs.count("sign_third"), 2)
    for at, norm in enumerate(norms):
        before, after = norms[max(at - 3, 0) : at], norms[at + 1 : at + 3]
        if norm in PARTNERS and _is_oneself(norms, at):
            continue
        if norm in PARTNERS and ({"her", "his"} & set(norms[max(at - 2, 0) : at]) or norms[at - 1 : at] == ("'s",)):
            score += 1 if norm == "ex" and "he" in norms[:at] else 2
        elif (norm in (KIN | KNOWN) - _CHILDREN and _is_subject(before, after)) or (
            norm in ("her", "him", "them") and before and before[-1] in HITS
        ):
            score += 2
        elif norm in ("she", "he") and after and after[0] in ("needs", "wants"):
            score += 1
    return score


def _is_oneself(norms: Sequence[str], at: int) -> bool:
    """Say whether the partner named at `at` is the writer: "I'm his wife", "as his former wife"."""
    before = [
        word for word in norms[max(at - 5, 0) : at] if word not in ("ex", "own", "only", "just", "new", "lawful", "-")
    ]
    return before[-2:] in (
        ["am", "his"],
        ["am", "her"],
        ["am", "the"],
        ["as", "his"],
        ["as", "her"],
        ["as", "a"],
        ["being", "his"],
        ["being", "her"],
    )


_THEIR_WAYS = word_set("who_their_ways")
_CHILDREN = word_set("who_children")
_SUBJECT_VERBS = word_set("who_subject_verbs")


def _is_subject(before: Sequence[str], after: Sequence[str]) -> bool:
    """Say whether a word for a relative or somebody known begins a statement about them ("my sister is", "cousin, 19")."""
    opens = not before or before[-1] in (
        ".",
        ",",
        ":",
        "my",
        "our",
        "a",
        "the",
        "best",
        "old",
        "little",
        "elderly",
        "good",
        "big",
        "'s",
    )
    told_me = bool({"told", "says", "said"} & set(after))
    with_them = len(before) > 1 and before[-2] in (
        "with",
        "by",
        "of",
        "at",
        "to",
        "from",
        "and",
        "told",
        "tell",
        "for",
        "in",
        "hit",
        "see",
    )
    told_of = bool(after) and (
        after[0] in _SUBJECT_VERBS or (after[0] == "," and after[1:2] != () and after[1].isdigit())
    )
    acts = after[1:2] != () and (
        after[1] in ("the", "violent", "abusive", "controlling")
        or (after[0] == "'s" and after[1] in _THEIR_WAYS)
        or (after[0] == "keeps" and not after[1].endswith("ing"))
        or (after[1] in agent_verbs() and after[1].endswith("ing"))
    )
    return opens and not told_me and not with_them and not acts and (not after or told_of)


def _only_third(norms: Sequence[str]) -> bool:
    return not FIRST & set(norms) and bool((SHE | HE) & set(norms))
