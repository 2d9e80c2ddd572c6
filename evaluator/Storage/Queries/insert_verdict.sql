-- A failed try is no verdict: the outcome of a later one takes its place. Any other row stays as it is.
INSERT INTO verdicts (
    result_id, judge, input_hash, kind, first_error_step, error_type, types, reason, raw_reply, prompt_tokens,
    generated_tokens, duration, one_judge, transcription, corrected_steps, confidence, notice)
VALUES (
    @ResultId, @Judge, @InputHash, @Kind, @FirstErrorStep, @ErrorType, @Types, @Reason, @RawReply, @PromptTokens,
    @GeneratedTokens, @Duration, @OneJudge, @Transcription, @CorrectedSteps, @Confidence, @Notice)
ON CONFLICT (result_id, judge, input_hash) DO UPDATE SET
    kind = excluded.kind, first_error_step = excluded.first_error_step, error_type = excluded.error_type,
    types = excluded.types, reason = excluded.reason, raw_reply = excluded.raw_reply,
    prompt_tokens = excluded.prompt_tokens, generated_tokens = excluded.generated_tokens,
    duration = excluded.duration, one_judge = excluded.one_judge, transcription = excluded.transcription,
    corrected_steps = excluded.corrected_steps, confidence = excluded.confidence, notice = excluded.notice
WHERE verdicts.kind = 'Failed';
