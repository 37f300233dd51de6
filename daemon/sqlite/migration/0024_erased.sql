-- Numbers that were erased on their owners' wish, by a keyed hash: no list brings one back (7).
CREATE TABLE erased (
	mark BLOB    PRIMARY KEY,
	at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Visible numbers that were a client's and are no more: who was rung still rings back on them (4.4.2).
CREATE TABLE visible_past (
	number TEXT    NOT NULL,
	client TEXT    NOT NULL,
	until  INTEGER NOT NULL,
	PRIMARY KEY (number, client)
) STRICT, WITHOUT ROWID;
