-- Of every judge of the run the newest verdict on each of the run's results, texts left out.
SELECT x.id AS result_id, j.judge, j.weight, j.role, m.kind, m.first_error_step, m.error_type, m.types, m.transcription, m.corrected_steps
FROM runs r
CROSS JOIN run_variants v ON v.run_id = r.id
CROSS JOIN run_problems p ON p.run_id = r.id
CROSS JOIN run_samples s ON s.run_id = r.id
CROSS JOIN results x ON x.settings_hash = r.settings_hash AND x.variant_hash = v.fingerprint
                    AND x.problem_hash = p.problem_hash AND x.sample = s.sample
CROSS JOIN run_judges j ON j.run_id = r.id
CROSS JOIN verdicts m ON m.id = (
    SELECT max(n.id) FROM verdicts n WHERE n.result_id = x.id AND n.judge = j.judge)
WHERE r.id = @RunId
ORDER BY v.position, p.position, s.sample, j.position;
