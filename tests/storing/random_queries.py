"""Random queries within portable Cypher, each with a full order, so that answers can be compared."""

from random import Random

EDGES = ["CALLS", "MEETS", "CRITICIZES", "RELATED"]
PATTERNS = [
    "(a:Actor)-[r:{edges}]->(b:Actor)",
    "(a:{kind})-[r:{edges}]-(b:Actor)",
    "(a:Actor)-[r]->(b:{kind})",
    "(a:Actor:{kind})<-[r:{edges}]-(b)",
    "(a:Actor {{id: $actor}})-[r:{edges}]-(b:Actor)",
    "(a:Actor)-[r:{edges}]->(:Actor)-[:{edges}]->(b:Actor)",
    "(a:Actor)-[:{edges}*1..2]->(b:Actor)-[r:{edges}]-(:Actor)",
    "(a:Actor)<-[:SUBJECT]-(e:Evidence)-[:OBJECT]->(b:Actor)-[r:{edges}]-(:Actor)",
    "(a:Actor)<-[:MENTIONS]-(x:Article)-[:MENTIONS]->(b:Actor)-[r:{edges}]->(:Actor)",
]
FILTERS = [
    "r.evidence >= {n}",
    "r.asserted + r.planned > r.denied",
    "r.symmetric",
    "NOT r.symmetric AND a.id <> b.id",
    "type(r) IN $relations",
    "r.relation = $relations[0]",
    "'Person' IN labels(b)",
    "(b:Country OR b:Group)",
    "a.name CONTAINS 'a' AND b.name_de IS NULL",
    "($actor IN [a.id, a.name] OR $actor IN b.aliases)",
    "r.first_date >= '2025-01-01'",
    "($since IS NULL OR r.last_date >= $since) AND ($nothing IS NULL OR r.id = $nothing)",
    "any(lemma IN r.predicates WHERE lemma STARTS WITH 'c')",
    "all(lemma IN r.predicates WHERE size(lemma) > 4)",
    "none(name IN a.aliases WHERE name = b.name)",
    "EXISTS {{ MATCH (e:Evidence) WHERE e.relationship = r.id AND e.polarity = 'negative' }}",
    "NOT EXISTS {{ (b)<-[:MENTIONS]-(:Article) }}",
    "COUNT {{ (a)<-[:SUBJECT]-(:Evidence) }} > {n}",
    "coalesce(b.name_de, b.name) <> a.name",
    "r.confidence > 0.{n}5",
    "true",
]
ENDINGS = [
    "RETURN a.id AS a, r.id AS r, b.id AS b, r.evidence AS n ORDER BY n DESC, a, r, b LIMIT {limit}",
    "RETURN DISTINCT a.name AS name, b.kind AS kind ORDER BY name, kind LIMIT {limit}",
    "RETURN count(*) AS rows, count(DISTINCT r) AS arrows, sum(r.evidence) AS sum,"
    " round(avg(r.asserted) * 1000) AS mean",
    "WITH a, count(DISTINCT b) AS others RETURN a.id AS id, others ORDER BY others DESC, id LIMIT {limit}",
    "WITH r.relation AS relation, count(r) AS n, min(r.first_date) AS first, max(r.last_date) AS last"
    " RETURN relation, n, first, last ORDER BY n DESC, relation",
    "WITH DISTINCT a, b ORDER BY b.id WITH a, collect(b.name) AS names"
    " RETURN a.id AS id, size(names) AS n, names[0..2] AS some ORDER BY n DESC, id LIMIT {limit}",
    "WITH DISTINCT r UNWIND r.predicates AS lemma WITH lemma, count(r) AS n"
    " RETURN lemma, n ORDER BY n DESC, lemma",
    "WITH DISTINCT a OPTIONAL MATCH (a)<-[m:MENTIONS]-(x:Article) WHERE m.count > {n}"
    " RETURN a.id AS id, count(x) AS n, sum(m.count) AS total ORDER BY total DESC, id LIMIT {limit}",
    "WITH DISTINCT a OPTIONAL MATCH (a)-[s:CALLS]->(c) WITH a, s, c ORDER BY s.id"
    " RETURN a.id AS id, collect(c.id) AS called ORDER BY id LIMIT {limit}",
    "WITH DISTINCT a CALL (a) {{ MATCH (a)-[s]->(c:Actor) RETURN count(s) AS out, max(s.evidence) AS most }}"
    " RETURN a.id AS id, out, most ORDER BY out DESC, id LIMIT {limit}",
    "WITH DISTINCT a, b RETURN a.id AS a, CASE WHEN b:Person THEN 'who' ELSE b.kind END AS b"
    " ORDER BY a, b LIMIT {limit}",
    "WITH DISTINCT a RETURN a {{.id, .name, german: coalesce(a.name_de, '-')}} AS map, a.id AS id"
    " ORDER BY id LIMIT {limit}",
    "WITH DISTINCT a, r ORDER BY r.id WITH a, collect(r.evidence) AS counts"
    " RETURN a.id AS id, reduce(sum = 0, n IN counts | sum + n) AS sum,"
    " [n IN counts WHERE n > 1 | n * 2] AS twice ORDER BY sum DESC, id LIMIT {limit}",
    "WITH DISTINCT a, r, b RETURN a, r, b ORDER BY r.id, a.id, b.id SKIP {n} LIMIT {limit}",
    "RETURN a.id AS id UNION MATCH (x:Actor:{kind}) RETURN x.id AS id",
    "WITH DISTINCT a, b WHERE a.id < b.id MATCH p = shortestPath((a)-[:{edges}*..3]-(b))"
    " RETURN a.id AS a, b.id AS b, length(p) AS steps ORDER BY a, b LIMIT {limit}",
    "WITH r.symmetric AS key, count(DISTINCT a) AS n, collect(DISTINCT r.quad_class) AS classes"
    " RETURN key, n, size(classes) AS classes ORDER BY key, n",
]


def random_query(chance: Random) -> str:
    """Build a query from a pattern, up to two conditions and an ending."""
    filters = " AND ".join(chance.choice(FILTERS) for _ in range(chance.randint(0, 2))) or "true"
    query = f"MATCH {chance.choice(PATTERNS)}\nWHERE {filters}\n{chance.choice(ENDINGS)}"
    return query.format(
        edges="|".join(sorted(chance.sample(EDGES, chance.randint(1, 3)))),
        kind=chance.choice(["Person", "Country", "Organization"]),
        n=chance.randint(0, 2),
        limit=chance.randint(1, 20),
    )
