"""The words of `english.toml`."""

from pathlib import Path

from graphbuild.training.generator.tables import choices, read_words, words

HERE = Path(__file__).parent
TABLE = read_words(HERE / "english.toml")

__all__ = ["HERE", "TABLE", "choices", "words"]
