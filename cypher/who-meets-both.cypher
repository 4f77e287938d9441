// Who meets both?
// question: Who has met, visited or received both of two actors?
// parameters: actor: actor, other: actor, since: date = null, until: date = null, limit: integer = 25
// :params {actor: 'Donald Trump', other: 'Wladimir Putin', since: null, until: null, limit: 25}

MATCH (a:Actor)
WHERE $actor IN [a.id, a.name, a.name_de] OR $actor IN a.aliases
WITH a
MATCH (b:Actor)
WHERE ($other IN [b.id, b.name, b.name_de] OR $other IN b.aliases)
  AND a.id <> b.id
MATCH (a)-[r:MEETS|VISITS|HOSTS]-(both:Actor)-[s:MEETS|VISITS|HOSTS]-(b)
WHERE both.id <> a.id AND both.id <> b.id
WITH a, both, b, collect(DISTINCT r.id) AS arrows, collect(DISTINCT s.id) AS other_arrows
UNWIND arrows AS arrow
MATCH (e:Evidence)
WHERE e.relationship = arrow AND e.independent AND e.polarity = 'positive' AND e.modality = 'asserted'
  AND ($since IS NULL OR e.date_to >= $since) AND ($until IS NULL OR e.date_from <= $until)
WITH a, both, b, other_arrows, count(e) AS with_actor
UNWIND other_arrows AS arrow
MATCH (e:Evidence)
WHERE e.relationship = arrow AND e.independent AND e.polarity = 'positive' AND e.modality = 'asserted'
  AND ($since IS NULL OR e.date_to >= $since) AND ($until IS NULL OR e.date_from <= $until)
WITH a, both, b, with_actor, count(e) AS with_other, both.id AS id
RETURN a AS actor, both, b AS other, with_actor, with_other, with_actor + with_other AS meetings
ORDER BY meetings DESC, id
LIMIT $limit
