// What has changed since a day?
// question: Which relations are new since a day, and which have new evidence?
// parameters: since: date, actor: actor = null, limit: integer = 25
// :params {since: '2025-06-01', actor: null, limit: 25}

MATCH (who:Actor)<-[:SUBJECT]-(e:Evidence)-[:OBJECT]->(whom:Actor)
WHERE e.independent
  AND ($actor IS NULL
   OR $actor IN [who.id, who.name, who.name_de] OR $actor IN who.aliases
   OR $actor IN [whom.id, whom.name, whom.name_de] OR $actor IN whom.aliases)
WITH who, whom, e.relationship AS id,
     sum(CASE WHEN e.date_to >= $since THEN 1 ELSE 0 END) AS since_then,
     sum(CASE WHEN e.date_to < $since THEN 1 ELSE 0 END) AS before,
     max(e.date_to) AS last
WHERE since_then > 0
MATCH (who)-[r]->(whom)
WHERE r.id = id
RETURN who, r AS arrow, whom, before = 0 AS new, since_then, before, last
ORDER BY new DESC, since_then DESC, id
LIMIT $limit
