"""Resolved articles for the tests of the stores: made by hand or by hypothesis."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from graphbuild.languages.loader import load_relations
from graphbuild.model import Actor, Article, Evidence, ResolvedArticle, fingerprint

RELATIONS = ("CALLS", "MEETS", "CRITICIZES", "RELATED")
TRUMP = Actor("Q22686", "Donald Trump", "person", aliases=("Trump",), wikidata="Q22686")
MACRON = Actor("Q3052772", "Emmanuel Macron", "person", name_de="Emmanuel Macron", wikidata="Q3052772")
FRANCE = Actor("Q142", "France", "country", name_de="Frankreich", description="state in Europe")
NATO = Actor("Q7184", "NATO", "organization")
MUELLER = Actor("mueller.person@1", "Müller", "person", partial=True)
ACTORS = (TRUMP, MACRON, FRANCE, NATO, MUELLER)


def make_evidence(
    article: str, subject: Actor, relation: str, object_: Actor, *, start: int = 0, **changes: object
) -> Evidence:
    """One piece of evidence, its ends in the arrow's order."""
    row = load_relations()[relation]
    if row.symmetric and subject.id > object_.id:
        subject, object_ = object_, subject
    evidence = Evidence(
        id=fingerprint(article, subject.id, relation, object_.id, start),
        relationship=fingerprint(subject.id, relation, object_.id),
        subject=subject.id,
        relation=relation,
        object=object_.id,
        text=f"{subject.name} … {object_.name}.",
        start_char=start,
        end_char=start + 20,
        subject_text=subject.name,
        object_text=object_.name,
        subject_via="name",
        object_via="name",
        predicate=relation.lower(),
        rules=("subject", "object"),
        event_type=row.event_type,
        quad_class=row.quad_class,
        symmetric=row.symmetric,
        polarity="positive",
        modality="asserted",
        attribution=None,
        attributed_to=None,
        event_date=None,
        published="2025-07",
        date_from="2025-07-01",
        date_to="2025-07-31",
        confidence=0.9,
    )
    return replace(evidence, **changes)  # type: ignore[arg-type]


def make_article(
    name: str,
    evidence: Sequence[Evidence] = (),
    *,
    mentions: dict[str, int] | None = None,
    reprint_of: str | None = None,
    actors: Sequence[Actor] = ACTORS,
) -> ResolvedArticle:
    """A resolved article that holds this evidence; its version follows from everything in it."""
    ids = {id_ for e in evidence for id_ in (e.subject, e.object, e.attributed_to) if id_}
    counts = dict.fromkeys(sorted(ids), 1) | (mentions or {})
    held = tuple(actor for actor in actors if actor.id in ids | counts.keys())
    article = Article(name, f"{name}.txt", f"Text of {name}", "de", "2025-07", f"Title of {name}")
    version = fingerprint(article, *evidence, *held, *sorted(counts.items()), reprint_of)
    return ResolvedArticle(article, "2025-08-01", held, tuple(evidence), counts, reprint_of, version)


def say(name: str, *said: tuple[Actor, str, Actor], **changes: object) -> ResolvedArticle:
    """An article with one sentence for each of the things said."""
    return make_article(
        name, [make_evidence(name, *one, start=number * 100, **changes) for number, one in enumerate(said)]
    )


@st.composite
def resolved_articles(draw: st.DrawFn, name: str) -> ResolvedArticle:
    """Any article between five actors and four relations, with every modality and odd characters."""
    odd = st.text(max_size=8)
    days = st.sampled_from(["2024-12-31", "2025-07-05", "2025-07-31"])
    evidence = {}
    for number in range(draw(st.integers(0, 4))):
        subject, object_ = draw(st.lists(st.sampled_from(ACTORS), min_size=2, max_size=2, unique=True))
        speaker = draw(st.none() | st.sampled_from(ACTORS))
        made = make_evidence(
            name,
            subject,
            draw(st.sampled_from(RELATIONS)),
            object_,
            start=number,
            text=draw(odd),
            predicate=draw(st.sampled_from(["anrufen", "call", "treffen", "süß"])),
            polarity=draw(st.sampled_from(["positive", "negative"])),
            modality=draw(
                st.sampled_from(["asserted", "planned", "possible", "conditional", "requested", "alleged"])
            ),
            attribution=speaker and speaker.name,
            attributed_to=speaker and speaker.id,
            date_from=draw(st.none() | days),
            date_to=draw(st.none() | days),
            confidence=draw(st.floats(0, 1)),
            independent=draw(st.booleans()),
        )
        evidence[made.id] = made
    mentions = draw(
        st.dictionaries(st.sampled_from([actor.id for actor in ACTORS]), st.integers(1, 9), max_size=3)
    )
    return make_article(name, list(evidence.values()), mentions=mentions)


@st.composite
def corpora(draw: st.DrawFn) -> list[ResolvedArticle]:
    """A few articles with different names; some say that they repeat the first."""
    articles = [draw(resolved_articles(f"article{number}")) for number in range(draw(st.integers(1, 5)))]
    first = articles[0].article.id
    return articles[:1] + [
        replace(article, reprint_of=first, version=article.version + "r") if draw(st.booleans()) else article
        for article in articles[1:]
    ]
