"""Buttons pressed: answers, ticks, why, and those that outlived their conversation."""

from __future__ import annotations

from html import escape

from telegram import InlineKeyboardMarkup

from bot.telegram import keyboards
from bot.telegram.chats import Chats, Conversation
from bot.telegram.client import Turn
from bot.telegram.incoming import Pressed
from bot.telegram.keyboards import Button
from bot.telegram.leaving import Leaving
from bot.telegram.messages import Outgoing
from bot.telegram.sending import Sender
from bot.telegram.settings import LONGEST_POPUP
from bot.telegram.turns import SAYINGS, Turns
from bot.telegram.wording import Wording
from pathway.model import Question
from pathway.talk import MORE, Talk


class Pressing:
    """Does what a button says."""

    def __init__(
        self, talk: Talk, wording: Wording, chats: Chats, sender: Sender, leaving: Leaving, turns: Turns
    ) -> None:
        self._talk = talk
        self._wording = wording
        self._chats = chats
        self._sender = sender
        self._leaving = leaving
        self._turns = turns

    async def press(self, chat: int, message: int | None, pressed: Pressed) -> None:
        """Do what the button says. A press that Telegram kept too long is not answered. Raises TelegramError."""
        button = pressed.button or Button("", "")
        conversation = self._chats.conversation(chat)
        popup = self._why(button, conversation) if button.does == keyboards.WHY else None
        is_young = await self._sender.acknowledge(pressed.query, popup)
        if button.does == keyboards.EXIT:
            await self._leaving.leave(chat, quietly=not is_young)
        elif not is_young or popup:
            return
        elif button.does == keyboards.NUMBERS:
            await self._turns.take(chat, Turn(text=SAYINGS[keyboards.NUMBERS]), ended=self._chats.has_ended(chat))
        elif conversation is None or conversation.mark != button.mark:
            await self._outlived(chat, button, conversation)
        else:
            await self._in(conversation, chat, message, button, pressed)

    async def _outlived(self, chat: int, button: Button, conversation: Conversation | None) -> None:
        """Answer a button of a conversation that has ended. Danger is answered all the same."""
        turn = Turn(question=button.question, options=(button.option,))
        if button.does == keyboards.PICK and self._turns.danger_in(turn):
            await self._turns.take(chat, turn, ended=True)
        elif conversation:
            await self._sender.say(chat, [Outgoing(self._wording.unread["earlier_button"])])
        else:
            await self._turns.begin_again(chat)

    async def _in(
        self, conversation: Conversation, chat: int, message: int | None, button: Button, pressed: Pressed
    ) -> None:
        if button.does in SAYINGS:
            await self._turns.take(chat, Turn(text=SAYINGS[button.does]))
        elif button.does == keyboards.MORE:
            await self._turns.take(chat, Turn(question=MORE))
        elif message is not None and pressed.keyboard:
            keyboard = conversation.ticks.get(message, pressed.keyboard)
            if button.does == keyboards.TICK:
                await self._tick(conversation, chat, message, keyboards.toggled(keyboard, pressed.data, self._wording))
            elif button.does == keyboards.CHANGE:
                conversation.pressed = None
                conversation.ticks.pop(message, None)
                await self._ask_anew(chat, message, button, pressed.markup)
            elif conversation.pressed != (message, pressed.data):
                await self._answered(conversation, chat, message, button, pressed, keyboard)

    async def _tick(self, conversation: Conversation, chat: int, message: int, keyboard: InlineKeyboardMarkup) -> None:
        conversation.ticks[message] = keyboard
        async with conversation.speaking:
            await self._sender.change(chat, message, None, keyboard)

    async def _answered(
        self,
        conversation: Conversation,
        chat: int,
        message: int,
        button: Button,
        pressed: Pressed,
        keyboard: InlineKeyboardMarkup,
    ) -> None:
        """Pass the answer on; once it is heard, write it below its question in place of the buttons."""
        is_done = button.does == keyboards.DONE
        options = keyboards.ticked(keyboard) if is_done else (button.option,)
        conversation.pressed = (message, pressed.data)
        is_heard = False
        try:
            is_heard = await self._turns.take(chat, Turn(question=button.question, options=options))
        finally:
            conversation.pressed = conversation.pressed if is_heard else None
        if is_heard and self._chats.is_open(chat, conversation):
            text = f"{pressed.markup}\n\n<i>{escape(self._answer(keyboard, options))}</i>"
            await self._sender.change(chat, message, text, keyboards.answered_keyboard(button, self._wording))

    def _answer(self, keyboard: InlineKeyboardMarkup, options: tuple[str, ...]) -> str:
        before = self._wording.buttons["ticked"].format(label="")
        labels = [
            text.removeprefix(before) for b, text in keyboards.buttons_in(keyboard) if b.option and b.option in options
        ]
        return self._wording.your_answer.format(answer=", ".join(labels) or self._wording.none_of_these)

    async def _ask_anew(self, chat: int, message: int, button: Button, markup: str) -> None:
        """Put the question of `button` again in its own message, with all its options: each can be taken back."""
        question = self._talk.pathway.questions.get(button.question)
        if question is None:
            return
        text = markup.rpartition("\n\n")[0] or markup
        await self._sender.change(chat, message, text, self._keyboard(question, button.mark))

    def _keyboard(self, question: Question, mark: str) -> InlineKeyboardMarkup:
        options = [{"id": option.id, "label": option.label} for option in question.options]
        shown = {"id": question.id, "kind": question.kind, "options": options}
        return keyboards.question_keyboard(shown, mark, self._wording)

    def _why(self, button: Button, conversation: Conversation | None) -> str:
        """Return why a question is asked: as it was put to this person, or else as it is put to anyone."""
        if conversation and conversation.why and conversation.question == button.question:
            return conversation.why[:LONGEST_POPUP]
        question = self._talk.pathway.questions.get(button.question)
        return question.why["default"][:LONGEST_POPUP] if question else self._wording.unread["no_why"]
