"""Hand-written extractions: mentions in their order, offsets counted, one chain each unless told."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from graphbuild.model import Article, Extraction, LanguageCode, Mention, Predicate, Triple, fingerprint
from graphbuild.resolving import Catalogue, load_catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


def name(text: str, kind: Any = "person", **values: Any) -> Mention:
    """A name; its place in the text is filled in by `article_of`."""
    return Mention(0, 0, text, kind, "name", **{"number": "Sing", "head": text, **values})


def nominal(text: str, head: str, *modifiers: str, kind: Any = "person", **values: Any) -> Mention:
    """A description without a name."""
    return Mention(
        0, 0, text, kind, "nominal", **{"number": "Sing", "head": head, "modifiers": modifiers, **values}
    )


def pronoun(text: str, **values: Any) -> Mention:
    return Mention(0, 0, text, None, "pronoun", **values)


def article_of(
    *mentions: Mention, published: str | None = "2025-07", language: LanguageCode = "de", text: str = ""
) -> Extraction:
    """An article that is made of its mentions; `chain` -1 (or 0, the default) is a chain of its own."""
    text = text or " | ".join(mention.text for mention in mentions)
    placed, position = [], 0
    for number, mention in enumerate(mentions, 1):
        start = text.index(mention.text, position)
        position = start + len(mention.text)
        placed.append(replace(mention, start=start, end=position, chain=mention.chain or 100 + number))
    article = Article(fingerprint(text, published), "a.txt", text, language=language, published=published)
    return Extraction(article, 1, tuple(placed), ())


def with_triples(extraction: Extraction, *rows: tuple[int, str, int], **values: Any) -> Extraction:
    """Add triples between mentions by their number: (0, "CALLS", 1)."""
    triples = []
    for number, (subject, relation, object_) in enumerate(rows):
        predicate = Predicate(number, number + 1, "x", "x")
        text = values.pop("sentence", extraction.article.text)
        triple = Triple(
            extraction.article.id,
            text,
            0,
            len(text),
            extraction.mentions[subject],
            predicate,
            relation,
            extraction.mentions[object_],
        )
        triples.append(replace(triple, **values))
    return replace(extraction, triples=tuple(triples))


@pytest.fixture
def resolve(catalogue: Catalogue) -> Callable[..., list[Any]]:
    """Resolve mentions of one article; returns their actors."""
    from graphbuild.resolving import resolve_actors

    def run(*mentions: Mention, **values: Any) -> list[Any]:
        return [
            mention.actor for mention in resolve_actors(article_of(*mentions, **values), catalogue).mentions
        ]

    return run
