-- Offers of lands. A listing of several lands names each of them in listing_lands.

-- migrate:up
CREATE TABLE listings (
  listing_id TEXT PRIMARY KEY NOT NULL,
  seller_id TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('AUCTION', 'FIXED_PRICE', 'AUCTION_WITH_BUYNOW')),
  description TEXT,
  images TEXT,
  price_bdt NUMERIC,
  reserve_price_bdt NUMERIC,
  auction_start_time TEXT,
  auction_end_time TEXT,
  auto_extend INTEGER NOT NULL DEFAULT 0,
  auto_extend_minutes INTEGER NOT NULL DEFAULT 0,
  buy_now_enabled INTEGER NOT NULL DEFAULT 0,
  buy_now_price_bdt NUMERIC,
  status TEXT NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'SOLD', 'EXPIRED', 'CANCELLED')),
  sold_at TEXT,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE listing_lands (
  id TEXT PRIMARY KEY NOT NULL,
  listing_id TEXT NOT NULL,
  land_id TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE IF NOT EXISTS attic_listings AS SELECT * FROM listings;
CREATE TABLE IF NOT EXISTS attic_listing_lands AS SELECT * FROM listing_lands;
INSERT INTO listings SELECT * FROM attic_listings;
INSERT INTO listing_lands SELECT * FROM attic_listing_lands;
DROP TABLE attic_listings;
DROP TABLE attic_listing_lands;

-- migrate:down
ALTER TABLE listings RENAME TO attic_listings;
ALTER TABLE listing_lands RENAME TO attic_listing_lands;
