"""Markdown → a `Draft`: words without markup, one paragraph a block.

Comes in: a Markdown file's bytes. Goes out: headings, paragraphs, list items and table cells as
plain text with an empty line between them; code blocks, images and raw HTML tags are dropped.
"""

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from re import compile as pattern

from markdown_it import MarkdownIt
from markdown_it.token import Token

from graphbuild.reading.dates import take_marker
from graphbuild.reading.decoding import decode
from graphbuild.reading.metadata import Draft, split_head

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
HTML_TAG = pattern(r"<[^>]*>|<!--.*?-->")
PARSER = MarkdownIt("commonmark", {"typographer": False}).enable(["table", "strikethrough"])


def read_markdown(raw: bytes) -> Iterator[Draft]:
    """Yield the one article of a Markdown file; its first heading is its title if nothing else is."""
    draft, _ = split_head(decode(raw))
    marker, body = take_marker(draft.text)
    tokens = PARSER.parse(body)
    blocks = [words for words in map(block_words, tokens) if words]
    yield replace(
        draft,
        text="\n\n".join(blocks) + "\n" if blocks else "",
        published=draft.published or marker,
        title=draft.title or first_heading(tokens),
    )


def block_words(token: Token) -> str:
    """Return the words of one block: "**Trump** traf [Putin](x)." → "Trump traf Putin."."""
    if token.type == "html_block":
        return unescape(HTML_TAG.sub("", token.content)).strip()
    if token.type != "inline":
        return ""
    return "".join(map(inline_words, token.children or ())).strip()


def inline_words(token: Token) -> str:
    """Return the words of a piece of a line; images and tags have none."""
    if token.type in {"text", "code_inline"}:
        return token.content
    return "\n" if token.type in {"softbreak", "hardbreak"} else ""


def first_heading(tokens: list[Token]) -> str | None:
    """Return the words of a heading that opens the text."""
    if len(tokens) > 1 and tokens[0].type == "heading_open":
        return block_words(tokens[1]) or None
    return None
