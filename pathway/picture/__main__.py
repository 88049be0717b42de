"""`python -m pathway.picture`: draw the pathway anew into docs/pathway."""

from __future__ import annotations

from pathway.engine import engine
from pathway.picture.files import FOLDER, write_all

if __name__ == "__main__":
    write_all(engine().pathway, engine().directory)
    print(f"The pictures of the pathway are in {FOLDER.relative_to(FOLDER.parents[1])}.")
