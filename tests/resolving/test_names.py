"""Names are equal where their keys are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.resolving.days import first_day, is_date, last_day
from graphbuild.resolving.names import name_key, slug, spoken_keys, stem_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("die Türkei", "Türkei"),
        ("U.S.", "US"),
        ("Radosław Sikorski", "Radoslaw Sikorski"),
        ("Gideon Sa'ar", "Gideon Sa’ar"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    """Accents, hyphens, dots, apostrophes and articles do not tell two names apart."""
    assert name_key(one) == name_key(other)


def test_short_names_in_capitals_keep_their_case():
    """ "US" is not "us", and "WHO" not "who"."""
    assert name_key("US") != name_key("us")
    assert name_key("WHO") != name_key("who")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Trumps", "trump"),
        ("Macron's", "macron"),
        ("Putin’s", "putin"),
        ("TRUMP", "trump"),
        ("Verfassungsschutzes", "verfassungsschutz"),
    ],
)
def test_genitives_and_capitals_are_heard(text, key):
    """A genitive ending or a headline in capitals still says the name."""
    assert key in list(spoken_keys(text))


def test_declined_words_share_a_stem():
    """ "der Vereinten Nationen" and "Vereinte Nationen" are one name."""
    assert stem_key(name_key("der Vereinten Nationen")) == stem_key(name_key("Vereinte Nationen"))
    assert stem_key(name_key("des Weißen Hauses")) == stem_key(name_key("Weißes Haus"))


def test_slugs_are_readable():
    """An id says the name."""
    assert slug("Anna Kelly") == "anna-kelly"
    assert slug("Jürgen Müller-Lüdenscheid") == "juergen-mueller-luedenscheid"


@given(st.text(max_size=60))
def test_any_text_has_a_key_and_a_slug(text):
    """Odd characters never crash, and a key is its own key."""
    key = name_key(text)
    assert name_key(key) == key or not key
    assert slug(text)
    assert all(isinstance(each, str) for each in spoken_keys(text))


@given(st.dates())
def test_days_bound_every_date(day):
    """A year, a month and a day mean the days between their first and last."""
    text = day.isoformat()
    for date in (text[:4], text[:7], text):
        assert is_date(date)
        assert first_day(date) <= text <= last_day(date)


@pytest.mark.parametrize("text", ["2025-13", "2025-02-30", "gestern", "2025-7", ""])
def test_what_is_no_date_means_no_day(text):
    """A wrong date is none, not a guess."""
    assert not is_date(text)
    assert first_day(text) is None
    assert last_day(text) is None
