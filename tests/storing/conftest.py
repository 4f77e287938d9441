"""Stores to test with: the embedded one in a folder of its own, and a real Neo4j where there is one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from graph_content import NewStore

from graphbuild.storing import Store, open_store


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
