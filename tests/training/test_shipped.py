"""The pipelines that ship: what they hold, and that finishing keeps what they do."""

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from graphbuild.training.finish import finish_pipeline
from graphbuild.training.measure import SHIPPED
from graphbuild.training.train import restore_lemmatizer

TEXTS = {
    "de": "Ida Moser rief am Montag Jan Klee an.\n\nEr dankte ihr.",
    "en": "Ida Moser was phoned by Jan Klee.",
}


def annotate(nlp, text: str) -> list[tuple]:
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_type_) for t in nlp(text)
    ]


@pytest.fixture(scope="module", params=["de", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def nlp(language):
    return spacy.load(SHIPPED / language)


def test_components(nlp):
    expected = ["tok2vec", "tagger", "morphologizer", "trainable_lemmatizer", "parser", "ner"]
    assert nlp.pipe_names == expected
    assert set(nlp.get_pipe("ner").labels) == {"PER", "ORG", "LOC", "NORP", "MISC"}
    assert {"nsubj", "nsubj:pass", "obj", "obl:agent", "compound:prt"} <= set(nlp.get_pipe("parser").labels)


def test_small_and_without_pickles(language):
    files = [path for path in (SHIPPED / language).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 14e6
    assert not [path for path in files if path.suffix in (".pkl", ".pickle")]
    assert "[training" not in (SHIPPED / language / "config.cfg").read_text(encoding="utf-8")


def test_doc_survives_bytes(nlp, language):
    doc = nlp(TEXTS[language])
    again = Doc(spacy.blank(language).vocab).from_bytes(doc.to_bytes())
    fields = [(t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_type_) for t in doc]
    assert fields == [(t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_type_) for t in again]


def test_blank_line_ends_a_sentence(nlp):
    """A headline needs no full stop."""
    doc = nlp("Trump in Paris\n\nMacron in Berlin")
    assert [sent.text.strip() for sent in doc.sents] == ["Trump in Paris", "Macron in Berlin"]


def test_finishing_changes_nothing(nlp, language, tmp_path: Path):
    (tmp_path / "README.md").write_text("stays", encoding="utf-8")
    finish_pipeline(SHIPPED / language, tmp_path, language=language)
    assert annotate(spacy.load(tmp_path), TEXTS[language]) == annotate(nlp, TEXTS[language])
    assert (tmp_path / "README.md").exists()


def test_resumed_lemmatizer_knows_its_labels(nlp):
    """Loaded from disk, the lemmatizer can be trained on: "sagte" has its edit tree."""
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    restore_lemmatizer(nlp)
    assert len(lemmatizer.tree2label) == len(lemmatizer.labels)
    form, lemma = {"de": ("sagte", "sagen"), "en": ("called", "call")}[nlp.lang]
    assert lemmatizer.trees.add(form, lemma) in lemmatizer.tree2label
