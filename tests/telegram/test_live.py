"""The bridge before the whole thing as it is started, Rasa included."""

from __future__ import annotations

import pytest

from pathway.paths import walk_with
from pathway.signpost import EMERGENCY
from tests.rasa.conftest import Live
from tests.rasa.test_live import CRISES
from tests.telegram.bot_api import BotApi
from tests.telegram.running import TALK, Person, Running
from tests.telegram.test_paths import COVERING, engine_s_reply, put_to

EVERY = 12
"""Every path is walked in test_paths.py, without Rasa between; a sample of them is enough here."""


@pytest.mark.parametrize("edge", list(COVERING)[::EVERY], ids="-".join)
def test_paths_through_rasa(live: Live, own_api: BotApi, edge: tuple[str, str]) -> None:
    """The whole way, from button to Rasa and back, ends in the engine's words and services."""
    with Running(own_api, live.url) as running:
        someone = Person(running)
        someone.write("/start")
        for put in walk_with(TALK.walker, COVERING[edge])[0]:
            assert put_to(someone) == put.question
            someone.choose(put.question, *put.answer)
        shown, expected = someone.newest(4), engine_s_reply(edge)
    assert put_to(someone) is None
    assert all(f"\n{card.name}\n" in shown for card in expected.cards)
    assert all(said in shown for said in expected.messages)


def test_danger_and_leaving_through_rasa(live: Live, own_api: BotApi) -> None:
    """Words of danger bring the card; afterwards nothing is left in the chat, and no word in the service's output."""
    canary = "zanzibar-marmalade-4418"
    with Running(own_api, live.url) as running:
        someone = Person(running)
        someone.write(f"{canary}: {CRISES['immediate']}")
        assert TALK.directory.services[EMERGENCY].name in someone.shown()[0].text
        someone.write("exit")
        (last,) = own_api.in_chat(someone.id)
        assert last.text.startswith("This chat is closed.")
    assert not own_api.in_chat(someone.id)
    assert canary not in live.output.read_text()
    assert str(someone.id) not in live.output.read_text()
