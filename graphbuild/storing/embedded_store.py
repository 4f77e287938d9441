"""The graph in a file of the workspace, with KGLite: nothing to start.

One process writes at a time; readers see the last saved state. KGLite is young: `graph.kgl` is
something that `graphbuild rebuild` makes again, never the only copy of anything.
"""

import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import kglite

from graphbuild.errors import QuestionError, StoreError
from graphbuild.model import ResolvedArticle
from graphbuild.storing import statements as say
from graphbuild.storing.checking import find_problems
from graphbuild.storing.loading import put_articles, remove_articles
from graphbuild.storing.ownership import is_current, workspace_name
from graphbuild.storing.plain_rows import PlainValues, plain_time
from graphbuild.storing.reading_only import check_reads_only, without_block_comments
from graphbuild.storing.store import Row, batched

FILE = "graph.kgl"
SIDE_FILES = ("graph.kgl-wal", "graph.kgl.lock", "graph.kgl.lock-owner")
EMPTY_LOG = 16
ROWS_PER_TRANSACTION = 20_000
REMOVED_PER_TRANSACTION = 2_000
SECONDS_BETWEEN_SAVES = 30.0
# This pass of the optimiser counts wrongly (KGLite 0.21.2).
DISABLED_PASSES = ["fuse_match_return_aggregate"]

kglite.set_query_warning_policy("silent")
warnings.filterwarnings("ignore", category=kglite.MappedFallbackWarning)


class EmbeddedStore:
    """The embedded graph of a workspace."""

    def __init__(self, graph: kglite.KnowledgeGraph, file: Path, *, write: bool, notice: str | None) -> None:
        self._graph = graph
        self._file = file
        self._write = write
        self.notice = notice
        self._saved = time.monotonic()

    @classmethod
    def open(cls, workspace: Path, *, write: bool, anew: bool = False) -> Self:
        """Open the graph of a workspace; see `open_store`."""
        file = workspace / FILE
        if not write:
            notice = _save_what_was_logged(file)
            store = cls(_load(file), file, write=False, notice=notice)
            is_current(store, workspace=None)
            return store
        if anew:
            _delete(file)
        store = cls(_open(file), file, write=True, notice=None)
        try:
            store._prepare(workspace)
        except BaseException:
            store._graph.close()
            raise
        return store

    def __str__(self) -> str:
        return f"embedded graph {self._file}"

    def versions(self) -> dict[str, str]:
        """Map the id of every article to its version."""
        return {row["id"]: row["version"] for row in self.ask(say.VERSIONS)}

    def put(self, articles: Iterable[ResolvedArticle]) -> int:
        """Write articles in place of what the graph holds of them."""
        written = 0
        for batch in batched(articles, most_rows=ROWS_PER_TRANSACTION):
            with self._transaction() as transaction:
                written += put_articles(transaction, batch)
            self._save_now_and_then()
        return written

    def remove(self, ids: Iterable[str]) -> int:
        """Take articles out."""
        listed = sorted(set(ids))
        removed = 0
        for start in range(0, len(listed), REMOVED_PER_TRANSACTION):
            with self._transaction() as transaction:
                removed += remove_articles(transaction, listed[start : start + REMOVED_PER_TRANSACTION])
            self._save_now_and_then()
        return removed

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one reading statement; see `Store.rows`."""
        check_reads_only(cypher)
        values = PlainValues()
        self._graph.read_only(True)
        try:
            answer = self._run(without_block_comments(cypher), params or {})
        except (kglite.KgError, TypeError, ValueError) as error:
            raise QuestionError(f"the embedded store can't answer: {_first_line(error)}") from error
        finally:
            self._graph.read_only(not self._write)
        rows = [{name: _plain(value, values) for name, value in row.items()} for row in answer]
        values.name_ends(self._find_ids)
        return rows

    def ask(self, statement: str, /, **params: object) -> list[Row]:
        """Run one of our own reading statements."""
        with _explained(self._file):
            return self._run(statement, params)

    def clear(self) -> None:
        """Take everything out."""
        self._want_to_write()
        workspace = self._file.parent
        self._graph.close()
        _delete(self._file)
        self._graph = _open(self._file)
        self._prepare(workspace)

    def check(self) -> list[str]:
        """Name what is wrong with the graph."""
        return find_problems(self)

    def close(self) -> None:
        """Save and let go."""
        if self._write:
            with _explained(self._file):
                self._graph.save()
                self._graph.close()
            self._write = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _prepare(self, workspace: Path) -> None:
        """Make the schema of a new graph; note where a moved workspace is now."""
        if not is_current(self, workspace=None):
            for statement in say.schema():
                with _explained(self._file):
                    self._graph.cypher(statement)
            with self._transaction() as transaction:
                transaction.write(
                    say.CLAIM, workspace=workspace_name(workspace), schema_version=say.SCHEMA_VERSION
                )
        elif self.ask(say.OWNER)[0]["workspace"] != workspace_name(workspace):
            with self._transaction() as transaction:
                transaction.write(say.MOVE, workspace=workspace_name(workspace))

    @contextmanager
    def _transaction(self) -> Iterator["EmbeddedTransaction"]:
        self._want_to_write()
        with _explained(self._file), self._graph.begin() as transaction:
            yield EmbeddedTransaction(self, transaction)

    def _want_to_write(self) -> None:
        if not self._write:
            raise StoreError(f"{self} is open for reading only")

    def _save_now_and_then(self) -> None:
        if time.monotonic() - self._saved > SECONDS_BETWEEN_SAVES:
            with _explained(self._file):
                self._graph.save()
            self._saved = time.monotonic()

    def _run(self, statement: str, params: Mapping[str, object]) -> list[Row]:
        return list(self._graph.cypher(statement, params=dict(params), disabled_passes=DISABLED_PASSES))

    def _find_ids(self, elements: list[str]) -> Mapping[str, Any]:
        return {row["element"]: row["id"] for row in self.ask(say.IDS_OF_ELEMENTS, elements=elements)}


class EmbeddedTransaction:
    """Writes into a transaction; reads what was there before it, whose optimiser can be told."""

    def __init__(self, store: EmbeddedStore, transaction: kglite.Transaction) -> None:
        self._store = store
        self._transaction = transaction

    def read(self, statement: str, /, **params: object) -> list[Row]:
        """Read what the graph held before the transaction."""
        return self._store.ask(statement, **params)

    def write(self, statement: str, /, **params: object) -> None:
        """Run a writing statement."""
        self._transaction.cypher(statement, params=params)


def _open(file: Path) -> kglite.KnowledgeGraph:
    with _explained(file):
        return kglite.open(str(file), durable="normal")


def _load(file: Path) -> kglite.KnowledgeGraph:
    with _explained(file):
        graph = kglite.load(str(file)) if file.is_file() else kglite.KnowledgeGraph()
    graph.read_only(True)
    return graph


def _save_what_was_logged(file: Path) -> str | None:
    """Save what a writer that was killed left in its log; say so if a writer is still at work."""
    log = file.with_name(SIDE_FILES[0])
    if not log.is_file() or log.stat().st_size <= EMPTY_LOG:
        return None
    try:
        graph = _open(file)
    except StoreError:
        return f"{file} is being written: this is what was saved last"
    with _explained(file):
        graph.save()
        graph.close()
    return None


def _delete(file: Path) -> None:
    """Delete a graph that nobody writes, damaged or not."""
    try:
        kglite.open(str(file), durable="normal").close()
    except kglite.WriterLeaseHeldError as error:
        raise StoreError(f"{file} is being written by another process; try again later") from error
    except (kglite.KgError, OSError):
        pass
    for path in (file, *map(file.with_name, SIDE_FILES)):
        path.unlink(missing_ok=True)


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    """Turn every failure of KGLite into one line."""
    try:
        yield
    except kglite.WriterLeaseHeldError as error:
        raise StoreError(f"{file} is being written by another process; try again later") from error
    except (kglite.FileError, kglite.FileFormatError) as error:
        raise StoreError(f"{file} can't be used ({_first_line(error)}); run: graphbuild rebuild") from error
    except (kglite.KgError, OSError) as error:
        raise StoreError(f"{file}: {_first_line(error)}") from error


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _plain(value: Any, values: PlainValues) -> Any:
    """Make a plain value of what KGLite returns: its nodes and relationships are dicts already."""
    if isinstance(value, list):
        return [_plain(item, values) for item in value]
    if not isinstance(value, dict):
        return plain_time(value)
    if value.keys() == {"id", "labels", "properties"}:
        # "type" and "title" are KGLite's own, but for the title of an article.
        own = {"type"} if "Article" in value["labels"] else {"type", "title"}
        properties = {name: item for name, item in value["properties"].items() if name not in own}
        return values.node(str(value["id"]), value["labels"], properties)
    if value.keys() == {"id", "type", "start", "end", "properties"}:
        ends = str(value["start"]), str(value["end"])
        return values.relationship(value["type"], value["properties"], *ends)
    return {name: _plain(item, values) for name, item in value.items()}
