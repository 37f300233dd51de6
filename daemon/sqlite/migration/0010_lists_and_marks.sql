-- The list whose leads are in state 'loading': at most one. They count as waiting from the instant at which complete is set, and
-- are moved to that state in steps; until then, and where there is no row, they are of a list that was given up.
CREATE TABLE lead_load (
	one      INTEGER PRIMARY KEY CHECK (one = 1),
	campaign TEXT    NOT NULL,
	complete INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Marks are dropped by their day, in steps.
CREATE INDEX survey_day ON survey (day);
