"""Files → `Article`, one at a time; what can't be read becomes `Skipped` with its reason.

Comes in: paths. Goes out: articles whose text is final: every later offset and the id are of it.
Next: parsing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import get_args

from graphbuild.errors import ReadingError
from graphbuild.model import Article, LanguageCode, Skipped, fingerprint
from graphbuild.reading import markdown, plain
from graphbuild.reading.dates import date_in_name, parse_date, take_marker
from graphbuild.reading.decoding import decode
from graphbuild.reading.files import Input, find_files
from graphbuild.reading.metadata import Draft

Format = Callable[[bytes], Iterator[Draft]]
FORMATS: dict[str, Format] = {
    **dict.fromkeys(plain.SUFFIXES, plain.read_plain),
    **dict.fromkeys(markdown.SUFFIXES, markdown.read_markdown),
}
# Endings of files that hold no article: counted as skipped, never listed one by one.
NO_ARTICLE = frozenset(
    f".{ending}"
    for ending in (
        *("png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "bmp", "tif", "tiff"),
        *("mp3", "mp4", "mov", "avi", "wav", "ogg", "webm", "woff", "woff2", "ttf"),
        *("css", "js", "map", "exe", "dll", "so", "db", "toml", "lock", "bak", "tmp", "log"),
        *("sqlite", "sqlite-wal", "sqlite-shm", "kgl", "kgl-wal", "kgl-lock"),
    )
)
NO_ARTICLE_REASON = "holds no article"
HEADLINE_LENGTH = 200


def read_articles(
    paths: Iterable[str | Path], *, published: str | None = None, language: str | None = None
) -> Iterator[Article | Skipped]:
    """Read files and folders, recursively and sorted, one article at a time.

    Args:
        paths: files and folders.
        published: the date of every article, whatever the files say.
        language: the language of every article, "de" or "en".

    Raises:
        ReadingError: `published` or `language` is wrong.
    """
    date = check_date(published)
    check_language(language)
    for found in find_files(paths):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from read_file(found, date, language)


def read_file(found: Input, published: str | None, language: str | None) -> Iterator[Article | Skipped]:
    """Read the articles of one file; an error becomes `Skipped`."""
    try:
        read = choose_format(found)
        raw = found.path.read_bytes()
        drafts = list(read(raw)) if raw else []
    except (ReadingError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        yield Skipped(str(found.path), reason or str(error))
        return
    if not drafts:
        yield Skipped(str(found.path), "empty file")
    for draft in drafts:
        yield finish(draft, found.path, published, language)


def choose_format(found: Input) -> Format:
    """Choose how to read a file by its ending; one that the user named may have any."""
    suffix = found.path.suffix.lower()
    if suffix in FORMATS:
        return FORMATS[suffix]
    if suffix in NO_ARTICLE:
        raise ReadingError(NO_ARTICLE_REASON)
    if found.named:
        return plain.read_plain
    known = ", ".join(FORMATS)
    raise ReadingError(f"ending {suffix or '(none)'} is not read (known: {known})")


def finish(draft: Draft, path: Path, published: str | None, language: str | None) -> Article | Skipped:
    """Complete a draft: the marker taken off, date and language decided, the title in front."""
    where = str(path) + draft.inner
    marker, text = take_marker(draft.text)
    if not text.strip():
        return Skipped(where, "empty file")
    code = language or draft.language
    if code not in (None, *get_args(LanguageCode)):
        return Skipped(where, f"language {code} is not supported (only {', '.join(get_args(LanguageCode))})")
    text = put_title_first(draft.title, text)
    return Article(
        id=fingerprint(text),
        path=where,
        text=text,
        language=code,  # type: ignore[arg-type]  # checked above
        published=published or draft.published or marker or date_in_name(path.stem),
        title=draft.title or find_headline(text),
        source=draft.source,
        url=draft.url,
        author=draft.author,
    )


def put_title_first(title: str | None, text: str) -> str:
    """Make a known title the text's first line, unless the text starts with it already."""
    if not title:
        return text
    words = " ".join(title.split())
    start = " ".join(text[: 2 * len(title) + 200].split())
    return text if start.startswith(words) else f"{words}\n\n{text.lstrip()}"


def find_headline(text: str) -> str | None:
    """Take a short first line that stands alone and ends no sentence for the title."""
    line, _, rest = text.lstrip().partition("\n")
    line = line.strip()
    alone = rest.startswith("\n") or "\n\n" not in text.strip()
    if not rest.strip() or not alone or len(line) > HEADLINE_LENGTH or line.endswith((".", ":", ",", ";")):
        return None
    return line or None


def check_date(published: str | None) -> str | None:
    """Return a date in ISO form, or raise a ReadingError if it is none."""
    date = parse_date(published) if published else None
    if published and not date:
        raise ReadingError(f"{published!r} is no date: write 2025, 2025-07 or 2025-07-05")
    return date


def check_language(language: str | None) -> None:
    """Refuse a language that has no tables."""
    if language not in (None, *get_args(LanguageCode)):
        raise ReadingError(f"language {language!r} is not known: use {' or '.join(get_args(LanguageCode))}")


def relative_path(path: str, given: Sequence[str | Path]) -> str:
    """Return a path relative to the folder that it was found under, or the file's name.

    Example: "/news/2025/a.txt" given "/news" → "2025/a.txt"
    """
    for root in (Path(item).expanduser().absolute() for item in given):
        if root.is_dir() and Path(path).is_relative_to(root):
            return Path(path).relative_to(root).as_posix()
    return Path(path).name


def read_lines(paths: Iterable[str | Path]) -> list[str]:
    """Read text files as lines, one sentence each, without looking for a head or a date.

    Raises:
        ReadingError: a file can't be read.
    """
    lines: list[str] = []
    for found in find_files(paths):
        if isinstance(found, Skipped):
            raise ReadingError(f"{found.path}: {found.reason}")
        text = decode(found.path.read_bytes())
        lines.extend(text.removesuffix("\n").split("\n"))
    return lines
