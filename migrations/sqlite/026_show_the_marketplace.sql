-- Lands, listings and bids in plain SQL under the names that operators of such worlds know, and the lands of each row of
-- the record. Nothing here is stored. Imported rows have no number and `imported` 1.

-- migrate:up
CREATE VIEW lands AS
SELECT o.land_id, o.land, o.owner_id, u.username AS owner_username, o.x, o.y, 0 AS z, m.name AS biome,
       o.elevation_thousandths / 1000.0 AS elevation, NULL AS color_hex, 'SQUARE' AS shape, 1 AS width, 1 AS height, 0 AS fenced,
       NULL AS passcode_hash, NULL AS public_message, o.claimed_for_paisa / 100.0 AS price_base_bdt,
       o.listing IS NOT NULL AS for_sale, (SELECT listing_id FROM listing_ids WHERE listing = o.listing) AS listing_id,
       strftime('%Y-%m-%dT%H:%M:%fZ', o.claimed_at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', o.owned_since / 1000.0, 'unixepoch') AS updated_at,
       o.claimed_for_paisa AS price_base_paisa, 0 AS imported
FROM land_owners o JOIN biomes m USING (biome) JOIN users u ON u.account = o.owner
UNION ALL
SELECT land_id, NULL, owner_id, (SELECT username FROM users WHERE user_id = owner_id), x, y, z, lower(biome), elevation,
       color_hex, shape, width, height, fenced, passcode_hash, public_message, price_base_bdt, for_sale, NULL, created_at,
       updated_at, CAST(round(price_base_bdt * 100) AS INTEGER), 1
FROM imported_lands;

-- `price_bdt` is what a seller asks: the price, at auctions the price to start from; `current_price_bdt` where bids are.
CREATE VIEW listings AS
SELECT s.listing_id, s.listing, s.seller_id, s.type_name AS type, nullif(s.description, '') AS description, NULL AS images,
       CASE s.type WHEN 1 THEN s.buy_now_price_paisa ELSE s.starting_price_paisa END / 100.0 AS price_bdt,
       nullif(s.reserve_price_paisa, 0) / 100.0 AS reserve_price_bdt,
       strftime('%Y-%m-%dT%H:%M:%fZ', s.opened_at / 1000.0, 'unixepoch') AS auction_start_time,
       strftime('%Y-%m-%dT%H:%M:%fZ', s.ends_at / 1000.0, 'unixepoch') AS auction_end_time, 0 AS auto_extend,
       0 AS auto_extend_minutes, s.type = 3 AS buy_now_enabled,
       CASE s.type WHEN 3 THEN s.buy_now_price_paisa / 100.0 END AS buy_now_price_bdt, s.status_name AS status,
       CASE s.status WHEN 1 THEN strftime('%Y-%m-%dT%H:%M:%fZ', s.closed_at / 1000.0, 'unixepoch') END AS sold_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', s.opened_at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(s.closed_at, s.last_bid_at, s.opened_at) / 1000.0, 'unixepoch') AS updated_at,
       s.bids, s.price_paisa / 100.0 AS current_price_bdt, l.user_id AS leader_id, s.reserve_met, s.extensions,
       (SELECT transaction_id FROM record_ids WHERE seq = s.sale_seq) AS transaction_id,
       CASE s.type WHEN 1 THEN s.buy_now_price_paisa ELSE s.starting_price_paisa END AS price_paisa,
       nullif(s.reserve_price_paisa, 0) AS reserve_price_paisa, CASE s.type WHEN 3 THEN s.buy_now_price_paisa END AS buy_now_price_paisa,
       s.price_paisa AS current_price_paisa, 0 AS imported
FROM listing_states s LEFT JOIN users l ON l.account = s.leader
UNION ALL
SELECT i.listing_id, NULL, i.seller_id, i.type, i.description, i.images, i.price_bdt, i.reserve_price_bdt, i.auction_start_time,
       i.auction_end_time, i.auto_extend, i.auto_extend_minutes, i.buy_now_enabled, i.buy_now_price_bdt, i.status, i.sold_at,
       i.created_at, i.updated_at, (SELECT count(*) FROM imported_bids WHERE listing_id = i.listing_id),
       (SELECT max(amount_bdt) FROM imported_bids WHERE listing_id = i.listing_id), NULL, NULL, NULL, NULL,
       CAST(round(i.price_bdt * 100) AS INTEGER), CAST(round(i.reserve_price_bdt * 100) AS INTEGER),
       CAST(round(i.buy_now_price_bdt * 100) AS INTEGER),
       (SELECT CAST(round(max(amount_bdt) * 100) AS INTEGER) FROM imported_bids WHERE listing_id = i.listing_id), 1
FROM imported_listings i;

CREATE VIEW listing_lands AS
SELECT id, listing_id, land_id, created_at, created_at AS updated_at, listing, land, place, 0 AS imported FROM listing_places
UNION ALL
SELECT id, listing_id, land_id, created_at, updated_at, NULL, NULL, NULL, 1 FROM imported_listing_lands;

-- `amount_bdt` is what a bid stands at by itself, `max_bdt` how far the house may bid for the bidder, `price_bdt` the price of
-- the auction after it.
CREATE VIEW bids AS
SELECT bid_id, listing_id, bidder_id, amount_paisa / 100.0 AS amount_bdt, status,
       strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch') AS updated_at, entry, listing, number,
       max_paisa / 100.0 AS max_bdt, price_paisa / 100.0 AS price_bdt, amount_paisa, max_paisa, price_paisa, 0 AS imported
FROM bid_states
UNION ALL
SELECT bid_id, listing_id, bidder_id, amount_bdt, status, created_at, updated_at, NULL, NULL, NULL, NULL, NULL,
       CAST(round(amount_bdt * 100) AS INTEGER), NULL, NULL, 1
FROM imported_bids;

-- What leading bids have promised, and cannot be spent otherwise.
CREATE VIEW account_holds AS
SELECT leader AS account, u.user_id, count(*) AS listings, sum(leader_max_paisa) AS held_paisa, sum(leader_max_paisa) / 100.0 AS held_bdt
FROM listing_states s JOIN users u ON u.account = s.leader WHERE s.status = 0 GROUP BY leader;

DROP VIEW transactions;
CREATE VIEW transactions AS
SELECT x.transaction_id, r.seq, t.name AS transaction_type, 'COMPLETED' AS status, b.user_id AS buyer_id, s.user_id AS seller_id,
       CASE WHEN r.type >= 7 THEN (SELECT land_id FROM record_lands JOIN land_ids USING (land) WHERE seq = r.seq AND place = 0)
            END AS land_id,
       CASE WHEN r.type >= 7 THEN (SELECT group_concat(land_id) FROM (
              SELECT land_id FROM record_lands JOIN land_ids USING (land) WHERE seq = r.seq ORDER BY place)) END AS land_ids,
       CASE WHEN r.type >= 7 THEN (SELECT listing_id FROM record_listings JOIN listing_ids USING (listing) WHERE seq = r.seq)
            END AS listing_id,
       r.amount_paisa / 100.0 AS amount_bdt, 'BDT' AS currency, r.platform_fee_paisa / 100.0 AS platform_fee_bdt,
       r.gateway_fee_paisa / 100.0 AS gateway_fee_bdt,
       CASE WHEN r.seller <> 0 THEN (r.amount_paisa - r.platform_fee_paisa) / 100.0 END AS seller_receives_bdt,
       m.name AS biome, CASE WHEN r.biome IS NOT NULL THEN r.shares_micro / 1e6 END AS shares,
       p.price_micro / 1e6 AS price_per_share_bdt,
       CASE WHEN r.type = 6 THEN r.realized_gain_paisa / 100.0 END AS realized_gain_bdt,
       nullif(n.gateway_name, '') AS gateway_name, nullif(n.gateway_transaction_id, '') AS gateway_transaction_id,
       nullif(n.reason, '') AS reason,
       CASE WHEN r.buyer <> 0 THEN r.buyer_balance_after_paisa / 100.0 END AS buyer_balance_after_bdt,
       CASE WHEN r.seller <> 0 THEN r.seller_balance_after_paisa / 100.0 END AS seller_balance_after_bdt,
       strftime('%Y-%m-%dT%H:%M:%fZ', r.at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', r.at / 1000.0, 'unixepoch') AS completed_at,
       r.amount_paisa, r.platform_fee_paisa, r.gateway_fee_paisa,
       CASE WHEN r.seller <> 0 THEN r.amount_paisa - r.platform_fee_paisa END AS seller_receives_paisa,
       CASE WHEN r.biome IS NOT NULL THEN r.shares_micro END AS shares_micro, p.price_micro AS price_per_share_micro,
       CASE WHEN r.type = 6 THEN r.realized_gain_paisa END AS realized_gain_paisa,
       CASE WHEN r.buyer <> 0 THEN r.buyer_balance_after_paisa END AS buyer_balance_after_paisa,
       CASE WHEN r.seller <> 0 THEN r.seller_balance_after_paisa END AS seller_balance_after_paisa,
       lower(hex(r.hash)) AS hash, 0 AS imported
FROM record r JOIN record_ids x USING (seq) JOIN transaction_types t USING (type)
  LEFT JOIN users b ON b.account = r.buyer LEFT JOIN users s ON s.account = r.seller
  LEFT JOIN record_notes n ON n.seq = r.seq LEFT JOIN biomes m ON m.biome = r.biome LEFT JOIN record_prices p ON p.seq = r.seq
UNION ALL
SELECT transaction_id, NULL, transaction_type, status, buyer_id, seller_id, land_id, land_id, listing_id, amount_bdt, currency,
       platform_fee_bdt, gateway_fee_bdt, CASE WHEN seller_id IS NOT NULL THEN round(amount_bdt - platform_fee_bdt, 2) END,
       lower(biome), shares, price_per_share_bdt, realized_gain_bdt, gateway_name, gateway_transaction_id, NULL, NULL, NULL,
       created_at, completed_at, CAST(round(amount_bdt * 100) AS INTEGER), CAST(round(platform_fee_bdt * 100) AS INTEGER),
       CAST(round(gateway_fee_bdt * 100) AS INTEGER),
       CASE WHEN seller_id IS NOT NULL THEN CAST(round((amount_bdt - platform_fee_bdt) * 100) AS INTEGER) END,
       CAST(round(shares * 1e6) AS INTEGER), CAST(round(price_per_share_bdt * 1e6) AS INTEGER),
       CAST(round(realized_gain_bdt * 100) AS INTEGER), NULL, NULL, NULL, 1
FROM imported_transactions;

-- A row with lands has version 2, and at its end its listing, the number of its lands and each of them, in four bytes each.
DROP VIEW v_record_chain;
CREATE VIEW v_record_chain AS
SELECT r.seq, coalesce((SELECT lower(hex(hash)) FROM record WHERE seq = r.seq - 1), printf('%064d', 0)) AS previous_hash,
       CASE WHEN r.type >= 7 AND EXISTS (SELECT 1 FROM record_lands WHERE seq = r.seq) THEN '02' ELSE '01' END
       || printf('%016x%016x%02x', r.seq, r.at, r.type)
       || coalesce(lower(replace(b.user_id, '-', '')), printf('%032d', 0))
       || coalesce(lower(replace(s.user_id, '-', '')), printf('%032d', 0))
       || printf('%016x%016x%016x%02x', r.amount_paisa, r.platform_fee_paisa, r.gateway_fee_paisa, coalesce(r.biome, 255))
       || printf('%016x%016x%016x', r.shares_micro, r.pool_cash_after_paisa, r.pool_shares_after_micro)
       || printf('%016x%016x%016x', r.holding_shares_after_micro, r.holding_cost_after_paisa, r.realized_gain_paisa)
       || printf('%016x%016x', r.buyer_balance_after_paisa, r.seller_balance_after_paisa)
       || printf('%08x%s', length(CAST(coalesce(n.gateway_name, '') AS BLOB)), lower(hex(coalesce(n.gateway_name, ''))))
       || printf('%08x%s', length(CAST(coalesce(n.gateway_transaction_id, '') AS BLOB)), lower(hex(coalesce(n.gateway_transaction_id, ''))))
       || printf('%08x%s', length(CAST(coalesce(n.reason, '') AS BLOB)), lower(hex(coalesce(n.reason, ''))))
       || CASE WHEN r.type < 7 THEN '' ELSE coalesce(
            printf('%08x%08x', (SELECT listing FROM record_listings WHERE seq = r.seq), (SELECT count(*) FROM record_lands WHERE seq = r.seq))
            || (SELECT group_concat(printf('%08x', land), '') FROM (SELECT land FROM record_lands WHERE seq = r.seq ORDER BY place)), '')
          END AS canonical,
       lower(hex(r.hash)) AS hash
FROM record r LEFT JOIN users b ON b.account = r.buyer LEFT JOIN users s ON s.account = r.seller
  LEFT JOIN record_notes n ON n.seq = r.seq;

-- migrate:down
DROP VIEW v_record_chain;
CREATE VIEW v_record_chain AS
SELECT r.seq, coalesce((SELECT lower(hex(hash)) FROM record WHERE seq = r.seq - 1), printf('%064d', 0)) AS previous_hash,
       printf('01%016x%016x%02x', r.seq, r.at, r.type)
       || coalesce(lower(replace(b.user_id, '-', '')), printf('%032d', 0))
       || coalesce(lower(replace(s.user_id, '-', '')), printf('%032d', 0))
       || printf('%016x%016x%016x%02x', r.amount_paisa, r.platform_fee_paisa, r.gateway_fee_paisa, coalesce(r.biome, 255))
       || printf('%016x%016x%016x', r.shares_micro, r.pool_cash_after_paisa, r.pool_shares_after_micro)
       || printf('%016x%016x%016x', r.holding_shares_after_micro, r.holding_cost_after_paisa, r.realized_gain_paisa)
       || printf('%016x%016x', r.buyer_balance_after_paisa, r.seller_balance_after_paisa)
       || printf('%08x%s', length(CAST(coalesce(n.gateway_name, '') AS BLOB)), lower(hex(coalesce(n.gateway_name, ''))))
       || printf('%08x%s', length(CAST(coalesce(n.gateway_transaction_id, '') AS BLOB)), lower(hex(coalesce(n.gateway_transaction_id, ''))))
       || printf('%08x%s', length(CAST(coalesce(n.reason, '') AS BLOB)), lower(hex(coalesce(n.reason, '')))) AS canonical,
       lower(hex(r.hash)) AS hash
FROM record r LEFT JOIN users b ON b.account = r.buyer LEFT JOIN users s ON s.account = r.seller
  LEFT JOIN record_notes n ON n.seq = r.seq;
DROP VIEW transactions;
CREATE VIEW transactions AS
SELECT x.transaction_id, r.seq, t.name AS transaction_type, 'COMPLETED' AS status, b.user_id AS buyer_id, s.user_id AS seller_id,
       NULL AS land_id, NULL AS land_ids, NULL AS listing_id,
       r.amount_paisa / 100.0 AS amount_bdt, 'BDT' AS currency, r.platform_fee_paisa / 100.0 AS platform_fee_bdt,
       r.gateway_fee_paisa / 100.0 AS gateway_fee_bdt,
       CASE WHEN r.seller <> 0 THEN (r.amount_paisa - r.platform_fee_paisa) / 100.0 END AS seller_receives_bdt,
       m.name AS biome, CASE WHEN r.biome IS NOT NULL THEN r.shares_micro / 1e6 END AS shares,
       p.price_micro / 1e6 AS price_per_share_bdt,
       CASE WHEN r.type = 6 THEN r.realized_gain_paisa / 100.0 END AS realized_gain_bdt,
       nullif(n.gateway_name, '') AS gateway_name, nullif(n.gateway_transaction_id, '') AS gateway_transaction_id,
       nullif(n.reason, '') AS reason,
       CASE WHEN r.buyer <> 0 THEN r.buyer_balance_after_paisa / 100.0 END AS buyer_balance_after_bdt,
       CASE WHEN r.seller <> 0 THEN r.seller_balance_after_paisa / 100.0 END AS seller_balance_after_bdt,
       strftime('%Y-%m-%dT%H:%M:%fZ', r.at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', r.at / 1000.0, 'unixepoch') AS completed_at,
       r.amount_paisa, r.platform_fee_paisa, r.gateway_fee_paisa,
       CASE WHEN r.seller <> 0 THEN r.amount_paisa - r.platform_fee_paisa END AS seller_receives_paisa,
       CASE WHEN r.biome IS NOT NULL THEN r.shares_micro END AS shares_micro, p.price_micro AS price_per_share_micro,
       CASE WHEN r.type = 6 THEN r.realized_gain_paisa END AS realized_gain_paisa,
       CASE WHEN r.buyer <> 0 THEN r.buyer_balance_after_paisa END AS buyer_balance_after_paisa,
       CASE WHEN r.seller <> 0 THEN r.seller_balance_after_paisa END AS seller_balance_after_paisa,
       lower(hex(r.hash)) AS hash, 0 AS imported
FROM record r JOIN record_ids x USING (seq) JOIN transaction_types t USING (type)
  LEFT JOIN users b ON b.account = r.buyer LEFT JOIN users s ON s.account = r.seller
  LEFT JOIN record_notes n ON n.seq = r.seq LEFT JOIN biomes m ON m.biome = r.biome LEFT JOIN record_prices p ON p.seq = r.seq
UNION ALL
SELECT transaction_id, NULL, transaction_type, status, buyer_id, seller_id, land_id, land_id, listing_id, amount_bdt, currency,
       platform_fee_bdt, gateway_fee_bdt, CASE WHEN seller_id IS NOT NULL THEN round(amount_bdt - platform_fee_bdt, 2) END,
       lower(biome), shares, price_per_share_bdt, realized_gain_bdt, gateway_name, gateway_transaction_id, NULL, NULL, NULL,
       created_at, completed_at, CAST(round(amount_bdt * 100) AS INTEGER), CAST(round(platform_fee_bdt * 100) AS INTEGER),
       CAST(round(gateway_fee_bdt * 100) AS INTEGER),
       CASE WHEN seller_id IS NOT NULL THEN CAST(round((amount_bdt - platform_fee_bdt) * 100) AS INTEGER) END,
       CAST(round(shares * 1e6) AS INTEGER), CAST(round(price_per_share_bdt * 1e6) AS INTEGER),
       CAST(round(realized_gain_bdt * 100) AS INTEGER), NULL, NULL, NULL, 1
FROM imported_transactions;
DROP VIEW account_holds;
DROP VIEW bids;
DROP VIEW listing_lands;
DROP VIEW listings;
DROP VIEW lands;
