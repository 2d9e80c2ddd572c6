-- Runs and what they ask for. Results stand apart from runs: every run whose settings, variant and problem hash to the same
-- key shares them.
CREATE TABLE runs (
    id             TEXT PRIMARY KEY,
    created        TEXT NOT NULL,
    state          TEXT NOT NULL,
    state_reason   TEXT,
    ended          TEXT,
    dataset        TEXT NOT NULL,
    settings_json  TEXT NOT NULL,
    settings_hash  TEXT NOT NULL,
    samples        INTEGER NOT NULL CHECK (samples >= 1),
    notice         TEXT,
    host           TEXT NOT NULL
);
CREATE INDEX runs_created ON runs (created, id);

CREATE TABLE run_variants (
    run_id        TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    name          TEXT NOT NULL,
    fingerprint   TEXT,
    is_reference  INTEGER NOT NULL,
    facts         TEXT NOT NULL,
    PRIMARY KEY (run_id, position),
    UNIQUE (run_id, name)
) WITHOUT ROWID;
CREATE UNIQUE INDEX run_variants_reference ON run_variants (run_id) WHERE is_reference;

CREATE TABLE run_judges (
    run_id    TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    judge     TEXT NOT NULL,
    PRIMARY KEY (run_id, position),
    UNIQUE (run_id, judge)
) WITHOUT ROWID;

CREATE TABLE run_samples (
    run_id  TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    sample  INTEGER NOT NULL,
    PRIMARY KEY (run_id, sample)
) WITHOUT ROWID;

CREATE TABLE problems (
    hash  TEXT PRIMARY KEY,
    text  TEXT NOT NULL
);

CREATE TABLE run_problems (
    run_id        TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    problem_hash  TEXT NOT NULL REFERENCES problems (hash),
    problem_id    TEXT NOT NULL,
    subject       TEXT,
    level         INTEGER,
    gold_hash     TEXT NOT NULL,
    answer        TEXT NOT NULL,
    solution      TEXT,
    PRIMARY KEY (run_id, position),
    UNIQUE (run_id, problem_hash)
);

-- Narrow, so that lists and statistics over hundreds of thousands of rows read few pages; the texts are in outputs.
CREATE TABLE results (
    id                INTEGER PRIMARY KEY,
    settings_hash     TEXT NOT NULL,
    variant_hash      TEXT NOT NULL,
    problem_hash      TEXT NOT NULL REFERENCES problems (hash),
    sample            INTEGER NOT NULL,
    created           TEXT NOT NULL,
    step_format       TEXT NOT NULL,
    step_count        INTEGER NOT NULL,
    follows_frame     INTEGER NOT NULL,
    stop_reason       TEXT NOT NULL,
    truncated         INTEGER NOT NULL,
    looping           INTEGER NOT NULL,
    answer            TEXT,
    weak_answer       INTEGER NOT NULL,
    queue             REAL NOT NULL, -- seconds, like the next two
    prefill           REAL NOT NULL,
    decode            REAL NOT NULL,
    generated_tokens  INTEGER NOT NULL,
    logprobs          TEXT,
    weights_sha256    TEXT NOT NULL,
    seed              INTEGER NOT NULL,
    UNIQUE (settings_hash, variant_hash, problem_hash, sample)
);

CREATE TABLE outputs (
    result_id      INTEGER PRIMARY KEY REFERENCES results (id) ON DELETE CASCADE,
    prompt         TEXT NOT NULL,
    prompt_tokens  BLOB NOT NULL,
    output         TEXT NOT NULL,
    output_tokens  BLOB NOT NULL,
    steps          TEXT NOT NULL
);

CREATE TABLE grades (
    id              INTEGER PRIMARY KEY,
    result_id       INTEGER NOT NULL REFERENCES results (id) ON DELETE CASCADE,
    gold_hash       TEXT NOT NULL,
    grader_version  TEXT NOT NULL,
    verdict         TEXT NOT NULL,
    rule            TEXT NOT NULL,
    reason          TEXT,
    gold_form       TEXT,
    answer_form     TEXT,
    UNIQUE (result_id, gold_hash, grader_version)
);

CREATE TABLE verdicts (
    id                INTEGER PRIMARY KEY,
    result_id         INTEGER NOT NULL REFERENCES results (id) ON DELETE CASCADE,
    judge             TEXT NOT NULL,
    input_hash        TEXT NOT NULL,
    kind              TEXT NOT NULL,
    first_error_step  INTEGER,
    error_type        TEXT,
    types             TEXT NOT NULL,
    reason            TEXT,
    raw_reply         TEXT,
    prompt_tokens     INTEGER NOT NULL,
    generated_tokens  INTEGER NOT NULL,
    duration          REAL NOT NULL, -- seconds
    one_judge         INTEGER NOT NULL,
    UNIQUE (result_id, judge, input_hash)
);
