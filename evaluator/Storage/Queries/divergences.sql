-- The divergences of a run in order of variant, problem, sample. CROSS JOIN keeps the order, as in cells.sql.
SELECT y.id AS reference_result_id, v.position AS variant_position, v.name AS variant, p.position AS problem_position, s.sample,
       d.tokens, d.mean_kl, d.max_kl, d.flips, d.first_flip_token, d.first_flip_step, d.kl_by_step
FROM runs r
CROSS JOIN run_variants w ON w.run_id = r.id AND w.is_reference
CROSS JOIN run_variants v ON v.run_id = r.id AND NOT v.is_reference
CROSS JOIN run_problems p ON p.run_id = r.id
CROSS JOIN run_samples s ON s.run_id = r.id
CROSS JOIN results y ON y.settings_hash = r.settings_hash AND y.variant_hash = w.fingerprint
                    AND y.problem_hash = p.problem_hash AND y.sample = s.sample
CROSS JOIN divergences d ON d.result_id = y.id AND d.variant_hash = v.fingerprint
WHERE r.id = @RunId
ORDER BY v.position, p.position, s.sample;
