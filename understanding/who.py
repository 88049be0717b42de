"""Whose story it is: who writes, whom it is about, and which words point to that person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from understanding.rules import Mention
from understanding.store import load_yaml
from understanding.words import Message, Word

FIRST = frozenset("i me my mine myself we us our ours".split())
SHE = frozenset("she her hers herself".split())
HE = frozenset("he him his himself".split())
THEY = frozenset("they them their theirs".split())
PARTNERS = frozenset("husband wife partner boyfriend girlfriend fiance ex perpetrator perp abuser".split())
_WOMEN = frozenset(
    "mum sister daughter aunt nan niece stepmum stepdaughter stepsister granddaughter sisterinlaw motherinlaw"
    " daughterinlaw girl woman lady female lass fem".split()
)
_MEN = frozenset(
    "dad brother son uncle grandad nephew stepdad stepson stepbrother grandson brotherinlaw fatherinlaw soninlaw boy"
    " man bloke guy lad gentleman male chap".split()
)
_OF_SEX = frozenset("girl woman lady female lass fem boy man bloke guy lad gentleman male chap".split())
_OFFSPRING = frozenset("son daughter boy girl lad stepson stepdaughter grandson granddaughter".split())
KIN = (_WOMEN | _MEN | frozenset("cousin parents family inlaws child children kids kid baby twin".split())) - _OF_SEX
KNOWN = _OF_SEX | frozenset(
    "friend neighbour neighbours colleague flatmate housemate someone somebody client patient tenant resident pupil student"
    " serviceuser customer employee parishioner couple caller youngperson victim eldest pt learner".split()
)
_SHORTHAND = re.compile(
    r"(?:^|[\s,;:.(/-])(?:[MF]\s?[,/]?\s?\d{2}|\d{2}\s?(?:yo|yrs?|y/o)?\s?[,/]?\s?[MFmf])(?=$|[\s,;:.)/])|^[mf]\s?\d\d\b"
    r"|\b(?i:fem|female|male|pt|cl|client|nb|mum|dad|lady)\s?[,/]?\s?\d{2}\b(?=\s*[,.;(/]|\s+(?:in|with|w/|from)\b)"
    r"|\b(?i:nil|hx|dx|std|preg w|NFA|perp|ptnr|dash|marac|mash|fob|c/o|hba|nrpf[:?=]|eng ok|recourse ok|cp plan)\b"
    r"|\b(?:NK|FM|SV|SA|MH)\b|\bch(?:ildren)?\s?[:x]\s?\d|\b\d\s?ch\b|\b\d{1,2}/40\b|^[A-Z]{2,4}\s?[-:,]"
)
AT_WORK = frozenset(
    "team unit service liaison reg worker nurse officer firm centre surgery clinic dept department desk school rep letter intake triage"
    " teacher coach elder warden agency practice hospital ward charity hostel council college university campus wellbeing caseworker adviser"
    " advisor gp midwife idva isva solicitor supportworker socialworker healthvisitor housingofficer psychologist paramedic counsellor"
    " manager practitioner volunteer chaplain vicar barber hairdresser postman plumber electrician pharmacist dentist sw hv cpn pc dc"
    " cmht camhs dwp jcp ooh locum consultant audiologist enquiry police probation fsw prison substance perinatal uni mw keyworker"
    " workcoach youthworker schoolnurse familyworker careworker nurseryworker probationofficer policeofficer physio ot senco dsl lsa ta".split()
)
"""Words that name a worker or a workplace where a message opens with them ("CMHT nurse: …")."""


@dataclass(frozen=True)
class People:
    """Who writes (`asking_as`, None if that is not said), and the words for the person and for anybody else."""

    asking_as: str | None
    third: bool
    gender: str | None
    mine: frozenset[str]
    others: frozenset[str]


def people(message: Message, mentions: Iterable[Mention], raw: str) -> People:
    """Settle from the evidence in `mentions` (rules named `sign_…`) whom the message is about."""
    found = list(mentions)
    norms = message.norms
    asking_as = _asking_as(norms, found, raw)
    third = asking_as in ("someone_else", "professional") or (asking_as is None and _only_third(norms))
    marked = _marked_sex(message)
    if not third:
        return People(asking_as, False, marked, FIRST, SHE | HE | THEY | PARTNERS | KIN)
    gender = marked or _gender_of_third(norms, asking_as is None)
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
    if "sign_own" in signs and third_score < 3 and signs.count("sign_hurt_me") <= signs.count("sign_own") + 1:
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


_TELLING = frozenset(
    "stalking sexual_abuse economic_abuse honour_based forced_marriage abuse_ended housing relationship mental_health substance_use".split()
)


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


def _marked_sex(message: Message) -> str | None:
    """The sex written as one letter beside an age or between marks ("F, 34", "34F", "tenant M 24")."""
    words = message.words
    for at, word in enumerate(words):
        if word.norm not in ("f", "m", "fem") or not word.raw or norm_before(words, at) in ("i", "'"):
            continue
        near = [words[place].norm for place in (at - 2, at - 1, at + 1, at + 2) if 0 <= place < len(words)]
        beside = [words[place].norm for place in (at - 1, at + 1) if 0 <= place < len(words)]
        alone = all(not norm.isalpha() for norm in beside) and word.raw.isupper()
        if (any(norm.isdigit() and int(norm) > 4 for norm in near) and not (word.norm == "m" and "£" in near)) or alone:
            return "man" if word.norm == "m" else "woman"
    return None


def norm_before(words: Sequence[Word], at: int) -> str:
    """Return the word before number `at`, empty at the beginning."""
    return words[at - 1].norm if at else ""


def _self_score(norms: Sequence[str], signs: Sequence[str], third_score: int) -> int:
    """How much speaks for the writer being the one harmed."""
    score = 2 * min(signs.count("sign_hurt_me"), 2) + ("sign_need" in signs)
    for at, norm in enumerate(norms):
        if norm in PARTNERS:
            following = norms[at + 1 : at + 2]
            if "my" in norms[max(at - 3, 0) : at] and not {"'s", "her", "his"} & set(norms[max(at - 2, 0) : at]):
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
        if norm in PARTNERS and ({"her", "his"} & set(norms[max(at - 2, 0) : at]) or norms[at - 1 : at] == ("'s",)):
            score += 1 if norm == "ex" and "he" in norms[:at] else 2
        elif (norm in (KIN | KNOWN) - _CHILDREN and _is_subject(before, after)) or (
            norm in ("her", "him", "them") and before and before[-1] in _HITS
        ):
            score += 2
        elif norm in ("she", "he") and after and after[0] in ("needs", "wants"):
            score += 1
    return score


_CHILDREN = frozenset("kids children baby twin lad boy girl".split())
_HITS = frozenset(
    "hits hit beats beat hurts hurt hitting beating hurting punches slaps threatens controls follows kicks pushes pushed abuses raped rapes"
    " strangles batters shouts at to leave stalks stalking harassing".split()
)
_SUBJECT_VERBS = frozenset(
    "is 's has was lives left married lost works needs wants who keeps gets got told from ( - being does will can came".split()
)


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
        or (after[1] in agent_verbs() and after[1].endswith("ing"))
    )
    return opens and not told_me and not with_them and not acts and (not after or told_of)


def _only_third(norms: Sequence[str]) -> bool:
    return not FIRST & set(norms) and bool((SHE | HE) & set(norms))


def _gender_of_third(norms: Sequence[str], unsaid: bool) -> str | None:
    """The person's gender: by whom the partner belongs to, the word for the person, or the pronouns."""
    she, he = bool(SHE & set(norms)), bool(HE & set(norms))
    if unsaid:
        return None
    by_others = _by_partner(norms) or _by_object(norms)
    if by_others:
        return by_others
    for at, norm in enumerate(norms):
        if norm in _OFFSPRING and {"has", "have", "with", "got", "her", "his"} & set(norms[max(at - 3, 0) : at]):
            continue
        if (
            norm in _WOMEN | _MEN
            and not _harms(norms, at)
            and norms[max(at - 2, 0) : at] not in (("am", "a"), ("am", "an"), ("am", "his"), ("am", "her"))
        ):
            return "woman" if norm in _WOMEN else "man"
    if she != he:
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
            if owner == "'s" and at > 1 and norms[at - 2] in _WOMEN | _MEN:
                return "woman" if norms[at - 2] in _WOMEN else "man"
            if owner == "'s" and at > 1 and norms[at - 2] in KNOWN and norm != "ex":
                return "woman"
    return None


def _hit_by_him(norms: Sequence[str], at: int) -> bool:
    return at > 1 and norms[at - 2] in _HITS | {"hitting", "his"} and not {"she", "her"} & set(norms[:at])


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


@lru_cache(maxsize=1)
def agent_verbs() -> frozenset[str]:
    """What those who cause harm do, by the reviewed lists."""
    lists = load_yaml("facts_lists.yaml")
    return frozenset(str(word) for name in ("harm", "control_verb", "agent") for word in lists[name]) - {
        "calls",
        "called",
        "goes",
    }


def _by_object(norms: Sequence[str]) -> str | None:
    pairs = set(zip(norms, norms[1:], strict=False))
    woman = any((verb, "her") in pairs for verb in agent_verbs() - _NOT_DONE_TO)
    man = any((verb, "him") in pairs for verb in agent_verbs() - _NOT_DONE_TO)
    return None if woman == man else "woman" if woman else "man"


_NOT_DONE_TO = frozenset(
    "has got gets took take takes help helps keeps keep uses hides spends moved afraid scared frightened terrified".split()
)
