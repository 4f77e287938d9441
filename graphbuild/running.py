"""Articles → extractions, in this process or in several. Next: the record.

What a worker gets and gives back are plain dataclasses; parses never leave the process that made
them.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

from graphbuild.model import Article, Extraction, KnownName, LanguageCode
from graphbuild.parsing import batched

BATCH = 32
Pipelines = Mapping[LanguageCode, str | None]


@cache
def known_names(language: LanguageCode) -> Mapping[str, KnownName]:
    """Return the surface names that the catalogue knows; they help to find names in a text."""
    from graphbuild.resolving import load_catalogue

    return load_catalogue().known_names(language)


def extract_batch(articles: Iterable[Article], pipelines: Pipelines) -> list[Extraction]:
    """Parse some articles and extract what they say."""
    from graphbuild.extracting import extract_triples
    from graphbuild.parsing import parse_articles

    parsed = parse_articles(articles, pipelines=pipelines)
    return [extract_triples(article, doc, known_names(article.language or "en")) for article, doc in parsed]


def extract_articles(
    articles: Iterable[Article], *, pipelines: Pipelines | None = None, workers: int = 1
) -> Iterator[Extraction]:
    """Extract what articles say, in their order; each must know its language."""
    chosen = dict(pipelines or {})
    batches = batched(articles, BATCH)
    if workers <= 1:
        for batch in batches:
            yield from extract_batch(batch, chosen)
        return
    # "spawn": a forked copy of a process with threads (spaCy's, sqlite's) can hang.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running: deque[Future[list[Extraction]]] = deque()
        for batch in batches:
            running.append(pool.submit(extract_batch, batch, chosen))
            if len(running) > 2 * workers:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()
