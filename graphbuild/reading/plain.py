"""Plain text → a `Draft`: the head taken off, the rest as it is."""

from collections.abc import Iterator

from graphbuild.reading.decoding import decode
from graphbuild.reading.metadata import Draft, split_head

SUFFIXES = (".txt", ".text")


def read_plain(raw: bytes) -> Iterator[Draft]:
    """Yield the one article of a text file."""
    draft, _ = split_head(decode(raw))
    yield draft
