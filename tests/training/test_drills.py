"""Every hand-parsed pattern is a tree that spaCy's tokens fit."""

from random import Random

import pytest
import spacy

from graphbuild.training.documents import make_doc
from graphbuild.training.drills import Pattern, fill_pattern, make_drills, parse_pattern, read_patterns
from graphbuild.training.passages import Passage

PERSONS = [("Ida", "Moser"), ("Jan", "Klee")]


@pytest.mark.parametrize("language", ["de", "en"])
def test_patterns_are_trees(language):
    patterns, words = read_patterns(language)
    nlp = spacy.blank(language)
    for pattern in patterns:
        sentence = fill_pattern(pattern, words, PERSONS, Random(1))
        assert [word.label for word in sentence.words].count("ROOT") == 1, pattern.items
        doc = make_doc(Passage((sentence,), ("",)), nlp.vocab)
        assert [token.text for token in doc] == [token.text for token in nlp.make_doc(doc.text)]
        assert len(list(doc.sents)) == 1


def test_second_name_is_flat():
    """ "FULL ruht" becomes "Ida Moser ruht" with one entity."""
    pattern = parse_pattern("FULL ruht", "2:nsubj 0:ROOT")
    assert pattern == Pattern(("FULL", "ruht"), (1, 1), ("nsubj", "ROOT"))
    sentence = fill_pattern(pattern, {}, PERSONS[:1], Random(1))
    assert [(word.form, word.head, word.label) for word in sentence.words] == [
        ("Ida", 2, "nsubj"),
        ("Moser", 0, "flat"),
        ("ruht", 2, "ROOT"),
    ]
    assert [(name.start, name.end, name.label) for name in sentence.names or ()] == [(0, 2, "PER")]


def test_wrong_row_is_named():
    with pytest.raises(ValueError, match="PER ruht"):
        parse_pattern("PER ruht", "2:nsubj")


def test_same_seed_same_drills():
    first = list(make_drills("de", PERSONS, Random(5), count=10))
    assert first == list(make_drills("de", PERSONS, Random(5), count=10))
