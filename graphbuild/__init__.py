"""graphbuild: who did what to whom, from a folder of German and English news to a graph of actors."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphbuild.pipeline import extract, graph, load

__all__ = ["extract", "graph", "load"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the public functions on first use, so that `import graphbuild` stays instant."""
    if name in __all__:
        return getattr(import_module("graphbuild.pipeline"), name)
    raise AttributeError(f"module 'graphbuild' has no attribute {name!r}")
