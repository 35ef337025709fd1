-- Instants are milliseconds since 1970 in UTC. A body is JSON: what is read back but never searched.

-- The last number given to an entry or to a change of a decision. A row of its own, so that numbers are never given
-- again, whatever is deleted.
CREATE TABLE acceptance (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  last INTEGER NOT NULL
) STRICT;
INSERT INTO acceptance (one, last) VALUES (1, 0);

CREATE TABLE profiles (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  revision TEXT NOT NULL,
  wake_up INTEGER,
  active_at INTEGER,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX profiles_due ON profiles (wake_up, id) WHERE wake_up IS NOT NULL;
-- Whoever looks for profiles under an old revision reads this, and not the bodies.
CREATE INDEX profiles_by_revision ON profiles (id, revision, active_at);

CREATE TABLE entries (
  sequence INTEGER PRIMARY KEY,
  profile_id TEXT NOT NULL REFERENCES profiles (id),
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('event', 'profile')),
  occurred_at INTEGER NOT NULL,
  late INTEGER NOT NULL CHECK (late IN (0, 1)),
  body TEXT NOT NULL,
  CONSTRAINT an_entry_counts_once UNIQUE (source, id)
) STRICT;
CREATE INDEX entries_by_time ON entries (profile_id, occurred_at);
CREATE INDEX entries_by_acceptance ON entries (profile_id, sequence);

CREATE TABLE decisions (
  id TEXT NOT NULL PRIMARY KEY,
  profile_id TEXT NOT NULL REFERENCES profiles (id),
  flow TEXT NOT NULL,
  key TEXT NOT NULL,
  cause_source TEXT NOT NULL,
  cause_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('trigger', 'delay', 'fallback', 'end')),
  message TEXT,
  -- How many outcomes it has, the latest of them, and when that was accepted.
  outcomes INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('send', 'wait', 'suppress', 'cancel', 'none')),
  reason TEXT,
  at INTEGER NOT NULL,
  sequence INTEGER NOT NULL UNIQUE,
  recorded_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
-- A message is decided once. In SQL two nulls are not equal, so a missing message needs a value of its own.
CREATE UNIQUE INDEX a_message_is_decided_once
  ON decisions (profile_id, flow, key, cause_source, cause_id, kind, ifnull('=' || message, ''));
CREATE INDEX decisions_by_profile ON decisions (profile_id, sequence);
CREATE INDEX decisions_by_flow ON decisions (flow, sequence);

-- Every outcome of every decision: rows are only ever added. A late event may put another outcome in the place of one;
-- then the one with the greater sequence holds.
CREATE TABLE decision_changes (
  decision_id TEXT NOT NULL REFERENCES decisions (id),
  position INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (decision_id, position, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE revisions (
  revision TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE revision_files (
  revision TEXT NOT NULL REFERENCES revisions (revision),
  path TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (revision, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE activations (
  position INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  revision TEXT NOT NULL REFERENCES revisions (revision),
  activated_by TEXT NOT NULL
) STRICT;

CREATE TABLE answers (
  profile_id TEXT NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL,
  body TEXT NOT NULL,
  stored_at INTEGER NOT NULL,
  PRIMARY KEY (profile_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_age ON answers (stored_at);
