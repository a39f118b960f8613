-- Bids on auctions. No money was held for them in those days.

-- migrate:up
CREATE TABLE bids (
  bid_id TEXT PRIMARY KEY,
  listing_id TEXT NOT NULL,
  bidder_id TEXT NOT NULL,
  amount_bdt NUMERIC NOT NULL,
  status TEXT NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'OUTBID', 'CANCELLED', 'WON')),
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE IF NOT EXISTS attic_bids AS SELECT * FROM bids;
INSERT INTO bids SELECT * FROM attic_bids;
DROP TABLE attic_bids;

-- migrate:down
CREATE TABLE attic_bids AS SELECT * FROM bids;
DROP TABLE bids;
