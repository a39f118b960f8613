-- Offers of lands. A listing of several lands names each of them in listing_lands.

-- migrate:up
CREATE TABLE listings (
  listing_id TEXT PRIMARY KEY,
  seller_id TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('AUCTION', 'FIXED_PRICE', 'AUCTION_WITH_BUYNOW')),
  description TEXT,
  images TEXT,
  price_bdt NUMERIC,
  reserve_price_bdt NUMERIC,
  auction_start_time TIMESTAMPTZ,
  auction_end_time TIMESTAMPTZ,
  auto_extend BOOLEAN NOT NULL DEFAULT FALSE,
  auto_extend_minutes BIGINT NOT NULL DEFAULT 0,
  buy_now_enabled BOOLEAN NOT NULL DEFAULT FALSE,
  buy_now_price_bdt NUMERIC,
  status TEXT NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'SOLD', 'EXPIRED', 'CANCELLED')),
  sold_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE listing_lands (
  id TEXT PRIMARY KEY,
  listing_id TEXT NOT NULL,
  land_id TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE IF NOT EXISTS attic_listings AS SELECT * FROM listings;
CREATE TABLE IF NOT EXISTS attic_listing_lands AS SELECT * FROM listing_lands;
INSERT INTO listings SELECT * FROM attic_listings;
INSERT INTO listing_lands SELECT * FROM attic_listing_lands;
DROP TABLE attic_listings;
DROP TABLE attic_listing_lands;

-- migrate:down
CREATE TABLE attic_listings AS SELECT * FROM listings;
CREATE TABLE attic_listing_lands AS SELECT * FROM listing_lands;
DROP TABLE listings;
DROP TABLE listing_lands;
