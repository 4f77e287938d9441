"""What the network says of a text's tokens → the annotations of a spaCy `Doc`.

Lemmas come from the best rule that fits the form; a separated particle is put in front of its verb.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.symbols import IDS
from spacy.tokens import Doc, Span

from graphbuild.languages import LANGUAGES
from graphbuild.languages.verbs import english_fallback, find_infinitives, read_verbs
from graphbuild.model import LanguageCode
from graphbuild.parsing.encoder.labels import Labels
from graphbuild.parsing.encoder.lemma_rules import apply_rule

Numbers = npt.NDArray[np.int64]
SPACE_TAG = "_SP"
PARTICLE = "compound:prt"


@dataclass
class Parse:
    """Numbers of labels for every token; -1 for whitespace, which is in no window."""

    heads: Numbers
    deps: Numbers
    upos: Numbers
    xpos: Numbers
    feats: Numbers
    rules: Numbers
    names: list[tuple[int, int, str]]

    @classmethod
    def empty(cls, size: int, feats: int) -> "Parse":
        """Make a parse in which nothing is known yet."""
        unknown = np.full(size, -1, np.int64)
        return cls(
            heads=unknown.copy(),
            deps=unknown.copy(),
            upos=unknown.copy(),
            xpos=unknown.copy(),
            feats=np.zeros((size, feats), np.int64),
            rules=np.full((size, 3), -1, np.int64),
            names=[],
        )


def write_parse(doc: Doc, parse: Parse, labels: Labels, language: str) -> None:
    """Enter tags, features, lemmas, trees and names."""
    strings = doc.vocab.strings
    is_space = parse.upos < 0
    attach_spaces(parse.heads, is_space)
    pos = np.array([IDS[label] for label in (*labels.upos, "SPACE")], np.uint64)[parse.upos]
    tag = np.array([strings.add(label) for label in (*labels.xpos, SPACE_TAG)], np.uint64)[parse.xpos]
    dep = np.array([strings.add(label) for label in (*labels.deps, "dep")], np.uint64)[parse.deps]
    lemmas = find_lemmas([token.text for token in doc], parse, labels, language)
    lemma = np.array([strings.add(text) for text in lemmas], np.uint64)
    offsets = (parse.heads - np.arange(len(doc))).astype(np.int64).view(np.uint64)
    columns: Any = np.stack([tag, pos, lemma, dep, offsets], axis=1)
    doc.from_array([TAG, POS, LEMMA, DEP, HEAD], columns)
    features = FeatureNames(labels)
    token: Any
    for token, values in zip(doc, map(tuple, parse.feats.tolist()), strict=True):
        if any(values):
            token.set_morph(features(values))
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in sorted(parse.names)]


def attach_spaces(heads: Numbers, is_space: npt.NDArray[np.bool_]) -> None:
    """Attach whitespace to the word before it, at the very beginning to the first word."""
    words = np.flatnonzero(~is_space)
    for place in np.flatnonzero(is_space):
        before = words[np.searchsorted(words, place) - 1] if len(words) and words[0] < place else None
        heads[place] = before if before is not None else (words[0] if len(words) else 0)


class FeatureNames:
    """From numbers of values to `Case=Nom|Number=Sing`."""

    def __init__(self, labels: Labels) -> None:
        self.items = [
            [f"{key}={value}" if value else "" for value in values] for key, values in labels.feats.items()
        ]
        self.known: dict[tuple[int, ...], str] = {}

    def __call__(self, values: tuple[int, ...]) -> str:
        """Return the text of a word's values."""
        if values not in self.known:
            parts = (items[value] for items, value in zip(self.items, values, strict=True))
            self.known[values] = "|".join(filter(None, parts))
        return self.known[values]


def find_lemmas(forms: Sequence[str], parse: Parse, labels: Labels, language: str) -> list[str]:
    """Return the lemma of every token.

    Example: "Trump rief Macron an" → Trump, anrufen, Macron, an
    """
    verbal = [number for number, tag in enumerate(labels.xpos) if tag.startswith("VV")]
    is_verb = np.isin(parse.upos, [labels.upos.index(label) for label in ("VERB", "AUX")])
    is_verb |= np.isin(parse.xpos, verbal)  # a German participle is an adjective to some treebanks
    lemmas = [
        lemmatise(form, [labels.lemma[rule] for rule in rules if rule >= 0], language if verb else None)
        for form, rules, verb in zip(forms, parse.rules.tolist(), is_verb.tolist(), strict=True)
    ]
    if language == "de" and PARTICLE in labels.deps:
        particles: dict[int, list[str]] = {}
        for place in np.flatnonzero(parse.deps == labels.deps.index(PARTICLE)).tolist():
            particles.setdefault(int(parse.heads[place]), []).append(forms[place].lower())
        for verb, found in particles.items():
            lemmas[verb] = join_particle(found, lemmas[verb])
    return lemmas


def join_particle(particles: Sequence[str], lemma: str) -> str:
    """Put a particle in front of a verb; of several the last that gives a verb there is, else the last.

    Example: "standen ihm von Anfang an bei" → beistehen
    """
    joined = [particle + lemma for particle in particles[::-1]]
    known = read_verbs("de").infinitives
    return next((verb for verb in joined if verb in known), joined[0])


def lemmatise(form: str, rules: Sequence[str], verb: str | None) -> str:
    """Apply the first rule that fits; of a verb of a language, the first that gives a verb there is.

    Example: "riet" → raten, whatever the network makes of so rare a form
    """
    lemmas = [lemma for rule in rules if (lemma := apply_rule(form, rule))] or [form]
    if verb not in LANGUAGES:
        return lemmas[0]
    infinitives = known_infinitives(form.lower(), verb)
    unknown = english_fallback(form.lower()) if verb == "en" and not infinitives else None
    chosen = next((lemma for lemma in lemmas if lemma in infinitives), None)
    return chosen or (*infinitives, unknown or lemmas[0])[0]


@lru_cache(maxsize=50_000)
def known_infinitives(form: str, language: LanguageCode) -> tuple[str, ...]:
    """Return the infinitives that a form can belong to."""
    return tuple(dict.fromkeys(find_infinitives(form, language)))
