INSERT INTO equation_counts (result_id, checker_version, checked, wrong)
VALUES (@ResultId, @CheckerVersion, @Checked, @Wrong)
ON CONFLICT (result_id) DO UPDATE SET checker_version = excluded.checker_version, checked = excluded.checked, wrong = excluded.wrong;
