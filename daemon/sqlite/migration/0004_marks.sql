-- Marks on numbers that outlive their calls. mark is a keyed hash of the number, apart from every other.

-- Numbers whose call was abandoned: a later one must not be again, and this has no end but a call that got its agent (4.6.3).
CREATE TABLE flag (
	mark    BLOB PRIMARY KEY,
	attempt INTEGER NOT NULL,          -- the abandoned one
	at      INTEGER NOT NULL,
	cleared INTEGER NOT NULL DEFAULT 0 -- when an agent was given; kept for the history
) STRICT, WITHOUT ROWID;

-- Numbers that a survey reached: no sale may follow soon (4.2 k).
CREATE TABLE survey (
	mark   BLOB NOT NULL,
	client TEXT NOT NULL,
	day    TEXT NOT NULL, -- Oslo's, the last one
	PRIMARY KEY (mark, client)
) STRICT, WITHOUT ROWID;

-- Lists that came in, by a keyed hash of their text: one list belongs to one kind of campaign (4.2 k).
CREATE TABLE list (
	mark BLOB PRIMARY KEY,
	kind TEXT NOT NULL,
	at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
