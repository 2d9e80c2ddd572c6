SELECT x.id
FROM runs r
JOIN run_variants v ON v.run_id = r.id
JOIN run_problems p ON p.run_id = r.id
JOIN run_samples s ON s.run_id = r.id
JOIN results x ON x.settings_hash = r.settings_hash AND x.variant_hash = v.fingerprint
              AND x.problem_hash = p.problem_hash AND x.sample = s.sample
WHERE r.id = @RunId
  AND NOT EXISTS (
      SELECT 1 FROM grades g
      WHERE g.result_id = x.id AND g.gold_hash = p.gold_hash AND g.grader_version = @GraderVersion)
ORDER BY v.position, p.position, s.sample;
