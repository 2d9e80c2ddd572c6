-- A label that is read in again was mended: it takes the place of the one before.
INSERT INTO labels (
    run_id, result_id, annotator_kind, annotator_name, round, first_error_step, error_type, transcription, stratum, weight)
VALUES (
    @RunId, @ResultId, @AnnotatorKind, @AnnotatorName, @Round, @FirstErrorStep, @ErrorType, @Transcription, @Stratum, @Weight)
ON CONFLICT (run_id, result_id, annotator_kind, annotator_name, round) DO UPDATE SET
    first_error_step = excluded.first_error_step, error_type = excluded.error_type, transcription = excluded.transcription,
    stratum = excluded.stratum, weight = excluded.weight;
