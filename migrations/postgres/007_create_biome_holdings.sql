-- The shares that each user has in each market.

-- migrate:up
CREATE TABLE biome_holdings (
  holding_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  biome TEXT NOT NULL,
  shares NUMERIC NOT NULL DEFAULT 0,
  average_buy_price_bdt NUMERIC NOT NULL DEFAULT 0,
  total_invested_bdt NUMERIC NOT NULL DEFAULT 0,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (user_id, biome)
);
CREATE TABLE IF NOT EXISTS attic_biome_holdings AS SELECT * FROM biome_holdings;
INSERT INTO biome_holdings SELECT * FROM attic_biome_holdings;
DROP TABLE attic_biome_holdings;

-- migrate:down
CREATE TABLE attic_biome_holdings AS SELECT * FROM biome_holdings;
DROP TABLE biome_holdings;
