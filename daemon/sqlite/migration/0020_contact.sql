-- Numbers that a person was spoken with on, or that heard our message: they rest (norm 2.9). mark is a keyed hash of the number.
CREATE TABLE contact (
	mark    BLOB    NOT NULL,
	client  TEXT    NOT NULL, -- for whom; one row a client, the last contact
	attempt INTEGER NOT NULL, -- 0: the person rang a visible number
	at      INTEGER NOT NULL, -- its end, or the begin of a caller's talk
	agreed  INTEGER NOT NULL, -- 1: the person asked in it to be called another day
	PRIMARY KEY (mark, client)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_at ON contact (at);
