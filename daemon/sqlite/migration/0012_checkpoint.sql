-- Where counting goes on after a restart. One row for each campaign and Oslo day with its ledger, and one with neither that
-- says what else is counted and holds the rows together. All of it follows from the journal; seq and hash say up to where.
CREATE TABLE checkpoint (
	day      TEXT    NOT NULL,
	campaign TEXT    NOT NULL,
	seq      INTEGER NOT NULL, -- the chain's position when the row was written
	doc      BLOB    NOT NULL,
	seal     BLOB    NOT NULL, -- keyed, over all columns
	PRIMARY KEY (day, campaign)
) STRICT, WITHOUT ROWID;
