-- Solutions of the reference that a variant of the run was not given, solution by solution.
-- CROSS JOIN keeps the order, as in cells.sql.
SELECT y.id AS reference_result_id, v.name AS variant
FROM runs r
CROSS JOIN run_variants w ON w.run_id = r.id AND w.is_reference
CROSS JOIN run_problems p ON p.run_id = r.id
CROSS JOIN run_samples s ON s.run_id = r.id
CROSS JOIN results y ON y.settings_hash = r.settings_hash AND y.variant_hash = w.fingerprint
                    AND y.problem_hash = p.problem_hash AND y.sample = s.sample
CROSS JOIN run_variants v ON v.run_id = r.id AND NOT v.is_reference
                          AND json_extract(v.facts, '$.repeatOf') IS NULL -- a repeat's weights are another variant's
WHERE r.id = @RunId
  AND y.generated_tokens > 0
  AND NOT EXISTS (
      SELECT 1 FROM divergences d WHERE d.result_id = y.id AND d.variant_hash = v.fingerprint)
ORDER BY p.position, s.sample, v.position;
