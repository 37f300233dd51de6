-- Newer evidence that the list in lead_load brought for leads of before. It is taken once the list is complete, and dropped with a
-- list that was given up. The box is sealed with the number's key, as the lead's.
CREATE TABLE lead_renewal (
	lead   INTEGER PRIMARY KEY,
	source TEXT    NOT NULL,
	due    INTEGER NOT NULL,
	box    BLOB    NOT NULL
) STRICT;
