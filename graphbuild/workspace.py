"""A workspace folder → its record, its graph and what it remembers: store, settings, folders."""

import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from graphbuild.errors import RecordError
from graphbuild.record import Record
from graphbuild.record.connection import FILE

if TYPE_CHECKING:
    from graphbuild.storing import Store

WORKSPACE = "graph"
DECISIONS = "decisions.toml"
FOLDERS = "folders"
STORE = "store"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides, besides record and decisions, what the graph holds."""

    min_confidence: float = 0.5
    count_reprints: bool = False


@contextmanager
def open_record(workspace: str | Path, *, create: bool = False, dry_run: bool = False) -> Iterator[Record]:
    """Open a workspace's record; a dry run gets an empty one where there is none."""
    folder = Path(workspace).expanduser()
    if dry_run and not has_record(folder):
        with TemporaryDirectory() as empty, Record.open(Path(empty)) as record:
            yield record
    else:
        with Record.open(folder, create=create) as record:
            yield record


def has_record(folder: Path) -> bool:
    """Tell whether a folder is a workspace already."""
    return (folder / FILE).is_file()


@contextmanager
def open_graph(
    workspace: str | Path, store: str | None = None, *, write: bool = False, anew: bool = False
) -> "Iterator[Store]":
    """Open the graph of a workspace, in the store that is named or was used last.

    Args:
        workspace: the folder.
        store: "embedded" or a Neo4j address; remembered if it is written to.
        write: whether to change the graph.
        anew: with `write`, empty it first.
    """
    from graphbuild.storing import open_store

    folder = Path(workspace).expanduser()
    if not write and not store and not has_record(folder):
        raise RecordError(
            f"nothing has been loaded into {folder}: try graphbuild load FOLDER --workspace {folder}"
        )
    spec = store or remembered_store(folder)
    with open_store(spec, folder, write=write, anew=anew) as opened:
        logger.info("%s %s", "writing" if write else "reading", opened)
        if opened.notice:
            logger.warning("%s", opened.notice)
        yield opened
    if write and store:
        with open_record(folder) as record:
            record.set_setting(STORE, store)


def remembered_store(folder: Path) -> str | None:
    """Return the store that a workspace used last."""
    if not has_record(folder):
        return None
    with open_record(folder) as record:
        return record.setting(STORE)


def remember_settings(record: Record, *, min_confidence: float | None, count_reprints: bool | None) -> None:
    """Keep the settings that are given: a workspace remembers them until they are given anew."""
    for name, value in {"min_confidence": min_confidence, "count_reprints": count_reprints}.items():
        if value is not None:
            record.set_setting(name, json.dumps(value))


def settings_of(record: Record) -> Settings:
    """Return the settings that a workspace remembers."""
    kept = {name: record.setting(name) for name in ("min_confidence", "count_reprints")}
    return Settings(**{name: json.loads(value) for name, value in kept.items() if value is not None})


def remember_folders(record: Record, paths: Iterable[str | Path]) -> None:
    """Keep the folders given to `load`: paths in the graph are relative to the first that fits."""
    known = folders_of(record)
    for path in (Path(item).expanduser().absolute() for item in paths):
        folder = str(path if path.is_dir() else path.parent)
        if folder not in known:
            known.append(folder)
    record.set_setting(FOLDERS, json.dumps(known))


def folders_of(record: Record) -> list[str]:
    """Return the folders that were given to `load`, the first first."""
    folders: list[str] = json.loads(record.setting(FOLDERS) or "[]")
    return folders
