"""What every store can do. Next: querying and exporting, which read rows."""

from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, Protocol, Self

from graphbuild.model import ResolvedArticle

Row = dict[str, Any]


class Transaction(Protocol):
    """A block of statements that a store does whole or not at all."""

    def read(self, statement: str, /, **params: object) -> list[Row]:
        """Read; what the transaction itself has written may or may not be seen yet."""

    def write(self, statement: str, /, **params: object) -> None:
        """Run a writing statement."""


class Store(Protocol):
    """A graph of one workspace. `str(store)` says where it is."""

    @property
    def notice(self) -> str | None:
        """What users should know about what they see, such as that somebody is writing."""

    def versions(self) -> dict[str, str]:
        """Map the id of every article it holds to its version ("" if it is there in part)."""

    def put(self, articles: Iterable[ResolvedArticle]) -> int:
        """Write articles in place of what it holds of them; return how many had another version."""

    def remove(self, ids: Iterable[str]) -> int:
        """Take articles out, with what only they hold; return how many were there."""

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one reading statement.

        Nodes come as `{"labels": [...], "properties": {...}}`, relationships as `{"type": …,
        "properties": {...}, "start": id, "end": id}` with the ids of the nodes, paths as
        `{"nodes": [...], "relationships": [...]}`; a property that isn't set isn't there.

        Raises:
            QuestionError: the statement would write, is more than one, or is wrong.
        """

    def clear(self) -> None:
        """Take everything out that graphbuild put in."""

    def check(self) -> list[str]:
        """Name what is wrong with the graph, one line each; nothing if all is in order."""

    def close(self) -> None:
        """Save and let go."""

    def __enter__(self) -> Self:
        """Return the store."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""


def batched(articles: Iterable[ResolvedArticle], *, most_rows: int) -> Iterable[Sequence[ResolvedArticle]]:
    """Cut a stream of articles into transactions of whole articles with about so many rows.

    What one article needs is counted as itself, its actors and its evidence.
    """
    batch: list[ResolvedArticle] = []
    rows = 0
    for article in articles:
        batch.append(article)
        rows += 1 + len(article.actors) + len(article.evidence)
        if rows >= most_rows:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch
