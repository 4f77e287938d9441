// Strongest relations of an actor
// question: With whom does an actor have most to do, and in what way?
// parameters: actor: actor, relations: list = null, since: date = null, until: date = null, limit: integer = 25
// :params {actor: 'Donald Trump', relations: null, since: null, until: null, limit: 25}

MATCH (who:Actor)-[r]->(whom:Actor)
WHERE ($actor IN [who.id, who.name, who.name_de] OR $actor IN who.aliases
    OR $actor IN [whom.id, whom.name, whom.name_de] OR $actor IN whom.aliases)
  AND ($relations IS NULL OR r.relation IN $relations)
WITH who, r, whom, r.id AS id
MATCH (e:Evidence)
WHERE e.relationship = id AND e.independent
  AND ($since IS NULL OR e.date_to >= $since) AND ($until IS NULL OR e.date_from <= $until)
WITH who, r, whom, id, count(e) AS evidence,
     sum(CASE WHEN e.polarity = 'positive' AND e.modality = 'asserted' THEN 1 ELSE 0 END) AS asserted,
     sum(CASE WHEN e.polarity = 'negative' THEN 1 ELSE 0 END) AS denied,
     min(e.date_from) AS first, max(e.date_to) AS last
RETURN who, r AS arrow, whom, evidence, asserted, denied, first, last
ORDER BY evidence DESC, asserted DESC, id
LIMIT $limit
