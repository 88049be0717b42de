"""From `graph/*.yaml` to a `Pathway`. A graph that is not sound does not load, and the error says all that is wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import yaml

from pathway.directory_terms import day
from pathway.model import (
    ABOUT,
    AUDIENCES,
    UNKNOWN,
    Advice,
    Aside,
    Branch,
    Condition,
    Door,
    Fact,
    Facts,
    FactValue,
    Fork,
    Interrupt,
    Option,
    Outcome,
    Pathway,
    Question,
    Source,
)
from pathway.plain_yaml import read_yaml
from pathway.reading import Entry, Faults, nearest

GRAPH = Path(__file__).parent / "graph"
SECTIONS = (
    "checked",
    "sources",
    "facts",
    "start",
    "questions",
    "forks",
    "outcomes",
    "tiers",
    "doors",
    "advice",
    "interrupts",
    "asides",
    "phrases",
)
SAFETY_SIGNS = ("immediate", "cannot_speak", "suicidal", "own_behaviour_danger")
SURVIVORS_AND_HELPERS = ("self", "someone_else", "professional")
"""Who is shown a door or a piece of advice that names no audience: not those worried about their own behaviour."""


class PathwayError(ValueError):
    """The graph cannot be used. The message lists every fault with its file, its place and the remedy."""


def load_pathway(folder: Path = GRAPH) -> Pathway:
    """Return the pathway written in the YAML files of `folder`.

    Raises PathwayError where a file cannot be read, a key, fact, value, node, source or audience is unknown, or a
    wording is missing.
    """
    return _Loader(folder).load()


class _Loader:
    """Reads the sections of all files, then builds each noun, collecting the faults on the way."""

    def __init__(self, folder: Path) -> None:
        self.faults = Faults()
        self.sections: dict[str, list[Entry]] = {name: [] for name in SECTIONS}
        self.easy: dict[str, str] = {}
        self.start = ""
        self.tiers: tuple[str, ...] = ()
        self.checked: object = None
        self.version = self._read(folder)

    def load(self) -> Pathway:
        self.sources = {entry.place: self._a_source(entry) for entry in self.sections["sources"]}
        self.facts = self._keyed("facts", self._fact)
        questions = self._keyed("questions", self._question)
        forks = self._keyed("forks", self._fork)
        outcomes = self._keyed("outcomes", self._outcome)
        self._check_ways(questions, forks, outcomes)
        pathway = Pathway(
            version=self.version,
            start=self.start,
            facts=self.facts,
            questions=questions,
            forks=forks,
            outcomes=outcomes,
            tiers=self.tiers,
            doors=tuple(self._keyed("doors", self._door).values()),
            advice=tuple(self._keyed("advice", self._advice).values()),
            interrupts=tuple(self._keyed("interrupts", self._interrupt).values()),
            asides=self._keyed("asides", self._aside),
            phrases={entry.place: self._text_or_both(entry, "text") for entry in self.sections["phrases"]},
            easy=self.easy,
        )
        if self.faults.lines:
            raise PathwayError("The pathway graph is not sound:\n" + "\n".join(self.faults.lines))
        return pathway

    # Files and sections

    def _read(self, folder: Path) -> str:
        fingerprint = hashlib.sha256()
        files = sorted(folder.glob("*.yaml"))
        if not files:
            raise PathwayError(f"{folder}: there is no *.yaml file here, so there is no pathway graph.")
        for path in files:
            fingerprint.update(path.read_bytes())
            try:
                content = read_yaml(path)
            except yaml.YAMLError as error:
                raise PathwayError(f"{path.name}: this is not YAML: {error}") from error
            self._take(path.name, content)
        return fingerprint.hexdigest()[:12]

    def _take(self, file: str, content: Any) -> None:
        if not isinstance(content, dict):
            self.faults.add(file, "the file", "has to hold sections such as 'questions:' or 'doors:'.")
            return
        for name, section in content.items():
            if name not in SECTIONS:
                self.faults.add(file, "the file", f"unknown section '{name}'.{nearest(str(name), SECTIONS)}")
            elif name == "start":
                self.start = str(section)
            elif name == "checked":
                self.checked = section
            elif name == "tiers":
                self.tiers = tuple(section)
            else:
                self.sections[name] += self._section_entries(file, name, section)

    def _section_entries(self, file: str, name: str, section: Any) -> list[Entry]:
        if isinstance(section, list):
            return [Entry(file, "", {}, self.faults).child(f"{name}[{n}]", item) for n, item in enumerate(section, 1)]
        if not isinstance(section, dict):
            self.faults.add(file, name, "has to be a list or a mapping.")
            return []
        wrapped = {"phrases": "text", "forks": "branches"}.get(name)
        return [
            Entry(file, str(key), {wrapped: value} if wrapped else self._mapping(file, key, value), self.faults)
            for key, value in section.items()
        ]

    def _mapping(self, file: str, key: str, value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self.faults.add(file, str(key), f"has to be a mapping, but is {value!r}.")
        return {}

    def _keyed(self, section: str, build: Any) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for entry in self.sections[section]:
            key = str(entry.content.get("id", entry.place))
            if key in built:
                entry.fault(f"'{key}' is there twice among the {section}; ids have to differ.")
            built[key] = build(key, entry)
        return built

    # Parts shared by several nouns

    def _a_source(self, entry: Entry) -> Source:
        entry.only("title", "url", "checked")
        checked = day(entry.content.get("checked", self.checked))
        if checked is None:
            entry.fault("has no day on which it was 'checked', such as \"2026-11-22\", and neither has the file.")
        return Source(entry.text("title"), entry.content.get("url"), checked)

    def _sources(self, entry: Entry) -> tuple[Source, ...]:
        keys = entry.words("source")
        if not keys:
            entry.fault("has no 'source'; name at least one key of sources.yaml.")
        for key in keys:
            if key not in self.sources:
                entry.fault(f"source '{key}' is not in sources.yaml.{nearest(key, self.sources)}")
        return tuple(self.sources[key] for key in keys if key in self.sources)

    def _wording(self, entry: Entry, key: str) -> dict[str, str]:
        texts = entry.content.get(key)
        if not isinstance(texts, dict) or not isinstance(texts.get("default"), (str, dict)):
            entry.fault(f"'{key}' has to hold a text under 'default' (and may hold others by audience).")
            return {"default": ""}
        by_audience = entry.child(key, texts)
        by_audience.only("default", *AUDIENCES)
        return {audience: self._text_or_both(by_audience, audience) for audience in texts}

    def _text_or_both(self, entry: Entry, key: str) -> str:
        """Return the text under `key`: a text, or a mapping of `text` and its Easy Read wording `easy`."""
        both = entry.content.get(key)
        if not isinstance(both, dict):
            return entry.text(key)
        inner = entry.child(key, both)
        inner.only("text", "easy")
        return self._text(inner, "text")

    def _text(self, entry: Entry, key: str) -> str:
        """Return the text under `key`, and note the Easy Read wording that may stand beside it."""
        usual = entry.text(key)
        if "easy" in entry.content:
            easy = entry.text("easy")
            if self.easy.setdefault(usual, easy) != easy:
                entry.fault(f"'easy' is worded in another way elsewhere for the same text: {self.easy[usual]!r}.")
        return usual

    def _audience(self, entry: Entry) -> tuple[str, ...]:
        audience = entry.words("audience") or SURVIVORS_AND_HELPERS
        for name in audience:
            if name not in AUDIENCES:
                entry.fault(f"audience '{name}' is unknown.{nearest(name, AUDIENCES)} One of: {', '.join(AUDIENCES)}.")
        return audience

    def _value(self, entry: Entry, fact_id: str, value: Any, *, in_condition: bool = False) -> FactValue:
        fact = self.facts.get(fact_id)
        if fact is None:
            entry.fault(f"fact '{fact_id}' is not in facts.yaml.{nearest(fact_id, self.facts)}")
        elif in_condition and value == UNKNOWN:
            return UNKNOWN
        elif not any(value is allowed or (isinstance(value, str) and value == allowed) for allowed in fact.values):
            entry.fault(f"fact '{fact_id}' cannot be {value!r}; it may be {', '.join(map(str, fact.values))}.")
        return value if isinstance(value, bool) else str(value)

    def _condition(self, entry: Entry, content: Any) -> Condition:
        if not isinstance(content, dict):
            entry.fault(f"a condition has to map facts to lists of values, but is {content!r}.")
            return Condition({})
        facts: dict[str, tuple[FactValue, ...]] = {}
        for fact_id, values in content.items():
            if not isinstance(values, list):
                entry.fault(f"the values of '{fact_id}' have to be a list, such as [{values}].")
                values = [values]
            facts[fact_id] = tuple(self._value(entry, fact_id, value, in_condition=True) for value in values)
        return Condition(facts)

    def _conditions(self, entry: Entry, key: str) -> tuple[Condition, ...]:
        return tuple(self._condition(entry, content) for content in entry.content.get(key, []))

    # The nouns

    def _fact(self, key: str, entry: Entry) -> Fact:
        entry.only("values", "many", "said")
        values = entry.content.get("values")
        if not isinstance(values, list) or not values:
            entry.fault("'values' has to list what the fact may be.")
            values = []
        said = {str(value).lower(): str(text) for value, text in entry.content.get("said", {}).items()}
        for value in said:
            if value not in {str(allowed).lower() for allowed in values}:
                entry.fault(f"'said' has words for '{value}', which is not among its values.")
        return Fact(key, tuple(values), entry.flag("many"), said)

    def _sets(self, entry: Entry) -> Facts:
        sets: dict[str, FactValue] = {}
        for fact_id, value in entry.content.get("sets", {}).items():
            if isinstance(value, list):
                sets[fact_id] = tuple(str(self._value(entry, fact_id, item)) for item in value)
            else:
                sets[fact_id] = self._value(entry, fact_id, value)
        return sets

    def _option(self, entry: Entry, fallback: str) -> Option:
        entry.only("id", "label", "easy", "sets", "next")
        to = entry.content.get("next", fallback)
        return Option(entry.text("id"), self._text(entry, "label"), self._sets(entry), to)

    def _question(self, key: str, entry: Entry) -> Question:
        entry.only("kind", "facts", "ask", "why", "options", "next", "skip", "asked_when", "with_doors", "source")
        kind = entry.one_of("kind", ("one", "many"))
        options = tuple(self._option(item, str(entry.content.get("next", ""))) for item in entry.entries("options"))
        if len(options) < 2:
            entry.fault("needs at least two options.")
        set_facts = [fact for option in options for fact in option.sets]
        facts = tuple(dict.fromkeys([*entry.words("facts"), *set_facts]))
        return Question(
            id=key,
            kind="many" if kind == "many" else "one",
            facts=facts,
            ask=self._wording(entry, "ask"),
            why=self._wording(entry, "why"),
            options=options,
            skip=entry.text("skip"),
            asked_when=self._conditions(entry, "asked_when"),
            with_doors=entry.words("with_doors"),
            source=self._sources(entry),
        )

    def _fork(self, key: str, entry: Entry) -> Fork:
        branches = []
        for item in entry.entries("branches"):
            item.only("when", "to")
            branches.append(Branch(self._condition(item, item.content.get("when", {})), item.text("to")))
        if not branches or branches[-1].when.facts:
            entry.fault("the last branch must have no 'when', so that there is always a way on.")
        return Fork(key, tuple(branches))

    def _outcome(self, key: str, entry: Entry) -> Outcome:
        entry.only("say", "source")
        return Outcome(key, self._wording(entry, "say"), self._sources(entry))

    def _door(self, key: str, entry: Entry) -> Door:
        entry.only(
            *("id", "tier", "services", "when", "unless", "audience", "wants", "because", "why", "easy"),
            *("for_child", "in_hours", "source"),
        )
        wants = entry.words("wants")
        for want in wants:
            self._value(entry, "wants", want)
        when = self._conditions(entry, "when")
        if "when" not in entry.content:
            when = (Condition({"wants": wants}),) if wants else ()
        if not when:
            entry.fault("needs 'when' or 'wants', or nobody would ever be shown it.")
        services = entry.words("services")
        if not services:
            entry.fault("names no service.")
        return Door(
            id=key,
            tier=entry.one_of("tier", self.tiers),
            services=services,
            when=when,
            unless=self._conditions(entry, "unless"),
            audience=self._audience(entry),
            wants=wants,
            because=entry.words("because"),
            why=self._text(entry, "why") if "why" in entry.content else None,
            for_child=entry.flag("for_child"),
            in_hours=entry.flag("in_hours"),
            source=self._sources(entry),
        )

    def _advice(self, key: str, entry: Entry) -> Advice:
        entry.only("id", "text", "easy", "when", "unless", "audience", "about", "source")
        when = self._conditions(entry, "when")
        if not when:
            entry.fault("needs 'when', or nobody would ever be shown it.")
        unless = self._conditions(entry, "unless")
        about = entry.one_of("about", ABOUT, "need")
        return Advice(key, self._text(entry, "text"), when, unless, self._audience(entry), about, self._sources(entry))

    def _interrupt(self, key: str, entry: Entry) -> Interrupt:
        entry.only("id", "safety", "say", "easy", "source")
        return Interrupt(key, entry.one_of("safety", SAFETY_SIGNS), self._text(entry, "say"), self._sources(entry))

    def _aside(self, key: str, entry: Entry) -> Aside:
        entry.only("say", "wants", "shows", "source")
        wants = entry.flag("wants")
        if wants:
            self._value(entry, "wants", key)
        shows = entry.one_of("shows", ("nothing", "doors", "emergency"))
        return Aside(key, self._wording(entry, "say"), wants, shows, self._sources(entry))  # type: ignore[arg-type]

    def _check_ways(self, questions: dict[str, Question], forks: dict[str, Fork], outcomes: dict[str, Outcome]) -> None:
        nodes = {**questions, **forks, **outcomes}
        ways = [("start", "the start", self.start)]
        ways += [(key, f"option '{o.id}'", o.next) for key, q in questions.items() for o in q.options]
        ways += [(key, "skip", q.skip) for key, q in questions.items()]
        ways += [(key, "branch", branch.to) for key, fork in forks.items() for branch in fork.branches]
        files = {entry.place: entry.file for name in ("questions", "forks") for entry in self.sections[name]}
        for key, place, to in ways:
            if to not in nodes:
                what = f"leads to '{to}', but there is no such question, fork or outcome.{nearest(to, nodes)}"
                self.faults.add(files.get(key, "the graph"), f"{key}, {place}", what)
