-- Results under the run's settings and variants since a moment; another run of the same settings counts too.
SELECT count(*) AS count, min(x.created) AS first, max(x.created) AS last
FROM runs r
CROSS JOIN results x ON x.settings_hash = r.settings_hash AND x.created >= @Since
WHERE r.id = @RunId
  AND x.variant_hash IN (SELECT v.fingerprint FROM run_variants v WHERE v.run_id = r.id);
