"""One rehearsal on the pathway and the directory in use, loaded once for all tests."""

from __future__ import annotations

import pytest

from pathway.engine import engine
from rehearsal.rehearsal import Rehearsal


@pytest.fixture(scope="session")
def rehearsal() -> Rehearsal:
    """Return the rehearsal."""
    talk = engine()
    return Rehearsal(talk.pathway, talk.directory)
