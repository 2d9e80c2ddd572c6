-- Of every judge of the run the newest verdict on one result.
SELECT m.*
FROM run_judges j
JOIN verdicts m ON m.id = (
    SELECT max(n.id) FROM verdicts n WHERE n.result_id = @ResultId AND n.judge = j.judge)
WHERE j.run_id = @RunId
ORDER BY j.position;
