"""Going on from a saved model."""

import shutil

import spacy
from thinc.api import Config

from graphbuild.training.conllu import Name, Sentence, Word
from graphbuild.training.documents import make_doc, write_docs
from graphbuild.training.measure import SHIPPED
from graphbuild.training.passages import Passage
from graphbuild.training.train import train_pipeline

SENTENCE = Sentence(
    words=(
        Word("Ida", lemma="Ida", upos="PROPN", xpos="NE", head=1, label="nsubj"),
        Word("sagte", lemma="sagen", upos="VERB", xpos="VVFIN", head=1, label="ROOT"),
        Word("nichts", lemma="nichts", upos="PRON", xpos="PIS", head=1, label="obj"),
    ),
    names=(Name(0, 1, "PER"),),
)


def test_resumed_run_takes_its_own_settings(tmp_path):
    """Steps and documents are those asked for now, not those of the run that was interrupted."""
    vocab = spacy.blank("de").vocab
    for name in ("train", "dev"):
        docs = [make_doc(Passage((SENTENCE,), ("",)), vocab) for _ in range(3)]
        write_docs(docs, tmp_path / f"{name}.spacy")
    shutil.copytree(SHIPPED / "de", tmp_path / "model-last")
    train_pipeline("de", tmp_path, steps=1, resume=True)
    config = Config().from_disk(tmp_path / "model-last" / "config.cfg", interpolate=False)
    assert config["training"]["max_steps"] == 1
    assert config["paths"]["train"] == str(tmp_path / "train.spacy")
    nlp = spacy.load(tmp_path / "model-last")
    assert nlp("Ida sagte nichts")[1].lemma_ == "sagen"
