"""Dependencies run one way, and heavy libraries stay inside the step that uses them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "graphbuild"
STEPS = {
    "reading",
    "parsing",
    "extracting",
    "record",
    "resolving",
    "storing",
    "querying",
    "exporting",
    "measuring",
}
SHARED = {"model", "errors", "languages"}
ALLOWED_LIBRARIES = {
    "spacy": {"parsing", "extracting", "training"},
    "neo4j": {"storing/neo4j_store.py"},
    "kglite": {"storing/embedded_store.py"},
    "networkx": {"exporting", "measuring"},
}


def imports_of(path: Path) -> set[str]:
    """Every module that a file imports, typing-only ones left out."""
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def files() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_steps_do_not_import_each_other(path: Path) -> None:
    """A step knows the model, the tables and itself, never another step."""
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own not in STEPS:
        return
    others = {name.split(".")[1] for name in imports_of(path) if name.startswith("graphbuild.")}
    assert others <= SHARED | {own}, f"{path.name} imports {others - SHARED - {own}}"


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_stay_in_their_step(path: Path) -> None:
    """spaCy, the Neo4j driver, KGLite and NetworkX are each imported in one place."""
    where = str(path.relative_to(PACKAGE))
    for name in imports_of(path):
        allowed = ALLOWED_LIBRARIES.get(name.split(".")[0])
        if allowed is not None:
            assert any(where.startswith(place) for place in allowed), f"{where} imports {name}"


def test_help_is_light() -> None:
    """The command line loads neither spaCy nor a store before it needs them."""
    code = "import sys, graphbuild.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"spacy", "kglite", "neo4j", "networkx"} & set(done.stdout.split())
