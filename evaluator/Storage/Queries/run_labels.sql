SELECT result_id, annotator_kind, annotator_name, round, first_error_step, error_type, transcription, stratum, weight
FROM labels
WHERE run_id = @RunId
ORDER BY result_id, annotator_kind, annotator_name, round;
