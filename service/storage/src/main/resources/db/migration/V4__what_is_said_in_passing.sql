-- An event may say something of its profile, and a consent knows when, where and under which text it was given. What was
-- written before knows none of that. It counts as said before everything that is still on the profile's timeline, and yet
-- after what a device merely repeats.
-- (What comes out of a subquery is a text again, however it was made: json() says that it is not.)
UPDATE entries SET body = json_set(body, '$.statement', json('null')) WHERE kind = 'event';

-- What opened a trigger is kept with it.
UPDATE decisions SET body = json_set(body, '$.cause.statement', json('{"traits":{},"consents":null,"preferences":{},"timezone":null,"segments":null,"memberships":{},"unreachable":null}'))
WHERE json_type(body, '$.cause') = 'object';

UPDATE entries SET body = json_object(
    'receivedAt', json_extract(body, '$.receivedAt'),
    'statement', json_object(
      'traits', body -> '$.traits',
      'consents', body -> '$.consents',
      'preferences', json((
        SELECT json_group_object(said.key, json_object(
          'granted', json(said.type), 'at', NULL, 'source', NULL, 'text', NULL, 'repeated', json('false')))
        FROM json_each(entries.body, '$.preferences') AS said)),
      'timezone', json_extract(body, '$.timezone'),
      'segments', body -> '$.segments',
      'memberships', json('{}'),
      'unreachable', body -> '$.unreachable'),
    'backfill', body -> '$.backfill')
WHERE kind = 'profile';

UPDATE profiles SET body = json_set(body,
    '$.traits.consents', json((
      SELECT json_object(
        'purposes', json_group_object(purpose.name, json_object(
          'granted', json(purpose.granted), 'at', body -> '$.baseAt.at', 'source', '', 'text', NULL)),
        'others', iif(body ->> '$.traits.consents.listed',
          json_object('granted', json('false'), 'at', body -> '$.baseAt.at', 'source', '', 'text', NULL), NULL))
      FROM (
        SELECT value AS name, 'true' AS granted FROM json_each(profiles.body, '$.traits.consents.granted')
        UNION ALL
        SELECT value, 'false' FROM json_each(profiles.body, '$.traits.consents.withdrawn')) AS purpose)),
    '$.base.traits.consents', json((
      SELECT json_object(
        'purposes', json_group_object(purpose.name, json_object(
          'granted', json(purpose.granted), 'at', body -> '$.baseAt.at', 'source', '', 'text', NULL)),
        'others', iif(body ->> '$.base.traits.consents.listed',
          json_object('granted', json('false'), 'at', body -> '$.baseAt.at', 'source', '', 'text', NULL), NULL))
      FROM (
        SELECT value AS name, 'true' AS granted FROM json_each(profiles.body, '$.base.traits.consents.granted')
        UNION ALL
        SELECT value, 'false' FROM json_each(profiles.body, '$.base.traits.consents.withdrawn')) AS purpose)));
