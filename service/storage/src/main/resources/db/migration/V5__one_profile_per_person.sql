-- Whose timeline an id's is, where that is not its own: never a chain, for whoever absorbs takes over what was absorbed.
CREATE TABLE absorbed (
  id TEXT NOT NULL PRIMARY KEY,
  survivor TEXT NOT NULL REFERENCES profiles (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX absorbed_by_survivor ON absorbed (survivor);

-- Whether somebody who knows the person has ever named the profile. Nobody can say any more of those that are there
-- already, and a known person is not taken for somebody else without being asked for.
ALTER TABLE profiles ADD COLUMN known INTEGER NOT NULL DEFAULT 0 CHECK (known IN (0, 1));
UPDATE profiles SET known = 1;
