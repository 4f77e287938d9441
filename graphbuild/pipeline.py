"""The whole flow: folder → articles → triples → record → actors → graph → answers and files.

Everything that the command line does is here as a function; nothing prints. spaCy and the stores
are imported where they are used, so that `--help` is instant.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from graphbuild.errors import ReadingError
from graphbuild.model import Article, Extraction, LanguageCode, Skipped, Triple, fingerprint
from graphbuild.parse_key import parse_key
from graphbuild.reading import check_date, read_articles, relative_path
from graphbuild.running import Pipelines, extract_articles
from graphbuild.workspace import WORKSPACE, open_graph, open_record, remember_folders, remember_settings

if TYPE_CHECKING:
    import networkx as nx

    from graphbuild.record import Record
    from graphbuild.storing import Store

logger = logging.getLogger(__name__)
TOO_LONG = 1_000_000
Paths = Iterable[str | Path]
Progress = Callable[[str, int, int | None], None]


def say_nothing(step: str, done: int, of: int | None) -> None:
    """Take a report of progress: the step, how many are done, of how many if that is known."""


def is_sure(number: int) -> bool:
    """Agree to forget that many articles."""
    return number > 0


@dataclass(slots=True)
class LoadSummary:
    """What a load read, found and wrote. `store` names the store; actors and arrows are what it holds."""

    read: int = 0
    new: int = 0
    unchanged: int = 0
    forgotten: int = 0
    sentences: int = 0
    triples: int = 0
    written: int = 0
    actors: int = 0
    arrows: int = 0
    store: str = ""
    skipped: list[Skipped] = field(default_factory=list)


def load(
    paths: str | Path | Paths,
    *,
    workspace: str | Path = WORKSPACE,
    store: str | None = None,
    published: str | None = None,
    language: LanguageCode | None = None,
    workers: int = 1,
    min_confidence: float | None = None,
    count_reprints: bool | None = None,
    again: bool = False,
    prune: bool = False,
    confirm: Callable[[int], bool] = is_sure,
    dry_run: bool = False,
    pipelines: Pipelines | None = None,
    progress: Progress = say_nothing,
) -> LoadSummary:
    """Read articles, find who did what to whom, and bring the graph up to date.

    Args:
        paths: files and folders.
        workspace: where the record is kept; made if it isn't there.
        store: "embedded" or a Neo4j address; by default the one used last.
        published: the date of all these articles, whatever they say.
        language: their language, if it needn't be detected.
        workers: in how many processes to parse.
        min_confidence: triples below it stay out of the graph; remembered.
        count_reprints: whether what a reprint repeats counts; remembered.
        again: extract anew what the record holds of these paths, from the stored texts.
        prune: forget articles read from under these paths whose files are gone.
        confirm: asked, with their number, before they are forgotten.
        dry_run: write nothing.
        pipelines: other spaCy pipelines, by language.
        progress: called now and then.
    """
    given, chosen, summary = as_list(paths), pipelines or {}, LoadSummary()
    with open_record(workspace, create=True, dry_run=dry_run) as record:
        articles = read_known(given, summary, published=published, language=language)
        fresh = choose_fresh(record, articles, summary, chosen, dry_run=dry_run)
        stored = stored_articles(record, given) if again else iter(())
        for extraction in extract_articles(chain(stored, fresh), pipelines=chosen, workers=workers):
            count_extraction(summary, extraction)
            progress("reading", summary.read, None)
            if not dry_run:
                record.add(extraction, parse_key(extraction.article, chosen))
        if not dry_run:
            missing = find_missing(record, given) if prune else []
            if missing and confirm(len(missing)):
                record.forget_copies(missing)
                summary.forgotten = len(missing)
            remember_folders(record, given)
            remember_settings(record, min_confidence=min_confidence, count_reprints=count_reprints)
            update_graph(record, store, summary, progress)
    return summary


def read_known(
    paths: Paths, summary: LoadSummary, *, published: str | None, language: str | None
) -> Iterator[Article]:
    """Read articles in a language that graphbuild knows; note what is skipped and why."""
    from graphbuild.parsing import with_language

    for found in read_articles(paths, published=published, language=language):
        article = found if isinstance(found, Skipped) else with_language(found)
        if isinstance(article, Skipped):
            skip(summary, article)
        elif article.language is None:
            skip(summary, Skipped(article.path, "neither German nor English, or too short to tell"))
        elif len(article.text) > TOO_LONG:
            skip(summary, Skipped(article.path, f"longer than {TOO_LONG:,} characters"))
        else:
            summary.read += 1
            yield article


def skip(summary: LoadSummary, skipped: Skipped) -> None:
    """Note what is skipped and why."""
    logger.debug("skipped %s: %s", skipped.path, skipped.reason)
    summary.skipped.append(skipped)


def choose_fresh(
    record: "Record",
    articles: Iterable[Article],
    summary: LoadSummary,
    pipelines: Pipelines,
    *,
    dry_run: bool,
) -> Iterator[Article]:
    """Yield the articles that the record doesn't know; of the others it notes where they were read."""
    for article in articles:
        key = parse_key(article, pipelines)
        if record.has(key) if dry_run else record.add_path(article, key):
            summary.unchanged += 1
        else:
            yield article


def stored_articles(record: "Record", paths: Paths) -> Iterator[Article]:
    """Yield what the record holds of some paths, as it was read."""
    wanted = set(record.paths_under(map(Path, paths)))
    return (article for article in record.copies() if article.path in wanted)


def find_missing(record: "Record", paths: Paths) -> list[str]:
    """List the recorded paths under some folders whose files are gone."""
    under = record.paths_under(Path(path).expanduser() for path in paths)
    return [path for path in under if not any(part.exists() for part in (Path(path), *archive_of(path)))]


def archive_of(path: str) -> Iterator[Path]:
    """Yield the file that a recorded path lies in: "rows.csv" of "rows.csv#3", "a.zip" of "a.zip/b.txt"."""
    yield from (parent for parent in Path(path).parents if parent.is_file())
    yield Path(path.rpartition("#")[0] or path)


def count_extraction(summary: LoadSummary, extraction: Extraction) -> None:
    """Add one extraction to the sums."""
    summary.new += 1
    summary.sentences += extraction.sentences
    summary.triples += len(extraction.triples)


def update_graph(
    record: "Record", store: str | None, summary: LoadSummary, progress: Progress, *, anew: bool = False
) -> None:
    """Bring a store to the record and count what it holds."""
    from graphbuild.updating import Resolver, update_store

    with open_graph(record.workspace, store, write=True, anew=anew) as graph_store:
        resolver = Resolver.of(record)
        summary.written = update_store(resolver, graph_store, progress=partial(progress, "storing"))
        summary.store = str(graph_store)
        summary.actors, summary.arrows = count_graph(graph_store)


COUNTS = """
MATCH (a:Actor)
OPTIONAL MATCH (a)-[r]->(:Actor)
RETURN count(DISTINCT a) AS actors, count(r) AS arrows
"""


def count_graph(graph_store: "Store") -> tuple[int, int]:
    """Count the actors and arrows of a graph."""
    (row,) = graph_store.rows(COUNTS, {})
    return row["actors"], row["arrows"]


def extract(text: str, *, language: LanguageCode | None = None, published: str | None = None) -> list[Triple]:
    """Find who did what to whom in a text; the mentions know their actors.

    Example: "Trump hat Macron angerufen." → [Triple(… relation="CALLS" …)]

    Raises:
        ReadingError: the language is neither given nor German nor English.
    """
    return list(extract_text(text, language=language, published=published).triples)


def extract_text(text: str, *, language: LanguageCode | None, published: str | None) -> Extraction:
    """Extract everything that a text says, with actors on its mentions."""
    return resolve(next(extract_articles([prepare_text(text, language, published)])))


def prepare_text(text: str, language: LanguageCode | None, published: str | None) -> Article:
    """Make an article of a text."""
    from graphbuild.parsing import with_language

    date = check_date(published)
    article = with_language(Article(fingerprint(text), "text", text, language=language, published=date))
    if article.language is None:
        hint = "name its language (--language de or en)"
        raise ReadingError(f"the text is neither German nor English, or too short to tell: {hint}")
    return article


def resolve(extraction: Extraction) -> Extraction:
    """Find the actors of an extraction, from the catalogue alone."""
    from graphbuild.resolving import load_catalogue, resolve_actors

    return resolve_actors(extraction, load_catalogue())


def extract_files(
    paths: str | Path | Paths,
    summary: LoadSummary,
    *,
    published: str | None = None,
    language: LanguageCode | None = None,
    workers: int = 1,
    pipelines: Pipelines | None = None,
) -> Iterator[Extraction]:
    """Extract what every file says, copies too, with actors; paths are relative to what was given."""
    given = as_list(paths)
    articles = read_known(given, summary, published=published, language=language)
    for extraction in extract_articles(articles, pipelines=pipelines, workers=workers):
        count_extraction(summary, extraction)
        shown = relative_path(extraction.article.path, given)
        yield resolve(replace(extraction, article=replace(extraction.article, path=shown)))


def extract_lines(
    paths: str | Path | Paths, *, language: LanguageCode | None = None
) -> Iterator[tuple[int, str, str, str]]:
    """Yield (line, subject, relation, object) in surface words; every line of the files is a sentence."""
    from graphbuild.extracting import extract_open
    from graphbuild.parsing import parse_articles, with_language
    from graphbuild.reading import read_lines

    lines = read_lines(as_list(paths))
    known = with_language(Article("", "", "\n".join(lines), language=language)).language
    if known is None:
        raise ReadingError("the sentences are neither German nor English: name their language")
    sentences = (Article(str(number), "", line, language=known) for number, line in enumerate(lines, 1))
    for article, doc in parse_articles(sentence for sentence in sentences if sentence.text.strip()):
        for subject, relation, object_ in extract_open(doc, known):
            yield int(article.id), subject, relation, object_


def graph(
    *,
    workspace: str | Path = WORKSPACE,
    store: str | None = None,
    actors: Collection[str] = (),
    depth: int = 1,
    relations: Collection[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    names: Literal["de", "en"] = "en",
) -> "nx.MultiDiGraph[str]":
    """Return the graph, or a part of it, for NetworkX."""
    from graphbuild.asking import find_actor
    from graphbuild.exporting import read_graph
    from graphbuild.querying import as_day

    with open_graph(workspace, store) as graph_store:
        return read_graph(
            graph_store,
            actors=[find_actor(graph_store, actor) for actor in actors],
            depth=depth,
            relations=relations,
            since=as_day(since) if since else None,
            until=as_day(until, last=True) if until else None,
            names=names,
        )


def forget(
    paths: str | Path | Paths, *, workspace: str | Path = WORKSPACE, store: str | None = None
) -> LoadSummary:
    """Take articles back out of record and graph: files, or all read from under folders."""
    summary = LoadSummary()
    with open_record(workspace) as record:
        copies = record.paths_under(Path(path).expanduser() for path in as_list(paths))
        record.forget_copies(copies)
        summary.forgotten = len(copies)
        update_graph(record, store, summary, say_nothing)
    return summary


def rebuild(
    *, workspace: str | Path = WORKSPACE, store: str | None = None, progress: Progress = say_nothing
) -> LoadSummary:
    """Make the graph again from the record, from nothing."""
    summary = LoadSummary()
    with open_record(workspace) as record:
        update_graph(record, store, summary, progress, anew=True)
    return summary


def as_list(paths: str | Path | Paths) -> list[str | Path]:
    """Take one path or several."""
    return [paths] if isinstance(paths, str | Path) else list(paths)
