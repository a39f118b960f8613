-- Old cycles leave: candles of a minute stay for charts, and a checkpoint for the proof. It says which cycle is the first that
-- is still on record, what those before it moved into each market, and who saw them before they went: an Ed25519 signature of
-- the bytes that docs/record.md names. Only what a checkpoint stands for may be deleted.
--
-- A candle's `id` is the biome * 2^32 + the minute since 1970. It closes at cash / shares.

-- migrate:up
CREATE TABLE market_candles (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  open_micro INTEGER NOT NULL,
  high_micro INTEGER NOT NULL,
  low_micro INTEGER NOT NULL,
  cash_paisa INTEGER NOT NULL CHECK (cash_paisa >= 0),
  shares_micro INTEGER NOT NULL CHECK (shares_micro >= 0),
  attention_us INTEGER NOT NULL CHECK (attention_us >= 0),
  index_after INTEGER NOT NULL,
  CHECK (low_micro <= open_micro AND open_micro <= high_micro)
) STRICT;

CREATE TABLE checkpoints (
  cycle INTEGER PRIMARY KEY CHECK (cycle > 1),
  made_at INTEGER NOT NULL,
  after_seq INTEGER NOT NULL,
  record_hash BLOB NOT NULL CHECK (length(record_hash) = 32),
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  cycle_hash BLOB NOT NULL CHECK (length(cycle_hash) = 32),
  ocean_moved_paisa INTEGER NOT NULL,
  beach_moved_paisa INTEGER NOT NULL,
  plains_moved_paisa INTEGER NOT NULL,
  forest_moved_paisa INTEGER NOT NULL,
  desert_moved_paisa INTEGER NOT NULL,
  mountain_moved_paisa INTEGER NOT NULL,
  snow_moved_paisa INTEGER NOT NULL,
  public_key BLOB NOT NULL CHECK (length(public_key) = 32),
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  CHECK (ocean_moved_paisa + beach_moved_paisa + plains_moved_paisa + forest_moved_paisa + desert_moved_paisa
         + mountain_moved_paisa + snow_moved_paisa = 0)
) STRICT;

CREATE TABLE IF NOT EXISTS attic_market_candles AS SELECT * FROM market_candles;
CREATE TABLE IF NOT EXISTS attic_checkpoints AS SELECT * FROM checkpoints;
INSERT INTO market_candles SELECT * FROM attic_market_candles ORDER BY id;
INSERT INTO checkpoints SELECT * FROM attic_checkpoints ORDER BY cycle;
DROP TABLE attic_market_candles;
DROP TABLE attic_checkpoints;

CREATE TRIGGER market_candles_keep BEFORE UPDATE ON market_candles
BEGIN SELECT RAISE(ABORT, 'market_candles is append-only'); END;
CREATE TRIGGER market_candles_stay BEFORE DELETE ON market_candles
BEGIN SELECT RAISE(ABORT, 'market_candles is append-only'); END;
CREATE TRIGGER checkpoints_keep BEFORE UPDATE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints is append-only'); END;
CREATE TRIGGER checkpoints_stay BEFORE DELETE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints is append-only'); END;

DROP TRIGGER cycles_stay;
DROP TRIGGER attention_counts_stay;
CREATE TRIGGER cycles_stay BEFORE DELETE ON cycles
WHEN OLD.id >> 3 >= coalesce((SELECT max(cycle) FROM checkpoints), 0)
BEGIN SELECT RAISE(ABORT, 'cycles are append-only'); END;
CREATE TRIGGER attention_counts_stay BEFORE DELETE ON attention_counts
WHEN OLD.cycle > coalesce((SELECT max(cycle) FROM checkpoints), 0)
BEGIN SELECT RAISE(ABORT, 'attention_counts is append-only'); END;

DROP VIEW account_balances;
CREATE VIEW account_balances AS
WITH moves AS (
  SELECT account, amount_paisa FROM v_ledger_postings
  UNION ALL
  SELECT 4 + biome, cash_after_paisa - cash_before_paisa FROM cycles
  UNION ALL
  SELECT 4 + m.biome, CASE m.biome WHEN 0 THEN c.ocean_moved_paisa WHEN 1 THEN c.beach_moved_paisa
                                   WHEN 2 THEN c.plains_moved_paisa WHEN 3 THEN c.forest_moved_paisa
                                   WHEN 4 THEN c.desert_moved_paisa WHEN 5 THEN c.mountain_moved_paisa
                                   ELSE c.snow_moved_paisa END
  FROM checkpoints c, biomes m WHERE c.cycle = (SELECT max(cycle) FROM checkpoints)
  UNION ALL
  SELECT account, 0 FROM users
), sums AS (
  SELECT account, sum(amount_paisa) AS balance_paisa FROM moves GROUP BY account
)
SELECT s.account,
       CASE WHEN s.account >= 16 THEN u.username WHEN s.account = 1 THEN 'outside' WHEN s.account = 2 THEN 'treasury'
            WHEN s.account = 3 THEN 'platform_fees' ELSE 'pool:' || m.name END AS account_name,
       u.user_id, s.balance_paisa, s.balance_paisa / 100.0 AS balance_bdt
FROM sums s LEFT JOIN users u ON u.account = s.account LEFT JOIN biomes m ON m.biome = s.account - 4;

DROP VIEW v_cycle_chain;
CREATE VIEW v_cycle_chain AS
SELECT c.cycle,
       coalesce((SELECT lower(hex(hash)) FROM cycles WHERE id = c.id - 8),
                (SELECT lower(hex(previous_hash)) FROM checkpoints WHERE cycle = c.cycle), printf('%064d', 0)) AS previous_hash,
       printf('01%016x%016x%016x', c.cycle, c.at, c.after_seq)
       || (SELECT group_concat(market, '') FROM (
             SELECT printf('%016x%016x%016x%016x%016x%02x', attention_us, index_after, cash_before_paisa, cash_after_paisa,
                           shares_micro, clamped) AS market
             FROM cycles WHERE id BETWEEN c.id - 6 AND c.id ORDER BY id)) AS canonical,
       lower(hex(c.hash)) AS hash
FROM cycles c WHERE c.hash IS NOT NULL;

-- migrate:down
-- loam:loses rolled_up_cycles: SELECT count(*) FROM checkpoints
DROP VIEW v_cycle_chain;
CREATE VIEW v_cycle_chain AS
SELECT c.cycle, coalesce((SELECT lower(hex(hash)) FROM cycles WHERE id = c.id - 8), printf('%064d', 0)) AS previous_hash,
       printf('01%016x%016x%016x', c.cycle, c.at, c.after_seq)
       || (SELECT group_concat(market, '') FROM (
             SELECT printf('%016x%016x%016x%016x%016x%02x', attention_us, index_after, cash_before_paisa, cash_after_paisa,
                           shares_micro, clamped) AS market
             FROM cycles WHERE id BETWEEN c.id - 6 AND c.id ORDER BY id)) AS canonical,
       lower(hex(c.hash)) AS hash
FROM cycles c WHERE c.hash IS NOT NULL;

DROP VIEW account_balances;
CREATE VIEW account_balances AS
WITH moves AS (
  SELECT account, amount_paisa FROM v_ledger_postings
  UNION ALL
  SELECT 4 + biome, cash_after_paisa - cash_before_paisa FROM cycles
  UNION ALL
  SELECT account, 0 FROM users
), sums AS (
  SELECT account, sum(amount_paisa) AS balance_paisa FROM moves GROUP BY account
)
SELECT s.account,
       CASE WHEN s.account >= 16 THEN u.username WHEN s.account = 1 THEN 'outside' WHEN s.account = 2 THEN 'treasury'
            WHEN s.account = 3 THEN 'platform_fees' ELSE 'pool:' || m.name END AS account_name,
       u.user_id, s.balance_paisa, s.balance_paisa / 100.0 AS balance_bdt
FROM sums s LEFT JOIN users u ON u.account = s.account LEFT JOIN biomes m ON m.biome = s.account - 4;

DROP TRIGGER cycles_stay;
DROP TRIGGER attention_counts_stay;
CREATE TRIGGER cycles_stay BEFORE DELETE ON cycles
BEGIN SELECT RAISE(ABORT, 'cycles are append-only'); END;
CREATE TRIGGER attention_counts_stay BEFORE DELETE ON attention_counts
BEGIN SELECT RAISE(ABORT, 'attention_counts is append-only'); END;
DROP TRIGGER market_candles_keep;
DROP TRIGGER market_candles_stay;
DROP TRIGGER checkpoints_keep;
DROP TRIGGER checkpoints_stay;
CREATE TABLE attic_market_candles AS SELECT * FROM market_candles ORDER BY id;
CREATE TABLE attic_checkpoints AS SELECT * FROM checkpoints ORDER BY cycle;
DROP TABLE market_candles;
DROP TABLE checkpoints;
