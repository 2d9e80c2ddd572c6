-- Per judge of the run, in its order, what became of the run's failures (by the newest grade); a judge's newest verdict counts.
WITH failures AS (
    SELECT x.id AS result_id
    FROM runs r
    CROSS JOIN run_variants v ON v.run_id = r.id
    CROSS JOIN run_problems p ON p.run_id = r.id
    CROSS JOIN run_samples s ON s.run_id = r.id
    CROSS JOIN results x ON x.settings_hash = r.settings_hash AND x.variant_hash = v.fingerprint
                        AND x.problem_hash = p.problem_hash AND x.sample = s.sample
    WHERE r.id = @RunId
      AND 'NotEquivalent' = (
          SELECT g.verdict FROM grades g
          WHERE g.result_id = x.id AND g.gold_hash = p.gold_hash ORDER BY g.id DESC LIMIT 1)
)
SELECT j.judge, j.role, j.weight,
       count(f.result_id) AS failures,
       count(*) FILTER (WHERE m.kind = 'Valid') AS valid,
       count(*) FILTER (WHERE m.kind = 'Invalid') AS invalid,
       count(*) FILTER (WHERE m.kind = 'DoesNotFit') AS does_not_fit,
       count(*) FILTER (WHERE m.kind = 'Abstained') AS abstained,
       count(*) FILTER (WHERE m.kind = 'Failed') AS failed,
       coalesce(sum(m.prompt_tokens), 0) AS prompt_tokens,
       coalesce(sum(m.generated_tokens), 0) AS generated_tokens,
       coalesce(sum(m.duration), 0.0) AS duration
FROM run_judges j
LEFT JOIN failures f
LEFT JOIN verdicts m ON m.id = (
    SELECT max(n.id) FROM verdicts n WHERE n.result_id = f.result_id AND n.judge = j.judge)
WHERE j.run_id = @RunId
GROUP BY j.position
ORDER BY j.position;
