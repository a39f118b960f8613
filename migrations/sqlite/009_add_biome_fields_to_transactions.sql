-- One table for both kinds of trade: a transaction may be of a biome's shares instead of a land, and has no seller then.

-- migrate:up
ALTER TABLE transactions RENAME TO former_transactions;
CREATE TABLE transactions (
  transaction_id TEXT PRIMARY KEY NOT NULL,
  land_id TEXT,
  seller_id TEXT,
  buyer_id TEXT,
  listing_id TEXT,
  transaction_type TEXT NOT NULL CHECK (transaction_type IN
    ('AUCTION', 'BUY_NOW', 'FIXED_PRICE', 'TRANSFER', 'TOPUP', 'BIOME_BUY', 'BIOME_SELL')),
  amount_bdt NUMERIC NOT NULL,
  currency TEXT NOT NULL DEFAULT 'BDT',
  status TEXT NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'COMPLETED', 'FAILED', 'REFUNDED')),
  gateway_name TEXT,
  gateway_transaction_id TEXT,
  platform_fee_bdt NUMERIC NOT NULL DEFAULT 0,
  gateway_fee_bdt NUMERIC NOT NULL DEFAULT 0,
  completed_at TEXT,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  biome TEXT,
  shares REAL,
  price_per_share_bdt REAL,
  realized_gain_bdt NUMERIC
);
CREATE TABLE IF NOT EXISTS attic_transactions_unified AS SELECT * FROM transactions;

-- Rows that stayed in sight take the fields back that they had; rows that could not be shown come back whole.
INSERT INTO transactions
  SELECT f.*, a.biome, a.shares, a.price_per_share_bdt, a.realized_gain_bdt
  FROM former_transactions f LEFT JOIN attic_transactions_unified a USING (transaction_id);
INSERT INTO transactions
  SELECT * FROM attic_transactions_unified
  WHERE land_id IS NULL OR seller_id IS NULL OR buyer_id IS NULL OR transaction_type IN ('BIOME_BUY', 'BIOME_SELL');
DROP TABLE attic_transactions_unified;
DROP TABLE former_transactions;

-- migrate:down
ALTER TABLE transactions RENAME TO former_transactions;
CREATE TABLE transactions (
  transaction_id TEXT PRIMARY KEY NOT NULL,
  land_id TEXT NOT NULL,
  seller_id TEXT NOT NULL,
  buyer_id TEXT NOT NULL,
  listing_id TEXT,
  transaction_type TEXT NOT NULL
    CHECK (transaction_type IN ('AUCTION', 'BUY_NOW', 'FIXED_PRICE', 'TRANSFER', 'TOPUP')),
  amount_bdt NUMERIC NOT NULL,
  currency TEXT NOT NULL DEFAULT 'BDT',
  status TEXT NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'COMPLETED', 'FAILED', 'REFUNDED')),
  gateway_name TEXT,
  gateway_transaction_id TEXT,
  platform_fee_bdt NUMERIC NOT NULL DEFAULT 0,
  gateway_fee_bdt NUMERIC NOT NULL DEFAULT 0,
  completed_at TEXT,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
-- Top-ups and trades of shares have no land: the older schema has no place for them.
CREATE TABLE attic_transactions_unified AS
  SELECT * FROM former_transactions
  WHERE land_id IS NULL OR seller_id IS NULL OR buyer_id IS NULL OR transaction_type IN ('BIOME_BUY', 'BIOME_SELL')
     OR biome IS NOT NULL OR shares IS NOT NULL OR price_per_share_bdt IS NOT NULL OR realized_gain_bdt IS NOT NULL;
INSERT INTO transactions
  SELECT transaction_id, land_id, seller_id, buyer_id, listing_id, transaction_type, amount_bdt, currency, status,
         gateway_name, gateway_transaction_id, platform_fee_bdt, gateway_fee_bdt, completed_at, created_at, updated_at
  FROM former_transactions
  WHERE land_id IS NOT NULL AND seller_id IS NOT NULL AND buyer_id IS NOT NULL
    AND transaction_type NOT IN ('BIOME_BUY', 'BIOME_SELL');
DROP TABLE former_transactions;
