// Evidence between two actors
// question: Which sentences say what two actors did to each other?
// parameters: actor: actor, other: actor, relation: string = null, since: date = null, until: date = null, limit: integer = 25
// :params {actor: 'Donald Trump', other: 'Emmanuel Macron', relation: null, since: null, until: null, limit: 25}

MATCH (who:Actor)<-[:SUBJECT]-(e:Evidence)-[:OBJECT]->(whom:Actor)
WHERE ((($actor IN [who.id, who.name, who.name_de] OR $actor IN who.aliases)
    AND ($other IN [whom.id, whom.name, whom.name_de] OR $other IN whom.aliases))
   OR (($other IN [who.id, who.name, who.name_de] OR $other IN who.aliases)
    AND ($actor IN [whom.id, whom.name, whom.name_de] OR $actor IN whom.aliases)))
  AND ($relation IS NULL OR e.relation = $relation)
  AND ($since IS NULL OR e.date_to >= $since) AND ($until IS NULL OR e.date_from <= $until)
MATCH (e)-[:FROM]->(article:Article)
WITH who, whom, e, article, coalesce(e.date_from, '') AS day, e.id AS id
RETURN who.name AS who, e.relation AS relation, whom.name AS whom, e.text AS sentence,
       e.polarity AS polarity, e.modality AS modality, e.attribution AS attribution,
       e.date_from AS date, article.path AS article, e.confidence AS confidence, id
ORDER BY day DESC, confidence DESC, id
LIMIT $limit
