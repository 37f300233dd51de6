-- One row for each part of each leg that was ever recorded; of those that are gone only this row is left. box is the
-- recording's key, under the seal of a file apart from this one; to make a recording unreadable is to set it to NULL.
CREATE TABLE recording (
	id       TEXT    PRIMARY KEY,
	attempt  INTEGER NOT NULL,
	campaign TEXT    NOT NULL,
	client   TEXT    NOT NULL,
	agent    TEXT    NOT NULL,
	leg      TEXT    NOT NULL,
	part     INTEGER NOT NULL,
	category TEXT    NOT NULL,
	state    TEXT    NOT NULL,
	days     INTEGER NOT NULL,
	began    INTEGER NOT NULL,
	ended    INTEGER NOT NULL DEFAULT 0,
	due      INTEGER NOT NULL DEFAULT 0,
	over     INTEGER NOT NULL DEFAULT 0,
	why      TEXT    NOT NULL DEFAULT '',
	bytes    INTEGER NOT NULL DEFAULT 0,
	sha256   TEXT    NOT NULL DEFAULT '',
	box      BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_attempt ON recording (attempt);
CREATE INDEX recording_state ON recording (state, due);

CREATE TABLE recording_hold (
	recording TEXT    NOT NULL REFERENCES recording (id),
	kind      TEXT    NOT NULL,
	since     INTEGER NOT NULL,
	until     INTEGER NOT NULL,
	why       TEXT    NOT NULL,
	"by"      TEXT    NOT NULL
) STRICT;
CREATE INDEX recording_hold_of ON recording_hold (recording);

-- Who said no to a recording, by the mark of the number: nobody asks again in that campaign (8.2.1).
CREATE TABLE recording_refusal (
	mark     BLOB    NOT NULL,
	campaign TEXT    NOT NULL,
	at       INTEGER NOT NULL,
	PRIMARY KEY (mark, campaign)
) STRICT, WITHOUT ROWID;

-- Which agent has acknowledged that calls are recorded, in which days (8.1).
CREATE TABLE recording_notice (
	agent    TEXT    NOT NULL,
	category TEXT    NOT NULL,
	since    INTEGER NOT NULL,
	until    INTEGER NOT NULL,
	"by"     TEXT    NOT NULL,
	at       INTEGER NOT NULL
) STRICT;
CREATE INDEX recording_notice_of ON recording_notice (agent, category, until);
