"""A small graph, written by hand, for the tests of questions, exports and answers."""

from pathlib import Path

from graphbuild.languages import load_relations
from graphbuild.model import Actor, Article, Evidence, ResolvedArticle, fingerprint
from graphbuild.storing import Store, open_store

ACTORS = {
    "Trump": Actor("Q22686", "Donald Trump", "person", "Donald Trump", ("Trump", "Mr. Trump"), "Q22686"),
    "Macron": Actor("Q3052772", "Emmanuel Macron", "person", "Emmanuel Macron", ("Macron",), "Q3052772"),
    "Putin": Actor("Q7747", "Vladimir Putin", "person", "Wladimir Putin", ("Putin",), "Q7747"),
    "Musk": Actor("Q317521", "Elon Musk", "person", "Elon Musk", (), "Q317521"),
    "France": Actor("Q142", "France", "country", "Frankreich", (), "Q142"),
    "Kelly": Actor("anna-kelly.person", "Anna Kelly", "person"),
}
# subject, relation, object, polarity, modality, first and last day, attribution
SAID = [
    ("Trump", "CALLS", "Macron", "positive", "asserted", "2025-07-01", "2025-07-31", "Politico"),
    ("Trump", "CALLS", "Macron", "positive", "asserted", "2025-05-01", "2025-05-01", None),
    ("Trump", "CALLS", "Macron", "negative", "asserted", None, None, None),
    ("Trump", "CALLS", "Putin", "positive", "planned", "2025-09-01", "2025-09-01", None),
    ("Putin", "CALLS", "Trump", "positive", "alleged", "2025-08-18", "2025-08-18", None),
    ("Trump", "MEETS", "Putin", "positive", "asserted", "2025-08-15", "2025-08-15", None),
    ("Macron", "MEETS", "Putin", "positive", "asserted", "2022-02-07", "2022-02-07", None),
    ("Trump", "CRITICIZES", "Musk", "positive", "asserted", "2025-06-05", "2025-06-05", None),
    ("Macron", "LEADS", "France", "positive", "asserted", None, None, None),
    ("Macron", "CRITICIZES", "Musk", "positive", "possible", "2025-01-06", "2025-01-06", None),
]


def make_evidence(article: str, number: int) -> Evidence:
    """Make the evidence of one line of `SAID`; its sentence is its number, as words."""
    who, relation, whom, polarity, modality, first, last, source = SAID[number]
    row = load_relations()[relation]
    ends = ACTORS[who].id, relation, ACTORS[whom].id
    return Evidence(
        id=f"e{number}",
        relationship=fingerprint(*ends),
        subject=ends[0],
        relation=relation,
        object=ends[2],
        text=f"Satz {number} <&> \x07 steht hier.",
        start_char=10 * number,
        end_char=10 * number + 9,
        subject_text=who,
        object_text=whom,
        subject_via="name",
        object_via="name",
        predicate=f"verb{number % 2}",
        rules=("subject", "object"),
        event_type=row.event_type,
        quad_class=row.quad_class,
        symmetric=row.symmetric,
        polarity=polarity,  # type: ignore[arg-type]
        modality=modality,  # type: ignore[arg-type]
        attribution=source,
        attributed_to=None,
        event_date=first,
        published=None,
        date_from=first,
        date_to=last,
        confidence=0.9,
    )


def make_articles() -> list[ResolvedArticle]:
    """Make two articles that hold what is said, half each; someone is only mentioned."""
    made = []
    for name, numbers in (("a", range(5)), ("b", range(5, len(SAID)))):
        text = f"Text {name}"
        evidence = tuple(make_evidence(text, number) for number in numbers)
        article = Article(fingerprint(text), f"{name}.txt", text, "de", "2025-09", f"Titel {name}")
        mentions = {actor.id: 1 for actor in ACTORS.values()}
        actors = tuple(ACTORS.values())
        made.append(ResolvedArticle(article, "2025-10-01", actors, evidence, mentions, None, f"v-{name}"))
    return made


def fill(workspace: Path, spec: str = "embedded") -> None:
    """Put the small graph into a store."""
    with open_store(spec, workspace, write=True, anew=True) as store:
        store.put(make_articles())


def open_small(workspace: Path, spec: str = "embedded") -> Store:
    """Open the small graph to read."""
    return open_store(spec, workspace, write=False)
