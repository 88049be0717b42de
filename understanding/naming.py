"""Where a text names a person: by a known name, a title, or words that say a name follows. Reads letters, not meaning.

A word with a capital that is in no list of words and no place is taken for a name too: no list of names is complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from understanding.name_signs import is_meant_as_name
from understanding.names import Line, Token, is_place, names

_NO_NAME_ENDING = re.compile(r"(?:ed|ing|ly|tion|ment|ness|able|ies)s?$")
_AGE = re.compile(
    r"[ ,(:-]{1,3}(?:aged? )?(?:[1-9]\d?)(?=[ ,;.)fmy]|$)|[ ,(:-]{1,3}(?:dob|d\.o\.b|[fm] ?\d\d?)\b", re.IGNORECASE
)
_KIN = frozenset("family household brothers boys lads sisters children".split())
_RELATED = re.compile(r"[ \t]*[:=-]?[ \t]*")
_INITIAL_BEHIND = re.compile(r", ?[a-z]\.|, [A-Z]\b(?!['’])")
_INITIALS_OF_NOBODY = frozenset("aifmnxy")
"""Single letters that mean something else than a first name: "a", "I", female, male, no, unknown."""


def named_people(text: str) -> Iterator[tuple[int, int]]:
    """Give the places in `text` where a person is named."""
    line = Line(text)
    for at in range(len(line.tokens)):
        if _is_name(line, at):
            yield _start(line, at), _end(line, at)


def _is_name(line: Line, at: int) -> bool:
    token = line.tokens[at]
    if len(token.key) < 2 or token.is_shortened or _is_animal(line, at):
        return False
    if _titled(line, at) or _said_to_be(line, at):
        return True
    if _is_of_a_house(line, at):
        return False
    if is_meant_as_name(line, at):
        return True
    return (
        token.key not in names().never
        and not _is_short_form(line, token)
        and (_is_known(line, at) or _is_surname(line, at) or _is_unknown(line, at))
    )


def _is_short_form(line: Line, token: Token) -> bool:
    """Say whether the word is up to three capitals in a line of small letters: "ABE", "SAM"."""
    return len(token.key) < 4 and token.text.isupper() and not line.shouted


def _is_known(line: Line, at: int) -> bool:
    """Say whether the word is a first name by itself, or by how it is written."""
    token = line.tokens[at]
    if token.key in names().plain or (line.is_large(at) and token.key in names().capital):
        return True
    if len(token.parts) > 1:
        return _is_double(line, at)
    if token.key in names().also_words:
        return token.is_capital and not token.text.endswith(".") and _has_surname(line, at)
    return token.key in names().capital and not names().is_word(token.key) and _has_sign(line, at)


def _is_double(line: Line, at: int) -> bool:
    """Say whether a first name is one part of a double one, and no part a plain word: "Skye-Louise", not "mark-up"."""
    parts, lists = line.tokens[at].parts, names()
    named = [part in lists.plain or part in lists.capital or part in lists.also_words for part in parts]
    return all(named) or (any(map(lists.is_first, parts)) and line.is_large(at))


def _is_surname(line: Line, at: int) -> bool:
    """Say whether the word is a surname: by itself with a capital, in small letters where something beside it says so."""
    token, lists = line.tokens[at], names()
    if any(part in lists.surnames for part in token.parts):
        return line.is_large(at) or len(token.key) > 5 or _has_sign(line, at) or _has_initial(line, at)
    return token.key in lists.surnames_words and (line.is_large(at) or at == 0) and _has_initial(line, at)


def _has_initial(line: Line, at: int) -> bool:
    """Say whether an initial stands before: "J. Wood", "j adeyemi", not "F Chatham" nor "a brown dog"."""
    before = line.before(at)
    if at == 0 and _INITIAL_BEHIND.match(line.after(at)):
        return True
    if before is None or not before.is_initial or is_place(line.tokens[at].key):
        return False
    sure = line.tokens[at].key in names().surnames or before.text.endswith(".")
    return sure or (before.text.isupper() and before.key not in _INITIALS_OF_NOBODY)


def _has_sign(line: Line, at: int) -> bool:
    """Say whether a name is likely here: at the start, after a word for a person, before an age, beside another name."""
    before, following = line.before(at), line.beside(at + 1)
    if following and (following.key in _KIN or (line.tokens[at].owns and following.key in names().relations)):
        return True
    if at == 0 or (before and before.key in names().relations) or _AGE.match(line.after(at)):
        return True
    beside = [token.key for token in (before, following) if token]
    return any(names().is_first(key) or key in names().surnames for key in beside)


def _is_unknown(line: Line, at: int) -> bool:
    """Say whether the word is none that is known: with a capital, or in small letters after a word for a person."""
    token, lists = line.tokens[at], names()
    known = all(len(part) < 3 or lists.is_word(part) for part in token.parts)
    if known or not token.key.isascii() or lists.is_word(token.key.replace("-", "")):
        return False
    if token.is_capital:
        return len(token.key) > 3 or _is_large_beside(line, at)
    if token.is_upper and line.shouted:
        return _is_large_beside(line, at) or bool(_AGE.match(line.after(at)))
    return _looks_like_name(token) and _follows_relation(line, at)


def _is_large_beside(line: Line, at: int) -> bool:
    """Say whether the word before or after is a name or an unknown word, and written as one."""
    near = [each for each in (at - 1, at + 1) if line.beside(max(each, at))]
    keys = [line.tokens[each].key for each in near if line.is_large(each)]
    return any(not names().is_word(key) or names().is_first(key) or key in names().also_words for key in keys)


def _looks_like_name(token: Token) -> bool:
    return len(token.key) > 3 and token.text.islower() and not _NO_NAME_ENDING.search(token.key)


def _follows_relation(line: Line, at: int) -> bool:
    """Say whether the line goes from a word for a person to this one, and on as after a name: "client dilnoza, 31"."""
    if at == 0 or line.tokens[at - 1].key not in names().relations or not _RELATED.fullmatch(line.gap(at)):
        return False
    if len(line.tokens[at].key) > 4 or line.gap(at).strip():
        return True
    return bool(_AGE.match(line.after(at)) or re.match(r" (?:is|has|was|says|said|wants)\b", line.after(at)))


def _titled(line: Line, at: int) -> bool:
    """Say whether a title stands before: "Mrs Okoro", "mr smith", "MISS T OKONKWO", not "Ms A" nor "pc attended"."""
    token, lists = line.tokens[at], names()
    title = line.before(at)
    if title and title.is_initial and (line.is_large(at) or not lists.is_word(token.key)):
        title = line.before(at - 1)
    if title is None or len(token.key) < 2:
        return False
    if title.key in lists.plain_titles and (
        token.is_capital or line.is_large(at) or token.key in lists.surnames_words or token.key in lists.particles
    ):
        return True
    if token.key in lists.after:
        return False
    if title.text[0].isupper() and token.is_capital and title.key in lists.titles:
        return True
    if title.key in lists.short_titles and token.key in lists.surnames_words:
        return True
    return title.key in lists.titles and len(token.key) > 2 and token.key not in lists.words


def _said_to_be(line: Line, at: int) -> bool:
    """Say whether the words before say that a name follows: "called Bex", "name: Xiulan", "aka shaz"."""
    token, lists = line.tokens[at], names()
    if token.start not in line.said or token.key in lists.relations or is_place(token.key):
        return False
    return token.text[0].isupper() or (len(token.key) > 2 and token.key not in lists.words)


def _is_animal(line: Line, at: int) -> bool:
    return any(token.key in names().animals for token in line.tokens[max(at - 3, 0) : at])


def _is_of_a_house(line: Line, at: int) -> bool:
    """Say whether the word belongs to the name of a ward, a house, a street or a law: "Victoria ward", "Clare's Law"."""
    if any(start <= line.tokens[at].start < end for start, end in line.taken):
        return True
    near = [token for token in (line.before(at), line.before(at) and line.before(at - 1)) if token]
    if any(token.key in names().before for token in near[:1]) or any(
        token.key in ("st", "saint") for token in near[1:]
    ):
        return True
    for each in range(at + 1, at + 4):
        following = line.beside(each)
        if following is None:
            return False
        if following.key in names().after:
            return True
        if not line.is_large(each) and each > at + 1:
            return False
    return False


def _has_surname(line: Line, at: int) -> bool:
    """Say whether a word with a capital follows that is neither a place by itself nor with this one."""
    following, token = line.beside(at + 1), line.tokens[at]
    if following is None or not following.is_capital or len(following.key) < 3 or token.text.endswith("."):
        return False
    return not is_place(following.key) and not is_place(line.text[token.start : following.end])


def _start(line: Line, at: int) -> int:
    """Return where the name begins: an initial before a surname belongs to it."""
    before = line.before(at)
    return before.start if before and before.is_initial and _has_initial(line, at) else line.tokens[at].start


def _end(line: Line, at: int) -> int:
    """Return where the name ends: a surname belongs to it, with a capital or in a list."""
    following = line.beside(at + 1)
    if following and (_has_surname(line, at) or following.key in names().surnames):
        return following.end
    return line.tokens[at].end
