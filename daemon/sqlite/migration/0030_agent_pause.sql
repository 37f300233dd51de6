-- Agents who keyed a pause and have not ended it; made of the facts pause_asked, paused, back, login, logout.
CREATE TABLE agent_pause (
	agent  TEXT    PRIMARY KEY,
	reason TEXT    NOT NULL,
	since  INTEGER NOT NULL -- it was keyed
) STRICT, WITHOUT ROWID;
