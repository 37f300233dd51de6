-- Phones that keyed wrong PINs at the agents' log-in, in a row; made of the facts wrong_pin, right_pin, phone_locked, phone_unlocked.
CREATE TABLE pin_trial (
	endpoint TEXT    PRIMARY KEY,
	agent    TEXT    NOT NULL, -- whose phone it is; '': no agent's
	wrong    INTEGER NOT NULL,
	last     INTEGER NOT NULL,
	locked   INTEGER NOT NULL  -- since when; 0: it is not
) STRICT, WITHOUT ROWID;
