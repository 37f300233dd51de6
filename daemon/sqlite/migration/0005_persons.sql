-- By which secret the registers' persons are hashed: its fingerprint. Empty until the first opening.
ALTER TABLE install ADD COLUMN persons TEXT NOT NULL DEFAULT '';
