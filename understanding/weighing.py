"""The facts that rules found, weighed against what the encoder hears in the whole message.

Rules know whose fact it is, what is denied and what was corrected, where a reviewed phrase speaks of it; the encoder hears
what no phrase says. One small linear rule for each value (`model/rules.json`) joins the two.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pathway.model import FactValue
from understanding.decision import Rule, features, rules
from understanding.encoder import Scores, encoder
from understanding.other_languages import is_english
from understanding.wording import words

_YES_OR_NO = (
    *(
        "abuse_ended",
        "children",
        "deaf",
        "disability",
        "economic_abuse",
        "forced_marriage",
        "homeowner",
        "honour_based",
    ),
    *("lgbt", "mental_health", "needs_interpreter", "nrpf", "pets", "pregnant", "sexual_abuse", "stalking"),
    "substance_use",
)
FACTS: Mapping[str, tuple[FactValue, ...]] = {
    "asking_as": ("self", "someone_else", "professional", "own_behaviour"),
    "gender": ("woman", "man", "non_binary"),
    "housing": ("needs_safe_place", "wants_to_stay_home"),
    "relationship": ("partner", "ex_partner", "family"),
    **dict.fromkeys(_YES_OR_NO, (True, False)),
}
"""The facts that the encoder listens for. Area, age and level of risk are names and numbers, which rules read better."""
_FEWEST_WORDS = 3


def statement(fact: str, value: FactValue) -> str:
    """Give the encoder's label of a fact that is stated: `children=true`, `relationship=family`."""
    return f"{fact}={str(value).lower()}"


def weighed(text: str, found: Mapping[str, FactValue], settled: Collection[str] = ()) -> Mapping[str, FactValue]:
    """Return the facts that `text` states, given those that rules found; `settled` are left as they were found.

    A message of one or two words, or in another language, is left to the rules.
    """
    if len(words(text)) < _FEWEST_WORDS or not is_english(text):
        return found
    return values(found, encoder().score(text), rules().statements, settled)


def values(
    found: Mapping[str, FactValue], scores: Scores, by: Mapping[str, Rule], settled: Collection[str] = ()
) -> Mapping[str, FactValue]:
    """Return the facts by the rules `by` of each statement, given what was found in words and what the encoder hears."""
    kept = {fact: value for fact, value in found.items() if fact not in FACTS or fact in settled}
    weighed_anew = {fact: _value(fact, found.get(fact), scores, by) for fact in FACTS if fact not in settled}
    return kept | {fact: value for fact, value in weighed_anew.items() if value is not None}


def statement_features(fact: str, value: FactValue, found: FactValue | None, scores: Scores) -> Mapping[str, float]:
    """Give what the statement that `fact` is `value` is decided by; `found` is what the rules say of the fact."""
    return features(statement(fact, value), scores, found == value, found not in (None, value))


def _value(fact: str, found: FactValue | None, scores: Scores, by: Mapping[str, Rule]) -> FactValue | None:
    sums = {
        value: by[statement(fact, value)].weigh(statement_features(fact, value, found, scores)) for value in FACTS[fact]
    }
    likeliest = max(sums, key=lambda value: sums[value])
    return likeliest if sums[likeliest] > 0 else None
