-- One market of shares for each biome, with the cash that backs them. Shares and prices are decimal numbers as money is: an
-- older program's double is held by its digits, and nothing is rounded when they are added.

-- migrate:up
CREATE TABLE biome_markets (
  biome TEXT PRIMARY KEY,
  market_cash_bdt NUMERIC NOT NULL DEFAULT 0,
  attention_score DOUBLE PRECISION NOT NULL DEFAULT 0,
  share_price_bdt NUMERIC NOT NULL DEFAULT 0,
  total_shares NUMERIC NOT NULL DEFAULT 0,
  last_redistribution TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE IF NOT EXISTS attic_biome_markets AS SELECT * FROM biome_markets;
INSERT INTO biome_markets SELECT * FROM attic_biome_markets;
DROP TABLE attic_biome_markets;

-- migrate:down
CREATE TABLE attic_biome_markets AS SELECT * FROM biome_markets;
DROP TABLE biome_markets;
