-- When a campaign was archived; 0: it was not. Its row stays: the figures take its kind from it, and the desk answers for it.
ALTER TABLE campaign ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
