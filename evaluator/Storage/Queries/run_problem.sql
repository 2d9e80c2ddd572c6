SELECT p.problem_id, t.text, p.answer, p.solution, p.subject, p.level
FROM run_problems p JOIN problems t ON t.hash = p.problem_hash
WHERE p.run_id = @RunId AND p.problem_hash = @ProblemHash;
