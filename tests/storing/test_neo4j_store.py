"""Neo4j: whose database it is, several processes at once, and every way a connection fails."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import neo4j as driver
import pytest
from articles import FRANCE, MACRON, TRUMP, say
from graph_content import content
from neo4j_server import Server, free_port

from graphbuild.errors import QuestionError, StoreError
from graphbuild.storing import open_store

pytestmark = pytest.mark.neo4j


@pytest.fixture(autouse=True)
def _empty(neo4j: Server, tmp_path: Path) -> None:
    """Start every test from an empty database."""
    run(neo4j, "MATCH (n) DETACH DELETE n")


def run(server: Server, cypher: str) -> None:
    """Run a statement behind graphbuild's back."""
    with driver.GraphDatabase.driver(server.url, auth=(server.username, server.password)) as connection:
        connection.execute_query(cypher)


def test_a_database_belongs_to_one_workspace(neo4j: Server, tmp_path: Path) -> None:
    """Another workspace neither reads nor writes it, until it is made anew."""
    mine, other = tmp_path / "mine", tmp_path / "other"
    with open_store(neo4j.url, mine, write=True) as store:
        store.put([say("a", (TRUMP, "CALLS", MACRON))])
    for write in (False, True):
        with pytest.raises(StoreError, match=r"belongs to workspace .*mine"):
            open_store(neo4j.url, other, write=write)
    with open_store(neo4j.url, mine, write=False) as store:
        assert set(store.versions()) == {"a"}
    with open_store(neo4j.url, other, write=True, anew=True) as store:
        assert store.versions() == {}


def test_other_data_is_left_alone(neo4j: Server, tmp_path: Path) -> None:
    """A database with somebody else's nodes is refused, also when asked to make it anew."""
    run(neo4j, "CREATE (:Actor {name: 'Keanu Reeves'})")
    for anew in (False, True):
        with pytest.raises(
            StoreError, match=r"holds other data .a node Actor.: give graphbuild a database of its own"
        ):
            open_store(neo4j.url, tmp_path, write=True, anew=anew)


def test_a_reader_does_not_write(neo4j: Server, tmp_path: Path) -> None:
    """Reading an empty database leaves it empty, and a reader refuses every change."""
    with open_store(neo4j.url, tmp_path, write=False) as store:
        assert store.rows("MATCH (n) RETURN n") == []
        with pytest.raises(StoreError, match="open for reading only"):
            store.put([say("a")])
        with pytest.raises(StoreError, match="open for reading only"):
            store.clear()
        with pytest.raises(QuestionError):
            store.rows("CALL db.createLabel('Sneaky')")


def test_several_processes_load_at_once(
    neo4j: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loads of different articles about the same arrows, at the same time, count everything once."""
    monkeypatch.setattr("graphbuild.storing.neo4j_store.ROWS_PER_TRANSACTION", 20)
    said = [(TRUMP, "CALLS", MACRON), (MACRON, "MEETS", TRUMP), (FRANCE, "CRITICIZES", TRUMP)]
    shares = [[say(f"{share}-{n}", *said) for n in range(15)] for share in range(4)]
    begin = threading.Barrier(len(shares))

    def load(share: int) -> None:
        with open_store(neo4j.url, tmp_path, write=True) as store:
            begin.wait()
            store.put(shares[share])
            store.put(shares[0])
            store.remove([f"{share}-0"])

    with ThreadPoolExecutor(len(shares)) as pool:
        list(pool.map(load, range(len(shares))))
    with open_store(neo4j.url, tmp_path, write=True) as store:
        assert store.check() == []
        store.put(shares[0])
        together = content(store)
        store.clear()
        store.put([article for share in shares for article in share if not article.article.id.endswith("-0")])
        store.put(shares[0])
        assert together == content(store)


def test_each_failure_is_one_clear_line(
    neo4j: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong password, user, database, port, encryption: each says what to look at."""
    silent = socket.create_server(("127.0.0.1", 0))
    monkeypatch.setattr("graphbuild.storing.neo4j_store.SECONDS_TO_CONNECT", 1.0)
    cases = [
        (neo4j.url, "wrong-password", "NEO4J_USERNAME and NEO4J_PASSWORD right"),
        (neo4j.url, None, "put it into NEO4J_PASSWORD"),
        (neo4j.url.replace("//", "//anna@"), neo4j.password, "refuses user 'anna'"),
        (f"{neo4j.url}/news", neo4j.password, "has no database 'news'"),
        (f"neo4j://127.0.0.1:{free_port()}", neo4j.password, "is it running"),
        (f"bolt://127.0.0.1:{free_port()}", neo4j.password, "is it running"),
        ("bolt://nowhere.invalid", neo4j.password, "is it running"),
        (f"bolt://127.0.0.1:{silent.getsockname()[1]}", neo4j.password, "is it running"),
        (neo4j.url.replace("neo4j:", "bolt+s:"), neo4j.password, "is it running"),
    ]
    for address, password, hint in cases:
        monkeypatch.setenv("NEO4J_PASSWORD", password) if password else monkeypatch.delenv("NEO4J_PASSWORD")
        with pytest.raises(StoreError) as raised:
            open_store(address, tmp_path, write=True)
        assert hint in str(raised.value)
        assert "\n" not in str(raised.value)
        assert neo4j.password not in str(raised.value)
    silent.close()
