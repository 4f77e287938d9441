"""Resolved triples → the evidence, actors and mentions that a store holds of one article.

An Extraction with actors comes in (from `resolve_actors`), a ResolvedArticle goes out. Triples
whose ends are no two different actors, or that are less sure than `min_confidence`, stay in the
record only. Next: storing.
"""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import replace

from graphbuild.languages.loader import load_relations
from graphbuild.model import Actor, Evidence, Extraction, Mention, ResolvedArticle, Triple, fingerprint
from graphbuild.resolving.days import first_day, last_day
from graphbuild.resolving.decisions import NO_DECISIONS, Decisions


def to_resolved_article(
    extraction: Extraction,
    *,
    added: str,
    reprint_of: str | None = None,
    independent: Container[str] | None = None,
    min_confidence: float = 0.5,
    decisions: Decisions = NO_DECISIONS,
) -> ResolvedArticle:
    """Turn an extraction with actors into what a store holds of its article.

    Args:
        extraction: what `resolve_actors` returned.
        added: when the article came into the record, ISO 8601.
        reprint_of: id of the article that this one repeats.
        independent: ids of the evidence that counts; by default all.
        min_confidence: triples below it make no evidence.
        decisions: rejected and relabelled arrows.
    """
    triples = [t for t in extraction.triples if t.confidence >= min_confidence]
    evidence = unique(make_evidence(triple, extraction, decisions) for triple in triples)
    if independent is not None:
        evidence = [replace(item, independent=item.id in independent) for item in evidence]
    mentions = count_mentions(extraction)
    held = {item for e in evidence for item in (e.subject, e.object, e.attributed_to)} | mentions.keys()
    actors = tuple(actor for id_, actor in sorted(find_actors(extraction).items()) if id_ in held)
    version = fingerprint(extraction.article, added, actors, *evidence, *sorted(mentions.items()), reprint_of)
    return ResolvedArticle(extraction.article, added, actors, tuple(evidence), mentions, reprint_of, version)


def make_evidence(triple: Triple, extraction: Extraction, decisions: Decisions) -> Evidence | None:
    """Make the evidence of a triple, or none if it makes no arrow.

    A symmetric relation is ordered by actor id: "Trump traf Macron" and "Macron traf Trump" are
    one arrow.
    """
    article = extraction.article
    subject, object_ = triple.subject, triple.object
    if subject.actor is None or object_.actor is None or subject.actor.id == object_.actor.id:
        return None
    if decisions.is_rejected(triple, article):
        return None
    relation = load_relations()[decisions.relation_of(triple, article)]
    if relation.symmetric and subject.actor.id > object_.actor.id:
        subject, object_ = object_, subject
    ends = actor_of(subject).id, relation.name, actor_of(object_).id
    speaker = triple.attribution
    date = triple.event_date if first_day(triple.event_date) else article.published
    return Evidence(
        id=triple.id,
        relationship=fingerprint(*ends),
        subject=ends[0],
        relation=relation.name,
        object=ends[2],
        text=triple.sentence,
        start_char=triple.start,
        end_char=triple.end,
        subject_text=subject.text,
        object_text=object_.text,
        subject_via=subject.via,
        object_via=object_.via,
        predicate=triple.predicate.lemma,
        rules=triple.rules,
        event_type=relation.event_type,
        quad_class=relation.quad_class,
        symmetric=relation.symmetric,
        polarity=triple.polarity,
        modality=triple.modality,
        attribution=speaker.text if speaker else None,
        attributed_to=speaker.actor.id if speaker and speaker.actor else None,
        event_date=triple.event_date,
        published=article.published,
        date_from=first_day(date),
        date_to=last_day(date),
        confidence=triple.confidence,
    )


def actor_of(mention: Mention) -> Actor:
    """Return the actor of a mention that is known to have one."""
    assert mention.actor is not None, mention
    return mention.actor


def unique(evidence: Iterable[Evidence | None]) -> list[Evidence]:
    """Keep one piece of evidence for each id, the surest, in the order of the text."""
    best: dict[str, Evidence] = {}
    for item in evidence:
        if item is not None and (item.id not in best or item.confidence > best[item.id].confidence):
            best[item.id] = item
    return sorted(best.values(), key=lambda item: (item.start_char, item.end_char, item.id))


def count_mentions(extraction: Extraction) -> dict[str, int]:
    """Count the mentions of each actor in the article, pronouns included, by actor id."""
    counts = Counter(mention.actor.id for mention in extraction.mentions if mention.actor is not None)
    return dict(sorted(counts.items()))


def find_actors(extraction: Extraction) -> dict[str, Actor]:
    """Collect the actors of all mentions, by id."""
    ends = (m for t in extraction.triples for m in (t.subject, t.object, t.attribution) if m is not None)
    return {m.actor.id: m.actor for m in (*extraction.mentions, *ends) if m.actor is not None}
