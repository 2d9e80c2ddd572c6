SELECT v.name AS variant, v.is_reference,
       (SELECT count(*) FROM run_problems q WHERE q.run_id = r.id) * r.samples AS cells,
       count(x.id) AS done,
       count(g.id) FILTER (WHERE g.verdict = 'Equivalent') AS equivalent,
       count(g.id) FILTER (WHERE g.verdict = 'NotEquivalent') AS not_equivalent,
       count(g.id) FILTER (WHERE g.verdict = 'Ungradable') AS ungradable,
       count(*) FILTER (WHERE g.verdict = 'NotEquivalent' AND EXISTS (
           SELECT 1 FROM verdicts d WHERE d.result_id = x.id AND d.kind = 'Valid')) AS judged,
       coalesce(sum(x.generated_tokens), 0) AS generated_tokens
FROM runs r
JOIN run_variants v ON v.run_id = r.id
LEFT JOIN run_problems p ON p.run_id = r.id
LEFT JOIN run_samples s ON s.run_id = r.id
LEFT JOIN results x ON x.settings_hash = r.settings_hash AND x.variant_hash = v.fingerprint
                   AND x.problem_hash = p.problem_hash AND x.sample = s.sample
LEFT JOIN grades g ON g.id = (
    SELECT max(n.id) FROM grades n WHERE n.result_id = x.id AND n.gold_hash = p.gold_hash)
WHERE r.id = @RunId
GROUP BY v.position
ORDER BY v.position;
