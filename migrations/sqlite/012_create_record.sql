-- The record: one row for each movement of money, in commit order, each chained to the row before it by its hash, never
-- changed. Integers and blobs only, and no index beside the sequence: each row names the row before it of both its
-- parties, so an account's rows are a chain. Money in paisa, shares in millionths, times in milliseconds since 1970.

-- migrate:up
CREATE TABLE biomes (biome INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
INSERT INTO biomes VALUES (0, 'ocean'), (1, 'beach'), (2, 'plains'), (3, 'forest'), (4, 'desert'), (5, 'mountain'), (6, 'snow');

CREATE TABLE transaction_types (type INTEGER PRIMARY KEY, name TEXT NOT NULL, source TEXT NOT NULL) STRICT;
INSERT INTO transaction_types VALUES
  (1, 'TOPUP', 'wallet'), (2, 'ADJUSTMENT', 'wallet'), (3, 'GRANT', 'wallet'), (4, 'MARKET_SEED', 'biome'),
  (5, 'BIOME_BUY', 'biome'), (6, 'BIOME_SELL', 'biome'), (7, 'AUCTION', 'marketplace'), (8, 'BUY_NOW', 'marketplace'),
  (9, 'FIXED_PRICE', 'marketplace'), (10, 'TRANSFER', 'marketplace');

CREATE TABLE record (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  type INTEGER NOT NULL CHECK (type BETWEEN 1 AND 10),
  buyer INTEGER NOT NULL,
  seller INTEGER NOT NULL,
  amount_paisa INTEGER NOT NULL CHECK (amount_paisa >= 0 OR type = 2),
  platform_fee_paisa INTEGER NOT NULL CHECK (platform_fee_paisa >= 0),
  gateway_fee_paisa INTEGER NOT NULL CHECK (gateway_fee_paisa >= 0),
  biome INTEGER CHECK (biome BETWEEN 0 AND 6),
  shares_micro INTEGER NOT NULL CHECK (shares_micro >= 0),
  pool_cash_after_paisa INTEGER NOT NULL CHECK (pool_cash_after_paisa >= 0),
  pool_shares_after_micro INTEGER NOT NULL CHECK (pool_shares_after_micro >= 0),
  holding_shares_after_micro INTEGER NOT NULL CHECK (holding_shares_after_micro >= 0),
  holding_cost_after_paisa INTEGER NOT NULL CHECK (holding_cost_after_paisa >= 0),
  realized_gain_paisa INTEGER NOT NULL,
  order_bucket_after_paisa INTEGER NOT NULL CHECK (order_bucket_after_paisa >= 0),
  buyer_balance_after_paisa INTEGER NOT NULL CHECK (buyer_balance_after_paisa >= 0 OR buyer < 16),
  seller_balance_after_paisa INTEGER NOT NULL CHECK (seller_balance_after_paisa >= 0 OR seller < 16),
  buyer_previous_seq INTEGER NOT NULL CHECK (buyer_previous_seq < seq),
  seller_previous_seq INTEGER NOT NULL CHECK (seller_previous_seq < seq),
  buyer_row INTEGER NOT NULL,
  seller_row INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- The words of the few rows that have any.
CREATE TABLE record_notes (
  seq INTEGER PRIMARY KEY,
  gateway_name TEXT NOT NULL,
  gateway_transaction_id TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS attic_record AS SELECT * FROM record;
CREATE TABLE IF NOT EXISTS attic_record_notes AS SELECT * FROM record_notes;
INSERT INTO record SELECT * FROM attic_record ORDER BY seq;
INSERT INTO record_notes SELECT * FROM attic_record_notes ORDER BY seq;
DROP TABLE attic_record;
DROP TABLE attic_record_notes;

CREATE TRIGGER record_in_order BEFORE INSERT ON record
WHEN NEW.seq <> coalesce((SELECT max(seq) FROM record), 0) + 1
BEGIN SELECT RAISE(ABORT, 'the record has no gap and no second row of a sequence'); END;
CREATE TRIGGER record_keeps BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER record_stays BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER record_notes_once BEFORE INSERT ON record_notes
WHEN EXISTS (SELECT 1 FROM record_notes WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'record_notes is append-only'); END;
CREATE TRIGGER record_notes_keep BEFORE UPDATE ON record_notes
BEGIN SELECT RAISE(ABORT, 'record_notes is append-only'); END;
CREATE TRIGGER record_notes_stay BEFORE DELETE ON record_notes
BEGIN SELECT RAISE(ABORT, 'record_notes is append-only'); END;

-- migrate:down
DROP TRIGGER record_in_order;
DROP TRIGGER record_keeps;
DROP TRIGGER record_stays;
DROP TRIGGER record_notes_once;
DROP TRIGGER record_notes_keep;
DROP TRIGGER record_notes_stay;
ALTER TABLE record RENAME TO attic_record;
ALTER TABLE record_notes RENAME TO attic_record_notes;
DROP TABLE transaction_types;
DROP TABLE biomes;
