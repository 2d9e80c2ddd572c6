INSERT INTO divergences (
    result_id, variant_hash, tokens, mean_kl, max_kl, flips, first_flip_token, first_flip_step, kl_by_step)
VALUES (
    @ResultId, @VariantHash, @Tokens, @MeanKl, @MaxKl, @Flips, @FirstFlipToken, @FirstFlipStep, @KlByStep)
ON CONFLICT (result_id, variant_hash) DO NOTHING;
