-- Times are nanoseconds since 1970 (UTC). Zero or an empty text stands for "none" wherever a column is part of the chain,
-- so that no change of a row can hide between NULL and zero.

-- One random key per telephone number. To erase a number is to set lookup and wrapped to NULL.
CREATE TABLE number_key (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	lookup  BLOB UNIQUE,      -- keyed hash of the number
	wrapped BLOB,             -- the key, sealed by the master key
	made    INTEGER NOT NULL
) STRICT;

-- The journal: append-only and chained. Every column but hash is under the hash.
CREATE TABLE journal (
	seq      INTEGER PRIMARY KEY,
	at       INTEGER NOT NULL,
	kind     TEXT    NOT NULL,
	campaign TEXT    NOT NULL,
	attempt  INTEGER NOT NULL,
	number   INTEGER NOT NULL, -- number_key.id
	body     BLOB    NOT NULL, -- the whole fact as JSON, its number sealed
	hash     BLOB    NOT NULL
) STRICT;
CREATE INDEX journal_at ON journal (at);
CREATE INDEX journal_attempt ON journal (attempt) WHERE attempt > 0;
CREATE INDEX journal_number ON journal (number, at) WHERE number > 0;

-- Where the chain ends, under a seal that only the master key makes: without it a cut tail would not show.
CREATE TABLE head (
	one  INTEGER PRIMARY KEY CHECK (one = 1),
	seq  INTEGER NOT NULL,
	hash BLOB    NOT NULL,
	seal BLOB    NOT NULL
) STRICT;

-- Numbers that are never given twice.
CREATE TABLE counter (
	name TEXT PRIMARY KEY,
	last INTEGER NOT NULL
) STRICT;

-- What the journal says about each attempt; it can be rebuilt from the journal at any time.
CREATE TABLE attempt (
	id       INTEGER PRIMARY KEY,
	campaign TEXT    NOT NULL,
	client   TEXT    NOT NULL,
	lead     INTEGER NOT NULL,
	number   INTEGER NOT NULL, -- number_key.id
	day      TEXT    NOT NULL, -- the Oslo day of the booking
	booked   INTEGER NOT NULL,
	ended    INTEGER NOT NULL DEFAULT 0,
	outcome  TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX attempt_number ON attempt (number);
CREATE INDEX attempt_open ON attempt (id) WHERE ended = 0;

-- The book.
CREATE TABLE client (
	id  TEXT PRIMARY KEY,
	doc BLOB NOT NULL
) STRICT;

CREATE TABLE campaign (
	id      TEXT PRIMARY KEY,
	client  TEXT    NOT NULL REFERENCES client (id),
	kind    TEXT    NOT NULL,
	running INTEGER NOT NULL DEFAULT 0,
	doc     BLOB    NOT NULL
) STRICT;

CREATE TABLE agent (
	id       TEXT PRIMARY KEY,
	endpoint TEXT NOT NULL UNIQUE,
	name     TEXT NOT NULL,
	pin      BLOB NOT NULL -- keyed hash
) STRICT;

CREATE TABLE lead (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	campaign TEXT    NOT NULL REFERENCES campaign (id),
	number   INTEGER NOT NULL REFERENCES number_key (id),
	source   TEXT    NOT NULL,
	state    TEXT    NOT NULL,
	due      INTEGER NOT NULL,
	code     TEXT    NOT NULL DEFAULT '',
	box      BLOB,             -- number, name, reference and birth date, sealed under the number's key
	UNIQUE (campaign, number)
) STRICT;
CREATE INDEX lead_due ON lead (campaign, state, due, id);
CREATE INDEX lead_number ON lead (number);

-- The call centre's own registers ("own") and each client's. A reservation outlives the erasure of the number elsewhere,
-- so it stands under a hash and a seal of its own.
CREATE TABLE reservation (
	scope  TEXT    NOT NULL,
	hash   BLOB    NOT NULL,
	box    BLOB    NOT NULL,
	at     INTEGER NOT NULL,
	source TEXT    NOT NULL,
	"by"   TEXT    NOT NULL,
	PRIMARY KEY (hash, scope)
) STRICT, WITHOUT ROWID;
