-- Call-backs: when the person was promised a call, and by which agent in person. 0: no call is promised.
ALTER TABLE lead ADD COLUMN promised INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lead ADD COLUMN promised_by TEXT NOT NULL DEFAULT ''; -- empty: any agent of the campaign calls
UPDATE lead SET promised = due WHERE state = 'waiting' AND code = 'call_later';
CREATE INDEX lead_promised ON lead (promised) WHERE promised > 0;
