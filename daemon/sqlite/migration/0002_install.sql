-- The mark of this installation in the names of its channels and bridges on the PBX.
CREATE TABLE install (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	id  TEXT NOT NULL
) STRICT;
INSERT INTO install (one, id) VALUES (1, lower(hex(randomblob(3))));
