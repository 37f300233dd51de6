-- What people ask of the call centre, and the answers (4.4.3). The number is sealed under the number's key, as in the journal; the
-- words and the key of the voice's file under a key of this inquiry's own, so that the dialogue outlives neither its time nor its
-- erasure: to delete it is to set wrapped to NULL.
CREATE TABLE inquiry (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	channel   TEXT    NOT NULL,
	received  INTEGER NOT NULL,
	due       INTEGER NOT NULL,
	visit     TEXT    NOT NULL,
	visible   TEXT    NOT NULL,
	client    TEXT    NOT NULL,
	campaign  TEXT    NOT NULL,
	number    INTEGER NOT NULL DEFAULT 0, -- number_key.id
	box       BLOB,                       -- the number, sealed
	wrapped   BLOB,                       -- the dialogue's key, sealed by the master key
	words     BLOB,                       -- what was asked and answered, sealed
	told      INTEGER NOT NULL DEFAULT 0, -- the last stage of its clock that was told
	closed    INTEGER NOT NULL DEFAULT 0,
	"by"      TEXT    NOT NULL DEFAULT '',
	attempt   INTEGER NOT NULL DEFAULT 0, -- the call that the answer was given in
	sound     TEXT    NOT NULL DEFAULT '', -- the voice's name with the PBX, as long as it may be there
	voice     TEXT    NOT NULL DEFAULT '', -- wanted, kept, lost, going, gone
	voice_key BLOB,                        -- of the file, sealed
	voice_why TEXT    NOT NULL DEFAULT '', -- why it is not kept yet
	seconds   INTEGER NOT NULL DEFAULT 0,
	bytes     INTEGER NOT NULL DEFAULT 0,
	sha256    TEXT    NOT NULL DEFAULT '',
	over      INTEGER NOT NULL DEFAULT 0   -- when the dialogue was deleted
) STRICT;
CREATE INDEX inquiry_open ON inquiry (due) WHERE closed = 0;
CREATE INDEX inquiry_closed ON inquiry (closed) WHERE closed > 0;
CREATE INDEX inquiry_number ON inquiry (number) WHERE number > 0;
CREATE INDEX inquiry_voice ON inquiry (id) WHERE sound <> '' OR voice = 'going';

-- Erasures that were asked for while a dialogue with the person must still be kept: a person decides (norm 5, no. 29).
CREATE TABLE erasure (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	number  INTEGER NOT NULL, -- number_key.id
	box     BLOB,             -- the number, sealed under its key
	at      INTEGER NOT NULL,
	floor   INTEGER NOT NULL, -- until then the dialogue is kept at least; 0: an inquiry is open
	why     TEXT    NOT NULL,
	"by"    TEXT    NOT NULL,
	decided INTEGER NOT NULL DEFAULT 0,
	verdict TEXT    NOT NULL DEFAULT '' -- erased or kept, by whom and why
) STRICT;
