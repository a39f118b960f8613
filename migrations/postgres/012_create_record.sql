-- The record: one row for each movement of money, in commit order, each chained to the row before it by its hash, never
-- changed. Integers and bytes only, and no index beside the sequence: each row names the row before it of both its
-- parties, so an account's rows are a chain. Money in paisa, shares in millionths, times in milliseconds since 1970.
--
-- A table whose rows are never changed refuses UPDATE, DELETE and TRUNCATE once for each statement. Rows that come are not
-- looked at: the key keeps a sequence from standing there twice, and the writer, which counts, leaves no gap.

-- migrate:up
CREATE FUNCTION refuse_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0];
END
$$;

CREATE TABLE biomes (biome BIGINT PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO biomes VALUES (0, 'ocean'), (1, 'beach'), (2, 'plains'), (3, 'forest'), (4, 'desert'), (5, 'mountain'), (6, 'snow');

CREATE TABLE transaction_types (type BIGINT PRIMARY KEY, name TEXT NOT NULL, source TEXT NOT NULL);
INSERT INTO transaction_types VALUES
  (1, 'TOPUP', 'wallet'), (2, 'ADJUSTMENT', 'wallet'), (3, 'GRANT', 'wallet'), (4, 'MARKET_SEED', 'biome'),
  (5, 'BIOME_BUY', 'biome'), (6, 'BIOME_SELL', 'biome'), (7, 'AUCTION', 'marketplace'), (8, 'BUY_NOW', 'marketplace'),
  (9, 'FIXED_PRICE', 'marketplace'), (10, 'TRANSFER', 'marketplace');

CREATE TABLE record (
  seq BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  type BIGINT NOT NULL CONSTRAINT type_is_known CHECK (type BETWEEN 1 AND 10),
  buyer BIGINT NOT NULL,
  seller BIGINT NOT NULL,
  amount_paisa BIGINT NOT NULL CONSTRAINT amount_not_below_zero CHECK (amount_paisa >= 0 OR type = 2),
  platform_fee_paisa BIGINT NOT NULL CONSTRAINT platform_fee_not_below_zero CHECK (platform_fee_paisa >= 0),
  gateway_fee_paisa BIGINT NOT NULL CONSTRAINT gateway_fee_not_below_zero CHECK (gateway_fee_paisa >= 0),
  biome BIGINT CONSTRAINT biome_is_known CHECK (biome BETWEEN 0 AND 6),
  shares_micro BIGINT NOT NULL CONSTRAINT shares_not_below_zero CHECK (shares_micro >= 0),
  pool_cash_after_paisa BIGINT NOT NULL CONSTRAINT pool_cash_not_below_zero CHECK (pool_cash_after_paisa >= 0),
  pool_shares_after_micro BIGINT NOT NULL CONSTRAINT pool_shares_not_below_zero CHECK (pool_shares_after_micro >= 0),
  holding_shares_after_micro BIGINT NOT NULL CONSTRAINT holding_not_below_zero CHECK (holding_shares_after_micro >= 0),
  holding_cost_after_paisa BIGINT NOT NULL CONSTRAINT holding_cost_not_below_zero CHECK (holding_cost_after_paisa >= 0),
  realized_gain_paisa BIGINT NOT NULL,
  order_bucket_after_paisa BIGINT NOT NULL CONSTRAINT order_bucket_not_below_zero CHECK (order_bucket_after_paisa >= 0),
  buyer_balance_after_paisa BIGINT NOT NULL
    CONSTRAINT buyer_balance_not_below_zero CHECK (buyer_balance_after_paisa >= 0 OR buyer < 16),
  seller_balance_after_paisa BIGINT NOT NULL
    CONSTRAINT seller_balance_not_below_zero CHECK (seller_balance_after_paisa >= 0 OR seller < 16),
  buyer_previous_seq BIGINT NOT NULL CONSTRAINT buyer_chain_goes_back CHECK (buyer_previous_seq < seq),
  seller_previous_seq BIGINT NOT NULL CONSTRAINT seller_chain_goes_back CHECK (seller_previous_seq < seq),
  buyer_row BIGINT NOT NULL,
  seller_row BIGINT NOT NULL,
  hash BYTEA NOT NULL CONSTRAINT hash_has_32_bytes CHECK (octet_length(hash) = 32)
);

-- The words of the few rows that have any.
CREATE TABLE record_notes (
  seq BIGINT PRIMARY KEY,
  gateway_name TEXT NOT NULL,
  gateway_transaction_id TEXT NOT NULL,
  reason TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS attic_record AS SELECT * FROM record;
CREATE TABLE IF NOT EXISTS attic_record_notes AS SELECT * FROM record_notes;
INSERT INTO record SELECT * FROM attic_record ORDER BY seq;
INSERT INTO record_notes SELECT * FROM attic_record_notes ORDER BY seq;
DROP TABLE attic_record;
DROP TABLE attic_record_notes;

CREATE TRIGGER record_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON record
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the record is append-only');
CREATE TRIGGER record_notes_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON record_notes
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('record_notes is append-only');

-- migrate:down
DROP TRIGGER record_keeps ON record;
DROP TRIGGER record_notes_keep ON record_notes;
CREATE TABLE attic_record AS SELECT * FROM record ORDER BY seq;
CREATE TABLE attic_record_notes AS SELECT * FROM record_notes ORDER BY seq;
DROP TABLE record;
DROP TABLE record_notes;
DROP TABLE transaction_types;
DROP TABLE biomes;
DROP FUNCTION refuse_change();
