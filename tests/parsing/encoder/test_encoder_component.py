"""The component that ships, on real text."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.errors import PipelineError
from graphbuild.parsing.encoder.component import SHIPPED, open_model
from graphbuild.parsing.encoder.model import Model
from graphbuild.parsing.encoder.windows import LONGEST, encode_tokens, find_windows
from graphbuild.parsing.pipelines import PIPELINES, load_pipeline

ARTICLE = (
    "Merz empfängt Selenskyj in Berlin\n\n"
    "Der Bundeskanzler hat den ukrainischen Präsidenten am Montag empfangen. "
    "„Wir stehen an der Seite der Ukraine“, sagte Merz.\n\n"
)


def describe(doc: Doc) -> list[tuple[str, ...]]:
    """Everything that the component writes."""
    return [
        (
            t.text,
            t.lemma_,
            t.pos_,
            t.tag_,
            str(t.morph),
            t.dep_,
            str(t.head.i),
            t.ent_type_,
            str(t.is_sent_start),
        )
        for t in doc
    ]


def test_everything_is_annotated(pipelines: dict[str, Language]) -> None:
    """Sentences, tags, features, lemmas, trees and names are there."""
    doc = pipelines["de"](ARTICLE)
    attributes = ("SENT_START", "TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB")
    assert all(doc.has_annotation(attribute) for attribute in attributes)
    assert [sent.text.split()[0] for sent in doc.sents] == ["Merz", "Der", "„Wir"]
    assert {"Merz", "Selenskyj", "Berlin", "Ukraine"} <= {ent.text for ent in doc.ents}


def test_a_text_is_parsed_alike_alone_and_among_others(pipelines: dict[str, Language]) -> None:
    """What else is in the batch changes nothing."""
    texts = [ARTICLE, "Trump rief Macron an.", ARTICLE * 6, ""]
    together = [describe(doc) for doc in pipelines["de"].pipe(texts)]
    alone = [describe(pipelines["de"](text)) for text in texts]
    assert together == alone


def test_spacy_load_finds_the_component() -> None:
    """`spacy.load` on the folder gives the same pipeline, without importing graphbuild first."""
    doc = spacy.load(PIPELINES / "en")("Macron was phoned by Trump.")
    assert describe(doc) == describe(load_pipeline("en")("Macron was phoned by Trump."))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aB. \n\t„“!0-\u200b漢", max_size=60))
def test_any_text_is_parsed(text: str) -> None:
    """Whitespace, odd characters and empty texts give trees like any other."""
    doc = load_pipeline("de")(text)
    assert doc.text == text
    assert all(token.dep_ for token in doc)
    assert all(len({token.sent.root.i for token in sent}) == 1 for sent in doc.sents)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Merz", "sagte", ".", "„", "Jahr", "\n\n", "2025", "ukrainischen"]), max_size=900
    )
)
def test_windows_hold_every_word_once(words: list[str]) -> None:
    """No window is too long, and together they hold all words in their order."""
    doc = spacy.blank("de")(" ".join(words))
    ids = encode_tokens(doc, open_model(SHIPPED, 0).pieces)
    windows = list(find_windows(doc, ids))
    assert [i for window in windows for i in window] == [token.i for token in doc if not token.is_space]
    assert all(sum(len(ids[i]) for i in window) <= LONGEST for window in windows)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """A file that is not the one that was shipped is named."""
    folder = tmp_path / "encoder"
    shutil.copytree(SHIPPED, folder)
    with (folder / "pieces.model").open("ab") as file:
        file.write(b"!")
    with pytest.raises(PipelineError, match=r"pieces\.model"):
        Model(folder)
    (folder / "labels.onnx").unlink()
    with pytest.raises(PipelineError, match="can't be read"):
        Model(folder)


def test_a_separated_particle_joins_its_verb(pipelines: dict[str, Language]) -> None:
    """Example: rief … an → anrufen."""
    doc = pipelines["de"]("Der Kanzler rief den Präsidenten am Abend an.")
    assert doc[2].lemma_ == "anrufen"
    assert np.array_equal(
        doc.to_array(["LEMMA"]), Doc(doc.vocab).from_bytes(doc.to_bytes()).to_array(["LEMMA"])
    )
