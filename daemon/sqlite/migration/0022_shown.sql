-- What outlasts a restart of the numbers that went out with calls: a stop, or a person's word; made of the facts shown.
CREATE TABLE shown (
	visible TEXT    PRIMARY KEY,
	code    TEXT    NOT NULL, -- other, unseen, confirmed
	route   TEXT    NOT NULL, -- the dial string with which it was seen
	sent    TEXT    NOT NULL, -- what was seen in place of the number; '': nothing
	detail  TEXT    NOT NULL,
	at      INTEGER NOT NULL,
	by      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
