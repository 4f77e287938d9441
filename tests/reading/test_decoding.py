"""Bytes → clean text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.errors import ReadingError
from graphbuild.reading.decoding import clean, decode

TEXT = "Bundeskanzler Merz („Wir müssen reden“) hat Präsident Selenskyj in der Straße begrüßt – heißt es."


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("cp1252", b""),
    ],
)
def test_encodings_are_detected(encoding: str, mark: bytes) -> None:
    """UTF-8, UTF-16 with and without a mark, UTF-32 and Windows-1252 give the same text."""
    assert decode(mark + TEXT.encode(encoding)) == TEXT


def test_text_of_old_systems_is_guessed() -> None:
    """Text in the DOS code page 850 isn't taken for Windows-1252."""
    text = "Präsident Selenskyj hat den türkischen Staatschef getroffen. Die Ministerin für Fußball fehlte."
    assert decode(text.encode("cp850")) == text


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.7\n...", b"PK\x03\x04abc", b"\x89PNG\r\n\x1a\n", bytes(range(32)) * 9]
)
def test_binary_files_are_refused(raw: bytes) -> None:
    """A PDF, an archive, an image and arbitrary control characters are no text."""
    with pytest.raises(ReadingError, match="binary"):
        decode(raw)


def test_invisible_characters_and_line_ends_are_made_plain() -> None:
    """Soft hyphens, zero-width and NUL characters go, spaces and line ends become plain, letters composed."""
    assert clean("Zu\xadsammen\u200bkunft\x00\r\nDonald\xa0Trump\rMu\u0308ller\u2028x") == (
        "Zusammenkunft\nDonald Trump\nMüller\nx"
    )


@given(st.binary(max_size=400))
def test_odd_bytes_never_crash(raw: bytes) -> None:
    """Any bytes are text without control characters, or refused in one line."""
    try:
        text = decode(raw)
    except ReadingError as error:
        assert "\n" not in str(error)
    else:
        assert "\x00" not in text and "\r" not in text
