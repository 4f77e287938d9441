"""Whose graph is it? A database belongs to one workspace, and says so in its `:Graphbuild` node."""

from pathlib import Path
from typing import Protocol

from graphbuild.errors import StoreError
from graphbuild.storing import statements as say
from graphbuild.storing.store import Row


class Answers(Protocol):
    """A store that answers our own statements. `str(store)` says where it is."""

    def ask(self, statement: str, /, **params: object) -> list[Row]:
        """Run one of our own reading statements."""


def is_current(store: Answers, *, workspace: Path | None) -> bool:
    """Say whether a graph is there and ours; False if nobody has made one yet.

    Args:
        store: the store to ask.
        workspace: whose it must be; None where the graph lies in the workspace itself.

    Raises:
        StoreError: it is another workspace's, or another version's.
    """
    owners = store.ask(say.OWNER)
    if not owners:
        return False
    owner = owners[0]
    if workspace is not None and owner["workspace"] != workspace_name(workspace):
        raise StoreError(
            f"{store} belongs to workspace {owner['workspace']}: take that --workspace or another database"
        )
    if owner["schema_version"] != say.SCHEMA_VERSION:
        raise StoreError(f"{store} was made by another version of graphbuild; run: graphbuild rebuild")
    return True


def check_empty(store: Answers) -> None:
    """Refuse to write into a database that holds somebody else's nodes."""
    nodes = store.ask(say.ANY_NODE)
    if nodes:
        label = ":".join(nodes[0]["labels"]) or "without a label"
        raise StoreError(f"{store} holds other data (a node {label}): give graphbuild a database of its own")


def workspace_name(workspace: Path) -> str:
    """Name a workspace in a database: its absolute path."""
    return str(workspace.resolve())
