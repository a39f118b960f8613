-- What was bid for imported listings is counted once for all of them, and not for each: with a hundred thousand of both, that is
-- a second instead of hours. The views say the same.

-- migrate:up
DROP VIEW listings;
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
       i.created_at, i.updated_at, coalesce(b.bids, 0), b.highest_bdt, NULL, NULL, NULL, NULL,
       CAST(round(i.price_bdt * 100) AS INTEGER), CAST(round(i.reserve_price_bdt * 100) AS INTEGER),
       CAST(round(i.buy_now_price_bdt * 100) AS INTEGER),
       CAST(round(b.highest_bdt * 100) AS INTEGER), 1
FROM imported_listings i
  LEFT JOIN (SELECT listing_id, count(*) AS bids, max(amount_bdt) AS highest_bdt FROM imported_bids GROUP BY listing_id) b
    ON b.listing_id = i.listing_id;

-- migrate:down
DROP VIEW listings;
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
