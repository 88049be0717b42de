"""Buttons: what each one carries back, how a question's options are laid out, and ticks that are kept in the buttons.

What is ticked is read off the keyboard itself, so that a restart loses no tick.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.wording import Wording
from pathway.talk import SKIP

Json = Mapping[str, Any]
Row = list[InlineKeyboardButton]
Rows = list[Row]
NARROW = 20
"""Labels up to this length stand two in a row; longer ones would be cut off on a phone."""

PICK, TICK, DONE, CHANGE, WHY = "pick", "tick", "done", "change", "why"
MORE, NUMBERS, BACK, RESTART, EXIT = "more", "numbers", "back", "restart", "exit"
_KINDS = {PICK, TICK, DONE, CHANGE, WHY, MORE, NUMBERS, BACK, RESTART, EXIT}


@dataclass(frozen=True)
class Button:
    """What a button carries: the mark of the conversation that it belongs to, what it does, and to which answer."""

    mark: str
    does: str
    question: str = ""
    option: str = ""
    ticked: bool = False

    def data(self) -> str:
        """Return it as callback data."""
        return "|".join((self.mark, self.does, self.question, self.option, "1" if self.ticked else ""))


def button_of(data: str | None) -> Button | None:
    """Return the button that `data` stands for, or None where it is none of ours."""
    parts = (data or "").split("|")
    if len(parts) != 5 or parts[1] not in _KINDS:
        return None
    return Button(parts[0], parts[1], parts[2], parts[3], parts[4] == "1")


def question_keyboard(question: Json, mark: str, wording: Wording) -> InlineKeyboardMarkup:
    """Return the buttons for a question: its options, passing it, and what can always be done."""
    return InlineKeyboardMarkup([*answer_rows(question, mark, wording), _always(mark, wording, question["id"])])


def answer_rows(question: Json, mark: str, wording: Wording) -> Rows:
    """Return the rows that answer a question."""
    many = question["kind"] == "many"
    does = TICK if many else PICK
    options = [
        _button(Button(mark, does, question["id"], option["id"]), _label(option["label"], many, wording))
        for option in question["options"]
    ]
    rows = _laid_out(options)
    if many:
        rows.append([_button(Button(mark, DONE, question["id"]), wording.buttons["done"])])
    rows.append([_button(Button(mark, PICK, question["id"], SKIP), wording.buttons["skip"])])
    return rows


def end_keyboard(mark: str, wording: Wording, more: int) -> InlineKeyboardMarkup:
    """Return the buttons below a reply that asks nothing; `more` is how many services are folded away."""
    restart = _button(Button(mark, RESTART), wording.buttons["restart"])
    return InlineKeyboardMarkup([*more_rows(mark, wording, more), [restart], _always(mark, wording)])


def more_rows(mark: str, wording: Wording, more: int) -> Rows:
    """Return the row that shows the services folded away, where there are any."""
    return [[_button(Button(mark, MORE), wording.buttons["more"].format(count=more))]] if more else []


def answered_keyboard(button: Button, wording: Wording) -> InlineKeyboardMarkup:
    """Return the one button below a question that has been answered."""
    change = Button(button.mark, CHANGE, button.question)
    return InlineKeyboardMarkup([[_button(change, wording.buttons["change"])]])


def toggled(keyboard: InlineKeyboardMarkup, pressed: str, wording: Wording) -> InlineKeyboardMarkup:
    """Return `keyboard` with the button that carries `pressed` ticked or unticked."""
    return InlineKeyboardMarkup(
        [[_turned(b, wording) if b.callback_data == pressed else b for b in row] for row in keyboard.inline_keyboard]
    )


def ticked(keyboard: InlineKeyboardMarkup) -> tuple[str, ...]:
    """Return the ids of the options that are ticked."""
    return tuple(button.option for button, _ in buttons_in(keyboard) if button.does == TICK and button.ticked)


def buttons_in(keyboard: InlineKeyboardMarkup) -> Iterable[tuple[Button, str]]:
    """Yield each of our buttons in `keyboard`, with what is written on it."""
    for row in keyboard.inline_keyboard:
        for shown in row:
            button = button_of(shown.callback_data if isinstance(shown.callback_data, str) else None)
            if button:
                yield button, shown.text


def _turned(shown: InlineKeyboardButton, wording: Wording) -> InlineKeyboardButton:
    button = button_of(str(shown.callback_data))
    if button is None or button.does != TICK:
        return shown
    before, after = ("ticked", "unticked") if button.ticked else ("unticked", "ticked")
    label = shown.text.removeprefix(wording.buttons[before].format(label=""))
    turned = Button(button.mark, TICK, button.question, button.option, not button.ticked)
    return _button(turned, wording.buttons[after].format(label=label))


def _always(mark: str, wording: Wording, question: str = "") -> Row:
    kinds = (BACK, WHY, NUMBERS, EXIT) if question else (BACK, NUMBERS, EXIT)
    return [_button(Button(mark, does, question if does == WHY else ""), wording.buttons[does]) for does in kinds]


def _label(label: str, many: bool, wording: Wording) -> str:
    return wording.buttons["unticked"].format(label=label) if many else label


def _laid_out(buttons: Row) -> Rows:
    rows: Rows = []
    for button in buttons:
        beside = rows and len(rows[-1]) == 1 and max(len(rows[-1][0].text), len(button.text)) <= NARROW
        if beside:
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _button(button: Button, label: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=button.data())
