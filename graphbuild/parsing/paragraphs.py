"""A pipeline component: a new paragraph begins a new sentence, headlines without a full stop too."""

import re

from spacy.language import Language
from spacy.tokens import Doc

WRAPPED_WIDTH = 100
WRAPPED_SHARE = 0.6


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
    lines = [line for line in text.split("\n") if line.strip()]
    inner = [line for line in lines[:-1] if len(line) <= WRAPPED_WIDTH and line.rstrip()[-1:].isalpha()]
    is_wrapped = len(lines) > 3 and len(inner) >= WRAPPED_SHARE * len(lines)
    pattern = r"\n\s*\n" if is_wrapped else r"\n"
    return {match.start() for match in re.finditer(pattern, text)}
