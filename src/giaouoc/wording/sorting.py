"""The Vietnamese alphabet as a sort key."""

from __future__ import annotations

import unicodedata
from typing import Final, TypeAlias

SortKey: TypeAlias = tuple[tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...], str]

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTERS: Final = {unicodedata.normalize("NFD", letter): place for place, letter in enumerate(_ALPHABET)}
_LETTER_MARKS: Final = "\u0302\u0306\u031b"  # circumflex, breve, horn
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng


def sort_key(text: str) -> SortKey:
    """Return a key in the order of Vietnamese dictionaries: word by word, letters before tones, Đ after D.

    Tones rank level, huyền, hỏi, ngã, sắc, nặng, wherever in the syllable they are written. Numbers come
    before words and count as numbers, so number 8 stands before number 10. Case and punctuation decide
    nothing; texts alike in all this keep the order of their characters.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    return tuple(_word_key(word) for word in words), text


def _word_key(word: str) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    if word.isascii() and word.isdigit():
        digits = word.lstrip("0")
        return 0, (len(digits), *map(int, digits)), ()
    letters: list[int] = []
    tones: list[int] = []
    base = ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tones.append(_TONES[char])
        elif char in _LETTER_MARKS and base + char in _LETTERS:
            letters[-1] = _LETTERS[base + char]
        elif not unicodedata.combining(char):
            base = char
            letters.append(_LETTERS.get(char, len(_ALPHABET) + ord(char)))
    return 1, tuple(letters), tuple(tones)
