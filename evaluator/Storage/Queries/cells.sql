-- The finished cells of a run, each with its newest grade, the verdict that counts and how it flips against the reference.
-- Every filter is a parameter that is NULL when it is off; the text never changes.
-- CROSS JOIN keeps the order (SQLite moves none of them): the run's own tables come first, already in the order asked for, so that
-- nothing is sorted and other runs' results are never read; a page ends the work at its last row.
WITH cells AS (
    SELECT x.id AS result_id, v.position AS variant_position, v.name AS variant, p.position AS problem_position,
           p.problem_id, p.problem_hash, p.subject, p.level, s.sample,
           g.verdict AS grade, g.rule AS grade_rule, g.answer_form, x.answer, x.weak_answer,
           CASE WHEN v.is_reference OR g.verdict IS NULL OR h.verdict IS NULL THEN NULL
                WHEN h.verdict = 'Equivalent' THEN iif(g.verdict = 'Equivalent', 'BothRight', 'Lost')
                ELSE iif(g.verdict = 'Equivalent', 'Gained', 'BothWrong') END AS flip_name,
           x.stop_reason, x.truncated, x.looping, x.follows_frame, x.step_count, x.generated_tokens,
           x.queue, x.prefill, x.decode,
           e.checked AS equations_checked, e.wrong AS equations_wrong,
           d.judge, d.kind AS verdict_kind, d.first_error_step, d.error_type, coalesce(d.one_judge, 0) AS one_judge,
           CASE WHEN @WithAgreement AND d.kind = 'Valid' THEN (
               SELECT CASE WHEN count(*) = 1 THEN 'OneJudge'
                           WHEN count(DISTINCT o.opinion) = 1 THEN 'Unanimous'
                           WHEN max(o.together) >= 2 AND 2 * max(o.together) > count(*) THEN 'Majority'
                           ELSE 'Split' END
               FROM (SELECT printf('%s %s', m.first_error_step, m.error_type) AS opinion,
                            count(*) OVER (PARTITION BY m.first_error_step) AS together
                     FROM run_judges j JOIN verdicts m ON m.id = (
                         SELECT max(n.id) FROM verdicts n WHERE n.result_id = x.id AND n.judge = j.judge)
                     WHERE j.run_id = r.id AND m.kind = 'Valid') o) END AS agreement_name
    FROM runs r
    CROSS JOIN run_variants v ON v.run_id = r.id
    CROSS JOIN run_problems p ON p.run_id = r.id
    CROSS JOIN run_samples s ON s.run_id = r.id
    CROSS JOIN results x ON x.settings_hash = r.settings_hash AND x.variant_hash = v.fingerprint
                        AND x.problem_hash = p.problem_hash AND x.sample = s.sample
    LEFT JOIN grades g ON g.id = (
        SELECT max(n.id) FROM grades n WHERE n.result_id = x.id AND n.gold_hash = p.gold_hash)
    LEFT JOIN run_variants w ON w.run_id = r.id AND w.is_reference
    LEFT JOIN results y ON y.settings_hash = r.settings_hash AND y.variant_hash = w.fingerprint
                       AND y.problem_hash = p.problem_hash AND y.sample = s.sample
    LEFT JOIN grades h ON h.id = (
        SELECT max(n.id) FROM grades n WHERE n.result_id = y.id AND n.gold_hash = p.gold_hash)
    LEFT JOIN equation_counts e ON e.result_id = x.id
    LEFT JOIN verdicts d ON d.id = (
        SELECT m.id FROM verdicts m JOIN run_judges j ON j.run_id = r.id AND j.judge = m.judge
        WHERE m.result_id = x.id ORDER BY m.kind = 'Valid' DESC, j.position, m.id DESC LIMIT 1)
    WHERE r.id = @RunId
)
SELECT *
FROM cells
WHERE (@Variant IS NULL OR variant = @Variant)
  AND (@Subject IS NULL OR subject = @Subject)
  AND (@Level IS NULL OR level = @Level)
  AND (@Grade IS NULL OR grade = @Grade)
  AND (@Flip IS NULL OR flip_name = @Flip)
  AND (@VerdictKind IS NULL OR verdict_kind = @VerdictKind)
  AND (@ErrorType IS NULL OR error_type = @ErrorType)
  AND (@Agreement IS NULL OR agreement_name = @Agreement)
  AND (NOT @UnjudgedOnly OR (grade = 'NotEquivalent' AND verdict_kind IS NULL))
  AND (@AfterVariant IS NULL OR (variant_position, problem_position, sample) > (@AfterVariant, @AfterProblem, @AfterSample))
ORDER BY variant_position, problem_position, sample
LIMIT @Limit;
