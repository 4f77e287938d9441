// What is planned, possible or alleged?
// question: What is only said to come, or to have happened, who says so, and has it happened by what else is known?
// parameters: actor: actor = null, since: date = null, until: date = null, limit: integer = 25
// :params {actor: null, since: null, until: null, limit: 25}

MATCH (who:Actor)<-[:SUBJECT]-(e:Evidence)-[:OBJECT]->(whom:Actor)
WHERE e.modality <> 'asserted' AND e.polarity = 'positive' AND e.independent
  AND ($actor IS NULL
   OR $actor IN [who.id, who.name, who.name_de] OR $actor IN who.aliases
   OR $actor IN [whom.id, whom.name, whom.name_de] OR $actor IN whom.aliases)
  AND ($since IS NULL OR e.date_to >= $since) AND ($until IS NULL OR e.date_from <= $until)
MATCH (who)-[r]->(whom)
WHERE r.id = e.relationship
WITH who, r, whom, e, coalesce(e.date_from, '') AS day, e.id AS id
RETURN who, r AS arrow, whom, e.modality AS modality, e.attribution AS attribution, r.asserted > 0 AS happened,
       e.date_from AS date, e.text AS sentence, id
ORDER BY day DESC, id
LIMIT $limit
