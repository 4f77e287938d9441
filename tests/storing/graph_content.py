"""What a store holds, in a form that can be compared."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from graphbuild.storing import Store

NewStore = Callable[[], AbstractContextManager[Store]]
NODES = "MATCH (n) RETURN n"
RELATIONSHIPS = "MATCH ()-[r]->() RETURN r"


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
