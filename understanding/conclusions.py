"""What follows from facts found together, and what one fact takes back from another."""

from __future__ import annotations

from pathway.model import FactValue
from understanding.ages import young_writer
from understanding.persons import KIN, People, agent_verbs
from understanding.store import word_set
from understanding.words import Message

_GOES_ON = word_set("conclusions_goes_on")
_RELATIVES = KIN - word_set("conclusions_relatives")
_CHILDREN_OF_A_CHILD = word_set("conclusions_children_of_a_child")
_HERS = word_set("conclusions_hers")
_HIS = word_set("conclusions_his")


def concluded(message: Message, persons: People, found: dict[str, FactValue]) -> dict[str, FactValue]:
    """Return `found` with what follows from it added and what it rules out left away."""
    facts = dict(found)
    if persons.asking_as == "own_behaviour":
        facts.pop("relationship", None)
        facts.pop("abuse_ended", None)
    if facts.get("abuse_ended") is True and (facts.get("stalking") is True or _goes_on(message.norms)):
        del facts["abuse_ended"]
    if "relationship" not in facts and persons.asking_as in ("self", "professional") and _family_harms(message):
        facts["relationship"] = "family"
    if (
        facts.get("age_group") in ("under_16", "16_17")
        and facts.get("children")
        and not _CHILDREN_OF_A_CHILD & set(message.norms)
    ):
        del facts["children"]
    if persons.asking_as == "professional" and "children" not in facts and _client_is_a_mother(message, facts):
        facts["children"] = True
    if "lgbt" not in facts and _same_sex(message, persons, facts):
        facts["lgbt"] = True
    if facts.get("gender") == "non_binary":
        facts.setdefault("lgbt", True)
    if persons.asking_as == "someone_else" and {"mum", "dad"} & set(message.norms) and young_writer(message):
        facts["children"] = True
    if persons.asking_as == "professional" and _dash(message.norms) >= _VISIBLE_HIGH_RISK:
        facts.setdefault("marac_criterion", "visible_high_risk")
    harmer = (
        _own_child(message.norms) if persons.asking_as == "self" and facts.get("relationship") == "family" else None
    )
    if harmer:
        facts["harmed_by_own_child"] = harmer
    return facts


def _client_is_a_mother(message: Message, facts: dict[str, FactValue]) -> bool:
    """Say whether a worker calls the client "mum": "Mum disclosed at the review"."""
    norms = message.norms
    if facts.get("age_group") in ("under_16", "16_17") or _PUPILS & set(norms):
        return False
    return any(
        norm == "mum"
        and norms[at + 1 : at + 3] not in (("-", "to"), ("to", "be"))
        and norms[at - 1 : at] not in (("with",), ("at",), ("tell",), ("your",), ("a",), ("to",))
        and norms[at - 1 : at]
        not in (("my",), ("her",), ("his",), ("their",), ("'s",), ("by",), ("and",), ("from",), ("of",))
        and not agent_verbs() & set(norms[at + 1 : at + 4])
        for at, norm in enumerate(norms)
    )


_PUPILS = word_set("conclusions_pupils")
_VISIBLE_HIGH_RISK = 14
"""From this many ticks on the DASH checklist a case goes to MARAC as visible high risk."""


def _dash(norms: tuple[str, ...]) -> int:
    """The number of ticks that a worker gives ("DASH 16", "DASH score of 16", "16 on the DASH"), 0 if there is none."""
    for at, norm in enumerate(norms):
        if norm == "dash":
            near = [word for word in norms[at + 1 : at + 4] if word.isdigit()]
            near += (
                [norms[at - 3]] if at > 2 and norms[at - 2 : at] == ("on", "the") and norms[at - 3].isdigit() else []
            )
            if near:
                return int(near[0])
    return 0


def _own_child(norms: tuple[str, ...]) -> str | None:
    """The age group of the writer's own son or daughter, where an age is given with them."""
    for at, norm in enumerate(norms):
        if norm in ("son", "daughter") and {"my", "our"} & set(norms[max(at - 3, 0) : at]):
            near = [int(word) for word in (*norms[max(at - 2, 0) : at], *norms[at + 1 : at + 6]) if word.isdigit()]
            if near:
                return "under_16" if near[0] < _GROWN_CHILD else "16_or_over"
            if {"grown", "adult"} & set(norms[max(at - 3, 0) : at]):
                return "16_or_over"
    return None


_GROWN_CHILD = 16


def _goes_on(norms: tuple[str, ...]) -> bool:
    """Say whether something is told that still happens: "he keeps turning up", "still frightens me"."""
    if _GOES_ON & set(norms):
        return True
    return any(
        word == "still" and following in agent_verbs() for word, following in zip(norms, norms[1:], strict=False)
    )


def _family_harms(message: Message) -> bool:
    """Say whether a relative is told of as the one who harms, however far the verb is: "my daughter, who's forty, shouts"."""
    norms = message.norms
    for at, norm in enumerate(norms):
        if norm not in _RELATIVES or norms[max(at - 1, 0) : at] in (
            ("a",),
            ("am",),
            ("his",),
            ("for",),
            ("with",),
            ("to",),
            ("at",),
            ("told",),
        ):
            continue
        if norms[max(at - 2, 0) : at - 1] in (("with",), ("at",), ("to",), ("told",), ("for",), ("in",)):
            continue
        same = [norms[place] for place in range(at + 1, len(norms)) if message.sentence[place] == message.sentence[at]]
        if agent_verbs() & set(same[:14]):
            return True
    return False


def _same_sex(message: Message, persons: People, facts: dict[str, FactValue]) -> bool:
    """Say whether the person and their partner are plainly of one sex."""
    theirs = {"woman": _HERS, "man": _HIS}.get(str(facts.get("gender")), frozenset())
    norms = message.norms
    return any(norm in theirs and _owned(norms, at, persons) for at, norm in enumerate(norms))


def _owned(norms: tuple[str, ...], at: int, persons: People) -> bool:
    """Say whether the partner named at `at` is the person's."""
    before = [word for word in norms[max(at - 3, 0) : at] if word not in ("ex", "new", "abusive", "violent")]
    if norms[at - 1 : at] in (("is",), ("am",), ("as",)) or before[-2:] in (
        ["am", "a"],
        ["am", "his"],
        ["am", "her"],
        ["am", "the"],
    ):
        return False
    if before[-1:] == ["my"] or before[-1:] == ["our"]:
        return not persons.third
    if before[-1:] in (["her"], ["his"]):
        return persons.third and before[-1] in persons.mine
    return (before[-1:] != ["'s"] and not persons.third) or (
        persons.third
        and before[-1:]
        in (
            [],
            [","],
            [
                ".",
            ],
            ["from"],
            ["by"],
        )
    )
