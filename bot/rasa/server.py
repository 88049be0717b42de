"""The Rasa process: one agent with its actions in the same process, on loopback, for the gateway alone."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from asyncio import AbstractEventLoop
from pathlib import Path
from typing import Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# Rasa's old libraries warn a hundred lines on import and change the filters on the way, so the printing itself is off.
warnings.showwarning = lambda *args, **kwargs: None

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.core.run import configure_app
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog
from rasa_sdk.executor import ActionExecutor
from sanic import Blueprint, Sanic, response
from sanic.request import Request

from bot.rasa.memory import ForgetfulTrackerStore
from bot.settings import CONVERSATION_IDLE_SECONDS, MOST_CONVERSATIONS

logger = logging.getLogger(__name__)

_RESULT_SCHEMA = RemoteAction.action_response_format_spec()
_RESULT_VALIDATOR = validator_for(_RESULT_SCHEMA)(_RESULT_SCHEMA)


def _validate_action_result(_: RemoteAction, result: Any) -> bool:
    _RESULT_VALIDATOR.validate(result)
    return True


# Rasa checks each action's result, which is well, and each time the schema of that check too, which is half of a turn.
RemoteAction._validate_action_result = _validate_action_result


class InProcessActions(EndpointConfig):
    """Runs our actions in this process: no second server, no HTTP between, nothing that can be down by itself."""

    def __init__(self, package: str) -> None:
        super().__init__(url="http://in-process")
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(self, *args: Any, json: Any = None, **kwargs: Any) -> Any:
        """Run the action that Rasa calls for and return its events and responses."""
        return await self._executor.run(json)


class PathwayChannel(InputChannel):
    """The gateway's door into Rasa. Unlike the stock REST channel it never logs what was said."""

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, part of its address."""
        return "pathway"

    def blueprint(self, on_new_message: Any) -> Blueprint:
        """Return the routes: one turn of a conversation, and forgetting it."""
        routes = Blueprint("pathway_channel")

        @routes.get("/")
        async def health(request: Request) -> Any:
            return response.json({"status": "ok"})

        @routes.post("/turn")
        async def turn(request: Request) -> Any:
            collected = CollectingOutputChannel()
            body = request.json
            message = UserMessage(
                body["message"], collected, body["sender"], input_channel=self.name(), metadata=body.get("metadata")
            )
            try:
                await on_new_message(message)
            except Exception as error:
                # The error's own text may hold what was said, so only its kind and place are logged.
                logger.error("A turn failed: %s at %s", type(error).__name__, _place(error))
                return response.json([], status=500)
            return response.json(collected.messages)

        @routes.delete("/conversations/<sender>")
        async def forget(request: Request, sender: str) -> Any:
            request.app.ctx.agent.tracker_store.forget(sender)
            return response.empty()

        return routes


def _place(error: BaseException) -> str:
    traceback = error.__traceback__
    while traceback and traceback.tb_next:
        traceback = traceback.tb_next
    return f"{Path(traceback.tb_frame.f_code.co_filename).name}:{traceback.tb_lineno}" if traceback else "?"


def load_agent(model: Path) -> Agent:
    """Return the agent of the trained `model`, with actions in process and the forgetful store.

    Raises FileNotFoundError where the model is not there.
    """
    if not model.exists():
        raise FileNotFoundError(f"{model} is not there. `make model` trains it.")
    agent = Agent.load(str(model), action_endpoint=InProcessActions("actions"))
    store = ForgetfulTrackerStore(agent.domain, idle_seconds=CONVERSATION_IDLE_SECONDS, most=MOST_CONVERSATIONS)
    agent.tracker_store = store
    agent.processor.tracker_store = store
    return agent


def create_server(model: Path) -> Sanic:
    """Return the Sanic app that serves the agent of `model` to the gateway."""
    configure_structlog(logging.WARNING)
    logging.getLogger("rasa").setLevel(logging.WARNING)
    app: Sanic = configure_app([PathwayChannel()], enable_api=False)

    async def start(app: Sanic, loop: AbstractEventLoop) -> None:
        app.ctx.agent = load_agent(model)

    app.register_listener(start, "before_server_start")
    return app


def main() -> None:
    """Serve `MODEL PORT` on loopback."""
    model, port = Path(sys.argv[1]), int(sys.argv[2])
    create_server(model).run(host="127.0.0.1", port=port, workers=1, access_log=False)


if __name__ == "__main__":
    main()
