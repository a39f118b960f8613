-- The tables of transactions, markets and holdings go: what they held, the record and the cycles say. Rows that no row of
-- the record stands behind (of a world before the record, or made by other software while the schema was older) stay as
-- they are in imported_*. The views former_* show both together, as the older schema does.

-- migrate:up
DROP VIEW v_unified_transactions;
CREATE TABLE imported_transactions (
  transaction_id TEXT PRIMARY KEY NOT NULL, land_id TEXT, seller_id TEXT, buyer_id TEXT, listing_id TEXT,
  transaction_type TEXT NOT NULL, amount_bdt NUMERIC NOT NULL, currency TEXT NOT NULL, status TEXT NOT NULL,
  gateway_name TEXT, gateway_transaction_id TEXT, platform_fee_bdt NUMERIC NOT NULL, gateway_fee_bdt NUMERIC NOT NULL,
  completed_at TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, biome TEXT, shares REAL, price_per_share_bdt REAL,
  realized_gain_bdt NUMERIC
);
CREATE TABLE imported_biome_markets (
  biome TEXT PRIMARY KEY NOT NULL, market_cash_bdt NUMERIC NOT NULL, attention_score REAL NOT NULL,
  share_price_bdt REAL NOT NULL, total_shares NUMERIC NOT NULL, last_redistribution TEXT, created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE TABLE imported_biome_holdings (
  holding_id TEXT PRIMARY KEY NOT NULL, user_id TEXT NOT NULL, biome TEXT NOT NULL, shares REAL NOT NULL,
  average_buy_price_bdt REAL NOT NULL, total_invested_bdt NUMERIC NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
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

-- cash / shares in millionths of a BDT, rounded down, of the pool before the trade. In two steps of 10^5, so that nothing
-- leaves 64 bits; above 90 million shares in floating point, which then is as exact as the column it is shown in.
CREATE VIEW record_prices AS
WITH pools AS (
  SELECT seq,
         CASE type WHEN 4 THEN amount_paisa WHEN 5 THEN pool_cash_after_paisa - amount_paisa
                   ELSE pool_cash_after_paisa + amount_paisa END AS cash,
         CASE type WHEN 4 THEN shares_micro WHEN 5 THEN pool_shares_after_micro - shares_micro
                   ELSE pool_shares_after_micro + shares_micro END AS shares
  FROM record WHERE type IN (4, 5, 6)
)
SELECT seq,
       CASE WHEN shares = 0 THEN 0
            WHEN shares > 90000000000000 THEN CAST(cash * 1e10 / shares AS INTEGER)
            ELSE (cash / shares) * 10000000000 + (cash % shares * 100000 / shares) * 100000
                 + cash % shares * 100000 % shares * 100000 / shares END AS price_micro
FROM pools;

-- The id of a row: version 7 of RFC 9562, of its time and its sequence.
CREATE VIEW record_ids AS
SELECT seq, printf('%08x-%04x-7000-%04x-%012x', at >> 16, at & 65535, 32768 | (seq >> 48), seq & 281474976710655) AS transaction_id
FROM record;

CREATE VIEW former_transactions AS
SELECT x.transaction_id, NULL AS land_id, s.user_id AS seller_id, b.user_id AS buyer_id, NULL AS listing_id,
       CASE WHEN r.type IN (2, 3) THEN 'TOPUP' ELSE t.name END AS transaction_type,
       r.amount_paisa / 100.0 AS amount_bdt, 'BDT' AS currency, 'COMPLETED' AS status,
       CASE r.type WHEN 2 THEN 'ADMIN_ADJUSTMENT' WHEN 3 THEN 'STARTER_ALLOCATION'
                   ELSE nullif(n.gateway_name, '') END AS gateway_name,
       nullif(n.gateway_transaction_id, '') AS gateway_transaction_id,
       r.platform_fee_paisa / 100.0 AS platform_fee_bdt, r.gateway_fee_paisa / 100.0 AS gateway_fee_bdt,
       strftime('%Y-%m-%dT%H:%M:%fZ', r.at / 1000.0, 'unixepoch') AS completed_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', r.at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', r.at / 1000.0, 'unixepoch') AS updated_at,
       m.name AS biome, CASE WHEN r.type IN (5, 6) THEN r.shares_micro / 1e6 END AS shares,
       CASE WHEN r.type IN (5, 6) THEN p.price_micro / 1e6 END AS price_per_share_bdt,
       CASE WHEN r.type = 6 THEN r.realized_gain_paisa / 100.0 END AS realized_gain_bdt
FROM record r JOIN record_ids x USING (seq) JOIN transaction_types t USING (type)
  LEFT JOIN users b ON b.account = r.buyer LEFT JOIN users s ON s.account = r.seller
  LEFT JOIN record_notes n ON n.seq = r.seq LEFT JOIN biomes m ON m.biome = r.biome LEFT JOIN record_prices p ON p.seq = r.seq
WHERE r.type <> 4 AND x.transaction_id NOT IN (SELECT transaction_id FROM imported_transactions)
UNION ALL SELECT * FROM imported_transactions;

-- The markets as the last row of the record or the last cycle left them, whichever is later.
CREATE VIEW record_markets AS
WITH last_cycle AS (
  SELECT biome, at, after_seq, index_after, cash_after_paisa FROM cycles WHERE id >= (SELECT max(id) FROM cycles) - 6
)
SELECT m.biome, m.name, CASE WHEN c.after_seq >= r.seq THEN c.cash_after_paisa ELSE r.pool_cash_after_paisa END AS cash_paisa,
       r.pool_shares_after_micro AS shares_micro, c.index_after / 1099511627776.0 AS attention_index,
       c.at AS redistributed_at, max(r.at, coalesce(c.at, 0)) AS changed_at
FROM biomes m JOIN record r ON r.seq = (SELECT seq FROM record WHERE biome = m.biome ORDER BY seq DESC LIMIT 1)
  LEFT JOIN last_cycle c ON c.biome = m.biome;

CREATE VIEW former_biome_markets AS
SELECT name AS biome, cash_paisa / 100.0 AS market_cash_bdt, coalesce(attention_index, 0.0) AS attention_score,
       CASE shares_micro WHEN 0 THEN 0.0 ELSE cash_paisa * 1e4 / shares_micro END AS share_price_bdt,
       shares_micro / 1e6 AS total_shares, strftime('%Y-%m-%dT%H:%M:%fZ', redistributed_at / 1000.0, 'unixepoch') AS last_redistribution,
       strftime('%Y-%m-%dT%H:%M:%fZ', changed_at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', changed_at / 1000.0, 'unixepoch') AS updated_at
FROM record_markets
UNION ALL SELECT * FROM imported_biome_markets WHERE lower(biome) NOT IN (SELECT name FROM record_markets);

-- Holdings as each account's last trade in a market left them; what the treasury kept of a market's first shares included.
CREATE VIEW record_holdings AS
SELECT CASE type WHEN 5 THEN buyer WHEN 6 THEN seller ELSE 2 END AS account, biome, max(seq) AS seq, at AS changed_at,
       holding_shares_after_micro AS shares_micro, holding_cost_after_paisa AS cost_paisa,
       sum(realized_gain_paisa) AS realized_gain_paisa
FROM record WHERE type IN (4, 5, 6) GROUP BY 1, 2;

CREATE VIEW former_biome_holdings AS
SELECT coalesce(i.holding_id, u.user_id || ':' || m.name) AS holding_id, u.user_id, coalesce(i.biome, m.name) AS biome,
       round(coalesce(i.shares, 0.0) + h.shares_micro / 1e6, 6) AS shares,
       coalesce((coalesce(i.total_invested_bdt, 0) + h.cost_paisa / 100.0)
                / nullif(round(coalesce(i.shares, 0.0) + h.shares_micro / 1e6, 6), 0.0), 0.0) AS average_buy_price_bdt,
       round(coalesce(i.total_invested_bdt, 0) + h.cost_paisa / 100.0, 2) AS total_invested_bdt,
       coalesce(i.created_at, strftime('%Y-%m-%dT%H:%M:%fZ', h.changed_at / 1000.0, 'unixepoch')) AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', h.changed_at / 1000.0, 'unixepoch') AS updated_at
FROM record_holdings h JOIN users u USING (account) JOIN biomes m USING (biome)
  LEFT JOIN imported_biome_holdings i ON i.user_id = u.user_id AND lower(i.biome) = m.name
WHERE h.shares_micro > 0 OR i.holding_id IS NOT NULL
UNION ALL
SELECT * FROM imported_biome_holdings
WHERE (user_id, lower(biome)) NOT IN
  (SELECT u.user_id, m.name FROM record_holdings h JOIN users u USING (account) JOIN biomes m USING (biome));

-- What is in the older tables and not on record, or was changed there, stays as imported.
INSERT OR REPLACE INTO imported_transactions SELECT * FROM transactions EXCEPT SELECT * FROM former_transactions;
INSERT OR REPLACE INTO imported_biome_markets SELECT * FROM biome_markets EXCEPT SELECT * FROM former_biome_markets;
CREATE TABLE changed_holdings AS
  SELECT c.holding_id, c.user_id, c.biome, round(c.shares - coalesce(f.shares - coalesce(i.shares, 0.0), 0.0), 6) AS shares,
         c.average_buy_price_bdt,
         round(c.total_invested_bdt - coalesce(f.total_invested_bdt - coalesce(i.total_invested_bdt, 0), 0), 2) AS invested_bdt,
         c.created_at, c.updated_at, f.shares IS NULL AS unknown, c.shares AS whole_shares, c.total_invested_bdt AS whole_invested_bdt
  FROM (SELECT * FROM biome_holdings EXCEPT SELECT * FROM former_biome_holdings) c
    LEFT JOIN former_biome_holdings f ON f.user_id = c.user_id AND f.biome = c.biome
    LEFT JOIN imported_biome_holdings i ON i.user_id = c.user_id AND i.biome = c.biome;
INSERT OR REPLACE INTO imported_biome_holdings
  SELECT holding_id, user_id, biome, iif(unknown, whole_shares, shares), average_buy_price_bdt,
         iif(unknown, whole_invested_bdt, invested_bdt), created_at, updated_at
  FROM changed_holdings;
DROP TABLE changed_holdings;
DROP TABLE transactions;
DROP TABLE biome_markets;
DROP TABLE biome_holdings;

-- migrate:down
CREATE TABLE transactions (
  transaction_id TEXT PRIMARY KEY NOT NULL,
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
  completed_at TEXT,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  biome TEXT,
  shares REAL,
  price_per_share_bdt REAL,
  realized_gain_bdt NUMERIC
);
CREATE TABLE biome_markets (
  biome TEXT PRIMARY KEY NOT NULL,
  market_cash_bdt NUMERIC NOT NULL DEFAULT 0,
  attention_score REAL NOT NULL DEFAULT 0,
  share_price_bdt REAL NOT NULL DEFAULT 0,
  total_shares NUMERIC NOT NULL DEFAULT 0,
  last_redistribution TEXT,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE biome_holdings (
  holding_id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  biome TEXT NOT NULL,
  shares REAL NOT NULL DEFAULT 0,
  average_buy_price_bdt REAL NOT NULL DEFAULT 0,
  total_invested_bdt NUMERIC NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
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
ALTER TABLE imported_transactions RENAME TO attic_imported_transactions;
ALTER TABLE imported_biome_markets RENAME TO attic_imported_biome_markets;
ALTER TABLE imported_biome_holdings RENAME TO attic_imported_biome_holdings;
CREATE VIEW v_unified_transactions AS
SELECT t.*,
       CASE WHEN transaction_type IN ('BIOME_BUY', 'BIOME_SELL') THEN 'biome'
            WHEN transaction_type = 'TOPUP' THEN 'wallet'
            ELSE 'marketplace' END AS transaction_source
FROM transactions t;
