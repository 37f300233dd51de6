-- Which inquiries are complaints (6.2): they are kept longer than other dialogues (norm 2.9).
ALTER TABLE inquiry ADD COLUMN complaint INTEGER NOT NULL DEFAULT 0;
