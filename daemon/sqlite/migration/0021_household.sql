-- Persons on a number who have no lead: known from a second row with the number, or from one that was refused. The box is a lead's
-- with number, name, birth date and address, sealed under the number's key.
CREATE TABLE household (
	id     INTEGER PRIMARY KEY,
	number INTEGER NOT NULL REFERENCES number_key (id),
	box    BLOB    NOT NULL
) STRICT;
CREATE INDEX household_number ON household (number);

-- Of lists that came in: keyed hashes of the numbers of some rows, by which a list is known again when rows were added or taken
-- away (4.2 k). shift: one row in 2^shift is kept.
CREATE TABLE list_rows (
	mark  BLOB    PRIMARY KEY, -- the list's, as in list
	kind  TEXT    NOT NULL,
	at    INTEGER NOT NULL,
	rows  INTEGER NOT NULL,
	shift INTEGER NOT NULL,
	kept  BLOB    NOT NULL -- eight bytes each, ascending
) STRICT, WITHOUT ROWID;
