-- The tables that verify makes again from the journal are held against it from this entry on: what older versions made by other
-- rules is not judged by the rules of now.
INSERT INTO counter (name, last) SELECT 'replayed from', coalesce(max(seq), 0) FROM journal;
