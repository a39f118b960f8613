-- Lands, listings and bids in plain SQL under the names that operators of such worlds know, and the lands of each row of
-- the record. Nothing here is stored. Imported rows have no number and `imported` 1.

-- migrate:up
CREATE VIEW lands AS
SELECT o.land_id, o.land, o.owner_id, u.username AS owner_username, o.x, o.y, 0::BIGINT AS z, m.name AS biome,
       o.elevation_thousandths / 1000.0::DOUBLE PRECISION AS elevation, NULL::TEXT AS color_hex, 'SQUARE' AS shape,
       1::BIGINT AS width, 1::BIGINT AS height, FALSE AS fenced, NULL::TEXT AS passcode_hash, NULL::TEXT AS public_message,
       o.claimed_for_paisa * 0.01 AS price_base_bdt, o.listing IS NOT NULL AS for_sale,
       (SELECT listing_id FROM listing_ids WHERE listing = o.listing) AS listing_id,
       to_timestamp(o.claimed_at * 0.001) AS created_at, to_timestamp(o.owned_since * 0.001) AS updated_at,
       o.claimed_for_paisa AS price_base_paisa, 0::BIGINT AS imported
FROM land_owners o JOIN biomes m USING (biome) JOIN users u ON u.account = o.owner
UNION ALL
SELECT land_id, NULL, owner_id, (SELECT username FROM users WHERE user_id = owner_id), x, y, z, lower(biome), elevation,
       color_hex, shape, width, height, fenced, passcode_hash, public_message, price_base_bdt, for_sale, NULL, created_at,
       updated_at, CASE WHEN abs(price_base_bdt) < 9e16 THEN round(price_base_bdt * 100)::BIGINT END, 1
FROM imported_lands;

-- `price_bdt` is what a seller asks: the price, at auctions the price to start from; `current_price_bdt` where bids are.
CREATE VIEW listings AS
SELECT s.listing_id, s.listing, s.seller_id, s.type_name AS type, nullif(s.description, '') AS description, NULL::TEXT AS images,
       CASE s.type WHEN 1 THEN s.buy_now_price_paisa ELSE s.starting_price_paisa END * 0.01 AS price_bdt,
       nullif(s.reserve_price_paisa, 0) * 0.01 AS reserve_price_bdt,
       to_timestamp(s.opened_at * 0.001) AS auction_start_time, to_timestamp(s.ends_at * 0.001) AS auction_end_time,
       FALSE AS auto_extend, 0::BIGINT AS auto_extend_minutes, s.type = 3 AS buy_now_enabled,
       CASE s.type WHEN 3 THEN s.buy_now_price_paisa * 0.01 END AS buy_now_price_bdt, s.status_name AS status,
       CASE s.status WHEN 1 THEN to_timestamp(s.closed_at * 0.001) END AS sold_at, to_timestamp(s.opened_at * 0.001) AS created_at,
       to_timestamp(coalesce(s.closed_at, s.last_bid_at, s.opened_at) * 0.001) AS updated_at,
       s.bids, s.price_paisa * 0.01 AS current_price_bdt, l.user_id AS leader_id, s.reserve_met, s.extensions,
       (SELECT transaction_id FROM record_ids WHERE seq = s.sale_seq) AS transaction_id,
       CASE s.type WHEN 1 THEN s.buy_now_price_paisa ELSE s.starting_price_paisa END AS price_paisa,
       nullif(s.reserve_price_paisa, 0) AS reserve_price_paisa, CASE s.type WHEN 3 THEN s.buy_now_price_paisa END AS buy_now_price_paisa,
       s.price_paisa AS current_price_paisa, 0::BIGINT AS imported
FROM listing_states s LEFT JOIN users l ON l.account = s.leader
UNION ALL
SELECT i.listing_id, NULL, i.seller_id, i.type, i.description, i.images, i.price_bdt, i.reserve_price_bdt, i.auction_start_time,
       i.auction_end_time, i.auto_extend, i.auto_extend_minutes, i.buy_now_enabled, i.buy_now_price_bdt, i.status, i.sold_at,
       i.created_at, i.updated_at, coalesce(b.bids, 0), b.highest_bdt, NULL, NULL, NULL, NULL,
       CASE WHEN abs(i.price_bdt) < 9e16 THEN round(i.price_bdt * 100)::BIGINT END,
       CASE WHEN abs(i.reserve_price_bdt) < 9e16 THEN round(i.reserve_price_bdt * 100)::BIGINT END,
       CASE WHEN abs(i.buy_now_price_bdt) < 9e16 THEN round(i.buy_now_price_bdt * 100)::BIGINT END,
       CASE WHEN abs(b.highest_bdt) < 9e16 THEN round(b.highest_bdt * 100)::BIGINT END, 1
FROM imported_listings i
  LEFT JOIN (SELECT listing_id, count(*) AS bids, max(amount_bdt) AS highest_bdt FROM imported_bids GROUP BY listing_id) b
    ON b.listing_id = i.listing_id;

CREATE VIEW listing_lands AS
SELECT id, listing_id, land_id, created_at, created_at AS updated_at, listing, land, place, 0::BIGINT AS imported FROM listing_places
UNION ALL
SELECT id, listing_id, land_id, created_at, updated_at, NULL, NULL, NULL, 1 FROM imported_listing_lands;

-- `amount_bdt` is what a bid stands at by itself, `max_bdt` how far the house may bid for the bidder, `price_bdt` the price of
-- the auction after it.
CREATE VIEW bids AS
SELECT bid_id, listing_id, bidder_id, amount_paisa * 0.01 AS amount_bdt, status, to_timestamp(at * 0.001) AS created_at,
       to_timestamp(at * 0.001) AS updated_at, entry, listing, number,
       max_paisa * 0.01 AS max_bdt, price_paisa * 0.01 AS price_bdt, amount_paisa, max_paisa, price_paisa, 0::BIGINT AS imported
FROM bid_states
UNION ALL
SELECT bid_id, listing_id, bidder_id, amount_bdt, status, created_at, updated_at, NULL, NULL, NULL, NULL, NULL,
       CASE WHEN abs(amount_bdt) < 9e16 THEN round(amount_bdt * 100)::BIGINT END, NULL, NULL, 1
FROM imported_bids;

-- What leading bids have promised, and cannot be spent otherwise.
CREATE VIEW account_holds AS
SELECT leader AS account, u.user_id, count(*) AS listings, sum(leader_max_paisa)::BIGINT AS held_paisa,
       sum(leader_max_paisa) * 0.01 AS held_bdt
FROM listing_states s JOIN users u ON u.account = s.leader WHERE s.status = 0 GROUP BY leader, u.user_id;

CREATE OR REPLACE VIEW transactions AS
SELECT x.transaction_id, r.seq, t.name AS transaction_type, 'COMPLETED' AS status, b.user_id AS buyer_id, s.user_id AS seller_id,
       CASE WHEN r.type >= 7 THEN (SELECT land_id FROM record_lands JOIN land_ids USING (land) WHERE seq = r.seq AND place = 0)
            END AS land_id,
       CASE WHEN r.type >= 7 THEN (SELECT string_agg(land_id, ',' ORDER BY place)
                                   FROM record_lands JOIN land_ids USING (land) WHERE seq = r.seq) END AS land_ids,
       CASE WHEN r.type >= 7 THEN (SELECT listing_id FROM record_listings JOIN listing_ids USING (listing) WHERE seq = r.seq)
            END AS listing_id,
       r.amount_paisa * 0.01 AS amount_bdt, 'BDT' AS currency, r.platform_fee_paisa * 0.01 AS platform_fee_bdt,
       r.gateway_fee_paisa * 0.01 AS gateway_fee_bdt,
       CASE WHEN r.seller <> 0 THEN (r.amount_paisa - r.platform_fee_paisa) * 0.01 END AS seller_receives_bdt,
       m.name AS biome, CASE WHEN r.biome IS NOT NULL THEN r.shares_micro * 0.000001 END AS shares,
       p.price_micro * 0.000001 AS price_per_share_bdt,
       CASE WHEN r.type = 6 THEN r.realized_gain_paisa * 0.01 END AS realized_gain_bdt,
       nullif(n.gateway_name, '') AS gateway_name, nullif(n.gateway_transaction_id, '') AS gateway_transaction_id,
       nullif(n.reason, '') AS reason,
       CASE WHEN r.buyer <> 0 THEN r.buyer_balance_after_paisa * 0.01 END AS buyer_balance_after_bdt,
       CASE WHEN r.seller <> 0 THEN r.seller_balance_after_paisa * 0.01 END AS seller_balance_after_bdt,
       to_timestamp(r.at * 0.001) AS created_at, to_timestamp(r.at * 0.001) AS completed_at,
       r.amount_paisa, r.platform_fee_paisa, r.gateway_fee_paisa,
       CASE WHEN r.seller <> 0 THEN r.amount_paisa - r.platform_fee_paisa END AS seller_receives_paisa,
       CASE WHEN r.biome IS NOT NULL THEN r.shares_micro END AS shares_micro, p.price_micro AS price_per_share_micro,
       CASE WHEN r.type = 6 THEN r.realized_gain_paisa END AS realized_gain_paisa,
       CASE WHEN r.buyer <> 0 THEN r.buyer_balance_after_paisa END AS buyer_balance_after_paisa,
       CASE WHEN r.seller <> 0 THEN r.seller_balance_after_paisa END AS seller_balance_after_paisa,
       encode(r.hash, 'hex') AS hash, 0::BIGINT AS imported
FROM record r JOIN record_ids x USING (seq) JOIN transaction_types t USING (type)
  LEFT JOIN users b ON b.account = r.buyer LEFT JOIN users s ON s.account = r.seller
  LEFT JOIN record_notes n ON n.seq = r.seq LEFT JOIN biomes m ON m.biome = r.biome LEFT JOIN record_prices p ON p.seq = r.seq
UNION ALL
SELECT transaction_id, NULL, transaction_type, status, buyer_id, seller_id, land_id, land_id, listing_id, amount_bdt, currency,
       platform_fee_bdt, gateway_fee_bdt, CASE WHEN seller_id IS NOT NULL THEN round(amount_bdt - platform_fee_bdt, 2) END,
       lower(biome), shares, price_per_share_bdt, realized_gain_bdt, gateway_name, gateway_transaction_id, NULL, NULL, NULL,
       created_at, completed_at, CASE WHEN abs(amount_bdt) < 9e16 THEN round(amount_bdt * 100)::BIGINT END,
       CASE WHEN abs(platform_fee_bdt) < 9e16 THEN round(platform_fee_bdt * 100)::BIGINT END,
       CASE WHEN abs(gateway_fee_bdt) < 9e16 THEN round(gateway_fee_bdt * 100)::BIGINT END,
       CASE WHEN seller_id IS NOT NULL AND abs(amount_bdt - platform_fee_bdt) < 9e16
            THEN round((amount_bdt - platform_fee_bdt) * 100)::BIGINT END,
       CASE WHEN abs(shares) < 9e12 THEN round(shares * 1000000)::BIGINT END,
       CASE WHEN abs(price_per_share_bdt) < 9e12 THEN round(price_per_share_bdt * 1000000)::BIGINT END,
       CASE WHEN abs(realized_gain_bdt) < 9e16 THEN round(realized_gain_bdt * 100)::BIGINT END, NULL, NULL, NULL, 1
FROM imported_transactions;

-- A row with lands has version 2, and at its end its listing, the number of its lands and each of them, in four bytes each.
CREATE OR REPLACE VIEW v_record_chain AS
SELECT r.seq, coalesce((SELECT encode(hash, 'hex') FROM record WHERE seq = r.seq - 1), repeat('0', 64)) AS previous_hash,
       CASE WHEN r.type >= 7 AND EXISTS (SELECT 1 FROM record_lands WHERE seq = r.seq) THEN '02' ELSE '01' END
       || lpad(to_hex(r.seq), 16, '0') || lpad(to_hex(r.at), 16, '0') || lpad(to_hex(r.type), 2, '0')
       || coalesce(lower(replace(b.user_id, '-', '')), repeat('0', 32))
       || coalesce(lower(replace(s.user_id, '-', '')), repeat('0', 32))
       || lpad(to_hex(r.amount_paisa), 16, '0') || lpad(to_hex(r.platform_fee_paisa), 16, '0')
       || lpad(to_hex(r.gateway_fee_paisa), 16, '0') || lpad(to_hex(coalesce(r.biome, 255)), 2, '0')
       || lpad(to_hex(r.shares_micro), 16, '0')
       || lpad(to_hex(r.pool_cash_after_paisa), 16, '0') || lpad(to_hex(r.pool_shares_after_micro), 16, '0')
       || lpad(to_hex(r.holding_shares_after_micro), 16, '0') || lpad(to_hex(r.holding_cost_after_paisa), 16, '0')
       || lpad(to_hex(r.realized_gain_paisa), 16, '0')
       || lpad(to_hex(r.buyer_balance_after_paisa), 16, '0') || lpad(to_hex(r.seller_balance_after_paisa), 16, '0')
       || (SELECT string_agg(lpad(to_hex(octet_length(bytes)), 8, '0') || encode(bytes, 'hex'), '' ORDER BY place) FROM (VALUES
             (1, convert_to(coalesce(n.gateway_name, ''), 'UTF8')),
             (2, convert_to(coalesce(n.gateway_transaction_id, ''), 'UTF8')),
             (3, convert_to(coalesce(n.reason, ''), 'UTF8'))) AS texts (place, bytes))
       || CASE WHEN r.type < 7 THEN '' ELSE coalesce(
            lpad(to_hex(coalesce((SELECT listing FROM record_listings WHERE seq = r.seq), 0)), 8, '0')
            || (SELECT lpad(to_hex(count(*)), 8, '0') || string_agg(lpad(to_hex(land), 8, '0'), '' ORDER BY place)
                FROM record_lands WHERE seq = r.seq), '') END AS canonical,
       encode(r.hash, 'hex') AS hash
FROM record r LEFT JOIN users b ON b.account = r.buyer LEFT JOIN users s ON s.account = r.seller
  LEFT JOIN record_notes n ON n.seq = r.seq;

-- migrate:down
CREATE OR REPLACE VIEW v_record_chain AS
SELECT r.seq, coalesce((SELECT encode(hash, 'hex') FROM record WHERE seq = r.seq - 1), repeat('0', 64)) AS previous_hash,
       '01' || lpad(to_hex(r.seq), 16, '0') || lpad(to_hex(r.at), 16, '0') || lpad(to_hex(r.type), 2, '0')
       || coalesce(lower(replace(b.user_id, '-', '')), repeat('0', 32))
       || coalesce(lower(replace(s.user_id, '-', '')), repeat('0', 32))
       || lpad(to_hex(r.amount_paisa), 16, '0') || lpad(to_hex(r.platform_fee_paisa), 16, '0')
       || lpad(to_hex(r.gateway_fee_paisa), 16, '0') || lpad(to_hex(coalesce(r.biome, 255)), 2, '0')
       || lpad(to_hex(r.shares_micro), 16, '0')
       || lpad(to_hex(r.pool_cash_after_paisa), 16, '0') || lpad(to_hex(r.pool_shares_after_micro), 16, '0')
       || lpad(to_hex(r.holding_shares_after_micro), 16, '0') || lpad(to_hex(r.holding_cost_after_paisa), 16, '0')
       || lpad(to_hex(r.realized_gain_paisa), 16, '0')
       || lpad(to_hex(r.buyer_balance_after_paisa), 16, '0') || lpad(to_hex(r.seller_balance_after_paisa), 16, '0')
       || (SELECT string_agg(lpad(to_hex(octet_length(bytes)), 8, '0') || encode(bytes, 'hex'), '' ORDER BY place) FROM (VALUES
             (1, convert_to(coalesce(n.gateway_name, ''), 'UTF8')),
             (2, convert_to(coalesce(n.gateway_transaction_id, ''), 'UTF8')),
             (3, convert_to(coalesce(n.reason, ''), 'UTF8'))) AS texts (place, bytes)) AS canonical,
       encode(r.hash, 'hex') AS hash
FROM record r LEFT JOIN users b ON b.account = r.buyer LEFT JOIN users s ON s.account = r.seller
  LEFT JOIN record_notes n ON n.seq = r.seq;
CREATE OR REPLACE VIEW transactions AS
SELECT x.transaction_id, r.seq, t.name AS transaction_type, 'COMPLETED' AS status, b.user_id AS buyer_id, s.user_id AS seller_id,
       NULL::TEXT AS land_id, NULL::TEXT AS land_ids, NULL::TEXT AS listing_id,
       r.amount_paisa * 0.01 AS amount_bdt, 'BDT' AS currency, r.platform_fee_paisa * 0.01 AS platform_fee_bdt,
       r.gateway_fee_paisa * 0.01 AS gateway_fee_bdt,
       CASE WHEN r.seller <> 0 THEN (r.amount_paisa - r.platform_fee_paisa) * 0.01 END AS seller_receives_bdt,
       m.name AS biome, CASE WHEN r.biome IS NOT NULL THEN r.shares_micro * 0.000001 END AS shares,
       p.price_micro * 0.000001 AS price_per_share_bdt,
       CASE WHEN r.type = 6 THEN r.realized_gain_paisa * 0.01 END AS realized_gain_bdt,
       nullif(n.gateway_name, '') AS gateway_name, nullif(n.gateway_transaction_id, '') AS gateway_transaction_id,
       nullif(n.reason, '') AS reason,
       CASE WHEN r.buyer <> 0 THEN r.buyer_balance_after_paisa * 0.01 END AS buyer_balance_after_bdt,
       CASE WHEN r.seller <> 0 THEN r.seller_balance_after_paisa * 0.01 END AS seller_balance_after_bdt,
       to_timestamp(r.at * 0.001) AS created_at, to_timestamp(r.at * 0.001) AS completed_at,
       r.amount_paisa, r.platform_fee_paisa, r.gateway_fee_paisa,
       CASE WHEN r.seller <> 0 THEN r.amount_paisa - r.platform_fee_paisa END AS seller_receives_paisa,
       CASE WHEN r.biome IS NOT NULL THEN r.shares_micro END AS shares_micro, p.price_micro AS price_per_share_micro,
       CASE WHEN r.type = 6 THEN r.realized_gain_paisa END AS realized_gain_paisa,
       CASE WHEN r.buyer <> 0 THEN r.buyer_balance_after_paisa END AS buyer_balance_after_paisa,
       CASE WHEN r.seller <> 0 THEN r.seller_balance_after_paisa END AS seller_balance_after_paisa,
       encode(r.hash, 'hex') AS hash, 0::BIGINT AS imported
FROM record r JOIN record_ids x USING (seq) JOIN transaction_types t USING (type)
  LEFT JOIN users b ON b.account = r.buyer LEFT JOIN users s ON s.account = r.seller
  LEFT JOIN record_notes n ON n.seq = r.seq LEFT JOIN biomes m ON m.biome = r.biome LEFT JOIN record_prices p ON p.seq = r.seq
UNION ALL
SELECT transaction_id, NULL, transaction_type, status, buyer_id, seller_id, land_id, land_id, listing_id, amount_bdt, currency,
       platform_fee_bdt, gateway_fee_bdt, CASE WHEN seller_id IS NOT NULL THEN round(amount_bdt - platform_fee_bdt, 2) END,
       lower(biome), shares, price_per_share_bdt, realized_gain_bdt, gateway_name, gateway_transaction_id, NULL, NULL, NULL,
       created_at, completed_at, CASE WHEN abs(amount_bdt) < 9e16 THEN round(amount_bdt * 100)::BIGINT END,
       CASE WHEN abs(platform_fee_bdt) < 9e16 THEN round(platform_fee_bdt * 100)::BIGINT END,
       CASE WHEN abs(gateway_fee_bdt) < 9e16 THEN round(gateway_fee_bdt * 100)::BIGINT END,
       CASE WHEN seller_id IS NOT NULL AND abs(amount_bdt - platform_fee_bdt) < 9e16
            THEN round((amount_bdt - platform_fee_bdt) * 100)::BIGINT END,
       CASE WHEN abs(shares) < 9e12 THEN round(shares * 1000000)::BIGINT END,
       CASE WHEN abs(price_per_share_bdt) < 9e12 THEN round(price_per_share_bdt * 1000000)::BIGINT END,
       CASE WHEN abs(realized_gain_bdt) < 9e16 THEN round(realized_gain_bdt * 100)::BIGINT END, NULL, NULL, NULL, 1
FROM imported_transactions;
DROP VIEW account_holds;
DROP VIEW bids;
DROP VIEW listing_lands;
DROP VIEW listings;
DROP VIEW lands;
