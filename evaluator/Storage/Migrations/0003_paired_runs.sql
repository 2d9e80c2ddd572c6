-- The same run under the other arm, without or with a grammar, so that the two can be compared as a pair.
ALTER TABLE runs ADD COLUMN paired_with TEXT;
