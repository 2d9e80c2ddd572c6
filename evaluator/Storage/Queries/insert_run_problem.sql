INSERT INTO problems (hash, text) VALUES (@Hash, @Text) ON CONFLICT DO NOTHING;

INSERT INTO run_problems (run_id, position, problem_hash, problem_id, subject, level, gold_hash, answer, solution)
VALUES (@RunId, @Position, @Hash, @ProblemId, @Subject, @Level, @GoldHash, @Answer, @Solution);
