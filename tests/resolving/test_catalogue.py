"""The tables that ship: complete, without contradictions, quick to load."""

import shutil
import time

import pytest

from graphbuild.errors import TableError
from graphbuild.resolving import load_catalogue, resolve_actors
from graphbuild.resolving.building import ORGANIZATIONS, PEOPLE, STATES, Builder
from graphbuild.resolving.tables import TABLES, read_rows
from tests.resolving.conftest import article_of, name

PEOPLE_ROWS = list(read_rows(TABLES / "people.tsv", PEOPLE))
STATE_ROWS = list(read_rows(TABLES / "states.tsv", STATES))
ORGANIZATION_ROWS = [
    row for path in sorted(TABLES.glob("organizations*.tsv")) for row in read_rows(path, ORGANIZATIONS)
]


def misses(catalogue, rows, kind, language, columns):
    """The names of the rows that do not lead back to their row."""
    found = []
    for row in rows:
        texts = {value for column in columns for value in row.many(column)}
        for text in sorted(texts):
            mention = name(text, row.cells.get("kind", kind))
            (resolved,) = resolve_actors(article_of(mention, language=language), catalogue).mentions
            if resolved.actor is None or resolved.actor.id != row["id"]:
                found.append((text, row["id"], resolved.actor and resolved.actor.id))
    return found


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_name_of_a_person_leads_to_the_person(catalogue, language):
    """Name, German name and every alias resolve to their row in both languages."""
    assert misses(catalogue, PEOPLE_ROWS, "person", language, ["name", "name_de", "aliases"]) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_name_of_a_state_leads_to_the_state(catalogue, language):
    """Names, aliases and metonyms resolve to their row in their language."""
    columns = ["name", "name_de", f"aliases_{language}", f"metonyms_{language}"]
    assert misses(catalogue, STATE_ROWS, "country", language, columns) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_name_of_an_organisation_leads_to_it(catalogue, language):
    """Names, aliases and plurals of members resolve to their row in their language."""
    columns = ["name", "name_de", f"aliases_{language}", f"members_{language}"]
    assert misses(catalogue, ORGANIZATION_ROWS, "organization", language, columns) == []


def test_surnames_that_stand_alone_lead_to_one_person(catalogue):
    """A listed surname resolves by itself, to the one listed person who bears it."""
    lost = []
    for row in PEOPLE_ROWS:
        for surname in row.many("surnames") if row["alone"] == "y" else ():
            (mention,) = resolve_actors(article_of(name(surname)), catalogue).mentions
            if mention.actor is None or mention.actor.id != row["id"]:
                lost.append((surname, row["name"], mention.actor and mention.actor.name))
    assert lost == []


def test_adjectives_narrow_down_to_their_state(catalogue):
    """Every adjective of the table stands for its state."""
    for row in STATE_ROWS:
        for code in ("de", "en"):
            for adjective in row.many(f"adjectives_{code}"):
                assert catalogue.modified(adjective, code) == row["id"], adjective


def test_every_office_noun_names_an_office_of_the_table(catalogue):
    """The offices of the noun tables are offices that somebody holds or held."""
    offices = {office for office, _ in catalogue.tenures}
    for words in catalogue.words.values():
        for noun in words.nouns.values():
            assert set(noun.offices) <= offices, noun


def test_every_institution_noun_and_implied_noun_is_an_actor_noun(catalogue):
    """What resolving looks for, extracting can find."""
    for words in catalogue.words.values():
        for noun in words.implied:
            assert noun in words.nouns or noun.split()[-1] in words.nouns, noun


def test_known_names_have_kinds_and_genders(catalogue):
    """Extracting learns what kind of actor a name is, and a person's gender."""
    german, english = catalogue.known_names("de"), catalogue.known_names("en")
    assert german["Angela Merkel"].kind == "person"
    assert german["Angela Merkel"].gender == "Fem"
    assert german["Wolodymyr Selenskyj"].kind == english["Zelensky"].kind == "person"
    assert german["Moskau"].kind == "country"
    assert english["NATO"].kind == german["Nato"].kind == "organization"
    assert "Welt" not in german


def test_tables_load_quickly():
    """Loading takes no noticeable time."""
    start = time.perf_counter()
    load_catalogue.__wrapped__(TABLES)
    assert time.perf_counter() - start < 1.5


def test_tables_are_sorted_and_complete():
    """Rows stand in a fixed order, and every header states the source."""
    for path in TABLES.glob("*.tsv"):
        assert path.read_text(encoding="utf-8").startswith("# "), path.name
    names = [row["name"] for row in STATE_ROWS]
    assert len(names) == len(set(names))


def broken(tmp_path, file, old, new):
    """A copy of the tables with one change."""
    shutil.copytree(TABLES, tmp_path / "tables")
    path = tmp_path / "tables" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path / "tables"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("offices.tsv", "\tQ30\t2025-01-20", "\tQ99999999\t2025-01-20", "no actor has the id"),
        (
            "offices.tsv",
            "2021-12-08\t2025-05-06\t2021-09-27",
            "2021-12-08\t2020-05-06\t2021-09-27",
            "before it starts",
        ),
        (
            "offices.tsv",
            "2021-12-08\t2025-05-06\t2021-09-27",
            "2021-13-08\t2025-05-06\t2021-09-27",
            "not a date",
        ),
        ("people.tsv", "\tJoe Biden\t", "\tDonald Trump\t", "names"),
        ("people.tsv", "\tMerz\ty\t", "\tMerz\tja\t", "alone must be y or n"),
        ("states.tsv", "\tcountry\tFrance\t", "\tland\tFrance\t", "unknown kind"),
        ("states.tsv", "\tcountry\tFrance\t", "\tcountry\tFrance", "cells"),
        ("institutions.tsv", "Parliament of {state}", "Parliament", "{state}"),
        ("words.tsv", "\tdesignate", "\tperhaps", "unknown meaning"),
        ("implied.tsv", "\tQ183", "\tQ0", "no actor has the id"),
    ],
)
def test_a_wrong_row_is_named(tmp_path, file, old, new, said):
    """A mistake in a table stops with its file and row."""
    with pytest.raises(TableError, match=r"row \d+") as caught:
        load_catalogue.__wrapped__(broken(tmp_path, file, old, new))
    assert file in str(caught.value)
    assert said in str(caught.value)


def test_two_who_share_a_surname_in_office_cannot_both_stand_alone(tmp_path):
    """The table can't claim that "Johnson" is one person while two hold office."""
    tables = broken(tmp_path, "people.tsv", "\tJohnson\tn\tm\tspeaker", "\tJohnson\ty\tm\tspeaker")
    path = tables / "offices.tsv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("2019-07-24\t2022-09-06", "2019-07-24\t"), encoding="utf-8"
    )
    with pytest.raises(TableError, match="Johnson"):
        load_catalogue.__wrapped__(tables)


def test_a_missing_table_is_named(tmp_path):
    """A folder without tables says which file it misses."""
    with pytest.raises(TableError, match=r"states\.tsv"):
        Builder().read_states(tmp_path / "states.tsv")
