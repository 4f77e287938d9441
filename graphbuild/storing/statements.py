"""The Cypher that both stores run, as text. Next: `loading`, which says in which order.

Values travel as parameters only. Types and labels can't be parameters (and dynamic ones use no
index), so there is one statement per relation and kind, made from the relation table and the
model: names that are checked here and never come from data.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from graphbuild.errors import TableError
from graphbuild.languages.loader import load_relations

# To be raised when the graph's shape changes, and with a new relation: its constraint is missing.
SCHEMA_VERSION = 1
IDENTIFIER = re.compile(r"[A-Z][A-Z_]*")
PACKAGE = Path(__file__).parent.parent
# In a wheel the statements lie inside the package, in a checkout beside it.
SCHEMA_FILES = (PACKAGE / "cypher" / "schema.cypher", PACKAGE.parent / "cypher" / "schema.cypher")
LABELS: Mapping[str, str] = {
    "person": "Person",
    "organization": "Organization",
    "country": "Country",
    "place": "Place",
    "group": "Group",
}
OUR_LABELS = ("Evidence", "Article", "Actor", "Graphbuild")

# Whose graph it is

OWNER = "MATCH (g:Graphbuild) RETURN g.workspace AS workspace, g.schema_version AS schema_version"
CLAIM = """MERGE (g:Graphbuild {id: 'graphbuild'})
ON CREATE SET g.workspace = $workspace, g.schema_version = $schema_version"""
MOVE = "MATCH (g:Graphbuild {id: 'graphbuild'}) SET g.workspace = $workspace"
ANY_NODE = "MATCH (n) RETURN labels(n) AS labels LIMIT 1"

# What a store holds of articles

VERSIONS = "MATCH (a:Article) RETURN a.id AS id, coalesce(a.version, '') AS version"
VERSIONS_OF = """UNWIND $ids AS id
MATCH (a:Article {id: id})
RETURN a.id AS id, coalesce(a.version, '') AS version"""
HELD_ARROWS = """UNWIND $ids AS id
MATCH (a:Article {id: id})<-[:FROM]-(e:Evidence)
MATCH (e)-[:SUBJECT]->(s:Actor)
MATCH (e)-[:OBJECT]->(o:Actor)
RETURN DISTINCT e.relationship AS id, s.id AS subject, o.id AS object"""
HELD_ACTORS = """UNWIND $ids AS id
MATCH (a:Article {id: id})-[:MENTIONS]->(x:Actor)
RETURN DISTINCT x.id AS id"""
EVIDENCE_ACTORS = """UNWIND $ids AS id
MATCH (a:Article {id: id})<-[:FROM]-(e:Evidence)-[:SUBJECT|OBJECT|ATTRIBUTED_TO]->(x:Actor)
RETURN DISTINCT x.id AS id"""

# Taking out

# First of all: from here on, another process that writes the same articles waits.
LOCK_ARTICLES = """UNWIND $ids AS id
MERGE (a:Article {id: id})
SET a.version = null"""
REMOVE_EVIDENCE = """UNWIND $ids AS id
MATCH (a:Article {id: id})<-[:FROM]-(e:Evidence)
DETACH DELETE e"""
REMOVE_LINKS = """UNWIND $ids AS id
MATCH (a:Article {id: id})-[r:MENTIONS|REPRINT_OF]->()
DELETE r"""
REMOVE_ARTICLES = """UNWIND $ids AS id
MATCH (a:Article {id: id})
DETACH DELETE a"""
REMOVE_LONELY_ACTORS = """UNWIND $ids AS id
MATCH (a:Actor {id: id})
SET a.name = a.name
WITH a
WHERE NOT EXISTS { (a)--() }
DELETE a"""

# Putting in

PUT_ARTICLES = """UNWIND $rows AS row
MERGE (a:Article {id: row.id})
SET a.path = row.path, a.title = row.title, a.published = row.published, a.language = row.language,
    a.source = row.source, a.url = row.url, a.author = row.author, a.added = row.added"""
PUT_EVIDENCE = """UNWIND $rows AS row
MERGE (e:Evidence {id: row.id})
SET e.relationship = row.relationship, e.text = row.text, e.start_char = row.start_char,
    e.end_char = row.end_char, e.subject_text = row.subject_text, e.object_text = row.object_text,
    e.subject_via = row.subject_via, e.object_via = row.object_via, e.predicate = row.predicate,
    e.rules = row.rules, e.relation = row.relation, e.event_type = row.event_type,
    e.quad_class = row.quad_class, e.polarity = row.polarity, e.modality = row.modality,
    e.attribution = row.attribution, e.event_date = row.event_date, e.published = row.published,
    e.date_from = row.date_from, e.date_to = row.date_to, e.confidence = row.confidence,
    e.independent = row.independent"""
PUT_ENDS = """UNWIND $rows AS row
MATCH (e:Evidence {id: row.id})
MATCH (s:Actor {id: row.subject})
MATCH (o:Actor {id: row.object})
MATCH (a:Article {id: row.article})
MERGE (e)-[:SUBJECT]->(s)
MERGE (e)-[:OBJECT]->(o)
MERGE (e)-[:FROM]->(a)"""
PUT_ATTRIBUTIONS = """UNWIND $rows AS row
MATCH (e:Evidence {id: row.id})
MATCH (a:Actor {id: row.attributed_to})
MERGE (e)-[:ATTRIBUTED_TO]->(a)"""
PUT_MENTIONS = """UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MATCH (x:Actor {id: row.actor})
MERGE (a)-[m:MENTIONS]->(x)
SET m.count = row.count"""
# The article that is repeated may come later: until then its node has no version.
PUT_REPRINTS = """UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MERGE (o:Article {id: row.reprint_of})
MERGE (a)-[:REPRINT_OF]->(o)"""
PUT_VERSIONS = """UNWIND $rows AS row
MATCH (a:Article {id: row.id})
SET a.version = row.version"""

PUT_ACTORS = """UNWIND $rows AS row
MERGE (a:Actor {{id: row.id}})
SET a.name = row.name, a.name_de = row.name_de, a.kind = row.kind, a.aliases = row.aliases,
    a.wikidata = row.wikidata, a.description = row.description, a.partial = row.partial, a:{label}
REMOVE a:{others}"""

# Arrows

PUT_ARROWS = """UNWIND $rows AS row
MATCH (s:Actor {{id: row.subject}})
MATCH (o:Actor {{id: row.object}})
MERGE (s)-[r:{relation} {{id: row.id}}]->(o)
SET r.relation = row.relation, r.event_type = row.event_type, r.quad_class = row.quad_class,
    r.symmetric = row.symmetric"""

# A recount first locks the arrow, then counts in a later clause: of two processes that add evidence
# to one arrow, the second counts what the first has committed. Arrows are found from their ends and
# not by type, so that one statement does for all relations: planning sixty takes longer than counting.

LOCK_ARROWS = """UNWIND $rows AS row
MATCH (:Actor {id: row.subject})-[r]->(:Actor {id: row.object})
WHERE r.id = row.id
SET r.id = r.id
WITH r, row.id AS id
"""
REMOVE_EMPTY_ARROWS = (
    LOCK_ARROWS
    + """OPTIONAL MATCH (e:Evidence)
WHERE e.relationship = id
WITH r, count(e) AS held
WHERE held = 0
DELETE r"""
)
# Confidence: the chance that at least one piece of the counted evidence is right.
RECOUNT_ARROWS = (
    LOCK_ARROWS
    + """OPTIONAL MATCH (e:Evidence)
WHERE e.relationship = id AND e.independent
WITH r, e, CASE WHEN e.polarity = 'negative' THEN 'denied' ELSE e.modality END AS says
ORDER BY e.id
WITH r, count(e) AS evidence,
    sum(CASE WHEN says = 'denied' THEN 1 ELSE 0 END) AS denied,
    sum(CASE WHEN says = 'asserted' THEN 1 ELSE 0 END) AS asserted,
    sum(CASE WHEN says = 'planned' THEN 1 ELSE 0 END) AS planned,
    sum(CASE WHEN says = 'alleged' THEN 1 ELSE 0 END) AS reported,
    sum(CASE WHEN says IN ['possible', 'conditional', 'requested'] THEN 1 ELSE 0 END) AS possible,
    sum(CASE WHEN says = 'asserted' AND e.attribution IS NOT NULL THEN 1 ELSE 0 END) AS attributed,
    min(e.date_from) AS first_date, max(e.date_to) AS last_date, collect(e.confidence) AS chances
SET r.evidence = evidence, r.denied = denied, r.asserted = asserted, r.planned = planned,
    r.reported = reported, r.possible = possible, r.attributed = attributed,
    r.first_date = first_date, r.last_date = last_date, r.predicates = [],
    r.confidence = round(10000 * (1.0 - reduce(wrong = 1.0, c IN chances | wrong * (1.0 - c)))) / 10000"""
)
NAME_PREDICATES = """UNWIND $rows AS row
MATCH (e:Evidence)
WHERE e.relationship = row.id AND e.independent
WITH row, e.predicate AS lemma, count(e) AS times
ORDER BY times DESC, lemma
WITH row, collect(lemma) AS lemmas
MATCH (:Actor {id: row.subject})-[r]->(:Actor {id: row.object})
WHERE r.id = row.id
SET r.predicates = lemmas[0..5]"""

# What rows show

IDS_OF_ELEMENTS = """MATCH (n)
WHERE elementId(n) IN $elements
RETURN elementId(n) AS element, n.id AS id"""

# What a check reads

CHECK_ARROWS = """MATCH (s:Actor)-[r]->(o:Actor)
RETURN r.id AS id, type(r) AS relation, s.id AS subject, o.id AS object, r.evidence AS evidence,
    r.asserted AS asserted, r.planned AS planned, r.reported AS reported, r.possible AS possible,
    r.denied AS denied, r.attributed AS attributed, r.predicates AS predicates,
    r.first_date AS first_date, r.last_date AS last_date, r.confidence AS confidence
ORDER BY id"""
CHECK_EVIDENCE = """MATCH (e:Evidence)
OPTIONAL MATCH (e)-[:SUBJECT]->(s:Actor)
OPTIONAL MATCH (e)-[:OBJECT]->(o:Actor)
OPTIONAL MATCH (e)-[:FROM]->(a:Article)
RETURN e.id AS id, e.relationship AS relationship, e.relation AS relation, e.polarity AS polarity,
    e.modality AS modality, e.attribution AS attribution, e.predicate AS predicate,
    e.date_from AS date_from, e.date_to AS date_to, e.confidence AS confidence,
    e.independent AS independent, s.id AS subject, o.id AS object, a.id AS article
ORDER BY id"""
CHECK_ACTORS = """MATCH (a:Actor)
WHERE NOT EXISTS { (a)--() }
RETURN a.id AS id
ORDER BY id"""

# Everything out: in steps, so that a big graph fits into memory

CLEAR = "MATCH (n:{label}) WITH n LIMIT 5000 DETACH DELETE n"
COUNT = "MATCH (n:{label}) RETURN count(n) AS nodes"


@cache
def schema() -> tuple[str, ...]:
    """Read the constraints and indexes of `cypher/schema.cypher`, one statement each."""
    file = next((file for file in SCHEMA_FILES if file.is_file()), None)
    if file is None:
        raise TableError("cypher/schema.cypher is missing: install graphbuild again")
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("//")]
    return tuple(filter(None, (part.strip() for part in "\n".join(lines).split(";"))))


def put_arrows(relation: str) -> str:
    """Return the statement that writes arrows of one relation.

    Raises:
        TableError: the relation table has no such relation, or its name can't be a type.
    """
    if relation not in load_relations() or not IDENTIFIER.fullmatch(relation):
        raise TableError(f"relations.toml: no relation {relation!r}, or a name that is not all capitals")
    return PUT_ARROWS.format(relation=relation)


def put_actors(kind: str) -> str:
    """Return the statement that writes actors of one kind: their label goes with it."""
    others = ":".join(label for other, label in LABELS.items() if other != kind)
    return PUT_ACTORS.format(label=LABELS[kind], others=others)
