-- What staff were taught, when, by whom, and until when it counts (5).
CREATE TABLE training (
	id       INTEGER PRIMARY KEY,
	kind     TEXT    NOT NULL, -- agent or person
	who      TEXT    NOT NULL,
	item     TEXT    NOT NULL,
	campaign TEXT    NOT NULL, -- of a product; else empty
	version  TEXT    NOT NULL, -- of norm and statute; else empty
	day      TEXT    NOT NULL,
	months   INTEGER NOT NULL,
	trainer  TEXT    NOT NULL,
	at       INTEGER NOT NULL, -- entered
	left_at  INTEGER NOT NULL  -- when the agent or person left the book; 0: in it
) STRICT;

-- The versions of what is taught that have been current here.
CREATE TABLE training_version (
	id      INTEGER PRIMARY KEY,
	item    TEXT    NOT NULL,
	version TEXT    NOT NULL,
	since   INTEGER NOT NULL
) STRICT;
