-- Newest first; @Id picks one, @BeforeCreated and @BeforeId go on after the last row of the page before.
SELECT id, created, state, state_reason, ended, dataset, settings_json, settings_hash, samples, notice, host, divergence, imported,
       (SELECT count(*) FROM run_problems p WHERE p.run_id = runs.id) AS problem_count
FROM runs
WHERE (@Id IS NULL OR id = @Id)
  AND (@BeforeCreated IS NULL OR (created, id) < (@BeforeCreated, @BeforeId))
ORDER BY created DESC, id DESC
LIMIT @Limit;
