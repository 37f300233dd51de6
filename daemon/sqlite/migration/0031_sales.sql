-- A sale of one attempt, as the journal's entries make it: where it stands and when each state was reached (6, 9). No number, no
-- name, and no reference: those are in the entries, under the number's key. Times are nanoseconds; 0: it was not reached.
CREATE TABLE sale (
	attempt  INTEGER PRIMARY KEY,
	campaign TEXT    NOT NULL,
	client   TEXT    NOT NULL,
	agent    TEXT    NOT NULL,
	offer    TEXT    NOT NULL,
	state    TEXT    NOT NULL,
	cause    TEXT    NOT NULL,
	sold     INTEGER NOT NULL,
	passed   INTEGER NOT NULL,
	sent     INTEGER NOT NULL,
	accepted INTEGER NOT NULL,
	released INTEGER NOT NULL,
	void     INTEGER NOT NULL
) STRICT;
CREATE INDEX sale_campaign ON sale (campaign, state);
