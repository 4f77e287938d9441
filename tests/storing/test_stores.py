"""What every store promises, tried on each of them."""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from articles import FRANCE, MACRON, MUELLER, NATO, TRUMP, corpora, make_article, make_evidence, say
from graph_content import NewStore, arrow, content
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphbuild.errors import QuestionError
from graphbuild.model import ResolvedArticle
from graphbuild.storing import Store

few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(articles=corpora())
def test_load_twice_is_load_once(new_store: NewStore, articles: list[ResolvedArticle]) -> None:
    """A second load of the same articles writes nothing."""
    with new_store() as store:
        assert store.put(articles) == len(articles)
        before = content(store)
        assert store.put(articles) == 0
        assert content(store) == before
        assert store.versions() == {a.article.id: a.version for a in articles}


@few
@given(articles=corpora(), seed=st.integers(0, 99), data=st.data())
def test_any_order_and_batch(
    new_store: NewStore, articles: list[ResolvedArticle], seed: int, data: st.DataObject
) -> None:
    """Whatever the order and however many at a time, the same articles give the same graph."""
    shuffled = random.Random(seed).sample(articles, len(articles))
    with new_store() as store:
        store.put(articles)
        at_once = content(store)
        store.clear()
        while shuffled:
            size = data.draw(st.integers(1, len(shuffled)))
            store.put(shuffled[:size])
            shuffled = shuffled[size:]
        assert content(store) == at_once
        assert store.check() == []


@few
@given(articles=corpora(), more=corpora())
def test_forgetting_undoes_loading(
    new_store: NewStore, articles: list[ResolvedArticle], more: list[ResolvedArticle]
) -> None:
    """After articles are put in and taken out again, the graph is as before."""
    names = {a.article.id: f"other-{a.article.id}" for a in more}
    others = [_renamed(a, names) for a in more]
    with new_store() as store:
        store.put(articles)
        before = content(store)
        store.put(others)
        assert store.check() == []
        assert store.remove(a.article.id for a in others) == len(others)
        assert content(store) == before
        assert store.remove(a.article.id for a in articles) == len(articles)
        assert content(store) == set()


@few
@given(articles=corpora(), changed=corpora())
def test_a_changed_article_takes_the_place_of_the_old(
    new_store: NewStore, articles: list[ResolvedArticle], changed: list[ResolvedArticle]
) -> None:
    """Putting another version of an article leaves nothing of the old one."""
    with new_store() as store:
        store.put(changed)
        kept = {a.article.id for a in changed}
        store.remove(a.article.id for a in articles if a.article.id not in kept)
        expected = content(store)
        store.clear()
        store.put([a for a in articles if a.article.id in kept])
        store.put(changed)
        assert content(store) == expected
        assert store.check() == []


@pytest.mark.neo4j
@few
@given(articles=corpora())
def test_both_stores_hold_the_same(
    neo4j: Any, articles: list[ResolvedArticle], tmp_path_factory: Any
) -> None:
    """The embedded store and Neo4j hold the same nodes, relationships and properties."""
    from graphbuild.storing import open_store

    contents = []
    folder = tmp_path_factory.mktemp("workspace")
    for spec in ("embedded", neo4j.url):
        with open_store(spec, folder, write=True, anew=True) as store:
            store.put(articles)
            contents.append(content(store))
            store.clear()
    assert contents[0] == contents[1]


def _renamed(article: ResolvedArticle, names: dict[str, str]) -> ResolvedArticle:
    """The same article under another id, with evidence of its own."""
    id_ = names[article.article.id]
    evidence = tuple(replace(e, id=f"{id_}-{e.id}") for e in article.evidence)
    return replace(
        article,
        article=replace(article.article, id=id_),
        evidence=evidence,
        reprint_of=article.reprint_of and names[article.reprint_of],
    )


def test_counters_say_what_the_evidence_says(store: Store) -> None:
    """Each independent piece of evidence counts in exactly one way."""
    said = [
        {"attribution": "Politico"},
        {"date_from": "2025-05-01", "date_to": "2025-05-01"},
        {"modality": "planned", "predicate": "anrufen"},
        {"modality": "alleged", "predicate": "anrufen"},
        {"modality": "possible"},
        {"modality": "conditional"},
        {"modality": "requested"},
        {"polarity": "negative", "modality": "planned"},
        {"independent": False, "date_from": "1999-01-01", "predicate": "never"},
    ]
    evidence = [
        make_evidence("a", TRUMP, "CALLS", MACRON, start=number, **changes)
        for number, changes in enumerate(said)
    ]
    store.put([make_article("a", evidence)])
    counted = arrow(store, "CALLS")
    counts = {
        name: counted[name] for name in ("evidence", "asserted", "planned", "reported", "possible", "denied")
    }
    assert counts == {"evidence": 8, "asserted": 2, "planned": 1, "reported": 1, "possible": 3, "denied": 1}
    assert counted["attributed"] == 1
    assert (counted["first_date"], counted["last_date"]) == ("2025-05-01", "2025-07-31")
    assert counted["predicates"] == ["calls", "anrufen"]
    assert counted["confidence"] == 1.0


def test_confidence_is_the_chance_that_one_is_right(store: Store) -> None:
    """Two pieces of evidence that are each right in half of all cases: .75."""
    store.put(
        [
            say("a", (TRUMP, "CALLS", MACRON), confidence=0.5),
            say("b", (TRUMP, "CALLS", MACRON), confidence=0.5),
        ]
    )
    assert arrow(store, "CALLS")["confidence"] == 0.75


def test_a_symmetric_relation_is_one_arrow(store: Store) -> None:
    """ "Trump traf Macron" and "Macron traf Trump" are one arrow, and SUBJECT and OBJECT follow it."""
    store.put([say("a", (TRUMP, "MEETS", MACRON)), say("b", (MACRON, "MEETS", TRUMP))])
    met = arrow(store, "MEETS")
    assert (met["evidence"], met["symmetric"], met["start"], met["end"]) == (2, True, TRUMP.id, MACRON.id)
    ends = store.rows(
        "MATCH (s)<-[:SUBJECT]-(e:Evidence)-[:OBJECT]->(o) RETURN DISTINCT s.id AS subject, o.id AS object"
    )
    assert ends == [{"subject": TRUMP.id, "object": MACRON.id}]


def test_a_reprint_counts_once_and_says_what_it_repeats(store: Store) -> None:
    """Evidence that is not independent is there and isn't counted; the original may come later."""
    reprint = say("b", (TRUMP, "CALLS", MACRON), independent=False)
    store.put([replace(reprint, reprint_of="a", version="b of a")])
    assert store.versions() == {"a": "", "b": "b of a"}
    assert store.check() == ["1 articles are there in part, the first a; run: graphbuild rebuild"]
    store.put([say("a", (TRUMP, "CALLS", MACRON))])
    assert arrow(store, "CALLS")["evidence"] == 1
    assert store.rows("MATCH (b:Article)-[:REPRINT_OF]->(a:Article) RETURN b.id AS b, a.id AS a") == [
        {"b": "b", "a": "a"}
    ]
    assert store.check() == []


def test_an_actor_stays_while_anything_holds_it(store: Store) -> None:
    """Mentions and attributions hold actors as well as evidence does."""
    store.put(
        [
            say("a", (TRUMP, "CALLS", MACRON), attribution="NATO", attributed_to=NATO.id),
            make_article("b", mentions={FRANCE.id: 3, TRUMP.id: 1}),
        ]
    )
    assert _actors(store) == {"Donald Trump", "Emmanuel Macron", "France", "NATO"}
    store.remove(["a"])
    assert _actors(store) == {"Donald Trump", "France"}
    store.remove(["b"])
    assert _actors(store) == set()


def _actors(store: Store) -> set[str]:
    return {row["name"] for row in store.rows("MATCH (a:Actor) RETURN a.name AS name")}


def test_a_changed_kind_changes_the_label(store: Store) -> None:
    """Somebody decides that NATO is a group: it is no organisation any more."""
    store.put([make_article("a", mentions={NATO.id: 1})])
    group = replace(NATO, kind="group", name_de="Nato")
    store.put([make_article("a", mentions={NATO.id: 1}, actors=[group])])
    (row,) = store.rows("MATCH (a:Actor) RETURN a")
    assert row["a"]["labels"] == ["Actor", "Group"]
    assert row["a"]["properties"]["name_de"] == "Nato"
    store.put([make_article("a", mentions={NATO.id: 1})])
    (row,) = store.rows("MATCH (a:Organization) RETURN a")
    assert "name_de" not in row["a"]["properties"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\"'`\\{}$x",
        "Zeile\r\nzwei\t\x00\x07",
        "äöüß€𝕏👩‍🚀",
        "\u2028\ufeff\u200f",
        "; DELETE //",
        "a" * 100_000,
    ],
)
def test_texts_come_back_as_they_were(store: Store, text: str) -> None:
    """Quotes, newlines, control and non-ASCII characters survive."""
    article = say("a", (TRUMP, "CALLS", MACRON), text=text, rules=(text, "b"), subject_text=text)
    store.put([article])
    (row,) = store.rows("MATCH (e:Evidence) WHERE e.text = $text RETURN e", {"text": text})
    properties = row["e"]["properties"]
    assert (properties["text"], properties["rules"], properties["subject_text"]) == (text, [text, "b"], text)


def test_half_a_surrogate_pair_is_replaced(store: Store) -> None:
    """A file name with odd bytes is no Unicode: what a graph can't hold is shown as U+FFFD."""
    article = make_article("a")
    store.put([replace(article, article=replace(article.article, path="b\udce4r.txt", title="😀"))])
    assert store.rows("MATCH (a:Article) RETURN a.path AS path, a.title AS title") == [
        {"path": "b\ufffdr.txt", "title": "😀"}
    ]


def test_rows_have_one_shape(store: Store) -> None:
    """Nodes, relationships and paths are plain dicts, also inside lists and maps."""
    store.put([say("a", (MUELLER, "CALLS", FRANCE))])
    (row,) = store.rows(
        "MATCH p = (s:Person)-[r:CALLS]->(o) RETURN p, {who: s, all: [r, o.name, null, 1, 1.5, true]} AS m"
    )
    assert row["p"]["nodes"][0] == row["m"]["who"]
    assert row["m"]["who"] == {
        "labels": ["Actor", "Person"],
        "properties": {"id": MUELLER.id, "name": "Müller", "kind": "person", "aliases": [], "partial": True},
    }
    relationship = row["p"]["relationships"][0]
    assert relationship == row["m"]["all"][0]
    assert (relationship["type"], relationship["start"], relationship["end"]) == (
        "CALLS",
        MUELLER.id,
        FRANCE.id,
    )
    assert relationship["properties"]["relation"] == "CALLS"
    assert row["m"]["all"][1:] == ["France", None, 1, 1.5, True]


def test_a_relationship_alone_names_its_ends(store: Store) -> None:
    """The ends of a relationship are the ids of nodes that the row doesn't show."""
    store.put([say("a", (TRUMP, "CALLS", MACRON))])
    (row,) = store.rows("MATCH (:Evidence)-[r:FROM]->() RETURN r")
    evidence = make_evidence("a", TRUMP, "CALLS", MACRON)
    assert row["r"] == {"type": "FROM", "properties": {}, "start": evidence.id, "end": "a"}


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Actor {id: 'x'})",
        "MATCH (n) SET n.name = 'x' RETURN n",
        "MATCH (n) DETACH DELETE n",
        "match(n) delete(n)",
        "MATCH (n)\nREMOVE\tn.name",
        "MERGE/* */(n:Actor {id: 'x'})",
        "MATCH (n) FOREACH (x IN [1] | SET n.name = 'x')",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "RETURN 1 AS one; MATCH (n) RETURN n",
        "DROP CONSTRAINT actor_id",
        "MATCH (n RETURN n",
        "RETURN $missing AS x",
        "RETURN nothing AS x",
    ],
)
def test_a_question_that_does_not_only_read_is_refused(store: Store, cypher: str) -> None:
    """Nothing is written and no file is read, also by a store that is open for writing."""
    store.put([say("a", (TRUMP, "CALLS", MACRON))])
    before = content(store)
    with pytest.raises(QuestionError) as raised:
        store.rows(cypher)
    assert "\n" not in str(raised.value)
    assert content(store) == before


def test_words_that_look_like_writing_are_allowed(store: Store) -> None:
    """Strings, comments, names and a last semicolon are no statements."""
    store.put([say("a", (TRUMP, "CALLS", MACRON), predicate="set; delete")])
    cypher = """// CREATE nothing; really
    MATCH (e:Evidence) WHERE e.predicate = 'set; delete' /* MERGE */
    RETURN e.predicate AS `create`, {set: 1, delete: [e.quad_class]} AS map;"""
    assert store.rows(cypher) == [{"create": "set; delete", "map": {"set": 1, "delete": [1]}}]


def test_an_interrupted_load_goes_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written before a failure stays, whole; the rest follows with the next load."""
    for module in ("embedded_store", "neo4j_store"):
        monkeypatch.setattr(f"graphbuild.storing.{module}.ROWS_PER_TRANSACTION", 1)
    articles = [say(name, (TRUMP, "CALLS", MACRON), (TRUMP, "MEETS", FRANCE)) for name in "abcd"]

    def until_it_breaks() -> Iterator[ResolvedArticle]:
        yield from articles[:2]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.put(until_it_breaks())
    assert set(store.versions()) == {"a", "b"}
    assert store.check() == []
    assert store.put(articles) == 2
    assert arrow(store, "CALLS")["evidence"] == 4


def test_a_failing_transaction_leaves_nothing(store: Store) -> None:
    """An article that can't be written takes none of its batch with it into the graph."""
    good = say("a", (TRUMP, "CALLS", MACRON))
    before = content(store)
    bad = replace(good, article=replace(good.article, id="b"), mentions={TRUMP.id: object()})
    with pytest.raises(Exception):  # noqa: B017 — whichever error a bug like this gives
        store.put([good, bad])
    assert content(store) == before
    assert store.put([good]) == 1


def test_clearing_leaves_an_empty_graph(store: Store) -> None:
    """After `clear` the store is empty and can be filled again."""
    store.put([say("a", (TRUMP, "CALLS", MACRON))])
    store.clear()
    assert content(store) == set()
    assert store.put([say("a", (TRUMP, "CALLS", MACRON))]) == 1
    assert store.remove(["unknown"]) == 0
