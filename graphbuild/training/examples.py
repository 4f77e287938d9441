"""Passages → windows of numbers that the network learns from.

A window is what the encoder sees at once: the sentences of one paragraph, never more than fit.
`IGNORED` marks what a source doesn't annotate.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphbuild.parsing.encoder.labels import Labels
from graphbuild.parsing.encoder.lemma_rules import make_rule
from graphbuild.parsing.encoder.pieces import BEGIN, END, Pieces
from graphbuild.training.conllu import Name, Sentence, Word
from graphbuild.training.passages import Passage
from graphbuild.training.smartdata import DOCUMENT as SMARTDATA

IGNORED = -1
LONGEST = 160

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Window:
    """One input with its targets; n words, p pieces.

    Attributes:
        pieces: ids, begin and end included (p).
        first, last: each word's first and last piece (n).
        heads: 0 is the root, else the head's number from 1 (n).
        weights: how much each arc and label counts (n).
        targets: label numbers by head of the network: upos, xpos, lemma, deps, names, starts (n)
            and feats (n × features).
        styles: whose conventions: number of the source for trees and tags, and for names.
    """

    pieces: Numbers
    first: Numbers
    last: Numbers
    heads: Numbers
    weights: npt.NDArray[np.float32]
    targets: dict[str, Numbers]
    styles: tuple[int, int]


class Encoder:
    """Numbers the words and labels of sentences."""

    def __init__(self, pieces: Pieces, labels: Labels) -> None:
        self.pieces = pieces
        self.labels = labels
        self.numbers = {
            name: {label: number for number, label in enumerate(values)}
            for name, values in (
                ("upos", labels.upos),
                ("xpos", labels.xpos),
                ("lemma", labels.lemma),
                ("deps", labels.deps),
                ("names", labels.names),
            )
        }
        self.feats = {
            key: {value: number for number, value in enumerate(values)}
            for key, values in labels.feats.items()
        }
        self.rules: dict[tuple[str, str], int] = {}

    def make_windows(self, passage: Passage, styles: tuple[int, int]) -> Iterator[Window]:
        """Cut a passage at its line breaks, and where a window would be too long."""
        for group in cut_passage(passage):
            waiting: list[Sentence] = []
            size = 0
            for sentence in group:
                length = self.count_pieces(sentence)
                if waiting and size + length > LONGEST:
                    yield self.make_window(waiting, styles)
                    waiting, size = [], 0
                waiting.append(sentence)
                size += length
            if waiting and size < 3 * LONGEST:
                yield self.make_window(waiting, styles)

    def count_pieces(self, sentence: Sentence) -> int:
        """Count a sentence's pieces."""
        return sum(len(ids) for ids in self.encode_words(sentence.words))

    def encode_words(self, words: Sequence[Word]) -> list[tuple[int, ...]]:
        """Return the pieces of each word."""
        spaces = [True, *(word.space for word in words[:-1])]
        return self.pieces.encode((word.form for word in words), spaces)

    def make_window(self, sentences: Sequence[Sentence], styles: tuple[int, int]) -> Window:
        """Number the words of sentences that stand in one paragraph."""
        words = [word for sentence in sentences for word in sentence.words]
        ids = [BEGIN]
        first, last = [], []
        for sentence in sentences:
            for piece_ids in self.encode_words(sentence.words):
                first.append(len(ids))
                ids += piece_ids
                last.append(len(ids) - 1)
        ids.append(END)
        offsets = np.cumsum([0, *(len(sentence.words) for sentence in sentences)]).tolist()
        starts = np.zeros(len(words), np.int64)
        starts[offsets[:-1]] = 1
        if sentences[0].document == SMARTDATA:
            starts[1:] = IGNORED  # a line of several sentences
        heads = [
            self._number_head(word, index, offset)
            for sentence, offset in zip(sentences, offsets, strict=False)
            for index, word in enumerate(sentence.words)
        ]
        return Window(
            pieces=np.array(ids),
            first=np.array(first),
            last=np.array(last),
            heads=np.array(heads),
            weights=np.array([weigh_word(word) for word in words], np.float32),
            targets={
                "upos": self._number(words, "upos", lambda word: word.upos),
                "xpos": self._number(words, "xpos", lambda word: word.xpos if word.upos else ""),
                "deps": self._number(words, "deps", lambda word: word.label),
                "lemma": np.array([self._number_rule(word) for word in words]),
                "feats": np.array([self._number_feats(word) for word in words]),
                "names": np.concatenate([self._number_names(sentence) for sentence in sentences]),
                "starts": starts,
            },
            styles=styles,
        )

    def _number(self, words: Iterable[Word], name: str, get: "callable") -> Numbers:  # type: ignore[valid-type]
        numbers = self.numbers[name]
        return np.array([numbers.get(get(word), IGNORED) for word in words])  # type: ignore[misc]

    @staticmethod
    def _number_head(word: Word, index: int, offset: int) -> int:
        if not word.label:
            return IGNORED
        return 0 if word.head == index else word.head + offset + 1

    def _number_rule(self, word: Word) -> int:
        if not word.upos or not word.lemma:
            return IGNORED
        key = (word.form, word.lemma)
        if key not in self.rules:
            self.rules[key] = self.numbers["lemma"].get(make_rule(*key) or "", IGNORED)
        return self.rules[key]

    def _number_feats(self, word: Word) -> list[int]:
        if not word.upos:
            return [IGNORED] * len(self.feats)
        found = dict(item.split("=", 1) for item in word.feats.split("|") if "=" in item)
        return [values.get(found.get(key, ""), IGNORED) for key, values in self.feats.items()]

    def _number_names(self, sentence: Sentence) -> Numbers:
        size = len(sentence.words)
        if sentence.names is None:
            return np.full(size, IGNORED)
        numbers = np.full(size, self.numbers["names"]["O"])
        for name in sentence.names:
            for place, part in mark_name(name):
                numbers[place] = self.numbers["names"][f"{part}-{name.label}"]
        numbers[list(sentence.unsure)] = IGNORED
        return numbers


def mark_name(name: Name) -> Iterator[tuple[int, str]]:
    """Yield the words of a name with B, I, E or S."""
    if name.end - name.start == 1:
        yield name.start, "S"
        return
    yield name.start, "B"
    for place in range(name.start + 1, name.end - 1):
        yield place, "I"
    yield name.end - 1, "E"


def weigh_word(word: Word) -> float:
    """Weigh an arc by its probability, if the source gives one."""
    return float(word.misc.get("Conf", 1))


def cut_passage(passage: Passage) -> Iterator[list[Sentence]]:
    """Cut at line breaks: a new paragraph is a new window."""
    group: list[Sentence] = []
    for sentence, separator in zip(passage.sentences, passage.separators, strict=True):
        group.append(sentence)
        if "\n" in separator or not separator:
            yield group
            group = []
    if group:
        yield group
