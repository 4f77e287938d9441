"""Extraction ⇄ `record.sqlite`: everything the articles say, kept per text and per path.

Comes in: extractions, each with its parse key. Goes out: extractions by article id, reprint
groups, counts. Next: resolving. One text is one article however many paths it was read from;
of its copies the earliest known date, then the smallest path, gives date, title, source and
url, and the extraction that was made with them. So what comes out depends on which paths are
in the record, never on the order they came in.
"""

import json
import os
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graphbuild.errors import RecordError
from graphbuild.model import Article, Extraction
from graphbuild.record.connection import FILE, Connection
from graphbuild.record.packing import pack_extraction, pack_text, unpack_extraction, unpack_text
from graphbuild.record.reprints import (
    ReprintGroup,
    connected_groups,
    is_near_identical,
    needed_in_common,
    shingles_of,
    sketch_of,
)

DETAILS = ("language", "title", "source", "url", "author")
CHOSEN_COPY = """SELECT path, parse_key, published, details FROM path WHERE article = ?
    ORDER BY published IS NULL, published, path LIMIT 1"""
CANDIDATES = """SELECT other.article, count(*) FROM sketch AS own JOIN sketch AS other USING (value)
    WHERE own.article = ? AND other.article <> own.article GROUP BY other.article HAVING count(*) >= ?"""


class Record:
    """The articles of a workspace, what they say and where they were read."""

    def __init__(self, workspace: Path, connection: Connection) -> None:
        self.workspace = workspace
        self._connection = connection
        self._query = connection.query

    @classmethod
    def open(cls, workspace: Path, *, create: bool = True) -> Self:
        """Open the record of a workspace folder, making both where they are missing.

        Raises:
            RecordError: the folder can't be used, holds no record (without `create`), or holds
                one of an unknown schema version.
        """
        file = workspace / FILE
        if not create and not file.is_file():
            raise RecordError(
                f"{workspace}: no record here; run: graphbuild load PATH --workspace {workspace}"
            )
        try:
            workspace.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RecordError(f"{workspace}: can't be a workspace: {error.strerror}") from error
        return cls(workspace, Connection(file))

    def close(self) -> None:
        """Close the record; nothing is lost without it."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Adding and forgetting

    def has(self, parse_key: str) -> bool:
        """Say whether a text was extracted under this parse key already."""
        return bool(self._query("SELECT 1 FROM extraction WHERE parse_key = ?", parse_key))

    def add(self, extraction: Extraction, parse_key: str, *, added: str | None = None) -> None:
        """Keep an extraction for the path its article was read from.

        If the path held another text, or the same under another parse key, that goes unless
        another path holds it. `added` (default: today) is kept from the first time.
        """
        article = extraction.article
        with self._connection.changing():
            if not self._query("SELECT 1 FROM article WHERE id = ?", article.id):
                self._add_text(article, added or date.today().isoformat())
            counts = (extraction.sentences, len(extraction.mentions), len(extraction.triples))
            self._query(
                "INSERT OR REPLACE INTO extraction VALUES (?, ?, ?, ?, ?, ?)",
                *(parse_key, article.id, pack_extraction(extraction), *counts),
            )
            self._set_path(article, parse_key)

    def add_path(self, article: Article, parse_key: str) -> bool:
        """Note where an extracted text was read; False if nothing has this parse key."""
        row = (article.id, parse_key, article.published, _pack_details(article))
        held = self._query(
            "SELECT article, parse_key, published, details FROM path WHERE path = ?", _pack_path(article.path)
        )
        if held == [row]:
            return True
        with self._connection.changing():
            known = self.has(parse_key)
            if known:
                self._set_path(article, parse_key)
        return known

    def forget(self, paths: Iterable[Path]) -> list[str]:
        """Forget files and everything read from under folders; return the ids of articles that went.

        The files need not exist any more. An article that another path holds stays.
        """
        return self.forget_copies(self.paths_under(paths))

    def forget_copies(self, paths: Iterable[str]) -> list[str]:
        """Forget exactly these recorded paths; return the ids of articles that went."""
        packed = [_pack_path(path) for path in paths]
        holder = "SELECT article, parse_key FROM path WHERE path = ?"
        with self._connection.changing():
            held = [row for path in packed for row in self._query(holder, path)]
            self._connection.insert("DELETE FROM path WHERE path = ?", [(path,) for path in packed])
            return sorted(self._sweep(dict.fromkeys(held)))

    def paths_under(self, paths: Iterable[Path], *, seen: Collection[str] = ()) -> list[str]:
        """Find the recorded paths of files, folders, archives or tables, but for those `seen`.

        With what a run has seen, the rest is what is gone: `--prune` forgets it.
        """
        places = {form for path in paths for form in (os.path.normpath(path.absolute()), str(path.resolve()))}
        recorded = set(self.paths()) - set(seen)
        return sorted(path for path in recorded if not places.isdisjoint(_places_of(path)))

    # Reading

    def ids(self) -> list[str]:
        """List the ids of all articles, in order."""
        return [id_ for (id_,) in self._query("SELECT id FROM article ORDER BY id")]

    def paths(self) -> Mapping[str, str]:
        """Map every path to the id of the article read from it."""
        rows = self._query("SELECT path, article FROM path ORDER BY path")
        return {_unpack_path(path): article for path, article in rows}

    def paths_of(self, article: str) -> list[str]:
        """List every path that an article was read from."""
        rows = self._query("SELECT path FROM path WHERE article = ? ORDER BY path", article)
        return [_unpack_path(path) for (path,) in rows]

    def added(self, article: str) -> str:
        """Tell on which date an article was first added."""
        return str(self._row("SELECT added FROM article WHERE id = ?", article)[0])

    def articles(self) -> Iterator[Article]:
        """Yield every article once, by id, as its chosen copy tells it."""
        for article in self.ids():
            yield self._article(article, self._row(CHOSEN_COPY, article))

    def copies(self) -> Iterator[Article]:
        """Yield every path's article, by path: what `load --again` extracts anew."""
        for path, article in self.paths().items():
            copy = "SELECT path, parse_key, published, details FROM path WHERE path = ?"
            yield self._article(article, self._row(copy, _pack_path(path)))

    def extraction(self, article: str) -> Extraction:
        """Read what an article says, as its chosen copy tells it.

        Raises:
            RecordError: the record has no article with this id.
        """
        copy = self._row(CHOSEN_COPY, article)
        packed, sentences = self._row("SELECT packed, sentences FROM extraction WHERE parse_key = ?", copy[1])
        mentions, triples = unpack_extraction(packed, article)
        return Extraction(self._article(article, copy), sentences, mentions, triples)

    def extractions(self, ids: Iterable[str] | None = None) -> Iterator[Extraction]:
        """Yield the extractions of these articles, or of all by id."""
        for article in self.ids() if ids is None else ids:
            yield self.extraction(article)

    # Reprints

    def reprints(self) -> list[ReprintGroup]:
        """Group near-identical articles; only groups of two and more."""
        near = self._near()
        groups = [self._group(members) for members in connected_groups(near, near)]
        return sorted(groups, key=lambda group: group.members)

    def reprint_group(self, article: str) -> ReprintGroup:
        """Find the group of one article, which may be alone in it."""
        near = self._near()
        return self._group(connected_groups([article], near)[0])

    # Settings and sums

    def setting(self, name: str) -> str | None:
        """Read what the workspace remembers under a name."""
        rows = self._query("SELECT value FROM setting WHERE name = ?", name)
        return rows[0][0] if rows else None

    def set_setting(self, name: str, value: str) -> None:
        """Remember a value in the workspace."""
        if self.setting(name) != value:
            self._query("INSERT OR REPLACE INTO setting VALUES (?, ?)", name, value)

    def counts(self) -> Mapping[str, int]:
        """Count articles, paths, and the sentences, mentions and triples of the articles."""
        sums = self._row(
            "SELECT count(*), total(sentences), total(mentions), total(triples)"
            " FROM chosen JOIN extraction USING (parse_key)"
        )
        paths = self._row("SELECT count(*) FROM path")[0]
        articles, sentences, mentions, triples = map(int, sums)
        counts = {"articles": articles, "paths": paths, "sentences": sentences}
        return counts | {"mentions": mentions, "triples": triples}

    def sizes(self) -> Mapping[str, int]:
        """Tell how many bytes the file and its parts take."""
        texts, shingles = self._row("SELECT total(length(text)), total(length(shingles)) FROM article")
        extractions = self._row("SELECT total(length(packed)) FROM extraction")[0]
        file = self._connection.file.stat().st_size
        return {"file": file, "texts": int(texts), "extractions": int(extractions), "shingles": int(shingles)}

    # Inside

    def _row(self, sql: str, *values: object) -> tuple[Any, ...]:
        rows = self._query(sql, *values)
        if not rows:
            raise RecordError(f"{self.workspace}: the record has no article {values[0]!r}")
        return rows[0]

    def _article(self, article: str, copy: tuple[bytes, str, str | None, str]) -> Article:
        path, _, published, details = copy
        text = unpack_text(self._row("SELECT text FROM article WHERE id = ?", article)[0])
        return Article(article, _unpack_path(path), text, published=published, **json.loads(details))

    def _add_text(self, article: Article, added: str) -> None:
        shingles = shingles_of(article.text)
        packed = array("q", sorted(shingles)).tobytes()
        self._query(
            "INSERT INTO article VALUES (?, ?, ?, ?)", article.id, pack_text(article.text), packed, added
        )
        sketch = sketch_of(shingles)
        self._connection.insert("INSERT INTO sketch VALUES (?, ?)", [(value, article.id) for value in sketch])
        for other in self._candidates(article.id, sketch):
            if is_near_identical(shingles, self._shingles(other)):
                pairs: list[tuple[object, ...]] = [(article.id, other), (other, article.id)]
                self._connection.insert("INSERT INTO near VALUES (?, ?)", pairs)

    def _candidates(self, article: str, sketch: list[int]) -> list[str]:
        return [other for other, _ in self._query(CANDIDATES, article, needed_in_common(sketch))]

    def _shingles(self, article: str) -> Collection[int]:
        return array("q", self._row("SELECT shingles FROM article WHERE id = ?", article)[0])

    def _set_path(self, article: Article, parse_key: str) -> None:
        path = _pack_path(article.path)
        held = self._query("SELECT article, parse_key FROM path WHERE path = ?", path)
        self._query(
            "INSERT OR REPLACE INTO path VALUES (?, ?, ?, ?, ?)",
            *(path, article.id, parse_key, article.published, _pack_details(article)),
        )
        self._sweep(held)

    def _sweep(self, held: Iterable[tuple[str, str]]) -> list[str]:
        """Remove those of some extractions and articles that no path holds any more."""
        gone = []
        for article, parse_key in held:
            if not self._query("SELECT 1 FROM path WHERE parse_key = ?", parse_key):
                self._query("DELETE FROM extraction WHERE parse_key = ?", parse_key)
            if not self._query("SELECT 1 FROM path WHERE article = ?", article):
                self._query("DELETE FROM article WHERE id = ?", article)
                gone.append(article)
        return gone

    def _near(self) -> Mapping[str, set[str]]:
        near = defaultdict(set)
        for article, other in self._query("SELECT article, other FROM near"):
            near[article].add(other)
        return near

    def _group(self, members: Iterable[str]) -> ReprintGroup:
        dates = {
            member: self._row("SELECT min(published) FROM path WHERE article = ?", member)[0]
            for member in members
        }
        return ReprintGroup(tuple(sorted(dates, key=lambda id_: (dates[id_] is None, dates[id_] or "", id_))))


def _pack_path(path: str) -> bytes:
    return path.encode("utf-8", "surrogatepass")


def _unpack_path(path: bytes) -> str:
    return path.decode("utf-8", "surrogatepass")


def _pack_details(article: Article) -> str:
    return json.dumps({name: getattr(article, name) for name in DETAILS})


def _places_of(path: str) -> Iterator[str]:
    """Yield a recorded path and all it lies in: "rows.csv#3" in "rows.csv", "a.zip/b.txt" in "a.zip"."""
    yield path
    file, sign, row = path.rpartition("#")
    if sign and row.isdecimal():
        yield file
    for end, letter in enumerate(path):
        if letter in ("/", os.sep):
            yield path[:end] or letter
