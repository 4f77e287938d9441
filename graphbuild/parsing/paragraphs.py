"""A pipeline component: a new paragraph begins a new sentence, headlines without a full stop too."""

import re
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

WRAPPED_WIDTH = 100
WRAPPED_SHARE = 0.2
LONG_SHARE = 0.1
FEWEST_BREAKS = 3


@Language.component("graphbuild_paragraphs")
def end_sentences_at_paragraphs(doc: Doc) -> Doc:
    """Mark the first word after each paragraph break as a sentence start; the parser keeps to it."""
    breaks = paragraph_breaks(doc.text)
    if breaks:
        pending = False
        for token in doc:
            if token.is_space:
                inside = range(token.idx, token.idx + len(token))
                pending = pending or any(offset in breaks for offset in inside)
            elif pending:
                token.is_sent_start = True
                pending = False
    return doc


def paragraph_breaks(text: str) -> set[int]:
    """Return the offsets of paragraph breaks: blank lines, and single line ends unless lines are wrapped."""
    pattern = r"\n\s*\n" if is_wrapped(text) else r"\n"
    return {match.start() for match in re.finditer(pattern, text)}


def is_wrapped(text: str) -> bool:
    r"""Tell whether lines were broken at a fixed width: they are short, and sentences go on in the next.

    Example: "… haben die\nBergungskräfte damit begonnen, die\nentgleisten Waggons …"; not a list
    """
    lines = [line.strip() for line in text.split("\n")]
    followed = [pair for pair in pairwise(lines) if all(pair)]
    long = sum(len(line) > WRAPPED_WIDTH for line, _ in followed)
    if len(followed) < FEWEST_BREAKS or long > LONG_SHARE * len(followed):
        return False
    going_on = sum(following[0].islower() for _, following in followed)
    return going_on >= WRAPPED_SHARE * len(followed)
