"""Figures of a parse against gold."""

import pytest
import spacy
from spacy.tokens import Doc

from graphbuild.training.conllu import Name, Sentence, Word
from graphbuild.training.scoring import Counts, count_names, count_trees, join_sentences

GOLD = Sentence(
    words=(
        Word("Ida", upos="PROPN", xpos="NE", lemma="Ida", head=1, label="nsubj"),
        Word("ruft", upos="VERB", xpos="VVFIN", lemma="rufen", head=1, label="ROOT"),
        Word("Jan", upos="PROPN", xpos="NE", lemma="Jan", head=1, label="obj", space=False),
        Word(".", upos="PUNCT", xpos="$.", lemma=".", head=1, label="punct"),
    ),
    names=(Name(0, 1, "PER"), Name(2, 3, "PER")),
)


def doc_of(words: list[str], heads: list[int], deps: list[str], ents: list[str]) -> Doc:
    spaces = [following != "." for following in [*words[1:], "."]]
    return Doc(
        spacy.blank("de").vocab,
        words=words,
        spaces=spaces,
        heads=heads,
        deps=deps,
        ents=ents,
        pos=["PROPN", "VERB", "NOUN", "PUNCT"],
    )


def test_one_wrong_label():
    """Object taken for a subject: all heads right, two of three labels, punctuation not counted."""
    doc = doc_of(
        ["Ida", "ruft", "Jan", "."],
        [1, 1, 1, 1],
        ["nsubj", "ROOT", "nsubj", "punct"],
        ["B-PER", "O", "O", "O"],
    )
    counts = Counts()
    gold = join_sentences([GOLD])
    count_trees(gold, doc, counts, ["nsubj", "obj"])
    assert (counts.gold["arcs"], counts.right["uas"], counts.right["las"]) == (3, 3, 2)
    assert (counts.gold["words"], counts.right["upos"]) == (4, 3)
    assert counts.score("nsubj").precision == 0.5
    assert counts.score("obj").f == 0
    assert counts.score("sentences").f == 1
    count_names(gold, doc, counts, ["PER"])
    assert counts.score("PER").f == pytest.approx(2 / 3)


def test_headline_gets_a_line():
    """What has no final stop is put on its own line; offsets point into the text."""
    headline = Sentence(words=GOLD.words[:2])
    gold = join_sentences([headline, GOLD])
    assert gold.text == "Ida ruft\n\nIda ruft Jan."
    assert gold.text[slice(*gold.offsets[1][2])] == "Jan"
