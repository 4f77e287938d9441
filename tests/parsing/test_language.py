"""German, English, or neither: short texts, misleading words, other languages."""

import pytest

from graphbuild.parsing import detect_language

GERMAN = [
    "Trump rief am Montag Macron an.",
    "Trump will Macron anrufen.",
    "Trump droht Putin",
    "Selenskyj wurde in Berlin empfangen.",
    "War der Minister in Rom?",
]
ENGLISH = [
    "Macron was phoned by Trump.",
    "Die hard fans die young.",
    "The war in Ukraine: Putin attacks again",
    "Trump will call Macron.",
    "He was so kind.",
]
NEITHER = [
    "Le président a rencontré le ministre à Paris dans la soirée.",
    "El presidente se reunió con el ministro en Madrid.",
    "Il presidente ha incontrato il ministro a Roma.",
    "De minister sprak met hem, maar het is niet zeker dat zij naar een andere stad gaan.",
    "Президент встретился с министром.",
    "12345",
    "",
]


@pytest.mark.parametrize("text", GERMAN)
def test_german(text: str) -> None:
    """A short German sentence is German."""
    assert detect_language(text) == "de"


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    """An English sentence is English, the word "die" in it or not."""
    assert detect_language(text) == "en"


@pytest.mark.parametrize("text", NEITHER)
def test_neither(text: str) -> None:
    """What is in another language, or no language, is neither."""
    assert detect_language(text) is None
