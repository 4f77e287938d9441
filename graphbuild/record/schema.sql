-- The record. `path` is bytes (file names need not be text); `details` is JSON in ASCII.
CREATE TABLE article (
    id TEXT PRIMARY KEY,
    text BLOB NOT NULL,
    shingles BLOB NOT NULL,
    added TEXT NOT NULL
);
CREATE TABLE extraction (
    parse_key TEXT PRIMARY KEY,
    article TEXT NOT NULL REFERENCES article ON DELETE CASCADE,
    packed BLOB NOT NULL,
    sentences INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    triples INTEGER NOT NULL
);
CREATE INDEX extraction_article ON extraction (article);
CREATE TABLE path (
    path BLOB PRIMARY KEY,
    article TEXT NOT NULL REFERENCES article,
    parse_key TEXT NOT NULL REFERENCES extraction,
    published TEXT,
    details TEXT NOT NULL
);
CREATE INDEX path_article ON path (article, published, path);
CREATE INDEX path_parse_key ON path (parse_key);
-- Of several copies: the earliest known date, then the smallest path.
CREATE VIEW chosen AS
    SELECT article, path, parse_key, published, details FROM (
        SELECT *, row_number() OVER (PARTITION BY article ORDER BY published IS NULL, published, path) AS place
        FROM path
    ) WHERE place = 1;
-- The smallest shingle hashes of a text, and which texts are near-identical (in both directions).
CREATE TABLE sketch (
    value INTEGER,
    article TEXT REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (value, article)
) WITHOUT ROWID;
CREATE INDEX sketch_article ON sketch (article);
CREATE TABLE near (
    article TEXT REFERENCES article ON DELETE CASCADE,
    other TEXT REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (article, other)
) WITHOUT ROWID;
CREATE INDEX near_other ON near (other);
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
