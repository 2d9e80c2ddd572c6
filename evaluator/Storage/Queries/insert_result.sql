-- Gives the new row's id, or no row where the key was already there.
INSERT INTO results (
    settings_hash, variant_hash, problem_hash, sample, created, step_format, step_count, follows_frame, stop_reason,
    truncated, looping, answer, weak_answer, queue, prefill, decode, generated_tokens, logprobs,
    weights_sha256, seed)
VALUES (
    @SettingsHash, @VariantHash, @ProblemHash, @Sample, @Created, @StepFormat, @StepCount, @FollowsFrame, @StopReason,
    @Truncated, @Looping, @Answer, @WeakAnswer, @Queue, @Prefill, @Decode, @GeneratedTokens, @Logprobs,
    @WeightsSha256, @Seed)
ON CONFLICT (settings_hash, variant_hash, problem_hash, sample) DO NOTHING
RETURNING id;
