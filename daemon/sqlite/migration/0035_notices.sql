-- What agents are told before they are recorded or monitored (8.1, 8.3).
CREATE TABLE notice (
	id       INTEGER PRIMARY KEY,
	kind     TEXT    NOT NULL, -- recording or monitoring
	purpose  TEXT    NOT NULL,
	goal     TEXT    NOT NULL,
	themes   TEXT    NOT NULL,
	plan     TEXT    NOT NULL,
	category TEXT    NOT NULL, -- of recordings; else empty
	client   TEXT    NOT NULL, -- whose person may listen; else empty
	since    INTEGER NOT NULL,
	until    INTEGER NOT NULL,
	opens    INTEGER NOT NULL, -- minutes after midnight; with closes 0: the whole day
	closes   INTEGER NOT NULL,
	made     INTEGER NOT NULL,
	"by"     TEXT    NOT NULL,
	ended    INTEGER NOT NULL  -- withdrawn; 0: it was not
) STRICT;

-- The agents that a notice names, and when each of them acknowledged it.
CREATE TABLE notice_agent (
	notice  INTEGER NOT NULL,
	agent   TEXT    NOT NULL,
	acked   INTEGER NOT NULL, -- 0: not yet
	left_at INTEGER NOT NULL, -- when the agent left the book; 0: in it
	PRIMARY KEY (notice, agent)
) STRICT, WITHOUT ROWID;

-- It held what supervisors typed on behalf of agents, which counts for nothing any more. The journal keeps each entry.
DROP TABLE recording_notice;
