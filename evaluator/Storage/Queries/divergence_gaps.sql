SELECT g.variant, g.reason
FROM run_variants v JOIN divergence_gaps g ON g.run_id = v.run_id AND g.variant = v.name
WHERE v.run_id = @RunId
ORDER BY v.position;
