"""Hand-made corrections, put onto the machine-made sentences that they belong to.

In: `corrections_de.tsv` and silver sentences with their ids. Out: corrected sentences, those to train
on and those kept aside.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graphbuild.training.conllu import ROOT, Name, Sentence, Word, read_lines

TABLE = Path(__file__).with_name("corrections_de.tsv")


@dataclass(frozen=True)
class Correction:
    """One row: what is right of a word, or of a sentence's names."""

    word: int
    what: str
    value: str
    label: str


def read_corrections(part: str) -> dict[str, list[Correction]]:
    """Read the rows of one set, `train` or `test`, by sentence."""
    found: dict[str, list[Correction]] = defaultdict(list)
    lines = (line for line in read_lines(TABLE) if not line.startswith("#"))
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["set"] == part:
            found[row["sentence"]].append(
                Correction(int(row["word"]) - 1, row["what"], row["value"], row["label"])
            )
    return dict(found)


def correct_sentences(
    sentences: Iterable[Sentence], corrections: dict[str, list[Correction]]
) -> Iterator[Sentence]:
    """Yield the sentences that have rows, corrected."""
    for sentence in sentences:
        if sentence.id in corrections:
            yield correct_sentence(sentence, corrections[sentence.id])


def correct_sentence(sentence: Sentence, corrections: Sequence[Correction]) -> Sentence:
    """Apply the rows of one sentence; what is corrected is sure."""
    words = [replace(word, misc={}) for word in sentence.words]
    names = sentence.names
    for row in corrections:
        if row.what == "ne":
            names = tuple(_read_name(text) for text in row.value.split(",") if text != "-")
        elif row.what != "ok":
            words[row.word] = correct_word(words[row.word], row)
    return replace(sentence, words=tuple(words), names=names)


def correct_word(word: Word, row: Correction) -> Word:
    """Apply a row to its word."""
    if row.what == "head":
        if row.value == "0":
            return replace(word, head=row.word, label=ROOT)
        return replace(word, head=int(row.value) - 1, label=row.label)
    key = row.what.capitalize()
    items = [item for item in word.feats.split("|") if item and not item.startswith(key + "=")]
    return replace(word, feats="|".join(sorted([*items, f"{key}={row.value}"])))


def _read_name(text: str) -> Name:
    """Example: "3-4:PER" → words 2 and 3."""
    place, _, label = text.partition(":")
    first, _, last = place.partition("-")
    return Name(int(first) - 1, int(last), label)
