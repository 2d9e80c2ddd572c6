-- How far variants are from the reference on the reference's own solutions. Like grades, figures belong to a result and not to a run:
-- every run that compares the same result with the same variant shares them.
ALTER TABLE runs ADD COLUMN divergence INTEGER NOT NULL DEFAULT 0;

CREATE TABLE divergences (
    result_id         INTEGER NOT NULL REFERENCES results (id) ON DELETE CASCADE, -- the reference's
    variant_hash      TEXT NOT NULL,
    tokens            INTEGER NOT NULL,
    mean_kl           REAL NOT NULL, -- nats, like all divergences
    max_kl            REAL NOT NULL,
    flips             INTEGER NOT NULL,
    first_flip_token  INTEGER,
    first_flip_step   INTEGER,
    kl_by_step        TEXT NOT NULL,
    PRIMARY KEY (result_id, variant_hash)
) WITHOUT ROWID;

-- Why a variant of a run has none, or not for every solution.
CREATE TABLE divergence_gaps (
    run_id   TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    variant  TEXT NOT NULL,
    reason   TEXT NOT NULL,
    PRIMARY KEY (run_id, variant)
) WITHOUT ROWID;
