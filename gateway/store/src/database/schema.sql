-- The tables of one gateway. Byte order is the order everywhere: keys of views are bytes, and texts have the collation "C".

-- One row: whoever has it locked may write. It says how far the journal goes, and what else the processes must not overlook.
CREATE TABLE IF NOT EXISTS head (
    one bool PRIMARY KEY DEFAULT true CHECK (one),
    -- So many lines the journal has, of so many bytes with their newlines.
    size bigint NOT NULL DEFAULT 0,
    bytes bigint NOT NULL DEFAULT 0,
    -- So often a key was erased.
    erasures bigint NOT NULL DEFAULT 0,
    -- Whether nothing is added and nothing signed, until it is known what others hold of the record.
    held bool NOT NULL DEFAULT false
);
-- Asked first: an insertion would wait for whoever has changed the row and not committed, and who may be the process that is to be ended.
INSERT INTO head (one) SELECT true WHERE NOT EXISTS (SELECT FROM head) ON CONFLICT DO NOTHING;

-- The lines, without newline. `batch` tells whether the transaction that was to write them did.
CREATE TABLE IF NOT EXISTS journal (
    index bigint PRIMARY KEY,
    batch bytea NOT NULL,
    line bytea NOT NULL
);

CREATE TABLE IF NOT EXISTS views (key bytea PRIMARY KEY, value bytea NOT NULL);

-- A key without `wrapped` was erased, for ever.
CREATE TABLE IF NOT EXISTS keys (subject text COLLATE "C" PRIMARY KEY, wrapped text);

CREATE TABLE IF NOT EXISTS working (name text COLLATE "C" PRIMARY KEY, sealed text NOT NULL);

CREATE TABLE IF NOT EXISTS heads (name text COLLATE "C" PRIMARY KEY, note text NOT NULL);

CREATE TABLE IF NOT EXISTS blobs (name bytea PRIMARY KEY, sealed bytea NOT NULL);
ALTER TABLE blobs ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- The pieces of large files, sealed, and their manifests: a folder for each file.
CREATE TABLE IF NOT EXISTS objects (
    folder text COLLATE "C",
    object text COLLATE "C",
    bytes bytea NOT NULL,
    PRIMARY KEY (folder, object)
);
ALTER TABLE objects ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- One row: the process that may sign checkpoints, or may do anything at all, until when by the clock of the database, and the number of its
-- reign.
CREATE TABLE IF NOT EXISTS lease (
    one bool PRIMARY KEY DEFAULT true CHECK (one),
    holder bytea,
    fence bigint NOT NULL DEFAULT 0,
    until timestamptz NOT NULL DEFAULT '-infinity'
);
INSERT INTO lease (one) SELECT true WHERE NOT EXISTS (SELECT FROM lease) ON CONFLICT DO NOTHING;

-- Every checkpoint that was signed, with the reign in which it was. The newest has the greatest size.
CREATE TABLE IF NOT EXISTS checkpoints (size bigint PRIMARY KEY, fence bigint NOT NULL, note text NOT NULL);

-- A row says that the log goes on in another place: it was exported.
CREATE TABLE IF NOT EXISTS ended (one bool PRIMARY KEY DEFAULT true CHECK (one));
