-- The older tables of lands, listings and bids go: what the record and the journal of the marketplace say is theirs. Rows
-- that neither stands behind stay as they are in imported_*. The views former_* show both together, as the older schema
-- does; where an imported land lies on the same place, ours is out of sight there.

-- migrate:up
CREATE TABLE imported_lands (
  land_id TEXT PRIMARY KEY, owner_id TEXT NOT NULL, x BIGINT NOT NULL, y BIGINT NOT NULL, z BIGINT NOT NULL,
  biome TEXT NOT NULL, elevation DOUBLE PRECISION NOT NULL, color_hex TEXT, shape TEXT NOT NULL, width BIGINT NOT NULL,
  height BIGINT NOT NULL, fenced BOOLEAN NOT NULL, passcode_hash TEXT, public_message TEXT, price_base_bdt NUMERIC NOT NULL,
  for_sale BOOLEAN NOT NULL, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE imported_listings (
  listing_id TEXT PRIMARY KEY, seller_id TEXT NOT NULL, type TEXT NOT NULL, description TEXT, images TEXT,
  price_bdt NUMERIC, reserve_price_bdt NUMERIC, auction_start_time TIMESTAMPTZ, auction_end_time TIMESTAMPTZ,
  auto_extend BOOLEAN NOT NULL, auto_extend_minutes BIGINT NOT NULL, buy_now_enabled BOOLEAN NOT NULL,
  buy_now_price_bdt NUMERIC, status TEXT NOT NULL, sold_at TIMESTAMPTZ, created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE imported_listing_lands (
  id TEXT PRIMARY KEY, listing_id TEXT NOT NULL, land_id TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE imported_bids (
  bid_id TEXT PRIMARY KEY, listing_id TEXT NOT NULL, bidder_id TEXT NOT NULL, amount_bdt NUMERIC NOT NULL,
  status TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE IF NOT EXISTS attic_imported_lands AS SELECT * FROM imported_lands;
CREATE TABLE IF NOT EXISTS attic_imported_listings AS SELECT * FROM imported_listings;
CREATE TABLE IF NOT EXISTS attic_imported_listing_lands AS SELECT * FROM imported_listing_lands;
CREATE TABLE IF NOT EXISTS attic_imported_bids AS SELECT * FROM imported_bids;
INSERT INTO imported_lands SELECT * FROM attic_imported_lands WHERE land_id IN (SELECT land_id FROM lands);
INSERT INTO imported_listings SELECT * FROM attic_imported_listings WHERE listing_id IN (SELECT listing_id FROM listings);
INSERT INTO imported_listing_lands SELECT * FROM attic_imported_listing_lands WHERE id IN (SELECT id FROM listing_lands);
INSERT INTO imported_bids SELECT * FROM attic_imported_bids WHERE bid_id IN (SELECT bid_id FROM bids);
DROP TABLE attic_imported_lands;
DROP TABLE attic_imported_listings;
DROP TABLE attic_imported_listing_lands;
DROP TABLE attic_imported_bids;

-- Ids as those of rows: version 7 of RFC 9562, of a time and a number.
CREATE VIEW land_ids AS
SELECT c.land, lpad(to_hex(w.made_at >> 16), 8, '0') || '-' || lpad(to_hex(w.made_at & 65535), 4, '0') || '-7000-8000-'
               || lpad(to_hex(c.land), 12, '0') AS land_id
FROM claimed_lands c CROSS JOIN worlds w;
CREATE VIEW listing_ids AS
SELECT listing, lpad(to_hex(opened_at >> 16), 8, '0') || '-' || lpad(to_hex(opened_at & 65535), 4, '0') || '-7000-8000-'
                || lpad(to_hex(listing), 12, '0') AS listing_id
FROM listing_terms;

-- Who owns what: the buyer of the last row of each land.
CREATE VIEW land_owners AS
SELECT c.land, i.land_id, c.land % w.width AS x, c.land / w.width AS y, c.biome, c.elevation_thousandths, l.buyer AS owner,
       u.user_id AS owner_id, f.amount_paisa AS claimed_for_paisa, f.at AS claimed_at, l.at AS owned_since, o.listing
FROM claimed_lands c JOIN land_ids i USING (land) CROSS JOIN worlds w
  JOIN record f ON f.seq = (SELECT min(seq) FROM record_lands WHERE land = c.land)
  JOIN record l ON l.seq = (SELECT max(seq) FROM record_lands WHERE land = c.land)
  JOIN users u ON u.account = l.buyer LEFT JOIN listed_lands o ON o.land = c.land;

-- Where each listing stands. Without an index on bids, each look reads all of them once.
CREATE VIEW listing_states AS
WITH last_bids AS (
  SELECT DISTINCT ON (listing) listing, entry, at, leader, leader_max_paisa, price_paisa, reserve_met, ends_at, extensions, number
  FROM listing_bids ORDER BY listing, entry DESC
)
SELECT t.listing, i.listing_id, t.seller, u.user_id AS seller_id, t.type,
       CASE t.type WHEN 1 THEN 'FIXED_PRICE' WHEN 2 THEN 'AUCTION' ELSE 'AUCTION_WITH_BUYNOW' END AS type_name,
       t.description, t.starting_price_paisa, t.reserve_price_paisa, t.buy_now_price_paisa, t.opened_at,
       coalesce(b.ends_at, t.ends_at) AS ends_at, coalesce(b.extensions, 0) AS extensions, coalesce(b.number, 0) AS bids,
       b.leader, b.leader_max_paisa, b.price_paisa, coalesce(b.reserve_met, 0) AS reserve_met, b.at AS last_bid_at,
       coalesce(c.status, 0) AS status,
       CASE c.status WHEN 1 THEN 'SOLD' WHEN 2 THEN 'EXPIRED' WHEN 3 THEN 'CANCELLED' ELSE 'ACTIVE' END AS status_name,
       c.at AS closed_at, nullif(c.sale_seq, 0) AS sale_seq
FROM listing_terms t JOIN listing_ids i USING (listing) JOIN users u ON u.account = t.seller
  LEFT JOIN last_bids b ON b.listing = t.listing LEFT JOIN listing_closings c ON c.listing = t.listing;

-- What became of each bid: the newest of the one who leads stands or won; it is cancelled where the listing ended
-- without it.
CREATE VIEW bid_states AS
WITH newest AS (SELECT listing, bidder, max(entry) AS entry FROM listing_bids GROUP BY listing, bidder)
SELECT b.entry, lpad(to_hex(b.at >> 16), 8, '0') || '-' || lpad(to_hex(b.at & 65535), 4, '0') || '-7000-'
                || lpad(to_hex(32768 | (b.entry >> 48)), 4, '0') || '-' || lpad(to_hex(b.entry & 281474976710655), 12, '0') AS bid_id,
       s.listing_id, b.listing, b.bidder, u.user_id AS bidder_id, b.at, b.number, b.amount_paisa, b.max_paisa, b.price_paisa,
       CASE WHEN b.bidder <> s.leader OR n.entry IS NULL THEN 'OUTBID' WHEN s.status = 0 THEN 'ACTIVE'
            WHEN (SELECT type FROM record WHERE seq = s.sale_seq) = 7 THEN 'WON' ELSE 'CANCELLED' END AS status
FROM listing_bids b JOIN listing_states s ON s.listing = b.listing JOIN users u ON u.account = b.bidder
  LEFT JOIN newest n ON n.listing = b.listing AND n.bidder = b.bidder AND n.entry = b.entry;

-- The rows of the record that sold or gave land, as the older schema shows them: with the first land.
CREATE VIEW former_sales AS
SELECT x.transaction_id, (SELECT land_id FROM land_ids WHERE land = p.land) AS land_id, s.user_id AS seller_id,
       b.user_id AS buyer_id, (SELECT listing_id FROM record_listings JOIN listing_ids USING (listing) WHERE seq = r.seq) AS listing_id,
       t.name AS transaction_type, r.amount_paisa * 0.01 AS amount_bdt, 'BDT' AS currency, 'COMPLETED' AS status,
       nullif(n.gateway_name, '') AS gateway_name, nullif(n.gateway_transaction_id, '') AS gateway_transaction_id,
       r.platform_fee_paisa * 0.01 AS platform_fee_bdt, r.gateway_fee_paisa * 0.01 AS gateway_fee_bdt,
       to_timestamp(r.at * 0.001) AS completed_at, to_timestamp(r.at * 0.001) AS created_at,
       to_timestamp(r.at * 0.001) AS updated_at,
       NULL::TEXT AS biome, NULL::NUMERIC AS shares, NULL::NUMERIC AS price_per_share_bdt, NULL::NUMERIC AS realized_gain_bdt
FROM record_lands p JOIN record r USING (seq) JOIN record_ids x USING (seq) JOIN transaction_types t USING (type)
  LEFT JOIN users b ON b.account = r.buyer LEFT JOIN users s ON s.account = r.seller LEFT JOIN record_notes n ON n.seq = r.seq
WHERE p.place = 0;

CREATE VIEW former_lands AS
SELECT o.land_id, o.owner_id, o.x, o.y, 0::BIGINT AS z, m.name AS biome,
       o.elevation_thousandths / 1000.0::DOUBLE PRECISION AS elevation, NULL::TEXT AS color_hex, 'SQUARE' AS shape,
       1::BIGINT AS width, 1::BIGINT AS height, FALSE AS fenced, NULL::TEXT AS passcode_hash, NULL::TEXT AS public_message,
       o.claimed_for_paisa * 0.01 AS price_base_bdt, o.listing IS NOT NULL AS for_sale,
       to_timestamp(o.claimed_at * 0.001) AS created_at, to_timestamp(o.owned_since * 0.001) AS updated_at
FROM land_owners o JOIN biomes m USING (biome)
WHERE NOT EXISTS (SELECT 1 FROM imported_lands i WHERE i.land_id = o.land_id)
  AND NOT EXISTS (SELECT 1 FROM imported_lands i WHERE i.x = o.x AND i.y = o.y AND i.z = 0)
UNION ALL SELECT * FROM imported_lands;

CREATE VIEW former_listings AS
SELECT listing_id, seller_id, type_name AS type, nullif(description, '') AS description, NULL::TEXT AS images,
       CASE type WHEN 1 THEN buy_now_price_paisa ELSE starting_price_paisa END * 0.01 AS price_bdt,
       nullif(reserve_price_paisa, 0) * 0.01 AS reserve_price_bdt,
       to_timestamp(opened_at * 0.001) AS auction_start_time, to_timestamp(ends_at * 0.001) AS auction_end_time,
       FALSE AS auto_extend, 0::BIGINT AS auto_extend_minutes, type = 3 AS buy_now_enabled,
       CASE type WHEN 3 THEN buy_now_price_paisa * 0.01 END AS buy_now_price_bdt, status_name AS status,
       CASE status WHEN 1 THEN to_timestamp(closed_at * 0.001) END AS sold_at, to_timestamp(opened_at * 0.001) AS created_at,
       to_timestamp(coalesce(closed_at, last_bid_at, opened_at) * 0.001) AS updated_at
FROM listing_states s WHERE NOT EXISTS (SELECT 1 FROM imported_listings i WHERE i.listing_id = s.listing_id)
UNION ALL SELECT * FROM imported_listings;

CREATE VIEW listing_places AS
SELECT l.listing, l.place, l.land, i.listing_id || ':' || l.place AS id, i.listing_id, d.land_id,
       to_timestamp(t.opened_at * 0.001) AS created_at
FROM listing_parcels l JOIN listing_terms t USING (listing) JOIN listing_ids i USING (listing) JOIN land_ids d USING (land);

CREATE VIEW former_listing_lands AS
SELECT id, listing_id, land_id, created_at, created_at AS updated_at
FROM listing_places p WHERE NOT EXISTS (SELECT 1 FROM imported_listing_lands i WHERE i.id = p.id)
UNION ALL SELECT * FROM imported_listing_lands;

CREATE VIEW former_bids AS
SELECT bid_id, listing_id, bidder_id, amount_paisa * 0.01 AS amount_bdt, status, to_timestamp(at * 0.001) AS created_at,
       to_timestamp(at * 0.001) AS updated_at
FROM bid_states s WHERE NOT EXISTS (SELECT 1 FROM imported_bids i WHERE i.bid_id = s.bid_id)
UNION ALL SELECT * FROM imported_bids;

-- What is in the older tables and not ours, or was changed there, stays as imported. The step down shows land rows among
-- the imported transactions, since the steps below it know of no lands; those that nobody changed are ours alone again.
CREATE TABLE changed_lands AS SELECT * FROM lands EXCEPT SELECT * FROM former_lands;
CREATE TABLE changed_listings AS SELECT * FROM listings EXCEPT SELECT * FROM former_listings;
CREATE TABLE changed_listing_lands AS SELECT * FROM listing_lands EXCEPT SELECT * FROM former_listing_lands;
CREATE TABLE changed_bids AS SELECT * FROM bids EXCEPT SELECT * FROM former_bids;
DELETE FROM imported_lands WHERE land_id IN (SELECT land_id FROM changed_lands);
DELETE FROM imported_listings WHERE listing_id IN (SELECT listing_id FROM changed_listings);
DELETE FROM imported_listing_lands WHERE id IN (SELECT id FROM changed_listing_lands);
DELETE FROM imported_bids WHERE bid_id IN (SELECT bid_id FROM changed_bids);
INSERT INTO imported_lands SELECT * FROM changed_lands;
INSERT INTO imported_listings SELECT * FROM changed_listings;
INSERT INTO imported_listing_lands SELECT * FROM changed_listing_lands;
INSERT INTO imported_bids SELECT * FROM changed_bids;
DELETE FROM imported_transactions WHERE transaction_id IN
  (SELECT transaction_id FROM (SELECT * FROM imported_transactions INTERSECT SELECT * FROM former_sales) unchanged);
DROP TABLE changed_lands;
DROP TABLE changed_listings;
DROP TABLE changed_listing_lands;
DROP TABLE changed_bids;
DROP TABLE lands;
DROP TABLE listings;
DROP TABLE listing_lands;
DROP TABLE bids;

-- migrate:down
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
CREATE TABLE bids (
  bid_id TEXT PRIMARY KEY,
  listing_id TEXT NOT NULL,
  bidder_id TEXT NOT NULL,
  amount_bdt NUMERIC NOT NULL,
  status TEXT NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'OUTBID', 'CANCELLED', 'WON')),
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO lands SELECT * FROM former_lands;
INSERT INTO listings SELECT * FROM former_listings;
INSERT INTO listing_lands SELECT * FROM former_listing_lands;
INSERT INTO bids SELECT * FROM former_bids;
INSERT INTO imported_transactions
  SELECT * FROM former_sales s WHERE NOT EXISTS (SELECT 1 FROM imported_transactions i WHERE i.transaction_id = s.transaction_id);
DROP VIEW former_lands;
DROP VIEW former_listings;
DROP VIEW former_listing_lands;
DROP VIEW former_bids;
DROP VIEW former_sales;
DROP VIEW listing_places;
DROP VIEW bid_states;
DROP VIEW listing_states;
DROP VIEW land_owners;
DROP VIEW listing_ids;
DROP VIEW land_ids;
CREATE TABLE attic_imported_lands AS SELECT * FROM imported_lands;
CREATE TABLE attic_imported_listings AS SELECT * FROM imported_listings;
CREATE TABLE attic_imported_listing_lands AS SELECT * FROM imported_listing_lands;
CREATE TABLE attic_imported_bids AS SELECT * FROM imported_bids;
DROP TABLE imported_lands;
DROP TABLE imported_listings;
DROP TABLE imported_listing_lands;
DROP TABLE imported_bids;
