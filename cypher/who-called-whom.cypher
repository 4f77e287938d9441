// Who called whom?
// question: Who telephoned whom, in how many sentences, and when first and last? Planned, alleged and denied calls are counted apart.
// parameters: actor: actor = null, since: date = null, until: date = null, limit: integer = 25
// :params {actor: null, since: null, until: null, limit: 25}

MATCH (caller:Actor)-[r:CALLS]->(called:Actor)
WHERE $actor IS NULL
   OR $actor IN [caller.id, caller.name, caller.name_de] OR $actor IN caller.aliases
   OR $actor IN [called.id, called.name, called.name_de] OR $actor IN called.aliases
WITH caller, r, called, r.id AS id
MATCH (e:Evidence)
WHERE e.relationship = id AND e.independent
  AND ($since IS NULL OR e.date_to >= $since) AND ($until IS NULL OR e.date_from <= $until)
WITH caller, r, called, id,
     sum(CASE WHEN e.polarity = 'positive' AND e.modality = 'asserted' THEN 1 ELSE 0 END) AS said,
     sum(CASE WHEN e.polarity = 'positive' AND e.modality = 'planned' THEN 1 ELSE 0 END) AS planned,
     sum(CASE WHEN e.polarity = 'positive' AND e.modality = 'alleged' THEN 1 ELSE 0 END) AS reported,
     sum(CASE WHEN e.polarity = 'negative' THEN 1 ELSE 0 END) AS denied,
     min(e.date_from) AS first, max(e.date_to) AS last
RETURN caller, r AS arrow, called, said, planned, reported, denied, first, last
ORDER BY said DESC, planned DESC, reported DESC, id
LIMIT $limit
