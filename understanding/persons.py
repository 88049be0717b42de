"""The words for persons: relatives, partners, people known, and the pronouns; and what a message says of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from understanding.store import load_yaml, word_set

FIRST = word_set("who_first")
SHE = word_set("who_she")
HE = word_set("who_he")
THEY = word_set("who_they")
PARTNERS = word_set("who_partners")
WOMEN = word_set("who_women")
MEN = word_set("who_men")
_OF_SEX = word_set("who_of_sex")
OFFSPRING = word_set("who_offspring")
KIN = (WOMEN | MEN | word_set("who_kin")) - _OF_SEX
KNOWN = _OF_SEX | word_set("who_known")
HITS = word_set("who_hits")
AT_WORK = word_set("who_at_work")
"""Words that name a worker or a workplace where a message opens with them ("CMHT nurse: …")."""


@dataclass(frozen=True)
class People:
    """Who writes (`asking_as`, None if that is not said), and the words for the person and for anybody else."""

    asking_as: str | None
    third: bool
    gender: str | None
    mine: frozenset[str]
    others: frozenset[str]


@lru_cache(maxsize=1)
def agent_verbs() -> frozenset[str]:
    """What those who cause harm do, by the reviewed lists."""
    lists = load_yaml("facts_lists.yaml")
    return frozenset(str(word) for name in ("harm", "control_verb", "agent") for word in lists[name]) - {
        "calls",
        "called",
        "goes",
    }
