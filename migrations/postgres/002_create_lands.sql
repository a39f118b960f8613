-- The lands of the map and who owns them.

-- migrate:up
CREATE TABLE lands (
  land_id TEXT PRIMARY KEY,
  owner_id TEXT NOT NULL,
  x BIGINT NOT NULL,
  y BIGINT NOT NULL,
  z BIGINT NOT NULL DEFAULT 0,
  biome TEXT NOT NULL,
  elevation DOUBLE PRECISION NOT NULL DEFAULT 0,
  color_hex TEXT,
  shape TEXT NOT NULL DEFAULT 'SQUARE' CHECK (shape IN ('SQUARE', 'CIRCLE', 'TRIANGLE', 'RECTANGLE')),
  width BIGINT NOT NULL DEFAULT 1,
  height BIGINT NOT NULL DEFAULT 1,
  fenced BOOLEAN NOT NULL DEFAULT FALSE,
  passcode_hash TEXT,
  public_message TEXT,
  price_base_bdt NUMERIC NOT NULL DEFAULT 0,
  for_sale BOOLEAN NOT NULL DEFAULT FALSE,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (x, y, z)
);
CREATE TABLE IF NOT EXISTS attic_lands AS SELECT * FROM lands;
INSERT INTO lands SELECT * FROM attic_lands;
DROP TABLE attic_lands;

-- migrate:down
CREATE TABLE attic_lands AS SELECT * FROM lands;
DROP TABLE lands;
