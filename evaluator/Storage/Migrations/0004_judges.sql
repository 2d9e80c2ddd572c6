-- Equations of a result that were decided without a judge, in right results too. A newer checker's counts take an older one's place.
CREATE TABLE equation_counts (
    result_id        INTEGER PRIMARY KEY REFERENCES results (id) ON DELETE CASCADE,
    checker_version  TEXT NOT NULL,
    checked          INTEGER NOT NULL,
    wrong            INTEGER NOT NULL
);

-- What annotators say of a run's failures, and of how many failures each one drawn speaks.
CREATE TABLE labels (
    run_id            TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    result_id         INTEGER NOT NULL REFERENCES results (id) ON DELETE CASCADE,
    annotator_kind    TEXT NOT NULL,
    annotator_name    TEXT NOT NULL,
    round             INTEGER NOT NULL,
    first_error_step  INTEGER,
    error_type        TEXT NOT NULL,
    transcription     INTEGER NOT NULL,
    stratum           TEXT NOT NULL,
    weight            REAL NOT NULL,
    PRIMARY KEY (run_id, result_id, annotator_kind, annotator_name, round)
) WITHOUT ROWID;

-- An arbiter is asked only where the voters elect nothing.
ALTER TABLE run_judges ADD COLUMN role TEXT NOT NULL DEFAULT 'Voter';
ALTER TABLE run_judges ADD COLUMN weight REAL NOT NULL DEFAULT 1;

-- All four are absent where the judge's form does not ask.
ALTER TABLE verdicts ADD COLUMN transcription INTEGER;
ALTER TABLE verdicts ADD COLUMN corrected_steps TEXT;
ALTER TABLE verdicts ADD COLUMN confidence REAL;
ALTER TABLE verdicts ADD COLUMN notice TEXT;
