"""A tokenised text → windows: what the network sees at once.

A window is a paragraph; one that is too long is cut where a sentence most likely ends. Whitespace
tokens are in none.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from graphbuild.parsing.encoder.pieces import Pieces
from graphbuild.parsing.paragraphs import paragraph_breaks

LONGEST = 160
FINAL = frozenset((".", "!", "?", "…", ":", ";"))
CLOSING = frozenset("\"“”«»'‘’)]")


def find_windows(doc: Doc, ids: Sequence[tuple[int, ...]]) -> Iterator[list[int]]:
    """Yield token numbers of each window; `ids` are the pieces of every token."""
    for paragraph in find_paragraphs(doc):
        yield from cut_paragraph(doc, paragraph, [len(ids[token]) for token in paragraph])


def find_paragraphs(doc: Doc) -> Iterator[list[int]]:
    """Yield the tokens of each paragraph, without whitespace."""
    breaks = paragraph_breaks(doc.text)
    paragraph: list[int] = []
    for token in doc:
        if not token.is_space:
            paragraph.append(token.i)
        elif paragraph and any(offset in breaks for offset in range(token.idx, token.idx + len(token))):
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def cut_paragraph(doc: Doc, tokens: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """Cut where a sentence seems to end, so that no part has more than `LONGEST` pieces."""
    start, size, likely = 0, 0, 0
    for place, pieces in enumerate(sizes):
        if size + pieces > LONGEST:
            end = likely if likely > start else place
            yield list(tokens[start:end])
            start, size = end, sum(sizes[end:place])
        size += pieces
        if is_likely_end(doc, tokens, place):
            likely = place + 1
    yield list(tokens[start:])


def is_likely_end(doc: Doc, tokens: Sequence[int], place: int) -> bool:
    """Tell whether a sentence seems to end at this place."""
    if place + 1 >= len(tokens):
        return False
    here, after = doc[tokens[place]], doc[tokens[place + 1]]
    if after.text in CLOSING or after.is_lower:
        return False
    return here.text in FINAL or (here.text in CLOSING and place > 0 and doc[tokens[place - 1]].text in FINAL)


def encode_tokens(doc: Doc, pieces: Pieces) -> list[tuple[int, ...]]:
    """Return the pieces of every token."""
    spaces = [bool(token.whitespace_) or token.is_space for token in doc]
    return pieces.encode((token.text for token in doc), [True, *spaces][: len(doc)])
