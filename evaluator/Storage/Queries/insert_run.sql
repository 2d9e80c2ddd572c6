INSERT INTO runs (id, created, state, dataset, settings_json, settings_hash, samples, notice, host, divergence, imported)
VALUES (@Id, @Created, 'Running', @Dataset, @SettingsJson, @SettingsHash, @Samples, @Notice, @Host, @Divergence, @Imported);
