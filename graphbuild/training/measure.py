"""`python -m graphbuild.training.measure de --data DATA`: measure a pipeline on gold test files.

In: a pipeline (by default the one that ships) and the data directory. Out: a table of figures.
Raw text goes in; sentences are joined to texts of eight so that boundaries have to be found.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language

from graphbuild.training.conllu import Sentence
from graphbuild.training.scoring import Counts, count_names, count_trees, join_sentences
from graphbuild.training.sources import read_test_names, read_test_trees

SHIPPED = Path(__file__).parents[1] / "pipelines"
ROLES = ("nsubj", "obj", "iobj", "obl:arg", "nsubj:pass", "obl:agent")
LABELS = (*ROLES, "obl", "nmod", "appos", "conj", "xcomp", "ccomp", "compound:prt")
NAMES = ("PER", "ORG", "LOC", "NORP", "MISC")
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


def format_trees(counts: Counts) -> Iterator[str]:
    """Format the figures of a treebank as lines."""
    for name, total in (("upos", "words"), ("xpos", "words"), ("lemma", "words")):
        yield f"{name:14}{100 * counts.right[name] / counts.gold[total]:6.1f}"
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


def measure_speed(nlp: Language, sentences: Iterator[Sentence]) -> float:
    """Return tokens per second over the test text."""
    texts = [join_sentences(group).text for group in _batch(sentences, 20)]
    start = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return tokens / (time.perf_counter() - start)


def report(nlp: Language, language: str, data: Path) -> Iterator[str]:
    """Measure everything and yield the lines of the report."""
    for title, joined in (("single sentences", 1), ("texts of eight", SENTENCES_PER_TEXT)):
        yield f"# trees, {title}"
        yield from format_trees(measure_trees(nlp, read_test_trees(data, language), joined=joined))
    yield "# names"
    counts = measure_names(nlp, read_test_names(data, language))
    yield from format_scores(counts, (*NAMES, "PER+ORG+LOC"))
    yield f"# {measure_speed(nlp, read_test_trees(data, language)):,.0f} tokens per second"


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m graphbuild.training.measure")
    parser.add_argument("language", choices=["de", "en"])
    parser.add_argument("--data", type=Path, required=True, help="directory with ud/, ner/, …")
    parser.add_argument("--pipeline", type=Path, help="instead of the one that ships")
    options = parser.parse_args()
    nlp = spacy.load(options.pipeline or SHIPPED / options.language)
    for line in report(nlp, options.language, options.data):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
