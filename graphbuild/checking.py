"""Is everything in order? Pipelines, tables, record, store, and whether the graph follows the record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from graphbuild.errors import GraphbuildError
from graphbuild.languages import LANGUAGES
from graphbuild.model import LanguageCode
from graphbuild.workspace import WORKSPACE, open_graph, open_record


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether one thing is in order, in one line."""

    is_ok: bool
    text: str


def check(*, workspace: str | Path = WORKSPACE, store: str | None = None) -> Iterator[Finding]:
    """Check one thing after the other; what can't be checked is a finding too."""
    yield attempt("tables", check_tables)
    for language in LANGUAGES:
        yield attempt(f"pipeline {language}", partial(check_pipeline, language))
    yield attempt("record", lambda: check_record(workspace))
    yield attempt("graph", lambda: check_graph(workspace, store))


def attempt(name: str, run: Callable[[], Finding | str]) -> Finding:
    """Run a check; an error is its finding."""
    try:
        found = run()
    except GraphbuildError as error:
        return Finding(False, f"{name}: {error}")
    return found if isinstance(found, Finding) else Finding(True, f"{name}: {found}")


def check_tables() -> str:
    """Load every table."""
    from graphbuild.languages import load_language, load_relations
    from graphbuild.resolving import load_catalogue

    frames = sum(len(list(load_language(code).frames())) for code in LANGUAGES)
    return (
        f"{len(load_relations())} relations, {frames} predicates, {len(load_catalogue().actors)} known actors"
    )


def check_pipeline(language: LanguageCode) -> str:
    """Load a pipeline."""
    from graphbuild.parsing import load_pipeline

    meta = load_pipeline(language).meta
    return f"{meta['name']} {meta['version']}"


def check_record(workspace: str | Path) -> str:
    """Open the record and count."""
    with open_record(workspace) as record:
        counts = record.counts()
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def check_graph(workspace: str | Path, store: str | None) -> Finding:
    """Compare the graph with the record, and ask the store whether it is whole."""
    from graphbuild.updating import Resolver

    with open_record(workspace) as record, open_graph(workspace, store) as graph:
        held = graph.versions()
        wanted = {each.article.id: each.version for each in Resolver.of(record).resolve_all()}
        wrong = graph.check()
        name = str(graph)
    behind = sum(held.get(article) != version for article, version in wanted.items())
    behind += len(held.keys() - wanted)
    if behind:
        return Finding(
            False, f"graph: {name} is behind the record by {behind} articles; run: graphbuild rebuild"
        )
    if wrong:
        return Finding(False, f"graph: {name}: {'; '.join(wrong)}; run: graphbuild rebuild")
    return Finding(True, f"graph: {name} holds {len(held)} articles, as the record says")
