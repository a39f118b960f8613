-- One market of shares for each biome, with the cash that backs them.

-- migrate:up
CREATE TABLE biome_markets (
  biome TEXT PRIMARY KEY NOT NULL,
  market_cash_bdt NUMERIC NOT NULL DEFAULT 0,
  attention_score REAL NOT NULL DEFAULT 0,
  share_price_bdt REAL NOT NULL DEFAULT 0,
  total_shares NUMERIC NOT NULL DEFAULT 0,
  last_redistribution TEXT,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE IF NOT EXISTS attic_biome_markets AS SELECT * FROM biome_markets;
INSERT INTO biome_markets SELECT * FROM attic_biome_markets;
DROP TABLE attic_biome_markets;

-- migrate:down
ALTER TABLE biome_markets RENAME TO attic_biome_markets;
