-- The secrets by which numbers, persons and PINs are hashed, sealed by the master key; empty until it is first rotated.
CREATE TABLE carried (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	box BLOB    NOT NULL
) STRICT;
