"""Resolved articles → a graph of actors, in an embedded store or in Neo4j.

Takes what resolving makes of each article; gives rows to querying and exporting. Both stores run
the same statements (`statements`) in the same order (`loading`); only the connection differs.
"""

from graphbuild.storing.opening import open_store
from graphbuild.storing.store import Store

__all__ = ["Store", "open_store"]
