"""Where the person is: names, misspellings and postcodes, and places that are not where they are now."""

from __future__ import annotations

import csv

import pytest

from tests.understanding.test_facts import PATHWAY, question_about
from understanding.facts import read_facts
from understanding.gazetteer import gazetteer
from understanding.postcodes import GEO, area_id, postcodes

AREA = question_about("area")


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("I live in Deal", "dover"),
        ("Sheppey", "swale"),
        ("I'm in Tunbridge Wells", "tunbridge_wells"),
        ("tonbridge", "tonbridge_and_malling"),
        ("Rainham, Kent", "medway"),
        ("I'm in Rainham in Essex", "outside"),
        ("Sittingborne", "swale"),
        ("im in folkstone", "folkestone_and_hythe"),
        ("Orpington", "outside"),
        ("Glasgow", "outside"),
        ("Minster on Sea", "swale"),
        ("Minster near Ramsgate", "thanet"),
        ("St Nicholas-at-Wade", "thanet"),
        ("st marys bay", "folkestone_and_hythe"),
        ("not Chatham, put Chartham", "canterbury"),
        ("Deal, no sorry, Dartford", "dartford"),
        ("a village outside Ashford", "ashford"),
    ],
)
def test_an_answer_names_the_area(text: str, area: str) -> None:
    """A place said to the question where they are gives its area."""
    assert read_facts(text, AREA).facts["area"] == area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("ME10 1AA", "swale"),
        ("me101aa", "swale"),
        ("my postcode is CT9 1AB", "thanet"),
        ("TN1", "tunbridge_wells"),
        ("SE15 4QN", "outside"),
        ("DA16", "outside"),
        ("live in ME7, he hits me", "medway"),
    ],
)
def test_postcodes_give_the_area(text: str, area: str) -> None:
    """Full postcodes, sectors and first parts give the area in which they lie."""
    assert read_facts(text, AREA).facts["area"] == area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("I work in Maidstone but I live in Faversham", "swale"),
        ("we lived in Dover, now we're in Margate", "thanet"),
        ("my mum lives in Deal, I'm in Swanley and he hits me", "sevenoaks"),
        ("my friend lives in Strood, I live in Dover, her husband hits her", "medway"),
        ("GP in Canterbury, my patient lives in Herne Bay", "canterbury"),
        ("he works in London. I live in Snodland", "tonbridge_and_malling"),
        ("no kids my ex hits me sittngbourne", "swale"),
        ("I'm a dad in Strood and my wife hits me", "medway"),
        ("HV M'stone: mum, ex violent", "maidstone"),
        ("I live over a shop in Rochester", "medway"),
    ],
)
def test_only_the_place_where_the_person_is_now_counts(text: str, area: str) -> None:
    """Places of work, of the past, of others and of the writer are not the person's."""
    assert read_facts(text).facts["area"] == area


@pytest.mark.parametrize(
    "text",
    [
        "I can't deal with him",
        "he threw my sandwich at me",
        "I hope you can help",
        "me and 2 kids",
        "I want to move to Hythe",
        "he was in a bad mood in bed",
        "the M20 was shut",
        "I used to live in Dover",
        "my ex lives in Ramsgate",
        "I am reading this on his phone",
    ],
)
def test_words_and_plans_are_not_places(text: str) -> None:
    """Everyday words, plans, the past and the abuser's place give no area."""
    assert "area" not in read_facts(text).facts


def test_a_name_of_two_places_is_asked_about() -> None:
    """ "Minster" alone sets no area and names both that it may be."""
    said = read_facts("I'm in Minster")
    assert "area" not in said.facts
    assert set(said.area_candidates) == {"swale", "thanet"}


def test_a_second_name_settles_which_is_meant() -> None:
    """ "Minster" with "Sheppey" beside it is the one on Sheppey."""
    assert read_facts("Minster, Isle of Sheppey", AREA).facts["area"] == "swale"


def test_every_area_of_the_gazetteer_is_one_of_the_pathway() -> None:
    """Every name leads to areas that the pathway knows."""
    allowed = set(PATHWAY.facts["area"].values)
    for name, place in gazetteer().names.items():
        assert set(place.areas) <= allowed, name


def test_every_district_town_is_found_by_its_name() -> None:
    """Each of the thirteen areas is found by its own name."""
    with (GEO / "areas.csv").open(encoding="utf-8", newline="") as file:
        names = [row["area"] for row in csv.DictReader(file)]
    assert len(names) == 13
    for name in names:
        assert read_facts(name, AREA).facts.get("area") == area_id(name)


def test_a_sector_of_two_districts_gives_both() -> None:
    """A postcode sector with no clear district is asked about, not guessed."""
    shared = 0
    with (GEO / "postcodes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if 0.4 < float(row["share"]) < 0.6:
                found = next(iter(postcodes(row["sector"])))
                assert len(found.areas) > 1, row["sector"]
                shared += 1
    assert shared
