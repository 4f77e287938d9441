"""Tokens → the ids of their pieces in the encoder's unigram vocabulary.

A token after a space begins with "▁", one that touches what stands before it doesn't. Pieces are
made once for each form; news repeats its words.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from sentencepiece import SentencePieceProcessor

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
MOST_PIECES = 12
KNOWN_FORMS = 300_000


class Pieces:
    """A trimmed SentencePiece model with a memory of forms."""

    def __init__(self, model: bytes) -> None:
        self.processor = SentencePieceProcessor(model_proto=model)
        self.known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def read(cls, path: Path) -> "Pieces":
        """Read a `.model` file."""
        return cls(path.read_bytes())

    def __len__(self) -> int:
        return int(self.processor.vocab_size())

    def encode(self, forms: Iterable[str], spaces_before: Iterable[bool]) -> list[tuple[int, ...]]:
        """Return the ids of each token's pieces, at least one and at most twelve."""
        words = ["▁" + form if space else form for form, space in zip(forms, spaces_before, strict=True)]
        unknown = list(dict.fromkeys(word for word in words if word not in self.known))
        if unknown:
            self._learn(unknown)
        return [self.known[word] for word in words]

    def _learn(self, words: Sequence[str]) -> None:
        if len(self.known) > KNOWN_FORMS:
            self.known.clear()
        texts = [unicodedata.normalize("NFKC", word) for word in words]
        for word, ids in zip(words, self.processor.encode(texts, num_threads=1), strict=True):
            self.known[word] = tuple(ids[:MOST_PIECES]) or (UNKNOWN,)
