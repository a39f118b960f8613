-- Old cycles leave: candles of a minute stay for charts, and a checkpoint for the proof. It says which cycle is the first that
-- is still on record, what those before it moved into each market, and who saw them before they went: an Ed25519 signature of
-- the bytes that docs/record.md names. Only what a checkpoint stands for may be deleted.
--
-- A candle's `id` is the biome * 2^32 + the minute since 1970. It closes at cash / shares.

-- migrate:up
CREATE TABLE market_candles (
  id BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  open_micro BIGINT NOT NULL,
  high_micro BIGINT NOT NULL,
  low_micro BIGINT NOT NULL,
  cash_paisa BIGINT NOT NULL CONSTRAINT cash_not_below_zero CHECK (cash_paisa >= 0),
  shares_micro BIGINT NOT NULL CONSTRAINT shares_not_below_zero CHECK (shares_micro >= 0),
  attention_us BIGINT NOT NULL CONSTRAINT attention_not_below_zero CHECK (attention_us >= 0),
  index_after BIGINT NOT NULL,
  CONSTRAINT low_and_high_are_around_the_opening CHECK (low_micro <= open_micro AND open_micro <= high_micro)
);

CREATE TABLE checkpoints (
  cycle BIGINT PRIMARY KEY CONSTRAINT there_are_cycles_before CHECK (cycle > 1),
  made_at BIGINT NOT NULL,
  after_seq BIGINT NOT NULL,
  record_hash BYTEA NOT NULL CONSTRAINT record_hash_has_32_bytes CHECK (octet_length(record_hash) = 32),
  previous_hash BYTEA NOT NULL CONSTRAINT previous_hash_has_32_bytes CHECK (octet_length(previous_hash) = 32),
  cycle_hash BYTEA NOT NULL CONSTRAINT cycle_hash_has_32_bytes CHECK (octet_length(cycle_hash) = 32),
  ocean_moved_paisa BIGINT NOT NULL,
  beach_moved_paisa BIGINT NOT NULL,
  plains_moved_paisa BIGINT NOT NULL,
  forest_moved_paisa BIGINT NOT NULL,
  desert_moved_paisa BIGINT NOT NULL,
  mountain_moved_paisa BIGINT NOT NULL,
  snow_moved_paisa BIGINT NOT NULL,
  public_key BYTEA NOT NULL CONSTRAINT public_key_has_32_bytes CHECK (octet_length(public_key) = 32),
  signature BYTEA NOT NULL CONSTRAINT signature_has_64_bytes CHECK (octet_length(signature) = 64),
  CONSTRAINT nothing_is_made_or_lost CHECK (ocean_moved_paisa + beach_moved_paisa + plains_moved_paisa + forest_moved_paisa
    + desert_moved_paisa + mountain_moved_paisa + snow_moved_paisa = 0)
);

CREATE TABLE IF NOT EXISTS attic_market_candles AS SELECT * FROM market_candles;
CREATE TABLE IF NOT EXISTS attic_checkpoints AS SELECT * FROM checkpoints;
INSERT INTO market_candles SELECT * FROM attic_market_candles ORDER BY id;
INSERT INTO checkpoints SELECT * FROM attic_checkpoints ORDER BY cycle;
DROP TABLE attic_market_candles;
DROP TABLE attic_checkpoints;

CREATE TRIGGER market_candles_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON market_candles
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('market_candles is append-only');
CREATE TRIGGER checkpoints_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoints
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('checkpoints is append-only');

-- Row by row, on every part of both tables.
CREATE FUNCTION keep_cycle() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.id >> 3 >= coalesce((SELECT max(cycle) FROM checkpoints), 0) THEN
    RAISE EXCEPTION 'cycles are append-only';
  END IF;
  RETURN OLD;
END
$$;
CREATE FUNCTION keep_attention() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.cycle > coalesce((SELECT max(cycle) FROM checkpoints), 0) THEN
    RAISE EXCEPTION 'attention_counts is append-only';
  END IF;
  RETURN OLD;
END
$$;
DROP TRIGGER cycles_keep ON cycles;
DROP TRIGGER attention_counts_keep ON attention_counts;
CREATE TRIGGER cycles_keep BEFORE UPDATE OR TRUNCATE ON cycles
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('cycles are append-only');
CREATE TRIGGER attention_counts_keep BEFORE UPDATE OR TRUNCATE ON attention_counts
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('attention_counts is append-only');
CREATE TRIGGER cycles_stay BEFORE DELETE ON cycles FOR EACH ROW EXECUTE FUNCTION keep_cycle();
CREATE TRIGGER attention_counts_stay BEFORE DELETE ON attention_counts FOR EACH ROW EXECUTE FUNCTION keep_attention();

CREATE OR REPLACE VIEW account_balances AS
WITH moves AS (
  SELECT account, amount_paisa FROM v_ledger_postings
  UNION ALL
  SELECT 4 + (id & 7), cash_after_paisa - cash_before_paisa FROM cycles
  UNION ALL
  SELECT 4 + m.biome, CASE m.biome WHEN 0 THEN c.ocean_moved_paisa WHEN 1 THEN c.beach_moved_paisa
                                   WHEN 2 THEN c.plains_moved_paisa WHEN 3 THEN c.forest_moved_paisa
                                   WHEN 4 THEN c.desert_moved_paisa WHEN 5 THEN c.mountain_moved_paisa
                                   ELSE c.snow_moved_paisa END
  FROM checkpoints c, biomes m WHERE c.cycle = (SELECT max(cycle) FROM checkpoints)
  UNION ALL
  SELECT account, 0 FROM users
), sums AS (
  SELECT account, sum(amount_paisa)::BIGINT AS balance_paisa FROM moves GROUP BY account
)
SELECT s.account,
       CASE WHEN s.account >= 16 THEN u.username WHEN s.account = 1 THEN 'outside' WHEN s.account = 2 THEN 'treasury'
            WHEN s.account = 3 THEN 'platform_fees' ELSE 'pool:' || m.name END AS account_name,
       u.user_id, s.balance_paisa, s.balance_paisa * 0.01 AS balance_bdt
FROM sums s LEFT JOIN users u ON u.account = s.account LEFT JOIN biomes m ON m.biome = s.account - 4;

CREATE OR REPLACE VIEW v_cycle_chain AS
SELECT c.id >> 3 AS cycle,
       coalesce((SELECT encode(hash, 'hex') FROM cycles WHERE id = c.id - 8),
                (SELECT encode(previous_hash, 'hex') FROM checkpoints WHERE cycle = c.id >> 3), repeat('0', 64)) AS previous_hash,
       '01' || lpad(to_hex(c.id >> 3), 16, '0') || lpad(to_hex(c.at), 16, '0') || lpad(to_hex(c.after_seq), 16, '0')
       || (SELECT string_agg(lpad(to_hex(attention_us), 16, '0') || lpad(to_hex(index_after), 16, '0')
                             || lpad(to_hex(cash_before_paisa), 16, '0') || lpad(to_hex(cash_after_paisa), 16, '0')
                             || lpad(to_hex(shares_micro), 16, '0') || lpad(to_hex(clamped), 2, '0'), '' ORDER BY id)
           FROM cycles WHERE id BETWEEN c.id - 6 AND c.id) AS canonical,
       encode(c.hash, 'hex') AS hash
FROM cycles c WHERE c.hash IS NOT NULL;

-- migrate:down
-- loam:loses rolled_up_cycles: SELECT count(*) FROM checkpoints
CREATE OR REPLACE VIEW v_cycle_chain AS
SELECT c.id >> 3 AS cycle, coalesce((SELECT encode(hash, 'hex') FROM cycles WHERE id = c.id - 8), repeat('0', 64)) AS previous_hash,
       '01' || lpad(to_hex(c.id >> 3), 16, '0') || lpad(to_hex(c.at), 16, '0') || lpad(to_hex(c.after_seq), 16, '0')
       || (SELECT string_agg(lpad(to_hex(attention_us), 16, '0') || lpad(to_hex(index_after), 16, '0')
                             || lpad(to_hex(cash_before_paisa), 16, '0') || lpad(to_hex(cash_after_paisa), 16, '0')
                             || lpad(to_hex(shares_micro), 16, '0') || lpad(to_hex(clamped), 2, '0'), '' ORDER BY id)
           FROM cycles WHERE id BETWEEN c.id - 6 AND c.id) AS canonical,
       encode(c.hash, 'hex') AS hash
FROM cycles c WHERE c.hash IS NOT NULL;

CREATE OR REPLACE VIEW account_balances AS
WITH moves AS (
  SELECT account, amount_paisa FROM v_ledger_postings
  UNION ALL
  SELECT 4 + (id & 7), cash_after_paisa - cash_before_paisa FROM cycles
  UNION ALL
  SELECT account, 0 FROM users
), sums AS (
  SELECT account, sum(amount_paisa)::BIGINT AS balance_paisa FROM moves GROUP BY account
)
SELECT s.account,
       CASE WHEN s.account >= 16 THEN u.username WHEN s.account = 1 THEN 'outside' WHEN s.account = 2 THEN 'treasury'
            WHEN s.account = 3 THEN 'platform_fees' ELSE 'pool:' || m.name END AS account_name,
       u.user_id, s.balance_paisa, s.balance_paisa * 0.01 AS balance_bdt
FROM sums s LEFT JOIN users u ON u.account = s.account LEFT JOIN biomes m ON m.biome = s.account - 4;

DROP TRIGGER cycles_stay ON cycles;
DROP TRIGGER attention_counts_stay ON attention_counts;
DROP TRIGGER cycles_keep ON cycles;
DROP TRIGGER attention_counts_keep ON attention_counts;
CREATE TRIGGER cycles_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON cycles
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('cycles are append-only');
CREATE TRIGGER attention_counts_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON attention_counts
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('attention_counts is append-only');
DROP FUNCTION keep_cycle();
DROP FUNCTION keep_attention();
DROP TRIGGER market_candles_keep ON market_candles;
DROP TRIGGER checkpoints_keep ON checkpoints;
CREATE TABLE attic_market_candles AS SELECT * FROM market_candles ORDER BY id;
CREATE TABLE attic_checkpoints AS SELECT * FROM checkpoints ORDER BY cycle;
DROP TABLE market_candles;
DROP TABLE checkpoints;
