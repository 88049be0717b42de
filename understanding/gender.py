"""The gender of the person whom somebody else writes about."""

from __future__ import annotations

from collections.abc import Sequence

from understanding.persons import FIRST, HE, HITS, KNOWN, MEN, OFFSPRING, PARTNERS, SHE, WOMEN, agent_verbs
from understanding.store import word_set
from understanding.words import Message, Word

_NOT_DONE_TO = word_set("who_not_done_to")
_SIGNS = {"♀": "woman", "♂": "man"}
_NOTED = frozenset(
    {"victim", "client", "patient", "ip", "caller", "tenant", "resident", "pupil", "serviceuser", "adult"}
)
_TITLES = {"mrs": "woman", "ms": "woman", "miss": "woman", "mr": "man"}


def marked_sex(message: Message) -> str | None:
    """The sex written as one letter beside an age or between marks ("F, 34", "34F", "tenant M 24")."""
    words = message.words
    for at, word in enumerate(words):
        if word.norm in _SIGNS:
            return _SIGNS[word.norm]
        if word.norm not in ("f", "m", "fem") or not word.raw or _norm_before(words, at) in ("i", "'", "£"):
            continue
        near = [words[place].norm for place in (at - 2, at - 1, at + 1, at + 2) if 0 <= place < len(words)]
        beside = [words[place].norm for place in (at - 1, at + 1) if 0 <= place < len(words)]
        alone = all(not norm.isalpha() for norm in beside) and (
            word.raw.isupper() or (len(words) > 6 and _notes(words))
        )
        if _norm_before(words, at) in _NOTED:
            return "man" if word.norm == "m" else "woman"
        if (any(norm.isdigit() and int(norm) > 4 for norm in near) and not (word.norm == "m" and "£" in near)) or alone:
            return "man" if word.norm == "m" else "woman"
    return None


def _notes(words: Sequence[Word]) -> bool:
    """Say whether a message reads as notes: no word for oneself in it."""
    return not FIRST & {word.norm for word in words}


def titled(message: Message) -> str | None:
    """The sex of the one whom a worker names by a title ("Mrs, 79", "Mr X")."""
    for at, word in enumerate(message.words):
        if word.norm in _TITLES and word.raw[:1].isupper() and at:
            return _TITLES[word.norm]
    return None


def _norm_before(words: Sequence[Word], at: int) -> str:
    """Return the word before number `at`, empty at the beginning."""
    return words[at - 1].norm if at else ""


def gender_of_third(norms: Sequence[str], unsaid: bool) -> str | None:
    """The person's gender: by whom the partner belongs to, the word for the person, or the pronouns."""
    she, he = bool(SHE & set(norms)), bool(HE & set(norms))
    if unsaid:
        return None
    by_others = _by_partner(norms) or _by_object(norms)
    if by_others:
        return by_others
    for at, norm in enumerate(norms):
        if norm in OFFSPRING and {"has", "have", "with", "got", "her", "his"} & set(norms[max(at - 3, 0) : at]):
            continue
        if (
            norm in WOMEN | MEN
            and not _harms(norms, at)
            and norms[max(at - 2, 0) : at] not in (("am", "a"), ("am", "an"), ("am", "his"), ("am", "her"))
        ):
            return "woman" if norm in WOMEN else "man"
    if she != he and (she or not {"perp", "perpetrator", "suspect", "abuser", "husband", "boyfriend"} & set(norms)):
        return "woman" if she else "man"
    return _by_state(norms)


def _by_state(norms: Sequence[str]) -> str | None:
    """The pronoun of which a state is told ("she is 70", "she won't leave"), where the other one acts."""
    states = {"woman": 0, "man": 0}
    for word, following in zip(norms, norms[1:], strict=False):
        if following in ("is", "needs", "wants", "has", "will", "owns", "does", "lives", "was", "can"):
            states["woman"] += word == "she"
            states["man"] += word == "he"
    if states["woman"] == states["man"]:
        return None
    return "woman" if states["woman"] > states["man"] else "man"


def _by_partner(norms: Sequence[str]) -> str | None:
    for at, norm in enumerate(norms):
        if norm in PARTNERS and at:
            owner = norms[at - 1] if norms[at - 1] != "ex" or at < 2 else norms[at - 2]
            if owner == "her":
                return "woman"
            if owner == "his":
                return "man" if norm not in ("wife", "girlfriend") or not _hit_by_him(norms, at) else "woman"
            if owner == "'s" and at > 1 and norms[at - 2] in WOMEN | MEN:
                return "woman" if norms[at - 2] in WOMEN else "man"
            if owner == "'s" and at > 1 and norms[at - 2] in KNOWN and norm != "ex":
                return "woman"
    return None


def _hit_by_him(norms: Sequence[str], at: int) -> bool:
    return at > 1 and norms[at - 2] in HITS | {"hitting", "his"} and not {"she", "her"} & set(norms[:at])


def _harms(norms: Sequence[str], at: int) -> bool:
    """Say whether the word is the one who causes the harm: "dad hits", "by her uncle", "nephew draining"."""
    after, before = norms[at + 1 : at + 8], norms[max(at - 2, 0) : at]
    if "by" in before or ("of" in before and "scared" in norms):
        return True
    verb = next((place for place, word in enumerate(after) if word in agent_verbs()), None)
    if verb is None:
        return False
    passive = {"is", "'s", "gets", "being", "was", "by"} & set(after[:verb])
    return after[verb].endswith("ing") if passive and "being" not in passive else not passive


def _by_object(norms: Sequence[str]) -> str | None:
    pairs = set(zip(norms, norms[1:], strict=False))
    woman = any((verb, "her") in pairs for verb in agent_verbs() - _NOT_DONE_TO)
    man = any((verb, "him") in pairs for verb in agent_verbs() - _NOT_DONE_TO)
    return None if woman == man else "woman" if woman else "man"
