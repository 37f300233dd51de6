-- Events of the journal that the receiver of webhooks did not take in time, or refused for good. A row says nothing of the event: the
-- journal has it.
CREATE TABLE undelivered (
	seq   INTEGER PRIMARY KEY, -- of the entry
	at    INTEGER NOT NULL,    -- when it was given up, nanoseconds
	why   TEXT    NOT NULL,
	again INTEGER NOT NULL     -- 1: a person wants it tried again
) STRICT;
