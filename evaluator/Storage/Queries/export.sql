-- The finished cells of a run with their texts. CROSS JOIN keeps the order, as in cells.sql: rows come as they are found.
SELECT r.id AS run, v.name AS variant, v.is_reference, p.problem_id, p.subject, p.level, s.sample,
       t.text AS problem, p.answer AS gold, p.solution, o.prompt, o.output, o.steps, x.step_format, x.follows_frame,
       x.answer, x.weak_answer, g.verdict AS grade_name, g.rule, g.reason, g.gold_form, g.answer_form,
       CASE WHEN v.is_reference OR g.verdict IS NULL OR h.verdict IS NULL THEN NULL
            WHEN h.verdict = 'Equivalent' THEN iif(g.verdict = 'Equivalent', 'BothRight', 'Lost')
            ELSE iif(g.verdict = 'Equivalent', 'Gained', 'BothWrong') END AS flip_name,
       x.stop_reason, x.truncated, x.looping, x.generated_tokens, json_extract(x.logprobs, '$.sum') AS logprob_sum,
       x.queue, x.prefill, x.decode, x.variant_hash AS fingerprint, x.weights_sha256, x.seed, x.created,
       (SELECT json_group_array(json_object(
                   'judge', m.judge, 'kind', m.kind, 'first_error_step', m.first_error_step, 'error_type', m.error_type,
                   'types', json(m.types), 'reason', m.reason, 'seconds', m.duration))
        FROM run_judges j JOIN verdicts m ON m.id = (
            SELECT max(n.id) FROM verdicts n WHERE n.result_id = x.id AND n.judge = j.judge)
        WHERE j.run_id = r.id) AS verdicts
FROM runs r
CROSS JOIN run_variants v ON v.run_id = r.id
CROSS JOIN run_problems p ON p.run_id = r.id
CROSS JOIN run_samples s ON s.run_id = r.id
CROSS JOIN results x ON x.settings_hash = r.settings_hash AND x.variant_hash = v.fingerprint
                    AND x.problem_hash = p.problem_hash AND x.sample = s.sample
CROSS JOIN outputs o ON o.result_id = x.id
CROSS JOIN problems t ON t.hash = p.problem_hash
LEFT JOIN grades g ON g.id = (
    SELECT max(n.id) FROM grades n WHERE n.result_id = x.id AND n.gold_hash = p.gold_hash)
LEFT JOIN run_variants w ON w.run_id = r.id AND w.is_reference
LEFT JOIN results y ON y.settings_hash = r.settings_hash AND y.variant_hash = w.fingerprint
                   AND y.problem_hash = p.problem_hash AND y.sample = s.sample
LEFT JOIN grades h ON h.id = (
    SELECT max(n.id) FROM grades n WHERE n.result_id = y.id AND n.gold_hash = p.gold_hash)
WHERE r.id = @RunId
ORDER BY v.position, p.position, s.sample;
