"""Where a sentence can't begin, whatever the network says: after a colon, after a title such as "Dr."."""

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

import graphbuild.languages

TABLE = Path(graphbuild.languages.__file__).with_name("abbreviations.toml")


@cache
def read_abbreviations(language: str) -> frozenset[str]:
    """Return the abbreviations after which no sentence ends."""
    return frozenset(tomllib.loads(TABLE.read_text(encoding="utf-8")).get(language, "").split())


def forbid_starts(doc: Doc, language: str) -> npt.NDArray[np.bool_]:
    """Tell of every token whether it can't begin a sentence, unless it begins a paragraph.

    Example: "Die ehem. Ministerin", "Prof. Dr. Meier", "Fest steht: Es wird teuer."
    """
    abbreviations = read_abbreviations(language)
    forbidden = np.zeros(len(doc), dtype=bool)
    words = [token for token in doc if not token.is_space]
    for before, (here, after) in zip([None, *words], pairwise(words), strict=False):
        text = here.text
        if text == "." and before is not None and not before.whitespace_:
            text = before.text + "."
        forbidden[after.i] = text == ":" or text in abbreviations
    return forbidden
