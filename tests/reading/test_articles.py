"""Files and folders → articles."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphbuild.errors import ReadingError
from graphbuild.model import Article, Skipped, fingerprint
from graphbuild.reading import read_articles, read_lines, relative_path

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"


def read(*paths: Path, **options: str) -> list[Article]:
    return [found for found in read_articles(paths, **options) if isinstance(found, Article)]


def skipped(*paths: Path) -> dict[str, str]:
    found = read_articles(paths)
    return {Path(each.path).name: each.reason for each in found if isinstance(each, Skipped)}


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_the_examples_are_read_with_dates_and_titles() -> None:
    """Every bundled article has a title; dates come from front matter, markers and file names."""
    articles = {Path(article.path).stem: article for article in read(EXAMPLES)}
    assert len(articles) == 12
    assert all(article.title and article.text.startswith(article.title) for article in articles.values())
    assert articles["alaska-gipfel"].published == "2025-08-16"
    assert articles["leaders-in-kyiv"].published == "2025-05"
    assert articles["2025-05-10_kyjiw-besuch"].published == "2025-05-10"
    assert articles["orban-in-moskau"].published is None


def test_front_matter_tells_what_is_known(tmp_path: Path) -> None:
    """Title, date, source, author, url and language are taken from the head and are no part of the text."""
    head = (
        '---\ntitle: "Trump: a \\"deal\\""\ndate: 2025-08-16T10:00:00Z # UTC\nauthor:\n  - A. B.\n  - C. D.\n'
    )
    head += "source: 'The Paper''s site'\nurl: https://example.org/x#y\nlanguage: en-GB\ntags: [a, b]\n---\n"
    head += "\nTrump met Putin.\n"
    (article,) = read(write(tmp_path / "a.txt", head))
    assert article.text == 'Trump: a "deal"\n\nTrump met Putin.\n'
    assert (article.title, article.published, article.language) == ('Trump: a "deal"', "2025-08-16", "en")
    assert (article.source, article.author) == ("The Paper's site", "A. B., C. D.")
    assert article.url == "https://example.org/x#y"
    assert article.id == fingerprint(article.text)


def test_a_block_of_known_keys_is_a_head_too(tmp_path: Path) -> None:
    """Lines `Key: value` open a text as metadata only if every key is known."""
    (article,) = read(write(tmp_path / "a.txt", "Titel: Der Anruf\nDatum: 3. Mai 2025\n\nTrump rief an.\n"))
    assert (article.title, article.published) == ("Der Anruf", "2025-05-03")
    (article,) = read(write(tmp_path / "b.txt", "Trump: Der Anruf\n\nTrump rief an.\n"))
    assert article.text == "Trump: Der Anruf\n\nTrump rief an.\n"


def test_a_title_that_opens_the_text_is_not_repeated(tmp_path: Path) -> None:
    """A known title is put in front once, whatever the spaces in it."""
    (article,) = read(write(tmp_path / "a.txt", "---\ntitle: Der  Anruf\n---\nDer Anruf\n\nText.\n"))
    assert article.text == "Der Anruf\n\nText.\n"


@pytest.mark.parametrize(
    ("name", "text", "published"),
    [
        ("2025-01-01_a.txt", "date 2025-02 Text steht hier.", "2025-02"),
        ("2025-01-01_a.txt", "---\ndate: 2025-03\n---\ndate 2025-02 Text steht hier.", "2025-03"),
        ("2025-01-01_a.md", "date 2025-02 Text steht hier.", "2025-02"),
        ("2025-01-01_a.txt", "---\ndate: 2025-99\n---\nText steht hier.", "2025-01-01"),
        ("a.txt", "Text steht hier.", None),
    ],
)
def test_the_nearest_date_wins(tmp_path: Path, name: str, text: str, published: str | None) -> None:
    """Front matter goes before the marker, the marker before the file name."""
    (article,) = read(write(tmp_path / name, text))
    assert article.published == published
    assert article.text.strip() == "Text steht hier."


def test_a_given_date_and_language_win(tmp_path: Path) -> None:
    """--published and --language hold whatever the file says; wrong ones are refused."""
    path = write(tmp_path / "2025-01-01.txt", "---\nlanguage: en\n---\nText.")
    (article,) = read(path, published="12.05.2025", language="de")
    assert (article.published, article.language) == ("2025-05-12", "de")
    with pytest.raises(ReadingError, match="no date"):
        read(path, published="soon")
    with pytest.raises(ReadingError, match="'fr'"):
        read(path, language="fr")


def test_markdown_becomes_words(tmp_path: Path) -> None:
    """Emphasis, links, lists and headings leave their words; code blocks, images and tags leave nothing."""
    text = (
        "# Der *große* Anruf\n\nTrump hat **[Macron](https://x.org)** angerufen.\nDas ~~nie~~ war `gut`.\n\n"
        "* Erstens\n* Zweitens &amp; drittens\n\n![Bild](x.png)\n\n```python\ncode()\n```\n\n"
        "<div>Ein <b>Satz</b>.</div>\n"
    )
    (article,) = read(write(tmp_path / "a.md", text))
    assert article.title == "Der große Anruf"
    assert article.text == (
        "Der große Anruf\n\nTrump hat Macron angerufen.\nDas nie war gut.\n\n"
        "Erstens\n\nZweitens & drittens\n\nEin Satz.\n"
    )


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    """Files come sorted, each once; hidden files and folders and links in a circle do no harm."""
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt"):
        write(tmp_path / name, f"Text von {name}.")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    paths = [relative_path(each.path, [tmp_path]) for each in read(tmp_path, tmp_path / "a.txt")]
    assert paths == ["a.txt", "b.txt", "sub/c.txt"]


def test_what_cannot_be_read_is_skipped_with_its_reason(tmp_path: Path) -> None:
    """Empty, binary, unknown and missing files are each one line; the others are read."""
    write(tmp_path / "good.txt", "Ein Satz.")
    write(tmp_path / "empty.txt", "")
    write(tmp_path / "blank.txt", " \n\n ")
    write(tmp_path / "marker.txt", "date 2025-07 ")
    write(tmp_path / "french.txt", "---\nlanguage: fr\n---\nBonjour.")
    write(tmp_path / "table.xyz", "a;b")
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "fake.txt").write_bytes(b"%PDF-1.4")
    reasons = skipped(tmp_path, tmp_path / "missing.txt")
    assert len(read(tmp_path)) == 1
    assert reasons == {
        "empty.txt": "empty file",
        "blank.txt": "empty file",
        "marker.txt": "empty file",
        "french.txt": "language fr is not supported (only de, en)",
        "table.xyz": "ending .xyz is not read (known: .txt, .text, .md, .markdown, .mdown, .mkd)",
        "image.png": "holds no article",
        "fake.txt": "binary file, not text",
        "missing.txt": "no such file or folder",
    }


def test_a_named_file_may_have_any_ending(tmp_path: Path) -> None:
    """A file that is named is read as text even if its ending says nothing."""
    assert len(read(write(tmp_path / "artikel", "Ein Satz."))) == 1


def test_lines_keep_their_numbers(tmp_path: Path) -> None:
    """Every line is one sentence, empty ones too, and nothing is taken for a head."""
    path = write(tmp_path / "a.txt", "date 2025-07 eins\r\n\r\ndrei\r\n")
    assert read_lines([path]) == ["date 2025-07 eins", "", "drei"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300), suffix=st.sampled_from([".txt", ".md"]))
def test_odd_files_never_crash_the_reader(tmp_path: Path, raw: bytes, suffix: str) -> None:
    """Any bytes give one article, whose id is of its text, or one reason."""
    path = tmp_path / f"odd{suffix}"
    path.write_bytes(raw)
    (found,) = read_articles([path])
    assert isinstance(found, Skipped) or found.id == fingerprint(found.text)
