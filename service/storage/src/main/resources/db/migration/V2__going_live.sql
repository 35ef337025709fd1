-- Why it went live, and which of its rules are left out for everybody: a JSON list of their names, in order.
ALTER TABLE activations ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE activations ADD COLUMN left_out TEXT NOT NULL DEFAULT '[]';
-- What the rules folder held instead when it was to give way to this, until it has.
ALTER TABLE activations ADD COLUMN outranked TEXT;

-- What somebody would like to be live and nobody else has agreed to yet; one of each who proposes.
CREATE TABLE proposals (
  proposed_by TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  revision TEXT NOT NULL REFERENCES revisions (revision),
  note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which rules are left out for which profile, and since when in its time: the same as in the profiles' bodies, to count.
CREATE TABLE exclusions (
  revision TEXT NOT NULL,
  rule TEXT NOT NULL,
  profile_id TEXT NOT NULL REFERENCES profiles (id),
  at INTEGER NOT NULL,
  PRIMARY KEY (revision, rule, profile_id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO exclusions (revision, rule, profile_id, at)
  SELECT each.value ->> '$.revision', each.value ->> '$.rule', profiles.id, each.value ->> '$.from.at'
  FROM profiles, json_each(profiles.body, '$.exclusions') AS each;

-- Whoever counts what is in flight reads these, and not all that was ever decided.
CREATE INDEX decisions_waiting ON decisions (flow) WHERE outcome = 'wait';
CREATE INDEX decisions_opened ON decisions (flow, profile_id, key, cause_source, cause_id)
  WHERE kind = 'trigger' AND message IS NULL AND outcome = 'none';
