-- Problem by problem, so that an interrupted run has compared the same problems on every variant.
SELECT v.name AS variant, p.problem_hash, p.problem_id, s.sample
FROM runs r
JOIN run_problems p ON p.run_id = r.id
JOIN run_samples s ON s.run_id = r.id
JOIN run_variants v ON v.run_id = r.id
WHERE r.id = @RunId
  AND NOT EXISTS (
      SELECT 1 FROM results x
      WHERE x.settings_hash = r.settings_hash AND x.variant_hash = v.fingerprint
        AND x.problem_hash = p.problem_hash AND x.sample = s.sample)
ORDER BY p.position, s.sample, v.position;
