"""A trained pipeline → the same made small, as it ships.

In: `model-best` of a training directory. Out: a directory that `spacy.load` reads, with weights,
labels and tokenizer but without the words seen in training and the settings that only training needs.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.strings import StringStore
from srsly import msgpack_loads  # type: ignore[import-untyped]
from thinc.api import Config

LANGUAGES = {"de": "German", "en": "English"}
VERSION = "0.1.0"
KEPT_SECTIONS = ("system", "nlp", "components")


def finish_pipeline(trained: Path, target: Path, *, language: str) -> None:
    """Load a trained pipeline, strip it and write it to `target`; other files there stay."""
    nlp = spacy.load(trained)
    nlp.meta.update(describe_pipeline(language))
    for name in ("vocab", *nlp.component_names):
        shutil.rmtree(target / name, ignore_errors=True)
    nlp.to_disk(target)
    strings = StringStore(sorted({*spacy.blank(language).vocab.strings, *list_labels(nlp)}))
    strings.to_disk(target / "vocab" / "strings.json")
    strip_config(target / "config.cfg")


def describe_pipeline(language: str) -> dict[str, object]:
    """Describe a pipeline for its `meta.json`; figures stand in its README instead."""
    return {
        "name": "graphbuild_news",
        "version": VERSION,
        "description": f"{LANGUAGES[language]} news in Universal Dependencies, for graphbuild",
        "license": "CC BY-SA 4.0",
        "performance": {},
    }


def list_labels(nlp: Language) -> Iterator[str]:
    """Yield every string that the components write or, for the lemmatizer, swap.

    Example: NN, Case=Nom|Number=Sing, Case=Nom, nsubj:pass, PER, and -en for -t
    """
    for labels in nlp.pipe_labels.values():
        yield from labels
    components: dict[str, Any] = dict(nlp.components)
    for label in components["morphologizer"].labels:
        items = [item for item in label.split("|") if not item.startswith("POS=")]
        yield "|".join(items)
        yield from items
        yield from (part for item in items for part in item.split("=") if part)
    trees = msgpack_loads(components["trainable_lemmatizer"].trees.to_bytes())["trees"]
    hashes = {tree[key] for tree in trees for key in ("orig", "subst") if key in tree}
    yield from (nlp.vocab.strings[key] for key in hashes if key)


def strip_config(path: Path) -> None:
    """Keep the sections of a config that loading needs."""
    config = Config().from_disk(path, interpolate=False)
    Config({name: config[name] for name in KEPT_SECTIONS}).to_disk(path)
