"""The graph in a Neo4j server, Community edition is enough, over Bolt.

Several processes may write at once: every transaction holds whole articles, locks what it
recounts, and is tried again when two of them meet.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from operator import methodcaller
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import neo4j
from neo4j import exceptions as failures
from neo4j.graph import Node, Relationship
from neo4j.graph import Path as GraphPath

from graphbuild.errors import QuestionError, StoreError
from graphbuild.model import ResolvedArticle
from graphbuild.storing import statements as say
from graphbuild.storing.checking import find_problems
from graphbuild.storing.loading import put_articles, remove_articles
from graphbuild.storing.neo4j_address import Address, read_address
from graphbuild.storing.ownership import check_empty, is_current, workspace_name
from graphbuild.storing.plain_rows import PlainValues
from graphbuild.storing.reading_only import check_reads_only
from graphbuild.storing.store import Row, Transaction, batched

ROWS_PER_TRANSACTION = 3_000
REMOVED_PER_TRANSACTION = 200
SECONDS_TO_CONNECT = 10.0
SECONDS_TO_RETRY = 60.0
Result = TypeVar("Result")

# What the driver logs is raised as well: without a handler of its own it would print it.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Neo4jStore:
    """The graph of a workspace in a Neo4j database."""

    notice: str | None = None

    def __init__(self, driver: neo4j.Driver, address: Address, workspace: Path, *, write: bool) -> None:
        self._driver = driver
        self._address = address
        self._workspace = workspace
        self._write = write
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()

    @classmethod
    def open(cls, spec: str, workspace: Path, *, write: bool, anew: bool = False) -> Self:
        """Connect to the database of a workspace; see `open_store`."""
        address = read_address(spec)
        with _explained(address):
            driver = neo4j.GraphDatabase.driver(
                address.url,
                auth=(address.user, address.password) if address.password else None,
                connection_timeout=SECONDS_TO_CONNECT,
                connection_acquisition_timeout=SECONDS_TO_CONNECT,
                max_transaction_retry_time=SECONDS_TO_RETRY,
                notifications_min_severity="OFF",
                user_agent="graphbuild",
            )
        store = cls(driver, address, workspace, write=write)
        try:
            with _explained(address):
                driver.verify_connectivity()
            store._prepare(anew=anew)
        except BaseException:
            driver.close()
            raise
        return store

    def __str__(self) -> str:
        return str(self._address)

    def versions(self) -> dict[str, str]:
        """Map the id of every article to its version."""
        return {row["id"]: row["version"] for row in self.ask(say.VERSIONS)}

    def put(self, articles: Iterable[ResolvedArticle]) -> int:
        """Write articles in place of what the graph holds of them."""
        batches = batched(articles, most_rows=ROWS_PER_TRANSACTION)
        return sum(self._change(partial(put_articles, articles=batch)) for batch in batches)

    def remove(self, ids: Iterable[str]) -> int:
        """Take articles out."""
        listed = sorted(set(ids))
        parts = (
            listed[at : at + REMOVED_PER_TRANSACTION] for at in range(0, len(listed), REMOVED_PER_TRANSACTION)
        )
        return sum(self._change(partial(remove_articles, ids=part)) for part in parts)

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one reading statement; see `Store.rows`."""
        check_reads_only(cypher)
        values = PlainValues()

        def read(transaction: neo4j.ManagedTransaction) -> list[Row]:
            records = transaction.run(cypher, dict(params or {}))
            return [
                {
                    name: _plain(value, values)
                    for name, value in zip(record.keys(), record.values(), strict=True)
                }
                for record in records
            ]

        with _explained(self._address, question=True), self._session(neo4j.READ_ACCESS) as session:
            rows = session.execute_read(read)
        values.name_ends(self._find_ids)
        return rows

    def ask(self, statement: str, /, **params: object) -> list[Row]:
        """Run one of our own reading statements."""
        with _explained(self._address), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(
                lambda transaction: Neo4jTransaction(transaction).read(statement, **params)
            )

    def clear(self) -> None:
        """Take everything out that graphbuild put in, in steps that fit into memory."""
        self._want_to_write()
        for label in say.OUR_LABELS:
            while self.ask(say.COUNT.format(label=label))[0]["nodes"]:
                self._change(methodcaller("write", say.CLEAR.format(label=label)))
        self._prepare()

    def check(self) -> list[str]:
        """Name what is wrong with the graph."""
        return find_problems(self)

    def close(self) -> None:
        """Let go of the connection."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _prepare(self, *, anew: bool = False) -> None:
        """Make sure that the graph is ours; a writer makes the schema of a new one."""
        if anew and self.ask(say.OWNER):
            self.clear()
        if is_current(self, workspace=self._workspace) or not self._write:
            return
        check_empty(self)
        self._change(_make_schema)
        claim = {"workspace": workspace_name(self._workspace), "schema_version": say.SCHEMA_VERSION}
        self._change(methodcaller("write", say.CLAIM, **claim))
        is_current(self, workspace=self._workspace)

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(
            database=self._address.database, default_access_mode=access, bookmark_manager=self._bookmarks
        )

    def _change(self, work: Callable[[Transaction], Result]) -> Result:
        """Run a transaction, again if it meets another."""
        self._want_to_write()
        with _explained(self._address), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(lambda transaction: work(Neo4jTransaction(transaction)))

    def _want_to_write(self) -> None:
        if not self._write:
            raise StoreError(f"{self} is open for reading only")

    def _find_ids(self, elements: list[str]) -> Mapping[str, Any]:
        return {row["element"]: row["id"] for row in self.ask(say.IDS_OF_ELEMENTS, elements=elements)}


class Neo4jTransaction:
    """Runs our own statements inside one transaction."""

    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction

    def read(self, statement: str, /, **params: object) -> list[Row]:
        """Read, what this transaction has written included."""
        return self._transaction.run(statement, params).data()

    def write(self, statement: str, /, **params: object) -> None:
        """Run a writing statement to its end."""
        self._transaction.run(statement, params).consume()


def _make_schema(transaction: Transaction) -> None:
    for statement in say.schema():
        transaction.write(statement)


def _plain(value: Any, values: PlainValues) -> Any:
    """Make a plain value of what the driver returns."""
    match value:
        case Node():
            return values.node(value.element_id, value.labels, _plain_properties(value, values))
        case Relationship():
            ends = [node.element_id if node is not None else "" for node in value.nodes]
            return values.relationship(value.type, _plain_properties(value, values), ends[0], ends[1])
        case GraphPath():
            return {
                "nodes": [_plain(node, values) for node in value.nodes],
                "relationships": [_plain(relationship, values) for relationship in value.relationships],
            }
        case dict():
            return {name: _plain(item, values) for name, item in value.items()}
        case list() | tuple() if not hasattr(value, "iso_format"):
            return [_plain(item, values) for item in value]
    return value.iso_format() if hasattr(value, "iso_format") else value


def _plain_properties(item: Node | Relationship, values: PlainValues) -> Row:
    return {name: _plain(value, values) for name, value in item.items()}


@contextmanager
def _explained(address: Address, *, question: bool = False) -> Iterator[None]:
    """Turn every way in which a server fails into one line."""
    try:
        yield
    except failures.Neo4jError as error:
        if question and (error.code or "").startswith(
            ("Neo.ClientError.Statement", "Neo.ClientError.Procedure")
        ):
            raise QuestionError(f"Neo4j can't answer: {_first_line(error.message)}") from error
        raise StoreError(_explain(address, error)) from error
    except (failures.ServiceUnavailable, failures.SessionExpired) as error:
        reason = _first_line(str(error))
        raise StoreError(
            f"no Neo4j answers at {address.url}: is it running, is that its Bolt port? ({reason})"
        ) from error
    except (failures.DriverError, OSError) as error:
        raise StoreError(f"can't connect to {address.url}: {_first_line(str(error))}") from error
    except (TypeError, ValueError) as error:
        if not question:
            raise
        raise QuestionError(f"Neo4j takes no such parameter: {_first_line(str(error))}") from error


def _explain(address: Address, error: failures.Neo4jError) -> str:
    """Say what a server refuses and what to do; by code, because texts differ between versions."""
    match (error.code or "").removeprefix("Neo.").split("."):
        case [_, "Security", "Unauthorized"] if address.password is None:
            return f"{address.url} wants a password: put it into NEO4J_PASSWORD"
        case [_, "Security", "Unauthorized"]:
            return (
                f"{address.url} refuses user {address.user!r}: are NEO4J_USERNAME and NEO4J_PASSWORD right?"
            )
        case [_, "Security", "AuthenticationRateLimit"]:
            return f"{address.url} saw too many wrong passwords: wait a few seconds, and check NEO4J_PASSWORD"
        case [_, "Security", "CredentialsExpired"]:
            return f"{address.url} wants a new password of {address.user!r} first: log in with Neo4j Browser"
        case [_, "Security", _]:
            return f"{address.url} doesn't allow this to user {address.user!r}: {_first_line(error.message)}"
        case [_, "Database", "DatabaseNotFound"]:
            return f"{address.url} has no database {address.database!r}: check --store and NEO4J_DATABASE"
    return f"{address}: {_first_line(error.message)} ({error.code})"


def _first_line(text: str | None) -> str:
    return ((text or "").strip().splitlines() or ["no reason given"])[0]
