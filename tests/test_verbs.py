"""Forms of German verbs and their infinitives."""

import pytest

from graphbuild.languages.verbs import find_infinitives, read_verbs
from graphbuild.training import verbs as training


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("wies", "weisen"),
        ("riet", "raten"),
        ("ist", "sein"),
        ("dürfte", "dürfen"),
        ("klingelte", "klingeln"),
        ("zurückgewiesen", "zurückweisen"),
        ("anzurufen", "anrufen"),
        ("angeprangert", "anprangern"),
        ("vorankommt", "vorankommen"),
        ("stellte", "stellen"),
        ("setzt", "setzen"),
    ],
)
def test_the_first_infinitive_is_the_usual_one(form: str, infinitive: str) -> None:
    """Strong and weak forms, whole and with prefix, "ge" or "zu" inside, lead to their verb."""
    assert next(find_infinitives(form, "de")) == infinitive


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("met", "meet"),
        ("withheld", "withhold"),
        ("overthrew", "overthrow"),
        ("conferred", "confer"),
        ("travelled", "travel"),
        ("carries", "carry"),
        ("dying", "die"),
        ("urges", "urge"),
    ],
)
def test_english_forms_too(form: str, infinitive: str) -> None:
    """Irregular forms, doubled consonants and -ies lead to their verb."""
    assert next(find_infinitives(form, "en")) == infinitive


def test_no_word_is_made_up() -> None:
    """What is no form of a known verb has no infinitive."""
    assert not list(find_infinitives("xyzte", "de"))
    assert not list(find_infinitives("xyzed", "en"))
    assert {"anrufen", "ausweisen", "telefonieren", "sein"} <= read_verbs("de").infinitives


def test_the_table_keeps_only_what_rules_do_not_explain() -> None:
    """Regular forms, and forms of the verb without its prefix, are left out."""
    lines = [
        "riet\traten VER:1:SIN:PRT:NON|VER:3:SIN:PRT:NON",
        "raten\traten VER:INF:NON",
        "abriet\tabraten VER:3:SIN:PRT:NON:NEB",
        "abraten\tabraten VER:INF:NON",
        "lobte\tloben VER:3:SIN:PRT:SFT",
        "loben\tloben VER:INF:SFT",
        "Rat\tRat SUB:NOM:SIN:MAS",
    ]
    assert training.keep_irregular(training.read_verbs(lines)) == {
        "raten": ["riet"],
        "abraten": [],
        "loben": [],
    }
