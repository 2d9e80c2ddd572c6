INSERT INTO grades (result_id, gold_hash, grader_version, verdict, rule, reason, gold_form, answer_form)
VALUES (@ResultId, @GoldHash, @GraderVersion, @Verdict, @Rule, @Reason, @GoldForm, @AnswerForm)
ON CONFLICT (result_id, gold_hash, grader_version) DO NOTHING;
