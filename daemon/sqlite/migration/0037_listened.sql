-- Agents whose calls somebody listens to, or is about to (8.3); made of the facts monitor_begun and monitor_ended.
CREATE TABLE listened (
	agent TEXT    PRIMARY KEY,
	since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
