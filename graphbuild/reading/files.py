"""Paths as given → the files to read, in a stable order.

Next: articles.py, which picks the format by the file's ending.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graphbuild.model import Skipped

RECORD = "record.sqlite"


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `named` says that the user named the file itself, not a folder above it."""

    path: Path
    named: bool


def find_files(paths: Iterable[str | Path]) -> Iterator[Input | Skipped]:
    """Yield every file named or found under a folder, each once; a missing path is `Skipped`."""
    seen: set[Path] = set()
    for given in paths:
        path = Path(given).expanduser().absolute()
        if not path.exists():
            yield Skipped(str(path), "no such file or folder")
            continue
        found = walk(path, set()) if path.is_dir() else iter((path,))
        for item in found:
            if isinstance(item, Skipped):
                yield item
            elif item not in seen:
                seen.add(item)
                yield Input(item, named=item == path)


def walk(folder: Path, visited: set[Path]) -> Iterator[Path | Skipped]:
    """Yield the files under a folder, sorted; hidden ones and workspaces are left out.

    No folder is entered twice: remembering each one's real path makes links that lead back to a
    folder above harmless.
    """
    real = folder.resolve()
    if real in visited:
        return
    visited.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Skipped(str(folder), f"folder can't be opened: {error.strerror}")
        return
    if any(entry.name == RECORD for entry in entries):
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from walk(entry, visited)
        elif entry.is_file():
            yield entry
        elif entry.is_symlink():
            yield Skipped(str(entry), "link leads nowhere")
