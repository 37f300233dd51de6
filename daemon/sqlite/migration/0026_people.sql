-- People who use the program. One who has left stays, so that the journal's entries can be read.
CREATE TABLE person (
	id    TEXT    PRIMARY KEY,
	doc   BLOB    NOT NULL,
	added INTEGER NOT NULL, -- or last given roles or another login
	ended INTEGER NOT NULL  -- 0: in use
) STRICT, WITHOUT ROWID;

-- Acts that one person has asked for and another confirms.
CREATE TABLE waiting (
	id      INTEGER PRIMARY KEY,
	act     TEXT    NOT NULL,
	of      TEXT    NOT NULL, -- the register
	number  INTEGER NOT NULL, -- its key; 0: none
	box     BLOB    NOT NULL, -- what it is about, sealed by that key
	why     TEXT    NOT NULL,
	at      INTEGER NOT NULL,
	"by"    TEXT    NOT NULL,
	decided INTEGER NOT NULL, -- 0: not yet
	verdict TEXT    NOT NULL
) STRICT;
