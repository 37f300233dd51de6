-- The sums over all tables besides those that decide who may be rung, sealed with the head in each transaction.
ALTER TABLE head ADD COLUMN rest BLOB;
