"""Replies and cards as the JSON of the HTTP contract."""

from __future__ import annotations

from typing import Any

from pathway.model import Advice, Facts, Source
from pathway.signpost import Card, Withheld
from pathway.talk import QuestionView, Reply


def reply_to_json(reply: Reply) -> dict[str, Any]:
    """Return a chat reply. Beside the contract it holds the advice, and whether the person is leaving."""
    return {
        "messages": [{"text": text} for text in reply.messages],
        "question": question_to_json(reply.question),
        "safety": dict(reply.safety()),
        "facts": facts_to_json(reply.facts),
        "declined": list(reply.declined),
        "signposts": [card_to_json(card) for card in reply.cards],
        "more": reply.folded(),
        "advice": [advice_to_json(advice) for advice in reply.signposts.advice] if reply.cards else [],
        "done": reply.done,
        "leaving": reply.leaving,
    }


def question_to_json(question: QuestionView | None) -> dict[str, Any] | None:
    """Return a question as it is put, or None."""
    if question is None:
        return None
    return {
        "id": question.id,
        "text": question.text,
        "why": question.why,
        "kind": question.kind,
        "options": [{"id": option.id, "label": option.label} for option in question.options],
        "can_skip": True,
    }


def card_to_json(card: Card) -> dict[str, Any]:
    """Return a card. Beside the contract it holds cost, what is known of the bill, a caution, and how else to talk."""
    return {
        "service": card.service,
        "name": card.name,
        "what": card.what,
        "why": list(card.why),
        "contacts": [
            {
                "type": contact.type,
                "value": contact.value,
                "label": contact.label,
                "open_now": contact.open_now,
                "next_opens": contact.next_opens,
            }
            for contact in card.contacts
        ],
        "what_happens": card.what_happens,
        "cost": card.cost,
        "bill": card.bill,
        "caution": card.caution,
        "accessibility": list(card.accessibility),
        "languages": list(card.languages),
        "checked_on": card.checked_on.isoformat(),
        "source": sources_to_json(card.source),
    }


def advice_to_json(advice: Advice) -> dict[str, Any]:
    """Return a piece of advice with its source, and beside the contract what it is about and when it was checked."""
    return {
        "id": advice.id,
        "text": advice.text,
        "about": advice.about,
        "checked_on": advice.checked_on.isoformat(),
        "source": sources_to_json(advice.source),
    }


def withheld_to_json(withheld: Withheld) -> dict[str, str]:
    """Return a service that was held back, and why."""
    return {"service": withheld.service, "because": withheld.because}


def sources_to_json(sources: tuple[Source, ...]) -> list[dict[str, str | None]]:
    """Return sources as title and address (None where there is no public one)."""
    return [{"title": source.title, "url": source.url} for source in sources]


def facts_to_json(facts: Facts) -> dict[str, Any]:
    """Return facts with their tuples as lists."""
    return {fact: list(value) if isinstance(value, tuple) else value for fact, value in facts.items()}
