-- CROSS JOIN keeps the order (SQLite moves none of them): the run's own tables come first, already in the order asked for, so that
-- nothing is sorted and other runs' results are never read.
SELECT x.id
FROM runs r
CROSS JOIN run_variants v ON v.run_id = r.id
CROSS JOIN run_problems p ON p.run_id = r.id
CROSS JOIN run_samples s ON s.run_id = r.id
CROSS JOIN results x ON x.settings_hash = r.settings_hash AND x.variant_hash = v.fingerprint
                    AND x.problem_hash = p.problem_hash AND x.sample = s.sample
WHERE r.id = @RunId
  AND NOT EXISTS (SELECT 1 FROM equation_counts e WHERE e.result_id = x.id AND e.checker_version = @CheckerVersion)
ORDER BY v.position, p.position, s.sample;
