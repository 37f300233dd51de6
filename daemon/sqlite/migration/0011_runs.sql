-- The daemon's starts and stops are found without reading the journal: a day of a demonstration is marked by them.
CREATE INDEX journal_run ON journal (seq) WHERE kind IN ('started', 'stopped');
