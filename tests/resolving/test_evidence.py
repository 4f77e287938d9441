"""What a store holds of an article."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graphbuild.model import fingerprint
from graphbuild.resolving import load_catalogue, resolve_actors, to_resolved_article
from tests.resolving.conftest import article_of, name, nominal, pronoun, with_triples


def resolved(*rows, mentions=(), published="2025-07", **values):
    mentions = mentions or (name("Emmanuel Macron"), name("Donald Trump"), pronoun("man"))
    extraction = with_triples(article_of(*mentions, published=published), *rows, **values)
    return resolve_actors(extraction, load_catalogue())


def stored(*rows, **values):
    return to_resolved_article(resolved(*rows, **values), added="2025-07-06T10:00:00")


def test_evidence_points_at_its_arrow():
    """An arrow's id is its subject, relation and object; its dates are what the article's can mean."""
    (evidence,) = stored((0, "CALLS", 1)).evidence
    assert (evidence.subject, evidence.relation, evidence.object) == ("Q3052772", "CALLS", "Q22686")
    assert evidence.relationship == fingerprint("Q3052772", "CALLS", "Q22686")
    assert (evidence.date_from, evidence.date_to) == ("2025-07-01", "2025-07-31")
    assert (evidence.event_type, evidence.quad_class, evidence.symmetric) == ("CONSULT", 1, False)
    assert evidence.subject_via == "name"


def test_a_symmetric_arrow_has_one_direction():
    """Macron meets Trump and Trump meets Macron are one arrow, its ends in the order of their ids."""
    (one,) = stored((0, "MEETS", 1)).evidence
    (other,) = stored((1, "MEETS", 0)).evidence
    assert one.relationship == other.relationship
    assert (other.subject, other.object) == ("Q22686", "Q3052772")
    assert other.subject_text == "Donald Trump"


def test_an_event_date_comes_before_the_publication():
    """What the text says of the day counts, not when it was printed."""
    (evidence,) = stored((0, "CALLS", 1), event_date="2025-03").evidence
    assert (evidence.date_from, evidence.date_to) == ("2025-03-01", "2025-03-31")
    (undated,) = stored((0, "CALLS", 1), published=None).evidence
    assert (undated.date_from, undated.date_to) == (None, None)


def test_what_makes_no_arrow_stays_in_the_record():
    """No actor, the same actor twice, or too little confidence: no evidence."""
    assert stored((0, "CALLS", 2)).evidence == ()
    assert stored((0, "CALLS", 0)).evidence == ()
    assert stored((0, "CALLS", 1), confidence=0.49).evidence == ()
    kept = to_resolved_article(resolved((0, "CALLS", 1), confidence=0.3), added="2025", min_confidence=0.2)
    assert len(kept.evidence) == 1


def test_actors_and_mentions_are_counted():
    """Every actor of the article is held, with its number of mentions."""
    mentions = (name("Donald Trump", chain=1), pronoun("er", chain=1), name("Kiew", "place"))
    article = stored(mentions=mentions)
    assert article.mentions == {"Q22686": 2, "Q212": 1}
    assert [actor.id for actor in article.actors] == ["Q212", "Q22686"]


def test_attribution_is_evidence_too():
    """Who says so is kept with the evidence."""
    extraction = resolved(
        (0, "CALLS", 1), mentions=(name("Macron"), name("Trump"), name("Politico", "organization"))
    )
    quoted = tuple(replace(t, attribution=extraction.mentions[2]) for t in extraction.triples)
    article = to_resolved_article(replace(extraction, triples=quoted), added="2025")
    (evidence,) = article.evidence
    assert (evidence.attribution, evidence.attributed_to) == ("Politico", "Q3109740")


def test_what_counts_is_told():
    """Everything counts, unless it is told what does."""
    extraction = resolved((0, "CALLS", 1), (0, "CALLS", 1))
    article = to_resolved_article(extraction, added="2025")
    assert [evidence.independent for evidence in article.evidence] == [True, True]
    none = to_resolved_article(extraction, added="2025", independent=frozenset())
    assert not any(evidence.independent for evidence in none.evidence)
    assert none.version != article.version


def test_the_version_is_a_hash_of_everything():
    """What is stored differently has another version; what is stored alike has the same."""
    article = stored((0, "CALLS", 1))
    assert stored((0, "CALLS", 1)).version == article.version
    assert stored((0, "CALLS", 1), modality="planned").version != article.version
    reprint = to_resolved_article(resolved((0, "CALLS", 1)), added="2025-07-06T10:00:00", reprint_of="x")
    assert reprint.version != article.version


@given(st.permutations([(0, "CALLS", 1), (1, "MEETS", 0), (1, "CRITICIZES", 0)]))
def test_the_order_of_the_triples_does_not_matter(rows):
    """Evidence stands in the order of the text, whatever order the triples came in."""
    extraction = resolved((0, "CALLS", 1), (1, "MEETS", 0), (1, "CRITICIZES", 0))
    by_row = {(t.subject.text, t.relation): t for t in extraction.triples}
    shuffled = tuple(by_row[extraction.mentions[who].text, relation] for who, relation, _ in rows)
    one = to_resolved_article(extraction, added="2025")
    assert to_resolved_article(replace(extraction, triples=shuffled), added="2025") == one


def test_an_open_office_is_evidence_of_its_own():
    """An office that stays open makes an arrow, with an actor of this article alone."""
    mentions = (nominal("der französische Präsident", "Präsident", "französisch"), name("Donald Trump"))
    (evidence,) = stored((0, "CALLS", 1), mentions=mentions, published=None).evidence
    assert evidence.subject.startswith("president-of-france.person@")
