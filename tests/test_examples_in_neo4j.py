"""The example articles in a real Neo4j: loading twice is loading once, and both stores answer alike."""

from pathlib import Path

import pytest
from neo4j_server import Server

from graphbuild import pipeline
from graphbuild.asking import query
from graphbuild.querying import Row, load_questions
from graphbuild.storing import open_store

ARTICLES = Path(__file__).parent.parent / "examples" / "articles"
GIVEN = {"actor": "Donald Trump", "other": "Wolodymyr Selenskyj", "since": "2025-03-01"}
BOTH_MET = {"actor": "Wladimir Putin", "other": "Emmanuel Macron"}

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def workspaces(neo4j: Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The example articles, loaded twice into each store."""
    folders = {}
    for store in ("embedded", neo4j.url):
        folder = folders[store] = tmp_path_factory.mktemp("workspace")
        if store != "embedded":
            with open_store(store, folder, write=True, anew=True) as opened:
                opened.clear()
        first = pipeline.load(ARTICLES, workspace=folder, store=store)
        second = pipeline.load(ARTICLES, workspace=folder)
        assert (first.new, second.new, second.unchanged, second.written) == (12, 0, 12, 0)
        assert (first.actors, first.arrows) == (second.actors, second.arrows)
    return folders


def ask(question: str, workspace: Path) -> list[Row]:
    needed = {parameter.name for parameter in load_questions()[question].parameters}
    given = BOTH_MET if question == "who-meets-both" else GIVEN
    params = {name: value for name, value in given.items() if name in needed}
    return query(question, params, workspace=workspace)


@pytest.mark.parametrize("question", sorted(load_questions()))
def test_both_stores_answer_alike(question: str, workspaces: dict[str, Path]) -> None:
    """Every question gives the same rows, and at least one."""
    embedded, neo4j = (ask(question, folder) for folder in workspaces.values())
    assert embedded == neo4j
    assert embedded
