"""Loading pipelines, and sentences that end where paragraphs end."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.errors import PipelineError
from graphbuild.model import Article, LanguageCode
from graphbuild.parsing import load_pipeline, parse_articles
from graphbuild.parsing.paragraphs import paragraph_breaks


def test_a_missing_pipeline_is_one_line() -> None:
    """A name that is not installed says so."""
    with pytest.raises(PipelineError, match="no_such_pipeline"):
        load_pipeline("de", "no_such_pipeline")


def test_a_pipeline_without_universal_dependencies_is_refused(tmp_path) -> None:
    """A parser with other labels is refused, with the labels it lacks."""
    nlp = spacy.blank("de")
    parser = nlp.add_pipe("parser")
    parser.add_label("sb")
    nlp.initialize()
    nlp.to_disk(tmp_path / "other")
    with pytest.raises(PipelineError, match="Universal Dependencies"):
        load_pipeline("de", str(tmp_path / "other"))


def test_docs_survive_bytes(pipelines: dict[str, Language]) -> None:
    """A parsed Doc can be stored and read back."""
    doc = pipelines["de"]("Trump rief Macron an.")
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert [(t.text, t.dep_, t.pos_) for t in again] == [(t.text, t.dep_, t.pos_) for t in doc]


def test_a_headline_is_a_sentence_of_its_own(pipelines: dict[str, Language]) -> None:
    """A line without a full stop ends where its paragraph ends."""
    doc = pipelines["de"]("Trump ruft Macron an\n\nDer Präsident lobte ihn.")
    assert [sent.text.strip() for sent in doc.sents] == ["Trump ruft Macron an", "Der Präsident lobte ihn."]


def test_wrapped_lines_are_no_paragraphs() -> None:
    """In text wrapped at a fixed width only blank lines end a paragraph."""
    wrapped = "one line\nand another line\nand one more\nand the last.\n\nNext paragraph."
    assert paragraph_breaks(wrapped) == {wrapped.index("\n\n")}
    assert len(paragraph_breaks("A headline\nA paragraph that ends.\n")) == 2


def test_lists_are_not_taken_for_wrapped_text() -> None:
    """Short lines that each begin anew are paragraphs of their own."""
    listed = "CDU/CSU: 28 Prozent\nAfD: 20 Prozent\nSPD: 16 Prozent\nGrüne: 11 Prozent"
    assert len(paragraph_breaks(listed)) == 3


@pytest.mark.parametrize(
    ("language", "text", "starts"),
    [
        ("de", "Die ehem. Ministerin und Prof. Dr. Meier kamen.", ["Die"]),
        ("de", "Fest steht: Die Steuern steigen. Wann, ist offen.", ["Fest", "Wann"]),
        ("en", "Sen. Smith met Gov. Jones. They talked.", ["Sen.", "They"]),
    ],
)
def test_no_sentence_begins_after_a_title_or_a_colon(
    language: LanguageCode, text: str, starts: list[str], pipelines: dict[str, Language]
) -> None:
    """What always goes on is never cut off."""
    assert [sent[0].text for sent in pipelines[language](text).sents] == starts


def test_order_and_language_are_kept(pipelines: dict[str, Language]) -> None:
    """Articles come back in their order, each parsed in its language."""
    articles = [
        Article("1", "a", "Trump rief Macron an.", "de"),
        Article("2", "b", "Trump called Macron.", "en"),
        Article("3", "c", "Scholz traf Biden.", "de"),
    ]
    parsed = list(parse_articles(articles))
    assert [(article.id, doc.lang_) for article, doc in parsed] == [("1", "de"), ("2", "en"), ("3", "de")]
