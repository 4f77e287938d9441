"""`--store` and a workspace → an open store. Next: loading or querying."""

from pathlib import Path

from graphbuild.errors import StoreError
from graphbuild.storing.store import Store

EMBEDDED = "embedded"


def open_store(spec: str | None, workspace: Path, *, write: bool, anew: bool = False) -> Store:
    """Open the graph of a workspace.

    Args:
        spec: "embedded" (also None), or a Neo4j address: `neo4j://host:7687`, with the user
            (`neo4j://anna@host`) and database (`neo4j://host/news`) if they aren't in
            NEO4J_USERNAME and NEO4J_DATABASE; the password only in NEO4J_PASSWORD.
        workspace: the folder that the graph belongs to.
        write: whether to change it; a reader never makes anything.
        anew: with `write`, empty what graphbuild wrote there before, even if it is damaged or
            another workspace's.

    Raises:
        StoreError: it can't be opened, somebody else writes it, or it is another workspace's.
    """
    if spec is None or spec == EMBEDDED:
        from graphbuild.storing.embedded_store import EmbeddedStore

        return EmbeddedStore.open(workspace, write=write, anew=anew)
    if "://" in spec:
        from graphbuild.storing.neo4j_store import Neo4jStore

        return Neo4jStore.open(spec, workspace, write=write, anew=anew)
    raise StoreError(f"unknown store {spec!r}: say --store embedded or --store neo4j://localhost:7687")
