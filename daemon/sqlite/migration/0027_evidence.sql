-- What calls rested on, kept for longer than the number is: see evidence.go. mark is a keyed hash of the number; the box has
-- neither number nor name. To delete it is to delete the row.
CREATE TABLE evidence (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	mark     BLOB    NOT NULL,
	campaign TEXT    NOT NULL,
	client   TEXT    NOT NULL,
	source   TEXT    NOT NULL,
	called   INTEGER NOT NULL, -- when the last call on it was booked
	wrapped  BLOB,             -- the key of this row, sealed by the master key
	box      BLOB    NOT NULL  -- the wish to be called, the word on the customer and the wash
) STRICT;
CREATE INDEX evidence_mark ON evidence (mark);
CREATE INDEX evidence_called ON evidence (called);

-- When a client was put away; 0: it was not. Its row stays as long as archived campaigns need its name and its numbers.
ALTER TABLE client ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;

-- When rows of a list last came in: it ends some months after. Of lists of before this migration, the time of the migration.
CREATE TABLE list_in (
	campaign TEXT    NOT NULL,
	source   TEXT    NOT NULL,
	at       INTEGER NOT NULL,
	PRIMARY KEY (campaign, source)
) STRICT, WITHOUT ROWID;
INSERT INTO list_in SELECT DISTINCT campaign, source, unixepoch() * 1000000000 FROM lead;
