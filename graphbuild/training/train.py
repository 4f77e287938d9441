"""Sources → documents → a trained pipeline.

In: the data directory. Out: `OUTPUT/train.spacy`, `OUTPUT/dev.spacy`, `OUTPUT/model-last` and
`OUTPUT/model-best` while training, `OUTPUT/pipeline` when done, ready to ship.
"""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from spacy import util
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training
from spacy.vocab import Vocab

from graphbuild.training.documents import make_doc, write_docs
from graphbuild.training.drills import make_drills
from graphbuild.training.passages import Variation, make_passages
from graphbuild.training.sources import READERS, Sources

CONFIG = Path(__file__).with_name("pipeline.cfg")
COPIES = 2
DROPOUT = {"de": 0.1, "en": 0.2}  # English has a third of the German text and is learned by heart sooner
RESUMED_RATE = 0.001
AS_WRITTEN = Variation(headline=0.05, paragraph=0.05, quotes=0, lower=0, names=0)

logger = logging.getLogger(__name__)


def prepare_documents(language: str, data: Path, output: Path, *, seed: int = 7) -> None:
    """Write the documents to train on and to choose by, unless they are there already."""
    if (output / "train.spacy").exists() and (output / "dev.spacy").exists():
        return
    sources = READERS[language](data)
    vocab = util.get_lang_class(language)().vocab
    write_docs(_make_training_docs(sources, vocab, seed), output / "train.spacy")
    held_out = make_passages(sources.held_out, Random(seed), variation=AS_WRITTEN)
    write_docs((make_doc(passage, vocab) for passage in held_out), output / "dev.spacy")


def _make_training_docs(sources: Sources, vocab: Vocab, seed: int) -> Iterator[Doc]:
    """Group and vary the sentences afresh for each copy."""
    for copy in range(COPIES):
        random = Random(seed + copy)
        drills = make_drills(sources.language, sources.pools.persons, random, count=sources.drills)
        for passage in make_passages([*sources.train, *drills], random, pools=sources.pools):
            yield make_doc(passage, vocab)


def train_pipeline(language: str, output: Path, *, steps: int | None, resume: bool) -> Path:
    """Train on prepared documents; `resume` starts from the last model saved there."""
    last = output / "model-last"
    resume = resume and last.exists()
    config = util.load_config(CONFIG, overrides=_make_overrides(language, output, steps, resume))
    if resume:
        logger.info("resuming from %s", last)
        nlp = util.load_model_from_config(config, auto_fill=True)
        nlp.from_disk(last, exclude=["config"])  # its config would bring back the old steps and documents
        restore_lemmatizer(nlp)
    else:
        nlp = init_nlp(config)
    run_training(nlp, output, stdout=sys.stdout, stderr=sys.stderr)
    return output / "model-best"


def restore_lemmatizer(nlp: Language) -> None:
    """Restore which label each edit tree has: spaCy 3.8 doesn't, and then learns to change no word."""
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    lemmatizer.tree2label = {tree: label for label, tree in enumerate(lemmatizer.cfg["labels"])}


def _make_overrides(language: str, output: Path, steps: int | None, resume: bool) -> dict[str, object]:
    overrides: dict[str, object] = {
        "nlp.lang": language,
        "training.dropout": DROPOUT[language],
        "paths.train": str(output / "train.spacy"),
        "paths.dev": str(output / "dev.spacy"),
    }
    if steps:
        overrides["training.max_steps"] = steps
        overrides["training.optimizer.learn_rate.total_steps"] = int(steps * 1.07)
    if resume:
        overrides["training.optimizer.learn_rate.initial_rate"] = RESUMED_RATE
    return overrides
