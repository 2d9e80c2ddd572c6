SELECT id FROM results
WHERE settings_hash = @SettingsHash AND variant_hash = @VariantHash AND problem_hash = @ProblemHash AND sample = @Sample;
