INSERT INTO run_judges (run_id, position, judge)
VALUES (@RunId, (SELECT count(*) FROM run_judges WHERE run_id = @RunId), @Judge)
ON CONFLICT DO NOTHING;
