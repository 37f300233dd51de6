-- Calls that were abandoned although agents were held for them alone (4.6.3), by the mark of the number: it is not dialed for
-- twelve months from the last one, for anybody. Only time lifts that; a row goes when the call turns out not to have been so.
CREATE TABLE abandoned_again (
	mark    BLOB    NOT NULL,
	attempt INTEGER NOT NULL,
	at      INTEGER NOT NULL,
	PRIMARY KEY (mark, attempt)
) STRICT, WITHOUT ROWID;
