"""The embedded store as a file: who writes, what readers see, what survives."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import kglite
import pytest
from articles import MACRON, TRUMP, say
from graph_content import arrow, content

from graphbuild.errors import StoreError
from graphbuild.storing import open_store

WRITER = """
import sys
sys.path[:0] = {paths!r}
from pathlib import Path
from articles import MACRON, TRUMP, say
from graphbuild.storing import open_store
store = open_store("embedded", Path(sys.argv[1]), write=True)
store.put([say("a", (TRUMP, "CALLS", MACRON))])
print("written", flush=True)
sys.stdin.readline()
"""


@contextmanager
def writer(workspace: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has written an article, not saved it, and still has the graph open."""
    here = Path(__file__).parent
    code = WRITER.format(paths=[str(here), str(here.parent.parent)])
    command = [sys.executable, "-c", code, str(workspace)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        try:
            yield process
        finally:
            process.kill()


def test_what_was_written_is_there_next_time(tmp_path: Path) -> None:
    """A store that is closed and opened again holds the same."""
    with open_store("embedded", tmp_path, write=True) as store:
        store.put([say("a", (TRUMP, "CALLS", MACRON))])
        before = content(store)
    with open_store(None, tmp_path, write=False) as store:
        assert content(store) == before
        assert store.check() == []
        assert store.notice is None
    assert str(store) == f"embedded graph {tmp_path / 'graph.kgl'}"


def test_reading_where_nothing_is(tmp_path: Path) -> None:
    """Reading a workspace without a graph gives no rows and makes no file."""
    with open_store("embedded", tmp_path / "none", write=False) as store:
        assert store.versions() == {}
        assert store.rows("MATCH (a:Actor)-[r:CALLS]->(b) RETURN r") == []
        assert store.check() == []
    assert list(tmp_path.iterdir()) == []


def test_a_reader_does_not_write(tmp_path: Path) -> None:
    """A store that is open for reading refuses every change."""
    with open_store("embedded", tmp_path, write=True) as store:
        store.put([say("a", (TRUMP, "CALLS", MACRON))])
    with open_store("embedded", tmp_path, write=False) as store:
        for change in (lambda: store.put([say("b")]), lambda: store.remove(["a"])):
            with pytest.raises(StoreError, match="open for reading only"):
                change()
        with pytest.raises(StoreError, match="open for reading only"):
            store.clear()
        assert set(store.versions()) == {"a"}


def test_one_process_writes(tmp_path: Path) -> None:
    """A second writer is refused in one line; a reader is told that it sees the last saved state."""
    with writer(tmp_path):
        for anew in (False, True):
            with pytest.raises(StoreError, match="being written by another process") as raised:
                open_store("embedded", tmp_path, write=True, anew=anew)
            assert "\n" not in str(raised.value)
        with open_store("embedded", tmp_path, write=False) as store:
            assert store.notice == f"{tmp_path / 'graph.kgl'} is being written: this is what was saved last"
            assert store.versions() == {}


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("write", [False, True])
def test_a_killed_writer_loses_nothing(tmp_path: Path, write: bool) -> None:
    """What was written before a kill is there for the next reader and the next writer."""
    with writer(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    with open_store("embedded", tmp_path, write=write) as store:
        assert store.notice is None
        assert set(store.versions()) == {"a"}
        assert store.check() == []


def test_a_damaged_file_is_one_line_and_can_be_made_anew(tmp_path: Path) -> None:
    """A file that is no graph says what to do; `anew` does it."""
    (tmp_path / "graph.kgl").write_bytes(b"no graph\n")
    for write in (False, True):
        with pytest.raises(StoreError, match="graphbuild rebuild") as raised:
            open_store("embedded", tmp_path, write=write)
        assert "\n" not in str(raised.value)
    with open_store("embedded", tmp_path, write=True, anew=True) as store:
        assert store.put([say("a")]) == 1


def test_a_workspace_can_be_moved(tmp_path: Path) -> None:
    """The graph of a workspace folder goes where the folder goes."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    with open_store("embedded", old, write=True) as store:
        store.put([say("a")])
    old.rename(new)
    with open_store("embedded", new, write=True) as store:
        assert store.put([say("a")]) == 0
        assert store.rows("MATCH (g:Graphbuild) RETURN g.workspace AS workspace") == [{"workspace": str(new)}]


def test_another_schema_version_is_refused(tmp_path: Path) -> None:
    """A graph of another graphbuild is made again, not misread."""
    with open_store("embedded", tmp_path, write=True):
        pass
    tamper(tmp_path, "MATCH (g:Graphbuild) SET g.schema_version = 999")
    for write in (False, True):
        with pytest.raises(StoreError, match="another version of graphbuild; run: graphbuild rebuild"):
            open_store("embedded", tmp_path, write=write)
    with open_store("embedded", tmp_path, write=True, anew=True) as store:
        assert store.versions() == {}


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("MATCH ()-[r:CALLS]->() SET r.asserted = 7", "arrows whose counters"),
        ("MATCH ()-[r:CALLS]->() SET r.confidence = 0.1", "arrows whose counters"),
        ("MATCH ()-[r:CALLS]->() SET r.predicates = ['x']", "arrows whose counters"),
        ("MATCH ()-[r:CALLS]->() DELETE r", "pieces of evidence without their arrow"),
        ("MATCH (:Evidence)-[r:SUBJECT]->() DELETE r", "pieces of evidence without their arrow"),
        ("MATCH (e:Evidence) DETACH DELETE e", "arrows without evidence"),
        ("MERGE (a:Actor {id: 'x'}) SET a.name = 'Nobody'", "actors that nothing holds, the first x"),
        ("MATCH (a:Article) SET a.version = null", "articles are there in part, the first a"),
    ],
)
def test_check_finds_what_is_wrong(tmp_path: Path, damage: str, problem: str) -> None:
    """A graph that somebody changed by hand is found out."""
    with open_store("embedded", tmp_path, write=True) as store:
        store.put([say("a", (TRUMP, "CALLS", MACRON))])
    tamper(tmp_path, damage)
    with open_store("embedded", tmp_path, write=False) as store:
        problems = store.check()
    assert [line for line in problems if line.startswith("1 ") and problem in line] == problems[:1]


def tamper(workspace: Path, statement: str) -> None:
    """Change a graph behind graphbuild's back."""
    graph = kglite.open(str(workspace / "graph.kgl"))
    graph.cypher(statement)
    graph.save()
    graph.close()


def test_thousands_of_pieces_of_evidence(tmp_path: Path) -> None:
    """A thousand articles are in within seconds: statements work on sets, not row by row."""
    articles = [say(f"a{n}", *[(TRUMP, "CALLS", MACRON), (MACRON, "MEETS", TRUMP)] * 2) for n in range(1000)]
    with open_store("embedded", tmp_path, write=True) as store:
        assert store.put(articles) == 1000
        assert arrow(store, "CALLS")["evidence"] == 2000
        assert store.put(articles) == 0
        assert store.remove(f"a{n}" for n in range(999)) == 999
        assert arrow(store, "MEETS")["evidence"] == 2
