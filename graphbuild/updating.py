"""Record + catalogue + decisions → a store that holds exactly what follows from them.

Compares versions: takes out what is gone or differs, puts in what is new. An interrupted update
goes on where it stopped, and a second one writes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from graphbuild.model import Extraction, ResolvedArticle
from graphbuild.reading import relative_path
from graphbuild.record import Record, choose_independent
from graphbuild.resolving import (
    Catalogue,
    Decisions,
    load_catalogue,
    load_decisions,
    resolve_actors,
    to_resolved_article,
)
from graphbuild.workspace import DECISIONS, Settings, folders_of, settings_of


class Holds(Protocol):
    """What a store does for an update."""

    def versions(self) -> Mapping[str, str]:
        """Return article id → version of what it holds."""

    def put(self, articles: Iterable[ResolvedArticle]) -> int:
        """Write articles in place of what it holds of them; return how many were written."""

    def remove(self, ids: Iterable[str]) -> int:
        """Take articles out; return how many were there."""


@dataclass(frozen=True, slots=True)
class Resolver:
    """Makes what a store holds of each article of a record."""

    record: Record
    catalogue: Catalogue
    decisions: Decisions
    settings: Settings
    folders: Sequence[str]

    @classmethod
    def of(cls, record: Record) -> "Resolver":
        """Load the catalogue and what the workspace remembers: decisions, settings, folders."""
        decisions = load_decisions(record.workspace / DECISIONS)
        return cls(record, load_catalogue(), decisions, settings_of(record), folders_of(record))

    def resolve_all(self) -> Iterator[ResolvedArticle]:
        """Yield every article of the record, reprints together after the one they repeat."""
        groups = {member: group.members for group in self.record.reprints() for member in group.members}
        for article in self.record.ids():
            members = groups.get(article, [article])
            if article == members[0]:
                yield from self.resolve_group(members)

    def resolve_group(self, members: Sequence[str]) -> Iterator[ResolvedArticle]:
        """Yield an article and its reprints; what an article or a reprint says again counts once."""
        extractions = [self.resolve(article) for article in members]
        finished = [self.finish(each) for each in extractions]
        evidence = [each.evidence for each in finished]
        counted_together = [[each] for each in evidence] if self.settings.count_reprints else [evidence]
        independent = frozenset().union(*map(choose_independent, counted_together))
        repeated = {item.id for said in evidence for item in said} - independent
        for number, (extraction, whole) in enumerate(zip(extractions, finished, strict=True)):
            is_whole = number == 0 and not repeated
            yield whole if is_whole else self.finish(extraction, members[0] if number else None, independent)

    def resolve(self, article: str) -> Extraction:
        """Read an article's extraction with its path as shown, and find its actors."""
        extraction = self.record.extraction(article)
        shown = relative_path(extraction.article.path, self.folders)
        extraction = replace(extraction, article=replace(extraction.article, path=shown))
        return resolve_actors(extraction, self.catalogue, self.decisions)

    def finish(
        self, extraction: Extraction, reprint_of: str | None = None, independent: frozenset[str] | None = None
    ) -> ResolvedArticle:
        """Make what a store holds of one article."""
        return to_resolved_article(
            extraction,
            added=self.record.added(extraction.article.id),
            reprint_of=reprint_of,
            independent=independent,
            min_confidence=self.settings.min_confidence,
            decisions=self.decisions,
        )


def update_store(
    resolver: Resolver, store: Holds, *, progress: Callable[[int, int], None] | None = None
) -> int:
    """Bring a store to its record; return how many articles were written or taken out."""
    held = store.versions()
    wanted = resolver.record.ids()
    removed = store.remove(sorted(held.keys() - set(wanted)))

    def fresh() -> Iterator[ResolvedArticle]:
        for number, article in enumerate(resolver.resolve_all(), 1):
            if held.get(article.article.id) != article.version:
                yield article
            if progress:
                progress(number, len(wanted))

    return removed + store.put(fresh())
