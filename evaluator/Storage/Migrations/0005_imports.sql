-- Runs of outputs that were made elsewhere: nothing of them can be generated again.
ALTER TABLE runs ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;

-- How fast a run goes, whoever works on it.
CREATE INDEX results_created ON results (settings_hash, created);
