-- One table for both kinds of trade: a transaction may be of a biome's shares instead of a land, and has no seller then.

-- migrate:up
ALTER TABLE transactions ALTER COLUMN land_id DROP NOT NULL;
ALTER TABLE transactions ALTER COLUMN seller_id DROP NOT NULL;
ALTER TABLE transactions ALTER COLUMN buyer_id DROP NOT NULL;
ALTER TABLE transactions ADD COLUMN biome TEXT;
ALTER TABLE transactions ADD COLUMN shares NUMERIC;
ALTER TABLE transactions ADD COLUMN price_per_share_bdt NUMERIC;
ALTER TABLE transactions ADD COLUMN realized_gain_bdt NUMERIC;
ALTER TABLE transactions DROP CONSTRAINT transactions_transaction_type_check;
ALTER TABLE transactions ADD CONSTRAINT transactions_transaction_type_check CHECK (transaction_type IN
  ('AUCTION', 'BUY_NOW', 'FIXED_PRICE', 'TRANSFER', 'TOPUP', 'BIOME_BUY', 'BIOME_SELL'));
CREATE TABLE IF NOT EXISTS attic_transactions_unified AS SELECT * FROM transactions WHERE FALSE;

-- Rows that stayed in sight take the fields back that they had; rows that could not be shown come back whole.
UPDATE transactions t SET biome = a.biome, shares = a.shares, price_per_share_bdt = a.price_per_share_bdt,
                          realized_gain_bdt = a.realized_gain_bdt
FROM attic_transactions_unified a WHERE a.transaction_id = t.transaction_id;
INSERT INTO transactions
  SELECT * FROM attic_transactions_unified
  WHERE land_id IS NULL OR seller_id IS NULL OR buyer_id IS NULL OR transaction_type IN ('BIOME_BUY', 'BIOME_SELL');
DROP TABLE attic_transactions_unified;

-- migrate:down
-- Top-ups and trades of shares have no land: the older schema has no place for them.
CREATE TABLE attic_transactions_unified AS
  SELECT * FROM transactions
  WHERE land_id IS NULL OR seller_id IS NULL OR buyer_id IS NULL OR transaction_type IN ('BIOME_BUY', 'BIOME_SELL')
     OR biome IS NOT NULL OR shares IS NOT NULL OR price_per_share_bdt IS NOT NULL OR realized_gain_bdt IS NOT NULL;
DELETE FROM transactions
  WHERE land_id IS NULL OR seller_id IS NULL OR buyer_id IS NULL OR transaction_type IN ('BIOME_BUY', 'BIOME_SELL');
ALTER TABLE transactions DROP CONSTRAINT transactions_transaction_type_check;
ALTER TABLE transactions ADD CONSTRAINT transactions_transaction_type_check
  CHECK (transaction_type IN ('AUCTION', 'BUY_NOW', 'FIXED_PRICE', 'TRANSFER', 'TOPUP'));
ALTER TABLE transactions DROP COLUMN biome;
ALTER TABLE transactions DROP COLUMN shares;
ALTER TABLE transactions DROP COLUMN price_per_share_bdt;
ALTER TABLE transactions DROP COLUMN realized_gain_bdt;
ALTER TABLE transactions ALTER COLUMN land_id SET NOT NULL;
ALTER TABLE transactions ALTER COLUMN seller_id SET NOT NULL;
ALTER TABLE transactions ALTER COLUMN buyer_id SET NOT NULL;
