-- What was traded on the markets, in a table of its own beside the marketplace's.

-- migrate:up
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
CREATE TABLE IF NOT EXISTS attic_biome_transactions AS SELECT * FROM biome_transactions;
INSERT INTO biome_transactions SELECT * FROM attic_biome_transactions;
DROP TABLE attic_biome_transactions;

-- migrate:down
CREATE TABLE attic_biome_transactions AS SELECT * FROM biome_transactions;
DROP TABLE biome_transactions;
