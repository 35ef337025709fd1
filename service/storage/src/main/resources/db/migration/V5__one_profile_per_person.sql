-- Whose timeline an id's is, where that is not its own: never a chain, for whoever absorbs takes over what was absorbed.
-- The id of a visitor may also be the name of some user whom nobody had heard of by then; one that was joined because
-- somebody asked for it may not.
CREATE TABLE absorbed (
  id TEXT NOT NULL PRIMARY KEY,
  survivor TEXT NOT NULL REFERENCES profiles (id),
  asked INTEGER NOT NULL CHECK (asked IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX absorbed_by_survivor ON absorbed (survivor);

-- Whether somebody who knows the person has ever named the profile. Of those that are there already only that is known:
-- whoever was identified is.
ALTER TABLE profiles ADD COLUMN known INTEGER NOT NULL DEFAULT 0 CHECK (known IN (0, 1));
UPDATE profiles SET known = 1
WHERE EXISTS (SELECT 1 FROM entries WHERE entries.profile_id = profiles.id AND entries.kind = 'profile');
