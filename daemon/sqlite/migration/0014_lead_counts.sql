-- How many leads each campaign has in each state. Triggers keep the counts with every change, so that a look at the floor
-- counts no leads.
CREATE TABLE lead_count (
	campaign TEXT    NOT NULL,
	state    TEXT    NOT NULL,
	code     TEXT    NOT NULL,
	n        INTEGER NOT NULL,
	PRIMARY KEY (campaign, state, code)
) STRICT, WITHOUT ROWID;
INSERT INTO lead_count SELECT campaign, state, code, count(*) FROM lead WHERE state <> 'loading' GROUP BY campaign, state, code;

CREATE TRIGGER lead_added AFTER INSERT ON lead WHEN new.state <> 'loading' BEGIN
	INSERT INTO lead_count VALUES (new.campaign, new.state, new.code, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER lead_removed AFTER DELETE ON lead WHEN old.state <> 'loading' BEGIN
	UPDATE lead_count SET n = n - 1 WHERE campaign = old.campaign AND state = old.state AND code = old.code;
END;
CREATE TRIGGER lead_changed AFTER UPDATE OF campaign, state, code ON lead
WHEN (old.campaign, old.state, old.code) <> (new.campaign, new.state, new.code) BEGIN
	UPDATE lead_count SET n = n - 1 WHERE campaign = old.campaign AND state = old.state AND code = old.code;
	INSERT INTO lead_count SELECT new.campaign, new.state, new.code, 1 WHERE new.state <> 'loading'
		ON CONFLICT DO UPDATE SET n = n + 1;
END;
