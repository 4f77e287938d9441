"""The head of a text → what it says about the article, and the rest.

Comes in: clean text that may start with front matter between `---` lines, or with a few lines
`Key: value` before the first empty one. Goes out: a `Draft`. Next: articles.py completes it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from graphbuild.reading.dates import parse_date

FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)\n?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
LINE = re.compile(r"([A-Za-zÄÖÜäöü_-]+)[ \t]*:[ \t]*(.*)")
# Field of the article → the keys that say it, the likelier first.
KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "titel", "headline"),
    "published": ("published", "date", "datum", "pubdate", "date_published", "published_at"),
    "language": ("language", "lang", "sprache"),
    "source": ("source", "quelle", "publisher", "site"),
    "url": ("url", "link", "canonical", "canonical_url"),
    "author": ("author", "autor", "authors", "by"),
}
KNOWN_KEYS = frozenset(key for keys in KEYS.values() for key in keys)
LANGUAGE_NAMES = {
    **dict.fromkeys(("german", "deutsch", "ger", "deu"), "de"),
    **dict.fromkeys(("english", "englisch", "eng"), "en"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a format found: the text without its head, and what the head says.

    `language` is a two-letter code, of any language; `inner` names the part of an archive or
    table ("inner.txt", "#3"), empty for a file that is one article.
    """

    text: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    inner: str = ""


def split_head(text: str) -> tuple[Draft, bool]:
    """Take front matter or a block of `Key: value` lines off a text; say whether there was any."""
    if match := FRONT_MATTER.match(text):
        values = parse_lines(match[1])
        if values:
            return make_draft(values, text[match.end() :].lstrip("\n")), True
    head, _, rest = text.partition("\n\n")
    lines = [LINE.fullmatch(line) for line in head.strip().split("\n")]
    # Every line must be a known key: "Trump: …" at the start of a text is no metadata.
    if rest.strip() and all(line and line[1].lower() in KNOWN_KEYS for line in lines):
        return make_draft(parse_lines(head.strip()), rest.lstrip("\n")), True
    return Draft(text), False


def parse_lines(block: str) -> dict[str, str]:
    """Read `key: value` lines the way simple YAML is written: quotes, comments, lists.

    Example: 'title: "Trump: a day"' → {"title": "Trump: a day"}; "author: [A, B]" → "A, B"
    """
    values: dict[str, str] = {}
    key = ""
    for line in block.split("\n"):
        if match := LINE.fullmatch(line):
            key = match[1].lower()
            values[key] = unquote(match[2])
        elif key and line.strip() and line[:1] in " \t-":  # a value that goes on: list item or folded text
            item = unquote(line.strip().removeprefix("- "))
            joiner = ", " if line.strip().startswith("- ") else " "
            values[key] = item if values[key] in {"", "|", ">", ">-", "|-"} else values[key] + joiner + item
    return {key: value for key, value in values.items() if value and value not in {"null", "~"}}


def unquote(value: str) -> str:
    """Take quotes, list brackets and a trailing comment off a YAML value."""
    value = value.strip()
    if len(value) > 1 and value[0] in "\"'":
        end = value.find(value[0], 1)
        while value[0] == "'" and value[end : end + 2] == "''" and end > 0:
            end = value.find("'", end + 2)
        while value[0] == '"' and end > 0 and value[end - 1] == "\\":
            end = value.find('"', end + 1)
        if end > 0:
            return value[1:end].replace("''", "'") if value[0] == "'" else value[1:end].replace('\\"', '"')
        return value
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(unquote(item) for item in value[1:-1].split(",") if item.strip())
    return re.sub(r"\s+#.*$", "", value)


def make_draft(values: Mapping[str, str], text: str) -> Draft:
    """Fill a draft's fields from the keys that say them; an impossible date is ignored."""
    said = {field: [values[key] for key in keys if key in values] for field, keys in KEYS.items()}
    first = {field: next(iter(found), None) for field, found in said.items()}
    return Draft(
        text,
        title=first["title"],
        published=next(filter(None, map(parse_date, said["published"])), None),
        language=language_code(first["language"]) if first["language"] else None,
        source=first["source"],
        url=first["url"],
        author=first["author"],
    )


def language_code(value: str) -> str:
    """Shorten the name of a language to its code: "de-AT", "German" → "de"."""
    name = re.split(r"[-_,\s]", value.lower(), maxsplit=1)[0]
    return LANGUAGE_NAMES.get(name, name)
