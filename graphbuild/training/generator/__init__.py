"""A treebank that writes itself: news sentences with exact trees, tags, lemmas and names.

In: the predicate tables, the catalogue, and a data directory with `lexicon/` and `gazetteer/`. Out:
`Sentence`s to mix into training. Clauses are built from parts, so that hardly any comes twice.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from graphbuild.training.conllu import Sentence
from graphbuild.training.generator.english.sentences import EnglishSentences
from graphbuild.training.generator.german.sentences import GermanSentences


def generate_sentences(language: str, data: Path, random: Random, *, count: int) -> Iterator[Sentence]:
    """Generate sentences of a language.

    Example: "Gestern rief Trump den französischen Präsidenten Emmanuel Macron an."

    Args:
        language: "de" or "en".
        data: the directory that holds `lexicon/` and `gazetteer/`.
        random: where chance comes from; the same seed gives the same sentences.
        count: how many.
    """
    maker = GermanSentences if language == "de" else EnglishSentences
    yield from maker(data, random).sentences(count)
