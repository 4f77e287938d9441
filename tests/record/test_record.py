"""The record keeps what articles say, whatever the order, the copies and the bytes."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import RecordError
from graphbuild.model import Actor, Article, Extraction, Mention, Predicate, Triple, fingerprint
from graphbuild.record import Record

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
"""Any Python string, lone surrogates and control characters included."""
SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99))
few = settings(max_examples=40, deadline=None)


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    """Any mention, with or without an antecedent."""
    start, end = draw(SPANS)
    return Mention(
        start,
        end,
        draw(ANY_TEXT),
        draw(st.sampled_from([None, "person", "country"])),
        draw(st.sampled_from(["name", "nominal", "pronoun"])),
        modifiers=tuple(draw(st.lists(ANY_TEXT, max_size=2))),
        title=draw(st.none() | ANY_TEXT),
        chain=draw(st.integers(0, 5)),
        antecedent=draw(st.none() | SPANS),
    )


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Any extraction: triples share its mentions or bring their own."""
    text = draw(ANY_TEXT)
    details = [draw(st.none() | ANY_TEXT) for _ in range(4)]
    published = draw(st.sampled_from([None, "2025", "2025-07", "2025-07-05"]))
    path = "/" + draw(ANY_TEXT)
    article = Article(fingerprint(text), path, text, draw(st.sampled_from(["de", "en"])), published, *details)
    known = draw(st.lists(mentions(), max_size=4))
    someone = st.sampled_from(known) | mentions() if known else mentions()
    triples = [
        Triple(
            article.id,
            draw(ANY_TEXT),
            *draw(SPANS),
            draw(someone),
            Predicate(*draw(SPANS), draw(ANY_TEXT), draw(ANY_TEXT)),
            "CALLS",
            draw(someone),
            polarity=draw(st.sampled_from(["positive", "negative"])),
            attribution=draw(st.none() | someone),
            confidence=draw(st.floats(0, 1)),
            rules=tuple(draw(st.lists(ANY_TEXT, max_size=2))),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    return Extraction(article, draw(st.integers(0, 9)), tuple(known), tuple(triples))


def extraction_of(
    text: str, path: str = "/news/a.txt", published: str | None = None, **details: str
) -> Extraction:
    """An extraction that says nothing but its text."""
    article = Article(fingerprint(text), path, text, "de", published, **details)  # type: ignore[arg-type]
    return Extraction(article, 1 + len(published or ""), (), ())


def key_of(extraction: Extraction, version: str = "") -> str:
    """A parse key as `parse_key` makes it: of text, language, date and the extractor's version."""
    article = extraction.article
    return fingerprint(article.id, article.language, article.published, version)


def add(record: Record, *extractions: Extraction) -> None:
    """Add extractions in this order."""
    for extraction in extractions:
        record.add(extraction, key_of(extraction), added="2025-08-01")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An empty record."""
    with Record.open(tmp_path) as record:
        yield record


@few
@given(extraction=extractions())
def test_an_extraction_comes_back_as_it_was(extraction: Extraction) -> None:
    """Every field, offset and odd character of an extraction survives, also after closing."""
    with TemporaryDirectory() as folder:
        with Record.open(Path(folder)) as record:
            record.add(extraction, "key")
        with Record.open(Path(folder)) as record:
            assert record.extraction(extraction.article.id) == extraction
            assert list(record.articles()) == list(record.copies()) == [extraction.article]
            assert record.paths() == {extraction.article.path: extraction.article.id}
            assert record.has("key")


COPIES = st.builds(
    lambda text, name, published, title: extraction_of(text, f"/{name}", published, title=title),
    st.sampled_from(["", "One text", "One text.", "Another text"]),
    st.sampled_from("abcdefgh"),
    st.sampled_from([None, "2025", "2025-07", "2025-07-05"]),
    st.sampled_from(["", "Title"]),
)


@few
@given(data=st.data(), many=st.lists(COPIES, max_size=6, unique_by=lambda e: e.article.path))
def test_order_does_not_matter_and_forgetting_undoes(data: st.DataObject, many: Sequence[Extraction]) -> None:
    """The same paths give the same record in any order; forgetting some leaves that of the others."""
    shuffled = data.draw(st.permutations(many))
    kept = data.draw(st.integers(0, len(many)))
    with (
        TemporaryDirectory() as one,
        TemporaryDirectory() as other,
        Record.open(Path(one)) as record,
        Record.open(Path(other)) as same,
    ):
        add(record, *many[:kept])
        few_only = content(record)
        add(record, *many[kept:])
        add(same, *shuffled)
        assert content(record) == content(same)
        gone = record.forget_copies([extraction.article.path for extraction in many[kept:]])
        assert content(record) == few_only
        assert set(gone) == {e.article.id for e in many} - set(record.ids())


def content(record: Record) -> object:
    """Everything that a record tells of its articles."""
    return list(record.extractions()), record.paths(), record.reprints(), record.counts()


def test_adding_twice_changes_nothing(record: Record, tmp_path: Path) -> None:
    """A second load of the same files writes nothing."""
    add(record, extraction_of("Text"))
    article = extraction_of("Text").article
    watcher = sqlite3.connect(tmp_path / "record.sqlite")
    before = watcher.execute("PRAGMA data_version").fetchone()
    assert record.add_path(article, key_of(extraction_of("Text")))
    record.set_setting("store", "embedded")
    changed = watcher.execute("PRAGMA data_version").fetchone()
    record.set_setting("store", "embedded")
    assert record.add_path(article, key_of(extraction_of("Text")))
    assert watcher.execute("PRAGMA data_version").fetchone() == changed != before
    watcher.close()


def test_an_unknown_parse_key_adds_no_path(record: Record) -> None:
    """A text that wasn't extracted under a key has to be parsed."""
    assert not record.add_path(extraction_of("Text").article, "key")
    assert record.paths() == {}


def test_the_earliest_copy_tells_the_date_and_the_rest(record: Record) -> None:
    """Of several copies the earliest known date, then the smallest path, gives date, title and source."""
    copies = [
        extraction_of("Text", "/a.txt", None, title="undated"),
        extraction_of("Text", "/d.txt", "2025-07-05", title="later"),
        extraction_of("Text", "/c.txt", "2025-07", title="July, c", source="dpa"),
        extraction_of("Text", "/b.txt", "2025-07", title="July, b"),
    ]
    add(record, *copies)
    (id_,) = record.ids()
    seen = []
    while record.ids():
        article = record.extraction(id_).article
        seen.append((article.title, article.source))
        assert article.path in record.paths_of(id_)
        record.forget_copies([article.path])
    assert seen == [("July, b", None), ("July, c", "dpa"), ("later", None), ("undated", None)]


def test_a_copy_with_another_date_keeps_its_own_extraction(record: Record) -> None:
    """ "Am Montag" means another day in each copy: forgetting the earlier one brings the other's back."""
    early, late = extraction_of("Text", "/a.txt", "2025-07-01"), extraction_of("Text", "/b.txt", "2025-08-01")
    early, late = replace(early, sentences=3), replace(late, sentences=4)
    add(record, early, late)
    (id_,) = record.ids()
    assert record.extraction(id_) == early
    assert record.has(key_of(early))
    assert record.has(key_of(late))
    assert record.counts()["sentences"] == 3
    assert record.forget([Path("/a.txt")]) == []
    assert record.extraction(id_) == late
    assert not record.has(key_of(early))


def test_a_better_extractor_takes_the_place_of_the_old(record: Record) -> None:
    """The same path under a new parse key replaces the extraction; the old key is gone."""
    old = extraction_of("Text")
    record.add(old, "old", added="2025-01-01")
    record.add(replace(old, sentences=7), "new", added="2025-12-31")
    assert (record.has("old"), record.has("new")) == (False, True)
    assert record.extraction(old.article.id).sentences == 7
    assert record.added(old.article.id) == "2025-01-01"


def test_a_changed_file_leaves_its_old_text(record: Record) -> None:
    """An edited file is another article; the old text stays only where another path holds it."""
    add(record, extraction_of("Old", "/a.txt"), extraction_of("Old", "/b.txt"))
    add(record, extraction_of("New", "/a.txt"))
    assert {article.text for article in record.articles()} == {"Old", "New"}
    add(record, extraction_of("New", "/b.txt"))
    assert {article.text for article in record.articles()} == {"New"}
    assert record.counts() == {"articles": 1, "paths": 2, "sentences": 1, "mentions": 0, "triples": 0}


def test_forget_takes_folders_archives_and_tables(record: Record, tmp_path: Path) -> None:
    """Forgetting a folder, an archive or a table forgets all that was read from it, and no neighbour."""
    names = [
        *("news/a.txt", "news/deep/b.txt", "news.txt", "newspaper/c.txt", "x.zip/in/d.txt", "x.zip.txt"),
        *("rows.csv#1", "rows.csv#12", "rows.csv#draft", "rows.csv", "y.zip/rows.csv#3"),
    ]
    for name in names:
        add(record, extraction_of(f"Text of {name}", f"{tmp_path}/{name}"))

    def left_after(*places: str) -> set[str]:
        record.forget([tmp_path / place for place in places])
        return {path.removeprefix(f"{tmp_path}/") for path in record.paths()}

    assert left_after("nothing") == set(names)
    assert left_after("news") == set(names) - {"news/a.txt", "news/deep/b.txt"}
    assert left_after("x.zip", "y.zip") == {
        *(
            "news.txt",
            "newspaper/c.txt",
            "x.zip.txt",
            "rows.csv#1",
            "rows.csv#12",
            "rows.csv#draft",
            "rows.csv",
        )
    }
    assert left_after("rows.csv", "sub/../news.txt") == {"newspaper/c.txt", "x.zip.txt", "rows.csv#draft"}
    assert left_after(".") == set()
    assert record.sizes()["texts"] == 0


def test_forget_takes_relative_paths(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path as typed means the file it meant when it was loaded."""
    add(record, extraction_of("Text", str(tmp_path / "news" / "a.txt")))
    monkeypatch.chdir(tmp_path)
    assert len(record.forget([Path("news")])) == 1


def test_what_a_run_has_not_seen_can_be_found(record: Record) -> None:
    """For `--prune`: paths under the given ones that this run did not see."""
    add(
        record,
        *(extraction_of(name, f"/news/{name}.txt") for name in "abc"),
        extraction_of("d", "/other/d.txt"),
    )
    assert record.paths_under([Path("/news")], seen={"/news/a.txt"}) == ["/news/b.txt", "/news/c.txt"]


def test_resolving_is_not_kept(record: Record) -> None:
    """Actors belong to the graph: the record forgets them, so that a decision can be undone."""
    mention = Mention(
        0, 5, "Trump", "person", "name", actor=Actor("Q22686", "Donald Trump", "person"), via="name"
    )
    record.add(replace(extraction_of("Trump"), mentions=(mention,)), "key")
    (kept,) = record.extraction(fingerprint("Trump")).mentions
    assert kept == replace(mention, actor=None, via="")


def test_two_processes_share_a_record(tmp_path: Path) -> None:
    """What one writes the other reads, and both may write."""
    with Record.open(tmp_path) as one, Record.open(tmp_path) as other:
        add(one, extraction_of("One", "/1"))
        add(other, extraction_of("Two", "/2"))
        assert one.ids() == other.ids()
        assert len(one.ids()) == 2


def test_settings_are_remembered(tmp_path: Path) -> None:
    """A workspace remembers what it is told until it is told anew."""
    with Record.open(tmp_path) as record:
        assert record.setting("store") is None
        record.set_setting("store", "embedded")
        record.set_setting("store", "neo4j://localhost:7687")
    with Record.open(tmp_path) as record:
        assert record.setting("store") == "neo4j://localhost:7687"


def test_sizes_and_unknown_articles(record: Record) -> None:
    """The record knows how big it is, and says which article it doesn't have."""
    add(record, extraction_of("Text " * 100))
    sizes = record.sizes()
    assert 0 < sizes["texts"] < 500
    assert sizes["file"] > 0
    with pytest.raises(RecordError, match="no article 'nobody'"):
        record.extraction("nobody")


def test_a_record_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    """A newer record, another program's file, a damaged one, a file in the way: one line each."""
    file = tmp_path / "record.sqlite"
    with Record.open(tmp_path):
        pass
    with sqlite3.connect(file) as newer:
        newer.execute("PRAGMA user_version = 999")
    newer.close()
    refused(tmp_path, "schema 999, this one reads 1.; update graphbuild")
    file.unlink()
    with sqlite3.connect(file) as foreign:
        foreign.execute("CREATE TABLE contacts (name)")
    foreign.close()
    refused(tmp_path, "not a record of graphbuild")
    file.write_bytes(b"no database at all" * 100)
    refused(tmp_path, "not a database")
    refused(file, "can't be a workspace")


def test_opening_without_making(tmp_path: Path) -> None:
    """A mistyped workspace is not made: there is nothing in it to ask."""
    with pytest.raises(RecordError, match="no record here; run: graphbuild load"):
        Record.open(tmp_path / "typo", create=False)
    assert list(tmp_path.iterdir()) == []


def refused(workspace: Path, hint: str) -> None:
    """Opening this workspace fails in one line that says this."""
    with pytest.raises(RecordError, match=hint) as raised:
        Record.open(workspace)
    assert "\n" not in str(raised.value)
