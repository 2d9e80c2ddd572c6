-- Grades of a run's results after one of them, in the order in which they were stored: what a watcher has not seen yet.
SELECT g.id AS grade_id, x.id AS result_id
FROM runs r
CROSS JOIN grades g ON g.id > @After
CROSS JOIN results x ON x.id = g.result_id
CROSS JOIN run_problems p ON p.run_id = r.id AND p.problem_hash = x.problem_hash
WHERE r.id = @RunId
  AND x.settings_hash = r.settings_hash
  AND x.sample < r.samples
  AND p.gold_hash = g.gold_hash
  AND x.variant_hash IN (SELECT v.fingerprint FROM run_variants v WHERE v.run_id = r.id)
ORDER BY g.id
LIMIT @Limit;
