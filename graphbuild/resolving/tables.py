"""The files under `tables/` → checked rows.

Each table is tab-separated, with comment lines (source, licence, meaning of the columns) before
its header; cells that hold several values part them with "|". Fails loudly, naming file and row.
Used by the catalogue.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from graphbuild.errors import TableError
from graphbuild.model import Kind
from graphbuild.resolving.days import is_date

TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with where it stands."""

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the text of a cell."""
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """Return the values of a cell: "US|USA" → ("US", "USA")."""
        return tuple(filter(None, self.cells[column].split("|")))

    def error(self, problem: str) -> TableError:
        """Make the error that names this row."""
        return TableError(f"{self.file}, row {self.number} ({next(iter(self.cells.values()))}): {problem}")


def read_rows(path: Path, columns: str) -> Iterator[Row]:
    """Yield the rows of a table; `number` is the line in the file.

    Raises:
        TableError: the file is missing, or a row has more or fewer cells than the header.
    """
    expected = columns.split()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise TableError(f"{path.name}: {error}") from error
    comments = sum(1 for line in lines if line.startswith("#"))
    reader = csv.reader(lines[comments:], delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(reader, [])
    if header != expected:
        raise TableError(f"{path.name}: its columns are {header}, they should be {expected}")
    for number, cells in enumerate(reader, comments + 2):
        if len(cells) != len(header):
            raise TableError(f"{path.name}, row {number}: {len(cells)} cells, the header has {len(header)}")
        yield Row(path.name, number, dict(zip(header, cells, strict=True)))


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held which office of which state or organisation, when.

    `offices` are the names of one office: ("president", "head of state"). An empty `end` is an
    office still held when the table was made; from `designate_from` on, the person was
    president-elect, chancellor-designate and so on.
    """

    person: str
    offices: tuple[str, ...]
    of: str
    start: str
    end: str
    designate_from: str


def read_tenures(path: Path, actors: set[str]) -> Iterator[Tenure]:
    """Yield the offices that people hold or held, checked.

    Raises:
        TableError: an unknown person or state, a date that is none, an end before its start.
    """
    for row in read_rows(path, "person office of start end designate_from source"):
        for column in ("person", "of"):
            if row[column] not in actors:
                raise row.error(f"{column}: no actor has the id {row[column]}")
        for column in ("start", "end", "designate_from"):
            if row[column] and not is_date(row[column]):
                raise row.error(f"{column}: {row[column]} is not a date (2025, 2025-07 or 2025-07-05)")
        if not row["start"] and not row["end"]:
            raise row.error("neither start nor end")
        if row["end"] and row["end"] < row["start"]:
            raise row.error(f"ends on {row['end']}, before it starts")
        if not row.many("office"):
            raise row.error("names no office")
        yield Tenure(
            row["person"], row.many("office"), row["of"], row["start"], row["end"], row["designate_from"]
        )


def check_kind(row: Row) -> Kind:
    """Return the kind that a row states.

    Raises:
        TableError: there is no such kind.
    """
    for kind in get_args(Kind):
        if row["kind"] == kind:
            return kind  # type: ignore[no-any-return]
    raise row.error(f"unknown kind {row['kind']}")
