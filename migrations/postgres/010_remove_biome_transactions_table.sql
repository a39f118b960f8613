-- The trades of shares move into the one table of transactions, every one of them, and back again on the way down.
-- A biome_transactions row has no status: to the older schema each one is done. One that is not would be told as if it were.

-- migrate:up
CREATE TABLE IF NOT EXISTS attic_biome_rows AS SELECT * FROM transactions WHERE FALSE;

-- Trades that were not put aside as they are, or that changed since.
CREATE TABLE arriving_biome_rows AS
  SELECT * FROM biome_transactions
  EXCEPT
  SELECT transaction_id,
         CASE transaction_type WHEN 'BIOME_BUY' THEN coalesce(buyer_id, seller_id) ELSE coalesce(seller_id, buyer_id) END,
         biome, CASE transaction_type WHEN 'BIOME_BUY' THEN 'buy' ELSE 'sell' END, shares, price_per_share_bdt, amount_bdt,
         platform_fee_bdt, realized_gain_bdt, coalesce(completed_at, created_at), created_at, updated_at
  FROM attic_biome_rows;
INSERT INTO transactions (transaction_id, seller_id, buyer_id, transaction_type, amount_bdt, status, platform_fee_bdt,
                          completed_at, created_at, updated_at, biome, shares, price_per_share_bdt, realized_gain_bdt)
  SELECT transaction_id, CASE type WHEN 'sell' THEN user_id END, CASE type WHEN 'buy' THEN user_id END,
         CASE type WHEN 'buy' THEN 'BIOME_BUY' ELSE 'BIOME_SELL' END, total_amount_bdt, 'COMPLETED', platform_fee_bdt,
         executed_at, created_at, updated_at, biome, shares, price_per_share_bdt, realized_gain_bdt
  FROM arriving_biome_rows;

-- The others come back exactly: those that were in sight and still are, and those that could not be shown.
INSERT INTO transactions
  SELECT * FROM attic_biome_rows a
  WHERE NOT EXISTS (SELECT 1 FROM arriving_biome_rows n WHERE n.transaction_id = a.transaction_id)
    AND (a.status <> 'COMPLETED' OR a.biome IS NULL OR a.shares IS NULL OR a.price_per_share_bdt IS NULL
         OR (a.buyer_id IS NULL AND a.seller_id IS NULL)
         OR EXISTS (SELECT 1 FROM biome_transactions b WHERE b.transaction_id = a.transaction_id));
DROP TABLE arriving_biome_rows;
DROP TABLE attic_biome_rows;
DROP TABLE biome_transactions;

-- migrate:down
-- loam:loses unfinished_biome_trades: SELECT count(*) FROM transactions WHERE transaction_type IN ('BIOME_BUY', 'BIOME_SELL') AND status <> 'COMPLETED'
CREATE TABLE attic_biome_rows AS SELECT * FROM transactions WHERE transaction_type IN ('BIOME_BUY', 'BIOME_SELL');
CREATE TABLE biome_transactions (
  transaction_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  biome TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('buy', 'sell')),
  shares NUMERIC NOT NULL,
  price_per_share_bdt NUMERIC NOT NULL,
  total_amount_bdt NUMERIC NOT NULL,
  platform_fee_bdt NUMERIC NOT NULL DEFAULT 0,
  realized_gain_bdt NUMERIC,
  executed_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO biome_transactions
  SELECT transaction_id,
         CASE transaction_type WHEN 'BIOME_BUY' THEN coalesce(buyer_id, seller_id) ELSE coalesce(seller_id, buyer_id) END,
         biome, CASE transaction_type WHEN 'BIOME_BUY' THEN 'buy' ELSE 'sell' END, shares, price_per_share_bdt, amount_bdt,
         platform_fee_bdt, realized_gain_bdt, coalesce(completed_at, created_at), created_at, updated_at
  FROM attic_biome_rows
  WHERE status = 'COMPLETED' AND biome IS NOT NULL AND shares IS NOT NULL AND price_per_share_bdt IS NOT NULL
    AND (buyer_id IS NOT NULL OR seller_id IS NOT NULL);
DELETE FROM transactions WHERE transaction_type IN ('BIOME_BUY', 'BIOME_SELL');
