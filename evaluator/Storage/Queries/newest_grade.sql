SELECT result_id, gold_hash, grader_version, verdict, rule, reason, gold_form, answer_form
FROM grades
WHERE result_id = @ResultId AND gold_hash = @GoldHash
ORDER BY id DESC
LIMIT 1;
