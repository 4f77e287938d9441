"""Rules that turn forms into lemmas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.parsing.encoder.lemma_rules import apply_rule, make_rule

WORDS = st.text(alphabet="abegizuäß-AZ", min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_a_rule_gives_its_lemma_back(form: str, lemma: str) -> None:
    """The rule made of a form and its lemma turns the form into the lemma."""
    rule = make_rule(form, lemma)
    assert rule is not None
    assert apply_rule(form, rule) == lemma


@pytest.mark.parametrize(
    ("form", "lemma", "other", "expected"),
    [
        ("angerufen", "anrufen", "aufgegeben", "aufgeben"),
        ("anzurufen", "anrufen", "zuzugeben", "zugeben"),
        ("Präsidenten", "Präsident", "Studenten", "Student"),
        ("Häuser", "Haus", "Mäuser", "Maus"),
        ("Sagte", "sagen", "Meinte", "meinen"),
        ("carried", "carry", "worried", "worry"),
    ],
)
def test_a_rule_serves_other_words(form: str, lemma: str, other: str, expected: str) -> None:
    """What one word teaches holds for others that inflect alike."""
    rule = make_rule(form, lemma)
    assert rule is not None
    assert apply_rule(other, rule) == expected


def test_a_rule_that_does_not_fit_gives_nothing() -> None:
    """An ending that isn't there, or an infix, gives None instead of a made-up word."""
    rule = make_rule("angerufen", "anrufen")
    assert rule is not None
    assert apply_rule("Haus", rule) is None
    assert apply_rule("Haus", "||er>en") is None
