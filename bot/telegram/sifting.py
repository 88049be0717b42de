"""Reading updates one by one: one that cannot be read is passed over, where the library would ask for it for ever."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Update
from telegram.request import HTTPXRequest

logger = logging.getLogger(__name__)


class SiftedUpdates(HTTPXRequest):
    """Fetches updates and keeps, of one that is malformed, the number alone, so that it counts as fetched."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Return the server's answer with malformed updates emptied. Raises TelegramError where it is no JSON."""
        answer = HTTPXRequest.parse_json_payload(payload)
        if isinstance(answer, dict) and isinstance(answer.get("result"), list):
            sifted = [_sifted(update) for update in answer["result"] if isinstance(update, dict)]
            answer["result"] = [update for update in sifted if isinstance(update.get("update_id"), int)]
        return answer


def _sifted(update: dict[str, Any]) -> dict[str, Any]:
    try:
        Update.de_json(dict(update), None)
    except Exception as error:
        # Whatever is wrong with it: what it holds is written nowhere.
        logger.warning("An update could not be read and was passed over: %s", type(error).__name__)
        return {"update_id": update.get("update_id")}
    return update
