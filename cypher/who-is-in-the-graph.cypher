// Who is in the graph?
// question: Which actors does the graph know, how often are they named, and how many relations do they have?
// parameters: kind: string = null, limit: integer = 25
// :params {kind: null, limit: 25}

MATCH (a:Actor)
WHERE $kind IS NULL OR a.kind = $kind
OPTIONAL MATCH (a)-[r]-(b:Actor)
WITH a, count(r) AS relations, count(DISTINCT b) AS partners, coalesce(sum(r.evidence), 0) AS evidence
OPTIONAL MATCH (article:Article)-[:MENTIONS]->(a)
WITH a, relations, partners, evidence, count(article) AS articles
RETURN a AS actor, a.kind AS kind, articles, partners, relations, evidence, a.id AS id
ORDER BY evidence DESC, articles DESC, id
LIMIT $limit
