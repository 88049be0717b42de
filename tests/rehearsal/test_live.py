"""The marking follows the directory: change an entry and another answer is right."""

from __future__ import annotations

from dataclasses import replace

from pathway.directory import Directory, Service
from pathway.engine import engine
from rehearsal.model import Exchange
from rehearsal.rehearsal import Rehearsal

VICTIM_SUPPORT = "victim-support-kent-medway"
LINE = ("Are you safe to talk right now?", "You can ring Victim Support on 0808 168 9276.")


def changed(service: Service) -> Rehearsal:
    """Return a rehearsal on a directory in which `service` takes the place of the entry of its id."""
    talk = engine()
    services = {**talk.directory.services, service.id: service}
    directory: Directory = replace(talk.directory, services=services)
    return Rehearsal(talk.pathway, directory)


def last(rehearsal: Rehearsal) -> Exchange:
    """Return the second line of Hana's conversation, which gives the weekday number."""
    return rehearsal.play("hana", LINE).exchanges[-1]


def met(rehearsal: Rehearsal) -> set[str]:
    """Return the marks met by the two lines."""
    return {mark.id for mark in rehearsal.play("hana", LINE).marks if mark.met}


def test_the_line_is_right_today(rehearsal: Rehearsal) -> None:
    """On a weekday morning the number is right."""
    assert [remark.about for remark in last(rehearsal).mark.good] == ["fits"]
    assert {"first_signpost", "open_number"} <= met(rehearsal)


def test_new_hours_make_the_number_wrong_and_name_the_one_that_answers(rehearsal: Rehearsal) -> None:
    """Were the number open in the afternoon only, the line would be told so, with the number that answers."""
    entry = engine().directory.services[VICTIM_SUPPORT]
    later = tuple(
        replace(contact, hours="Mo-Fr 13:00-20:00; PH off") if contact.value == "0808 168 9276" else contact
        for contact in entry.contacts
    )
    afternoon = changed(replace(entry, contacts=later))
    (remark,) = last(afternoon).mark.missed
    assert remark.about == "shut"
    assert "opens at 1pm" in remark.text
    assert remark.better is not None
    assert "0808 168 9111" in remark.better
    assert "open_number" in met(rehearsal) - met(afternoon)


def test_a_service_that_stops_covering_the_area_is_the_wrong_one(rehearsal: Rehearsal) -> None:
    """The same line is wrong once the entry no longer serves Tonbridge, and says that the area is why."""
    entry = engine().directory.services[VICTIM_SUPPORT]
    elsewhere = changed(replace(entry, areas=entry.areas - {"tonbridge_and_malling"}))
    (remark,) = last(elsewhere).mark.missed
    assert remark.about == "withheld"
    assert "area" in remark.text
    assert "first_signpost" in met(rehearsal) - met(elsewhere)


def test_a_number_that_the_directory_drops_is_nobodys(rehearsal: Rehearsal) -> None:
    """A number no longer in the directory is not to be given."""
    entry = engine().directory.services[VICTIM_SUPPORT]
    dropped = changed(replace(entry, contacts=tuple(c for c in entry.contacts if c.value != "0808 168 9276")))
    assert "number" in {remark.about for remark in last(dropped).mark.missed}


def test_a_service_that_may_not_be_shown_may_not_be_given(rehearsal: Rehearsal) -> None:
    """An entry that is taken out of view is named as one that waits for its check."""
    entry = engine().directory.services[VICTIM_SUPPORT]
    hidden = changed(replace(entry, display="not_shown"))
    assert "not_shown" in {remark.about for remark in last(hidden).mark.missed}
