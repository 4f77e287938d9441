// How are two actors connected?
// question: What is the shortest chain of relations that links two actors, over at most four, and which of them have happened?
// parameters: actor: actor, other: actor, limit: integer = 5
// :params {actor: 'Emmanuel Macron', other: 'Elon Musk', limit: 5}

MATCH (a:Actor)
WHERE $actor IN [a.id, a.name, a.name_de] OR $actor IN a.aliases
WITH a
MATCH (b:Actor)
WHERE ($other IN [b.id, b.name, b.name_de] OR $other IN b.aliases)
  AND a.id <> b.id
MATCH p = allShortestPaths((a)-[*..4]-(b))
WHERE all(n IN nodes(p) WHERE n:Actor)
WITH p, length(p) AS steps, [n IN nodes(p) | n.name] AS names,
     [r IN relationships(p) | r.relation] AS relations, [r IN relationships(p) | r.asserted > 0] AS happened,
     [r IN relationships(p) | r.id] AS ids
RETURN p AS path, steps, happened
ORDER BY steps, names, relations, ids
LIMIT $limit
