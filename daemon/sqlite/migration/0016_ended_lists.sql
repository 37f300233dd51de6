-- Lists of leads of which nothing is dialed any more: the leads of a campaign that came from one source.
CREATE TABLE ended_list (
	campaign TEXT    NOT NULL,
	source   TEXT    NOT NULL,
	at       INTEGER NOT NULL,
	PRIMARY KEY (campaign, source)
) STRICT, WITHOUT ROWID;
