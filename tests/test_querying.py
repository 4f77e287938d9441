"""Questions: headers, parameters, and the rows of every file in `cypher/`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_graph import fill, open_small

from graphbuild.asking import find_actor
from graphbuild.errors import QuestionError
from graphbuild.exporting import read_graph
from graphbuild.querying import (
    Parameter,
    as_day,
    convert,
    describe,
    fill_parameters,
    find_question,
    load_questions,
    parse_question,
    run_query,
    split_parameter,
)
from graphbuild.rendering import cell
from graphbuild.storing import Store


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small graph in either store, open to read."""
    spec = "embedded" if request.param == "embedded" else request.getfixturevalue("neo4j").url
    workspace = tmp_path_factory.mktemp("graph")
    fill(workspace, spec)
    with open_small(workspace, spec) as opened:
        yield opened


def test_a_header_says_what_a_question_takes() -> None:
    """Title, question and parameters with types and defaults come from the comments at the start."""
    question = parse_question(
        "x",
        "// Wer?\n// question: Wer ist das?\n"
        "// parameters: actor: actor, relations: list = [CALLS, MEETS], "
        "since: date = 2025-07, n: integer = 5\n"
        "// :params {actor: 'x'}\n\nMATCH (a) RETURN a\n",
    )
    assert (question.title, question.question) == ("Wer?", "Wer ist das?")
    assert question.parameters == (
        Parameter("actor", "actor"),
        Parameter("relations", "list", False, ["CALLS", "MEETS"]),
        Parameter("since", "date", False, "2025-07-01"),
        Parameter("n", "integer", False, 5),
    )
    assert describe(question)["parameters"] == "actor [relations=CALLS,MEETS] [since=2025-07-01] [n=5]"


def test_a_text_without_header_takes_the_names_it_uses() -> None:
    """A query of one's own takes each `$name`, but none that stands in a string or a comment."""
    question = parse_question("--cypher", "MATCH (a {x: $b, y: '$c'}) // $d\nRETURN a LIMIT $a")
    assert [each.name for each in question.parameters] == ["b", "a"]
    assert fill_parameters(question, {"a": "5", "b": "Trump"}) == {"a": 5, "b": "Trump"}


@pytest.mark.parametrize("header", ["actor", "actor: person", "n: integer = viele", "d: date = 2025-13"])
def test_a_wrong_header_names_the_question(header: str) -> None:
    """A header that can't be read is an error of that question."""
    with pytest.raises(QuestionError):
        parse_question("wrong", f"// parameters: {header}\nRETURN 1")


@pytest.mark.parametrize(
    ("type_", "name", "written", "value"),
    [
        ("integer", "limit", "5", 5),
        ("list", "relations", "CALLS, MEETS", ["CALLS", "MEETS"]),
        ("list", "relations", '["CALLS"]', ["CALLS"]),
        ("list", "relations", ("CALLS",), ["CALLS"]),
        ("date", "since", "2025-02", "2025-02-01"),
        ("date", "until", "2025-02", "2025-02-28"),
        ("date", "until", "2024", "2024-12-31"),
        ("string", "x", "a = b", "a = b"),
        ("actor", "x", "null", None),
    ],
)
def test_values_are_turned_into_their_type(type_, name: str, written: object, value: object) -> None:
    """Numbers, lists and dates may be typed as text; `until` means the last day of a month."""
    assert convert(Parameter(name, type_), written) == value


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        ({}, "needs --param actor"),
        ({"actor": ""}, "needs --param actor"),
        ({"actor": "x", "who": "y"}, "has no parameter who .it takes: actor, relations, since, until, limit"),
        ({"actor": "x", "limit": "many"}, "'many' is no integer"),
        ({"actor": "x", "limit": -1}, "-1 is no integer"),
        ({"actor": "x", "since": "2025-02-30"}, "is no date"),
    ],
)
def test_wrong_parameters_are_named(given_: dict[str, object], message: str) -> None:
    """Missing, unknown and ill-typed parameters are one line that says what the question takes."""
    with pytest.raises(QuestionError, match=message):
        fill_parameters(find_question("strongest-relations"), given_)


def test_every_parameter_is_always_passed() -> None:
    """Parameters that aren't given have their default, null too."""
    values = fill_parameters(find_question("who-called-whom"), {"since": "2025"})
    assert values == {"actor": None, "since": "2025-01-01", "until": None, "limit": 25}


def test_an_unknown_question_is_answered_with_what_there_is() -> None:
    """A misspelt name gets the nearest one, another the list."""
    with pytest.raises(QuestionError, match="did you mean who-called-whom"):
        find_question("who-calld-whom")
    with pytest.raises(QuestionError, match="there are changed-since, evidence"):
        find_question("xyz")
    with pytest.raises(QuestionError, match="key=value"):
        split_parameter("actor")


def test_a_file_is_a_question_too(tmp_path: Path, store: Store) -> None:
    """A path to a `.cypher` file works like a name; a byte order mark does no harm."""
    path = tmp_path / "mine.cypher"
    path.write_text("\ufeff// Mine\n// parameters: n: integer = 2\nRETURN $n + 1 AS n", encoding="utf-8")
    assert run_query(store, str(path), {"n": "4"}) == [{"n": 5}]


def test_a_question_never_writes(store: Store) -> None:
    """Writing, loading a file and a second statement are refused."""
    for text in ("CREATE (n)", "LOAD CSV FROM 'x' AS row RETURN row", "RETURN 1; RETURN 2"):
        with pytest.raises(QuestionError):
            run_query(store, parse_question("x", text))


def rows(store: Store, name: str, **params: object) -> list[tuple[object, ...]]:
    """Ask, and write nodes by their name and arrows by their relation."""
    answered = run_query(store, name, params, find_actor=lambda actor: find_actor(store, actor))
    return [tuple(map(plain, row.values())) for row in answered]


def plain(value: object) -> object:
    if isinstance(value, dict) and "properties" in value:
        return value["properties"].get("name") or value["properties"]["relation"]
    return value


def test_who_is_in_the_graph(store: Store) -> None:
    """Actors come with articles, partners, relations and evidence, the busiest first."""
    found = rows(store, "who-is-in-the-graph")
    assert found[0] == ("Donald Trump", "person", 2, 3, 5, 7, "Q22686")
    assert found[-1] == ("Anna Kelly", "person", 2, 0, 0, 0, "anna-kelly.person")
    assert [row[0] for row in rows(store, "who-is-in-the-graph", kind="country")] == ["France"]


def test_who_called_whom(store: Store) -> None:
    """What happened counts apart from what is planned, reported and denied."""
    assert rows(store, "who-called-whom") == [
        ("Donald Trump", "CALLS", "Emmanuel Macron", 2, 0, 0, 1, "2025-05-01", "2025-07-31"),
        ("Donald Trump", "CALLS", "Vladimir Putin", 0, 1, 0, 0, "2025-09-01", "2025-09-01"),
        ("Vladimir Putin", "CALLS", "Donald Trump", 0, 0, 1, 0, "2025-08-18", "2025-08-18"),
    ]
    july = rows(store, "who-called-whom", since="2025-07", until="2025-07")
    assert july == [("Donald Trump", "CALLS", "Emmanuel Macron", 1, 0, 0, 0, "2025-07-01", "2025-07-31")]
    assert len(rows(store, "who-called-whom", actor="Wladimir Putin")) == 2


def test_strongest_relations(store: Store) -> None:
    """An actor's arrows come in both directions, by evidence; names may be spelt as the catalogue knows."""
    found = rows(store, "strongest-relations", actor="Trump")
    assert found[0][:5] == ("Donald Trump", "CALLS", "Emmanuel Macron", 3, 2)
    assert len(found) == 5
    met = rows(store, "strongest-relations", actor="putin", relations="MEETS")
    assert {row[0] for row in met} == {"Donald Trump", "Emmanuel Macron"}


def test_evidence(store: Store) -> None:
    """The sentences between two actors are found in either direction, the newest first."""
    found = rows(store, "evidence", actor="Trump", other="Putin")
    assert [(row[0], row[1], row[2]) for row in found] == [
        ("Donald Trump", "CALLS", "Vladimir Putin"),
        ("Vladimir Putin", "CALLS", "Donald Trump"),
        ("Donald Trump", "MEETS", "Vladimir Putin"),
    ]
    assert len(rows(store, "evidence", actor="Putin", other="Trump", relation="MEETS")) == 1


def test_who_meets_both(store: Store) -> None:
    """Only meetings that happened count, and only with both."""
    assert rows(store, "who-meets-both", actor="Trump", other="Macron") == [
        ("Donald Trump", "Vladimir Putin", "Emmanuel Macron", 1, 1, 2)
    ]
    assert rows(store, "who-meets-both", actor="Trump", other="Macron", since="2025") == []


def test_shortest_path(store: Store) -> None:
    """The way goes from actor to actor, never through an article, and says what has happened."""
    (direct,) = run_query(store, "shortest-path", {"actor": "Macron", "other": "Elon Musk"})
    assert (direct["steps"], direct["happened"]) == (1, [False])
    (over,) = run_query(store, "shortest-path", {"actor": "France", "other": "Elon Musk"})
    assert over["steps"] == 2
    assert cell(over["path"]) == "France -LEADS- Emmanuel Macron -CRITICIZES- Elon Musk"
    assert rows(store, "shortest-path", actor="Macron", other="Anna Kelly") == []


def test_changed_since(store: Store) -> None:
    """Arrows without earlier evidence are new; others count what came before and since."""
    found = rows(store, "changed-since", since="2025-07")
    assert (found[-1][0], found[-1][2:]) == ("Donald Trump", ("Emmanuel Macron", False, 1, 1, "2025-07-31"))
    assert [row[3] for row in found] == [True, True, True, False]


def test_planned_or_alleged(store: Store) -> None:
    """What is not asserted comes with its modality, the newest first, and whether it has happened."""
    found = rows(store, "planned-or-alleged")
    assert [(row[0], row[2], row[3], row[5]) for row in found] == [
        ("Donald Trump", "Vladimir Putin", "planned", False),
        ("Vladimir Putin", "Donald Trump", "alleged", False),
        ("Emmanuel Macron", "Elon Musk", "possible", False),
    ]


def test_both_stores_are_exported_alike(store: Store) -> None:
    """Counters of the whole graph and of a few days are the same numbers in either store."""
    totals = [
        sum(values[counter] for *_, values in graph.edges(data=True))
        for graph in (read_graph(store), read_graph(store, since="2025-05-01", until="2025-08-31"))
        for counter in ("evidence", "asserted", "denied", "attributed")
    ]
    assert totals == [10, 6, 1, 1, 5, 4, 0, 1]


def test_names_are_found_as_people_write_them(store: Store) -> None:
    """An id, an English or German name, an alias, another case: each gives the actor's id."""
    for name in ("Q7747", "Vladimir Putin", "Wladimir Putin", "Putin", "vladimir putin"):
        assert find_actor(store, name) == "Q7747"
    assert find_actor(store, "anna kelly") == "anna-kelly.person"
    assert find_actor(store, "Niemand") == "Niemand"


@given(st.dates())
def test_a_whole_date_is_its_own_first_and_last_day(day) -> None:
    """A day stays itself; a month runs from its first to its last day."""
    iso = day.isoformat()
    assert as_day(iso) == as_day(iso, last=True) == iso
    assert as_day(iso[:7]) <= iso <= as_day(iso[:7], last=True)


def test_every_question_has_a_whole_header() -> None:
    """Each says what it asks and names a limit, and `:params` holds exactly its parameters."""
    assert len(load_questions()) >= 8
    for question in load_questions().values():
        assert question.title and question.question.endswith(("?", ".")), question.name
        assert any(each.name == "limit" and each.default for each in question.parameters), question.name
