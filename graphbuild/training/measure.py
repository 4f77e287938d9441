"""`python -m graphbuild.training.measure --data DATA`: measure the pipelines on gold test files.

In: pipelines (by default those that ship) and the data directory. Out: tables of figures.
Raw text goes in; sentences are joined to texts of eight so that boundaries have to be found.
"""

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language

from graphbuild.training.conllu import Sentence, read_lines
from graphbuild.training.scoring import (
    Counts,
    count_names,
    count_starts,
    count_trees,
    join_sentences,
    read_boundaries,
)
from graphbuild.training.sources import read_test_names, read_test_trees

SHIPPED = Path(__file__).parents[1] / "pipelines"
SETS = Path(__file__).parent / "sets"
LANGUAGES = ("de", "en")
ROLES = ("nsubj", "obj", "iobj", "obl:arg", "nsubj:pass", "obl:agent")
LABELS = (*ROLES, "obl", "nmod", "appos", "conj", "xcomp", "ccomp", "compound:prt")
NAMES = ("PER", "ORG", "LOC", "NORP", "MISC")
TREEBANKS = {"de": ("gsd", "news"), "en": ("ewt", "gum")}
SENTENCES_PER_TEXT = 8


def _batch(sentences: Iterator[Sentence], size: int) -> Iterator[list[Sentence]]:
    while group := list(islice(sentences, size)):
        yield group


def measure_trees(nlp: Language, sentences: Iterator[Sentence], *, joined: int) -> Counts:
    """Parse gold sentences as raw text, `joined` of them at a time, and count."""
    counts = Counts()
    texts = [join_sentences(group) for group in _batch(sentences, joined)]
    for gold, doc in zip(texts, nlp.pipe(gold.text for gold in texts), strict=True):
        count_trees(gold, doc, counts, LABELS)
    return counts


def measure_names(nlp: Language, sentences: Iterator[Sentence]) -> Counts:
    """Find entities in gold sentences, one at a time, and count."""
    counts = Counts()
    texts = [join_sentences([sentence]) for sentence in sentences if sentence.names is not None]
    for gold, doc in zip(texts, nlp.pipe(gold.text for gold in texts), strict=True):
        count_names(gold, doc, counts, NAMES)
    for label in NAMES[:3]:
        counts.gold["PER+ORG+LOC"] += counts.gold[label]
        counts.found["PER+ORG+LOC"] += counts.found[label]
        counts.right["PER+ORG+LOC"] += counts.right[label]
    return counts


def measure_boundaries(nlp: Language, lines: Iterable[str]) -> tuple[Counts, list[str]]:
    """Split the hand-made hard cases; also return those that are not wholly right."""
    counts, wrong = Counts(), []
    cases = [read_boundaries(line) for line in lines]
    for (text, starts), doc in zip(cases, nlp.pipe(text for text, _ in cases), strict=True):
        found = count_starts(starts, doc, counts)
        if found != starts:
            wrong.append(text)
    return counts, wrong


def measure_lemmas(nlp: Language, rows: Iterable[dict[str, str]]) -> tuple[Counts, list[str]]:
    """Look the lemma of one verb in each sentence up; also return the wrong ones."""
    counts, wrong = Counts(), []
    table = list(rows)
    for row, doc in zip(table, nlp.pipe(row["sentence"] for row in table), strict=True):
        tokens = [token for token in doc if token.text == row["form"]]
        lemma = tokens[int(row["nth"]) - 1].lemma_ if len(tokens) >= int(row["nth"]) else ""
        counts.add("lemma", {row["lemma"]}, {lemma})
        if lemma != row["lemma"]:
            wrong.append(f"{row['form']} → {lemma}, not {row['lemma']}: {row['sentence']}")
    return counts, wrong


def format_trees(counts: Counts) -> Iterator[str]:
    """Format the figures of a treebank as lines."""
    for name in ("upos", "xpos", "lemma", "case", "number"):
        if total := counts.gold["words" if name in ("upos", "xpos", "lemma") else name]:
            yield f"{name:14}{100 * counts.right[name] / total:6.1f}"
    for name in ("uas", "las"):
        yield f"{name:14}{100 * counts.right[name] / counts.gold['arcs']:6.1f}"
    yield from format_scores(counts, ("sentences", *LABELS))


def format_scores(counts: Counts, names: tuple[str, ...]) -> Iterator[str]:
    """Format F, precision, recall and the number of gold cases as lines."""
    for name in names:
        if counts.gold[name]:
            score = counts.score(name)
            yield (
                f"{name:14}{100 * score.f:6.1f}  P {100 * score.precision:5.1f}"
                f"  R {100 * score.recall:5.1f}  of {counts.gold[name]}"
            )


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Read the lemma set."""
    lines = (line for line in read_lines(path) if not line.startswith("#"))
    fields = ("sentence", "form", "nth", "lemma")
    yield from csv.DictReader(lines, fields, delimiter="\t", quoting=csv.QUOTE_NONE)


def report(nlp: Language, language: str, data: Path, *, show: bool = False) -> Iterator[str]:
    """Measure everything and yield the lines of the report."""
    for treebank in TREEBANKS[language]:
        for title, joined in (("single sentences", 1), ("texts of eight", SENTENCES_PER_TEXT)):
            yield f"# {language}: trees of {treebank}, {title}"
            yield from format_trees(measure_trees(nlp, read_test_trees(data, treebank), joined=joined))
    yield f"# {language}: names"
    counts = measure_names(nlp, read_test_names(data, language))
    yield from format_scores(counts, (*NAMES, "PER+ORG+LOC"))
    yield f"# {language}: hard sentence boundaries"
    lines = (line for line in read_lines(SETS / f"boundaries_{language}.txt") if not line.startswith("#"))
    counts, wrong = measure_boundaries(nlp, lines)
    yield from format_scores(counts, ("boundaries",))
    yield from wrong if show else ()
    yield f"# {language}: lemmas of verbs"
    counts, wrong = measure_lemmas(nlp, read_rows(SETS / f"lemmas_{language}.tsv"))
    yield from format_scores(counts, ("lemma",))
    yield from wrong if show else ()


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m graphbuild.training.measure", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory with ud/, ner/, …")
    parser.add_argument("--pipelines", type=Path, default=SHIPPED, help="instead of those that ship")
    parser.add_argument("--language", choices=LANGUAGES, action="append", help="one language only")
    parser.add_argument("--show", action="store_true", help="list wrong boundaries and lemmas")
    options = parser.parse_args()
    for language in options.language or LANGUAGES:
        nlp = spacy.load(options.pipelines / language)
        for line in report(nlp, language, options.data, show=options.show):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
