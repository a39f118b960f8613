-- What moves the markets beside trades: attention as it was counted, halts as they began and ended, and each time that a
-- safeguard acted.

-- migrate:up
CREATE TABLE attention_counts (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  cycle INTEGER NOT NULL,
  account INTEGER NOT NULL,
  established INTEGER NOT NULL CHECK (established IN (0, 1)),
  ocean_us INTEGER NOT NULL CHECK (ocean_us >= 0),
  beach_us INTEGER NOT NULL CHECK (beach_us >= 0),
  plains_us INTEGER NOT NULL CHECK (plains_us >= 0),
  forest_us INTEGER NOT NULL CHECK (forest_us >= 0),
  desert_us INTEGER NOT NULL CHECK (desert_us >= 0),
  mountain_us INTEGER NOT NULL CHECK (mountain_us >= 0),
  snow_us INTEGER NOT NULL CHECK (snow_us >= 0),
  dropped_us INTEGER NOT NULL CHECK (dropped_us >= 0),
  bucket_after_us INTEGER NOT NULL CHECK (bucket_after_us >= 0)
) STRICT;
CREATE TABLE market_halts (
  id INTEGER PRIMARY KEY,
  biome INTEGER NOT NULL CHECK (biome BETWEEN 0 AND 6),
  at INTEGER NOT NULL,
  trading INTEGER NOT NULL,
  price_limit INTEGER NOT NULL,
  limit_since INTEGER NOT NULL,
  halted_until INTEGER NOT NULL,
  band_from INTEGER NOT NULL,
  account INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE TABLE safeguard_events (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  at INTEGER NOT NULL,
  biome INTEGER CHECK (biome BETWEEN 0 AND 6),
  account INTEGER NOT NULL,
  limit_value INTEGER NOT NULL,
  value INTEGER NOT NULL,
  order_text TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS attic_attention_counts AS SELECT * FROM attention_counts;
CREATE TABLE IF NOT EXISTS attic_market_halts AS SELECT * FROM market_halts;
CREATE TABLE IF NOT EXISTS attic_safeguard_events AS SELECT * FROM safeguard_events;
INSERT INTO attention_counts SELECT * FROM attic_attention_counts ORDER BY id;
INSERT INTO market_halts SELECT * FROM attic_market_halts ORDER BY id;
INSERT INTO safeguard_events SELECT * FROM attic_safeguard_events ORDER BY id;
DROP TABLE attic_attention_counts;
DROP TABLE attic_market_halts;
DROP TABLE attic_safeguard_events;

CREATE TRIGGER attention_counts_keep BEFORE UPDATE ON attention_counts
BEGIN SELECT RAISE(ABORT, 'attention_counts is append-only'); END;
CREATE TRIGGER attention_counts_stay BEFORE DELETE ON attention_counts
BEGIN SELECT RAISE(ABORT, 'attention_counts is append-only'); END;
CREATE TRIGGER market_halts_keep BEFORE UPDATE ON market_halts
BEGIN SELECT RAISE(ABORT, 'market_halts is append-only'); END;
CREATE TRIGGER market_halts_stay BEFORE DELETE ON market_halts
BEGIN SELECT RAISE(ABORT, 'market_halts is append-only'); END;
CREATE TRIGGER safeguard_events_keep BEFORE UPDATE ON safeguard_events
BEGIN SELECT RAISE(ABORT, 'safeguard_events is append-only'); END;
CREATE TRIGGER safeguard_events_stay BEFORE DELETE ON safeguard_events
BEGIN SELECT RAISE(ABORT, 'safeguard_events is append-only'); END;

-- migrate:down
DROP TRIGGER attention_counts_keep;
DROP TRIGGER attention_counts_stay;
DROP TRIGGER market_halts_keep;
DROP TRIGGER market_halts_stay;
DROP TRIGGER safeguard_events_keep;
DROP TRIGGER safeguard_events_stay;
ALTER TABLE attention_counts RENAME TO attic_attention_counts;
ALTER TABLE market_halts RENAME TO attic_market_halts;
ALTER TABLE safeguard_events RENAME TO attic_safeguard_events;
