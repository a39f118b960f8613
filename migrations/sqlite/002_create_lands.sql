-- The lands of the map and who owns them.

-- migrate:up
CREATE TABLE lands (
  land_id TEXT PRIMARY KEY NOT NULL,
  owner_id TEXT NOT NULL,
  x INTEGER NOT NULL,
  y INTEGER NOT NULL,
  z INTEGER NOT NULL DEFAULT 0,
  biome TEXT NOT NULL,
  elevation REAL NOT NULL DEFAULT 0,
  color_hex TEXT,
  shape TEXT NOT NULL DEFAULT 'SQUARE' CHECK (shape IN ('SQUARE', 'CIRCLE', 'TRIANGLE', 'RECTANGLE')),
  width INTEGER NOT NULL DEFAULT 1,
  height INTEGER NOT NULL DEFAULT 1,
  fenced INTEGER NOT NULL DEFAULT 0,
  passcode_hash TEXT,
  public_message TEXT,
  price_base_bdt NUMERIC NOT NULL DEFAULT 0,
  for_sale INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (x, y, z)
);
CREATE TABLE IF NOT EXISTS attic_lands AS SELECT * FROM lands;
INSERT INTO lands SELECT * FROM attic_lands;
DROP TABLE attic_lands;

-- migrate:down
ALTER TABLE lands RENAME TO attic_lands;
