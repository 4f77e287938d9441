"""Lists of words and of phrases in tables."""

import tomllib
from pathlib import Path
from typing import Any


def read_words(path: Path) -> dict[str, Any]:
    """Read a table of words."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def words(text: str) -> list[str]:
    """Split a list of words; those with a final "_" are put aside."""
    return [word for word in text.split() if not word.endswith("_")]


def choices(text: str) -> list[str]:
    """Split phrases at "|"; those with a word that ends in "_" are put aside."""
    parts = (" ".join(part.split()) for part in text.split("|"))
    return [part for part in parts if part and not any(word.endswith("_") for word in part.split())]
