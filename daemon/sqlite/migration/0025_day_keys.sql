-- The entries by which the journal is signed day by day are found without reading it.
CREATE INDEX journal_signed ON journal (seq) WHERE kind IN ('day_key', 'day_closed', 'stamped');
