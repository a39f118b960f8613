-- The tables of transactions, markets and holdings go: what they held, the record and the cycles say. Rows that no row of
-- the record stands behind (of a world before the record, or made by other software while the schema was older) stay as
-- they are in imported_*. The views former_* show both together, as the older schema does.
--
-- Paisa and millionths become decimal numbers by a factor, never by a division: 0.01 and 0.000001 are exact at any size.

-- migrate:up
DROP VIEW v_unified_transactions;
CREATE TABLE imported_transactions (
  transaction_id TEXT PRIMARY KEY, land_id TEXT, seller_id TEXT, buyer_id TEXT, listing_id TEXT,
  transaction_type TEXT NOT NULL, amount_bdt NUMERIC NOT NULL, currency TEXT NOT NULL, status TEXT NOT NULL,
  gateway_name TEXT, gateway_transaction_id TEXT, platform_fee_bdt NUMERIC NOT NULL, gateway_fee_bdt NUMERIC NOT NULL,
  completed_at TIMESTAMPTZ, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL, biome TEXT, shares NUMERIC,
  price_per_share_bdt NUMERIC, realized_gain_bdt NUMERIC
);
CREATE TABLE imported_biome_markets (
  biome TEXT PRIMARY KEY, market_cash_bdt NUMERIC NOT NULL, attention_score DOUBLE PRECISION NOT NULL,
  share_price_bdt NUMERIC NOT NULL, total_shares NUMERIC NOT NULL, last_redistribution TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE imported_biome_holdings (
  holding_id TEXT PRIMARY KEY, user_id TEXT NOT NULL, biome TEXT NOT NULL, shares NUMERIC NOT NULL,
  average_buy_price_bdt NUMERIC NOT NULL, total_invested_bdt NUMERIC NOT NULL, created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  UNIQUE (user_id, biome)
);
CREATE TABLE IF NOT EXISTS attic_imported_transactions AS SELECT * FROM imported_transactions;
CREATE TABLE IF NOT EXISTS attic_imported_biome_markets AS SELECT * FROM imported_biome_markets;
CREATE TABLE IF NOT EXISTS attic_imported_biome_holdings AS SELECT * FROM imported_biome_holdings;
INSERT INTO imported_transactions
  SELECT * FROM attic_imported_transactions WHERE transaction_id IN (SELECT transaction_id FROM transactions);
INSERT INTO imported_biome_markets
  SELECT * FROM attic_imported_biome_markets WHERE lower(biome) IN (SELECT lower(biome) FROM biome_markets);
INSERT INTO imported_biome_holdings
  SELECT * FROM attic_imported_biome_holdings WHERE (user_id, biome) IN (SELECT user_id, biome FROM biome_holdings);
DROP TABLE attic_imported_transactions;
DROP TABLE attic_imported_biome_markets;
DROP TABLE attic_imported_biome_holdings;

-- cash / shares in millionths of a BDT, rounded down, of the pool before the trade. A price past 64 bits stays at their end.
CREATE VIEW record_prices AS
SELECT seq,
       CASE shares WHEN 0 THEN 0
            ELSE least(div(cash * 10000000000.0, shares), 9223372036854775807)::BIGINT END AS price_micro
FROM (
  SELECT seq,
         CASE type WHEN 4 THEN amount_paisa WHEN 5 THEN pool_cash_after_paisa - amount_paisa
                   ELSE pool_cash_after_paisa + amount_paisa END AS cash,
         CASE type WHEN 4 THEN shares_micro WHEN 5 THEN pool_shares_after_micro - shares_micro
                   ELSE pool_shares_after_micro + shares_micro END AS shares
  FROM record WHERE type IN (4, 5, 6)
) pools;

-- The id of a row: version 7 of RFC 9562, of its time and its sequence.
CREATE VIEW record_ids AS
SELECT seq, lpad(to_hex(at >> 16), 8, '0') || '-' || lpad(to_hex(at & 65535), 4, '0') || '-7000-'
            || lpad(to_hex(32768 | (seq >> 48)), 4, '0') || '-' || lpad(to_hex(seq & 281474976710655), 12, '0') AS transaction_id
FROM record;

CREATE VIEW former_transactions AS
SELECT x.transaction_id, NULL::TEXT AS land_id, s.user_id AS seller_id, b.user_id AS buyer_id, NULL::TEXT AS listing_id,
       CASE WHEN r.type IN (2, 3) THEN 'TOPUP' ELSE t.name END AS transaction_type,
       r.amount_paisa * 0.01 AS amount_bdt, 'BDT' AS currency, 'COMPLETED' AS status,
       CASE r.type WHEN 2 THEN 'ADMIN_ADJUSTMENT' WHEN 3 THEN 'STARTER_ALLOCATION'
                   ELSE nullif(n.gateway_name, '') END AS gateway_name,
       nullif(n.gateway_transaction_id, '') AS gateway_transaction_id,
       r.platform_fee_paisa * 0.01 AS platform_fee_bdt, r.gateway_fee_paisa * 0.01 AS gateway_fee_bdt,
       to_timestamp(r.at * 0.001) AS completed_at, to_timestamp(r.at * 0.001) AS created_at,
       to_timestamp(r.at * 0.001) AS updated_at,
       m.name AS biome, CASE WHEN r.type IN (5, 6) THEN r.shares_micro * 0.000001 END AS shares,
       CASE WHEN r.type IN (5, 6) THEN p.price_micro * 0.000001 END AS price_per_share_bdt,
       CASE WHEN r.type = 6 THEN r.realized_gain_paisa * 0.01 END AS realized_gain_bdt
FROM record r JOIN record_ids x USING (seq) JOIN transaction_types t USING (type)
  LEFT JOIN users b ON b.account = r.buyer LEFT JOIN users s ON s.account = r.seller
  LEFT JOIN record_notes n ON n.seq = r.seq LEFT JOIN biomes m ON m.biome = r.biome LEFT JOIN record_prices p ON p.seq = r.seq
WHERE r.type <> 4 AND NOT EXISTS (SELECT 1 FROM imported_transactions i WHERE i.transaction_id = x.transaction_id)
UNION ALL SELECT * FROM imported_transactions;

-- The markets as the last row of the record or the last cycle left them, whichever is later.
CREATE VIEW record_markets AS
WITH last_cycle AS (
  SELECT id & 7 AS biome, at, after_seq, index_after, cash_after_paisa FROM cycles WHERE id >= (SELECT max(id) FROM cycles) - 6
)
SELECT m.biome, m.name, CASE WHEN c.after_seq >= r.seq THEN c.cash_after_paisa ELSE r.pool_cash_after_paisa END AS cash_paisa,
       r.pool_shares_after_micro AS shares_micro, c.index_after / 1099511627776.0::DOUBLE PRECISION AS attention_index,
       c.at AS redistributed_at, greatest(r.at, coalesce(c.at, 0)) AS changed_at
FROM biomes m JOIN record r ON r.seq = (SELECT seq FROM record WHERE biome = m.biome ORDER BY seq DESC LIMIT 1)
  LEFT JOIN last_cycle c ON c.biome = m.biome;

CREATE VIEW former_biome_markets AS
SELECT name AS biome, cash_paisa * 0.01 AS market_cash_bdt, coalesce(attention_index, 0) AS attention_score,
       CASE shares_micro WHEN 0 THEN 0 ELSE round(cash_paisa * 10000.000000 / shares_micro, 6) END AS share_price_bdt,
       shares_micro * 0.000001 AS total_shares, to_timestamp(redistributed_at * 0.001) AS last_redistribution,
       to_timestamp(changed_at * 0.001) AS created_at, to_timestamp(changed_at * 0.001) AS updated_at
FROM record_markets
UNION ALL
SELECT * FROM imported_biome_markets i WHERE NOT EXISTS (SELECT 1 FROM record_markets r WHERE r.name = lower(i.biome));

-- Holdings as each account's last trade in a market left them; what the treasury kept of a market's first shares included.
CREATE VIEW record_holdings AS
WITH last_trades AS (
  SELECT CASE type WHEN 5 THEN buyer WHEN 6 THEN seller ELSE 2 END AS account, biome, max(seq) AS seq,
         sum(realized_gain_paisa)::BIGINT AS realized_gain_paisa
  FROM record WHERE type IN (4, 5, 6) GROUP BY 1, 2
)
SELECT t.account, t.biome, t.seq, r.at AS changed_at, r.holding_shares_after_micro AS shares_micro,
       r.holding_cost_after_paisa AS cost_paisa, t.realized_gain_paisa
FROM last_trades t JOIN record r USING (seq);

CREATE VIEW former_biome_holdings AS
SELECT coalesce(i.holding_id, u.user_id || ':' || m.name) AS holding_id, u.user_id, coalesce(i.biome, m.name) AS biome,
       coalesce(i.shares, 0) + h.shares_micro * 0.000001 AS shares,
       coalesce(round((coalesce(i.total_invested_bdt, 0) + h.cost_paisa * 0.010000)
                      / nullif(coalesce(i.shares, 0) + h.shares_micro * 0.000001, 0), 6), 0) AS average_buy_price_bdt,
       coalesce(i.total_invested_bdt, 0) + h.cost_paisa * 0.01 AS total_invested_bdt,
       coalesce(i.created_at, to_timestamp(h.changed_at * 0.001)) AS created_at,
       to_timestamp(h.changed_at * 0.001) AS updated_at
FROM record_holdings h JOIN users u USING (account) JOIN biomes m USING (biome)
  LEFT JOIN imported_biome_holdings i ON i.user_id = u.user_id AND lower(i.biome) = m.name
WHERE h.shares_micro > 0 OR i.holding_id IS NOT NULL
UNION ALL
SELECT * FROM imported_biome_holdings i
WHERE NOT EXISTS (SELECT 1 FROM record_holdings h JOIN users u USING (account) JOIN biomes m USING (biome)
                  WHERE u.user_id = i.user_id AND m.name = lower(i.biome));

-- What is in the older tables and not on record, or was changed there, stays as imported.
CREATE TABLE changed_transactions AS SELECT * FROM transactions EXCEPT SELECT * FROM former_transactions;
CREATE TABLE changed_markets AS SELECT * FROM biome_markets EXCEPT SELECT * FROM former_biome_markets;
CREATE TABLE changed_holdings AS
  SELECT c.holding_id, c.user_id, c.biome,
         CASE WHEN f.shares IS NULL THEN c.shares ELSE c.shares - (f.shares - coalesce(i.shares, 0)) END AS shares,
         c.average_buy_price_bdt,
         CASE WHEN f.shares IS NULL THEN c.total_invested_bdt
              ELSE c.total_invested_bdt - (f.total_invested_bdt - coalesce(i.total_invested_bdt, 0)) END AS total_invested_bdt,
         c.created_at, c.updated_at
  FROM (SELECT * FROM biome_holdings EXCEPT SELECT * FROM former_biome_holdings) c
    LEFT JOIN former_biome_holdings f ON f.user_id = c.user_id AND f.biome = c.biome
    LEFT JOIN imported_biome_holdings i ON i.user_id = c.user_id AND i.biome = c.biome;
DELETE FROM imported_transactions WHERE transaction_id IN (SELECT transaction_id FROM changed_transactions);
DELETE FROM imported_biome_markets WHERE biome IN (SELECT biome FROM changed_markets);
DELETE FROM imported_biome_holdings WHERE holding_id IN (SELECT holding_id FROM changed_holdings);
DELETE FROM imported_biome_holdings WHERE (user_id, biome) IN (SELECT user_id, biome FROM changed_holdings);
INSERT INTO imported_transactions SELECT * FROM changed_transactions;
INSERT INTO imported_biome_markets SELECT * FROM changed_markets;
INSERT INTO imported_biome_holdings SELECT * FROM changed_holdings;
DROP TABLE changed_transactions;
DROP TABLE changed_markets;
DROP TABLE changed_holdings;
DROP TABLE transactions;
DROP TABLE biome_markets;
DROP TABLE biome_holdings;

-- migrate:down
CREATE TABLE transactions (
  transaction_id TEXT PRIMARY KEY,
  land_id TEXT,
  seller_id TEXT,
  buyer_id TEXT,
  listing_id TEXT,
  transaction_type TEXT NOT NULL CHECK (transaction_type IN
    ('AUCTION', 'BUY_NOW', 'FIXED_PRICE', 'TRANSFER', 'TOPUP', 'BIOME_BUY', 'BIOME_SELL')),
  amount_bdt NUMERIC NOT NULL,
  currency TEXT NOT NULL DEFAULT 'BDT',
  status TEXT NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'COMPLETED', 'FAILED', 'REFUNDED')),
  gateway_name TEXT,
  gateway_transaction_id TEXT,
  platform_fee_bdt NUMERIC NOT NULL DEFAULT 0,
  gateway_fee_bdt NUMERIC NOT NULL DEFAULT 0,
  completed_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  biome TEXT,
  shares NUMERIC,
  price_per_share_bdt NUMERIC,
  realized_gain_bdt NUMERIC
);
CREATE TABLE biome_markets (
  biome TEXT PRIMARY KEY,
  market_cash_bdt NUMERIC NOT NULL DEFAULT 0,
  attention_score DOUBLE PRECISION NOT NULL DEFAULT 0,
  share_price_bdt NUMERIC NOT NULL DEFAULT 0,
  total_shares NUMERIC NOT NULL DEFAULT 0,
  last_redistribution TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE biome_holdings (
  holding_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  biome TEXT NOT NULL,
  shares NUMERIC NOT NULL DEFAULT 0,
  average_buy_price_bdt NUMERIC NOT NULL DEFAULT 0,
  total_invested_bdt NUMERIC NOT NULL DEFAULT 0,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (user_id, biome)
);
INSERT INTO transactions SELECT * FROM former_transactions;
INSERT INTO biome_markets SELECT * FROM former_biome_markets;
INSERT INTO biome_holdings SELECT * FROM former_biome_holdings;
DROP VIEW former_transactions;
DROP VIEW former_biome_markets;
DROP VIEW former_biome_holdings;
DROP VIEW record_markets;
DROP VIEW record_holdings;
DROP VIEW record_prices;
DROP VIEW record_ids;
CREATE TABLE attic_imported_transactions AS SELECT * FROM imported_transactions;
CREATE TABLE attic_imported_biome_markets AS SELECT * FROM imported_biome_markets;
CREATE TABLE attic_imported_biome_holdings AS SELECT * FROM imported_biome_holdings;
DROP TABLE imported_transactions;
DROP TABLE imported_biome_markets;
DROP TABLE imported_biome_holdings;
CREATE VIEW v_unified_transactions AS
SELECT t.*,
       CASE WHEN transaction_type IN ('BIOME_BUY', 'BIOME_SELL') THEN 'biome'
            WHEN transaction_type = 'TOPUP' THEN 'wallet'
            ELSE 'marketplace' END AS transaction_source
FROM transactions t;
