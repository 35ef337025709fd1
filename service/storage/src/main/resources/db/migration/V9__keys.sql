-- Who may call the service. Only a hash of a key is kept, and a key that was revoked stays on record.
CREATE TABLE keys (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  -- Words with a space between, in order.
  scopes TEXT NOT NULL,
  requests_per_second INTEGER CHECK (requests_per_second > 0),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  revoked_at INTEGER
) STRICT;
CREATE UNIQUE INDEX a_name_has_one_key ON keys (name) WHERE revoked_at IS NULL;
