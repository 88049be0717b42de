"""`python -m bot web | check`: serve the web chat, or check graph and directory without starting anything."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys

from pathway.directory import DirectoryError
from pathway.engine import engine
from pathway.load import PathwayError


def main() -> int:
    """Run the command of the command line; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    parser.add_argument("command", choices=("web", "check"))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # A terminated service leaves like an interrupted one: in order, with Rasa ended.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _check() if arguments.command == "check" else _web(arguments)
    except (PathwayError, DirectoryError, FileNotFoundError, RuntimeError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _check() -> int:
    talk = engine()
    pathway = talk.pathway
    print(
        f"Graph {pathway.version}: {len(pathway.questions)} questions, {len(pathway.outcomes)} outcomes, "
        f"{len(pathway.doors)} doors, {len(pathway.advice)} pieces of advice. "
        f"Directory {talk.directory.version}: {len(talk.directory.services)} services. Both are sound."
    )
    return 0


def _web(arguments: argparse.Namespace) -> int:
    from bot.launch import serve

    serve(arguments.host, arguments.port, limit_requests=os.environ.get("RATE_LIMIT") != "off")
    return 0


if __name__ == "__main__":
    sys.exit(main())
