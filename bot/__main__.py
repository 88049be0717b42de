"""`python -m bot web | telegram | check`: serve the web chat, bridge it to Telegram, or check graph and directory."""

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
    parser.add_argument("command", choices=("web", "telegram", "check"))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # A terminated service leaves like an interrupted one: in order, with Rasa ended.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        commands = {"web": _web, "telegram": _telegram, "check": _check}
        return commands[arguments.command](arguments)
    except (PathwayError, DirectoryError, FileNotFoundError, RuntimeError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _check(arguments: argparse.Namespace) -> int:
    from pathway.picture.files import stale

    talk = engine()
    pathway = talk.pathway
    old = stale(pathway, talk.directory)
    if old:
        raise RuntimeError(f"docs/pathway does not show this graph ({', '.join(old)}). Draw it anew with: make picture")
    print(
        f"Graph {pathway.version}: {len(pathway.questions)} questions, {len(pathway.outcomes)} outcomes, "
        f"{len(pathway.doors)} doors, {len(pathway.advice)} pieces of advice. "
        f"Directory {talk.directory.version}: {len(talk.directory.services)} services. Both are sound."
    )
    return 0


def _web(arguments: argparse.Namespace) -> int:
    from bot.launch import serve
    from bot.web.settings import settings_from

    limit_requests = os.environ.get("RATE_LIMIT") != "off"
    serve(arguments.host, arguments.port, limit_requests=limit_requests, settings=settings_from(os.environ))
    return 0


def _telegram(arguments: argparse.Namespace) -> int:
    from bot.telegram.launch import run
    from bot.telegram.settings import settings_from

    run(settings_from(os.environ))
    return 0


if __name__ == "__main__":
    sys.exit(main())
