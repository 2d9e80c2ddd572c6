INSERT INTO run_variants (run_id, position, name, fingerprint, is_reference, facts)
VALUES (@RunId, @Position, @Name, @Fingerprint, @IsReference, @Facts);
