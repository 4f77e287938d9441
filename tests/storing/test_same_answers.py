"""Both stores give the same rows: to every question in `cypher/` and to random queries.

GRAPHBUILD_RANDOM_QUERIES=5000 asks that many; do so before another KGLite or Neo4j is pinned.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from random import Random

import pytest
from articles import ACTORS, MACRON, RELATIONS, TRUMP, make_article, make_evidence
from neo4j_server import Server
from random_queries import random_query

from graphbuild.errors import QuestionError
from graphbuild.model import ResolvedArticle
from graphbuild.querying import Question, fill_parameters, load_questions
from graphbuild.storing import Store, open_store
from graphbuild.storing.store import Row

pytestmark = pytest.mark.neo4j
MODALITIES = ("asserted", "asserted", "planned", "alleged", "possible")
PARAMETERS = {"actor": TRUMP.id, "relations": ["CALLS", "MEETS"], "since": "2025-07-01", "nothing": None}


def some_articles() -> list[ResolvedArticle]:
    """Forty articles in which everybody does something to everybody."""
    chance = Random(1)
    articles = []
    for name in (f"article{number}" for number in range(40)):
        evidence = [
            make_evidence(
                name,
                *[ends[0], chance.choice(RELATIONS), ends[1]],
                start=number,
                modality=chance.choice(MODALITIES),
                polarity=chance.choice(["positive", "positive", "negative"]),
                predicate=chance.choice(["anrufen", "call", "criticize"]),
                attribution=(speaker := chance.choice([None, *ACTORS])) and speaker.name,
                attributed_to=speaker and speaker.id,
                date_from=(day := chance.choice([None, "2024-12-31", "2025-07-05"])),
                date_to=day,
                confidence=chance.choice([0.5, 0.75, 0.9]),
                independent=chance.random() < 0.8,
            )
            for number in range(chance.randint(0, 3))
            for ends in [chance.sample(ACTORS, 2)]
        ]
        articles.append(
            make_article(name, evidence, mentions={chance.choice(ACTORS).id: chance.randint(1, 4)})
        )
    return articles


@pytest.fixture(scope="module")
def stores(neo4j: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    """An embedded store and Neo4j that hold the same articles."""
    folder = tmp_path_factory.mktemp("workspace")
    with ExitStack() as stack:
        both = [
            stack.enter_context(open_store(spec, folder, write=True, anew=True)) for spec in (None, neo4j.url)
        ]
        for store in both:
            store.put(some_articles())
        yield both
        both[1].clear()


@pytest.mark.parametrize("question", load_questions().values(), ids=lambda question: question.name)
@pytest.mark.parametrize("since", [None, "2025-01-01"])
def test_every_question_has_the_same_answer(
    stores: list[Store], question: Question, since: str | None
) -> None:
    """A question of `cypher/` gives the same rows in the same order, whatever the store."""
    given = {
        **{"actor": TRUMP.id, "other": MACRON.name, "since": since, "until": "2025-12-31", "limit": "50"},
        "evidence": make_evidence("article1", TRUMP, "CALLS", MACRON).id,
    }
    names = {parameter.name for parameter in question.parameters}
    if question.name == "changed-since":
        given["since"] = given["since"] or "2025-07-05"
    values = fill_parameters(
        question, {name: value for name, value in given.items() if name in names and value}
    )
    answers = [store.rows(question.cypher, values) for store in stores]
    assert answers[0] == answers[1]


def test_random_queries_have_the_same_answer(stores: list[Store]) -> None:
    """Queries within portable Cypher give the same rows in the same order."""
    count = int(os.environ.get("GRAPHBUILD_RANDOM_QUERIES", "150"))
    chance = Random(2)
    different, answered = [], 0
    for query in (random_query(chance) for _ in range(count)):
        embedded, server = (answer(store, query) for store in stores)
        answered += bool(server)
        if embedded != server:
            different.append(f"{query}\nembedded: {embedded}\nNeo4j:    {server}")
    assert not different, "\n\n".join([f"{len(different)} of {count}", *different[:5]])
    assert answered > count / 3


def answer(store: Store, query: str) -> list[Row] | str:
    """The rows of a query, or why there are none; a UNION has no order."""
    try:
        rows = store.rows(query, PARAMETERS)
    except QuestionError as error:
        return str(error)
    return sorted(rows, key=repr) if " UNION " in query else rows
