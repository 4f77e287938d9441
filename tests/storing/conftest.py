"""Stores to test with: the embedded one in a folder of its own, and a real Neo4j where there is one."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from graphbuild.storing import Store, open_store

NewStore = Callable[[], AbstractContextManager[Store]]
NODES = "MATCH (n) RETURN n"
RELATIONSHIPS = "MATCH ()-[r]->() RETURN r"


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def backend(request: pytest.FixtureRequest) -> str:
    """The `--store` of each kind of store."""
    return request.param if request.param == "embedded" else request.getfixturevalue("neo4j").url


@pytest.fixture
def new_store(backend: str) -> NewStore:
    """A function that opens an empty store to write to."""

    @contextmanager
    def opened() -> Iterator[Store]:
        with (
            TemporaryDirectory() as folder,
            open_store(backend, Path(folder), write=True, anew=True) as store,
        ):
            try:
                yield store
            finally:
                store.clear()

    return opened


@pytest.fixture
def store(new_store: NewStore) -> Iterator[Store]:
    """An empty store to write to."""
    with new_store() as store:
        yield store


def content(store: Store) -> set[str]:
    """Everything that a store holds, comparable between stores."""
    rows = [row["n"] for row in store.rows(NODES)] + [row["r"] for row in store.rows(RELATIONSHIPS)]
    return {repr(sorted(row.items())) for row in rows if row.get("labels") != ["Graphbuild"]}


def arrow(store: Store, relation: str) -> dict[str, Any]:
    """The properties of the only arrow of a relation, with its ends."""
    rows = store.rows(
        "MATCH (:Actor)-[r]->(:Actor) WHERE r.relation = $relation RETURN r", {"relation": relation}
    )
    assert len(rows) == 1
    found: dict[str, Any] = rows[0]["r"]
    return found["properties"] | {"start": found["start"], "end": found["end"]}
