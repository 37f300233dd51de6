-- Reservation registers. A register is its newest base with the newest word of the change log on each number and person.

-- What was delivered whole, one row a version. Rows stay; the parts of old versions go.
CREATE TABLE register_version (
	register TEXT    NOT NULL,
	version  INTEGER NOT NULL,
	count    INTEGER NOT NULL, -- numbers
	persons  INTEGER NOT NULL,
	checksum BLOB    NOT NULL, -- of the three parts
	loaded   INTEGER NOT NULL, -- when the register's keeper made it
	at       INTEGER NOT NULL,
	source   TEXT    NOT NULL,
	"by"     TEXT    NOT NULL,
	reason   TEXT    NOT NULL DEFAULT '', -- why it may be much smaller than the one before
	PRIMARY KEY (register, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE register_part (
	register TEXT    NOT NULL,
	version  INTEGER NOT NULL,
	part     TEXT    NOT NULL, -- flat, rest, persons
	box      BLOB    NOT NULL, -- sealed
	PRIMARY KEY (register, version, part)
) STRICT;

-- Append-only. op: add, remove, or settled where a new base holds the member (or no longer does) and decides from there on.
CREATE TABLE register_change (
	seq      INTEGER PRIMARY KEY AUTOINCREMENT,
	register TEXT    NOT NULL,
	op       TEXT    NOT NULL CHECK (op IN ('add', 'remove', 'settled')),
	hash     BLOB    NOT NULL, -- keyed hash of the number or person
	box      BLOB    NOT NULL, -- sealed
	at       INTEGER NOT NULL,
	source   TEXT    NOT NULL,
	"by"     TEXT    NOT NULL,
	reason   TEXT    NOT NULL
) STRICT;
CREATE INDEX register_change_member ON register_change (register, hash, seq);

INSERT INTO register_change (register, op, hash, box, at, source, "by", reason)
	SELECT iif(scope = 'own', scope, 'client/' || scope), 'add', hash, box, at, source, "by", '' FROM reservation ORDER BY at, scope, hash;
DROP TABLE reservation;

-- How far the changes of other daemons have been read from what is shared.
CREATE TABLE register_cursor (
	register TEXT PRIMARY KEY,
	id       TEXT NOT NULL
) STRICT;
