-- A rule that is left out for a profile says why from now on; of those of before nobody noted it.
UPDATE profiles SET body = json_set(body, '$.exclusions', json((
    SELECT json_group_array(json_set(each.value,
        '$.extent', 'RULE',
        '$.failure', json('{"why": "THREW", "condition": null, "thrown": "", "message": ""}')))
    FROM json_each(profiles.body, '$.exclusions') AS each)))
WHERE json_array_length(body, '$.exclusions') > 0;
