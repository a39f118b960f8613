-- What moves the markets beside trades: attention as it was counted, halts as they began and ended, and each time that a
-- safeguard acted.

-- migrate:up
CREATE TABLE attention_counts (
  id BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  cycle BIGINT NOT NULL,
  account BIGINT NOT NULL,
  established BIGINT NOT NULL CONSTRAINT established_is_yes_or_no CHECK (established IN (0, 1)),
  ocean_us BIGINT NOT NULL CONSTRAINT ocean_not_below_zero CHECK (ocean_us >= 0),
  beach_us BIGINT NOT NULL CONSTRAINT beach_not_below_zero CHECK (beach_us >= 0),
  plains_us BIGINT NOT NULL CONSTRAINT plains_not_below_zero CHECK (plains_us >= 0),
  forest_us BIGINT NOT NULL CONSTRAINT forest_not_below_zero CHECK (forest_us >= 0),
  desert_us BIGINT NOT NULL CONSTRAINT desert_not_below_zero CHECK (desert_us >= 0),
  mountain_us BIGINT NOT NULL CONSTRAINT mountain_not_below_zero CHECK (mountain_us >= 0),
  snow_us BIGINT NOT NULL CONSTRAINT snow_not_below_zero CHECK (snow_us >= 0),
  dropped_us BIGINT NOT NULL CONSTRAINT dropped_not_below_zero CHECK (dropped_us >= 0),
  bucket_after_us BIGINT NOT NULL CONSTRAINT bucket_not_below_zero CHECK (bucket_after_us >= 0)
);
CREATE TABLE market_halts (
  id BIGINT PRIMARY KEY,
  biome BIGINT NOT NULL CONSTRAINT biome_is_known CHECK (biome BETWEEN 0 AND 6),
  at BIGINT NOT NULL,
  trading BIGINT NOT NULL,
  price_limit BIGINT NOT NULL,
  limit_since BIGINT NOT NULL,
  halted_until BIGINT NOT NULL,
  band_from BIGINT NOT NULL,
  account BIGINT NOT NULL,
  reason TEXT NOT NULL
);
CREATE TABLE safeguard_events (
  id BIGINT PRIMARY KEY,
  kind BIGINT NOT NULL,
  at BIGINT NOT NULL,
  biome BIGINT CONSTRAINT biome_is_known CHECK (biome BETWEEN 0 AND 6),
  account BIGINT NOT NULL,
  limit_value BIGINT NOT NULL,
  value BIGINT NOT NULL,
  order_text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS attic_attention_counts AS SELECT * FROM attention_counts;
CREATE TABLE IF NOT EXISTS attic_market_halts AS SELECT * FROM market_halts;
CREATE TABLE IF NOT EXISTS attic_safeguard_events AS SELECT * FROM safeguard_events;
INSERT INTO attention_counts SELECT * FROM attic_attention_counts ORDER BY id;
INSERT INTO market_halts SELECT * FROM attic_market_halts ORDER BY id;
INSERT INTO safeguard_events SELECT * FROM attic_safeguard_events ORDER BY id;
DROP TABLE attic_attention_counts;
DROP TABLE attic_market_halts;
DROP TABLE attic_safeguard_events;

CREATE TRIGGER attention_counts_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON attention_counts
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('attention_counts is append-only');
CREATE TRIGGER market_halts_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON market_halts
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('market_halts is append-only');
CREATE TRIGGER safeguard_events_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON safeguard_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('safeguard_events is append-only');

-- migrate:down
DROP TRIGGER attention_counts_keep ON attention_counts;
DROP TRIGGER market_halts_keep ON market_halts;
DROP TRIGGER safeguard_events_keep ON safeguard_events;
CREATE TABLE attic_attention_counts AS SELECT * FROM attention_counts ORDER BY id;
CREATE TABLE attic_market_halts AS SELECT * FROM market_halts ORDER BY id;
CREATE TABLE attic_safeguard_events AS SELECT * FROM safeguard_events ORDER BY id;
DROP TABLE attention_counts;
DROP TABLE market_halts;
DROP TABLE safeguard_events;
