-- The record in plain SQL, under the names that clients know: `_bdt` columns are numbers, `_paisa` and `_micro` the exact
-- integers behind them. Nothing here is stored: what is shown is computed from the record and the cycles. An imported amount
-- that is no number of paisa in 64 bits has none here.

-- migrate:up
CREATE VIEW transactions AS
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

CREATE VIEW v_unified_transactions AS
SELECT t.*, coalesce((SELECT source FROM transaction_types WHERE name = t.transaction_type), 'marketplace') AS transaction_source
FROM transactions t;

-- The double entry of each row: what it does to which account. The legs of a row sum to zero.
CREATE VIEW v_ledger_postings AS
WITH legs AS (
  SELECT seq, 1::BIGINT AS leg,
         CASE WHEN type IN (1, 4) THEN 1 WHEN type IN (2, 3) THEN 2 WHEN type = 6 THEN 4 + biome ELSE buyer END AS account,
         CASE type WHEN 5 THEN -(amount_paisa + platform_fee_paisa) ELSE -amount_paisa END AS amount_paisa
  FROM record WHERE type <> 10
  UNION ALL
  SELECT seq, 2,
         CASE WHEN type IN (1, 2, 3) THEN buyer WHEN type IN (4, 5) THEN 4 + biome WHEN seller = 0 THEN 2 ELSE seller END,
         CASE WHEN type IN (6, 7, 8, 9) THEN amount_paisa - platform_fee_paisa ELSE amount_paisa END
  FROM record WHERE type <> 10
  UNION ALL
  SELECT seq, 3, 3, platform_fee_paisa FROM record WHERE type BETWEEN 5 AND 9
)
SELECT l.seq, l.leg, l.account,
       CASE WHEN l.account >= 16 THEN u.username WHEN l.account = 1 THEN 'outside' WHEN l.account = 2 THEN 'treasury'
            WHEN l.account = 3 THEN 'platform_fees' ELSE 'pool:' || m.name END AS account_name,
       u.user_id, l.amount_paisa, l.amount_paisa * 0.01 AS amount_bdt
FROM legs l LEFT JOIN users u ON u.account = l.account LEFT JOIN biomes m ON m.biome = l.account - 4;

-- What each account has: its postings, and for the pools what the cycles moved. Sums to zero over all accounts.
CREATE VIEW account_balances AS
WITH moves AS (
  SELECT account, amount_paisa FROM v_ledger_postings
  UNION ALL
  SELECT 4 + (id & 7), cash_after_paisa - cash_before_paisa FROM cycles
  UNION ALL
  SELECT account, 0 FROM users
), sums AS (
  SELECT account, sum(amount_paisa)::BIGINT AS balance_paisa FROM moves GROUP BY account
)
SELECT s.account,
       CASE WHEN s.account >= 16 THEN u.username WHEN s.account = 1 THEN 'outside' WHEN s.account = 2 THEN 'treasury'
            WHEN s.account = 3 THEN 'platform_fees' ELSE 'pool:' || m.name END AS account_name,
       u.user_id, s.balance_paisa, s.balance_paisa * 0.01 AS balance_bdt
FROM sums s LEFT JOIN users u ON u.account = s.account LEFT JOIN biomes m ON m.biome = s.account - 4;

CREATE VIEW biome_markets AS
SELECT name AS biome, cash_paisa * 0.01 AS market_cash_bdt, shares_micro * 0.000001 AS total_shares,
       CASE shares_micro WHEN 0 THEN 0 ELSE round(cash_paisa * 10000.000000 / shares_micro, 6) END AS share_price_bdt,
       attention_index AS attention_score, to_timestamp(redistributed_at * 0.001) AS last_redistribution,
       to_timestamp(changed_at * 0.001) AS updated_at, cash_paisa AS market_cash_paisa, shares_micro AS total_shares_micro
FROM record_markets;

CREATE VIEW biome_holdings AS
SELECT h.account, CASE h.account WHEN 2 THEN 'treasury' ELSE u.username END AS account_name, u.user_id, m.name AS biome,
       h.shares_micro * 0.000001 AS shares, round(h.cost_paisa * 10000.000000 / h.shares_micro, 6) AS average_buy_price_bdt,
       h.cost_paisa * 0.01 AS total_invested_bdt, h.realized_gain_paisa * 0.01 AS realized_gain_bdt,
       to_timestamp(h.changed_at * 0.001) AS updated_at, h.shares_micro, h.cost_paisa
FROM record_holdings h JOIN biomes m USING (biome) LEFT JOIN users u ON u.account = h.account
WHERE h.shares_micro > 0;

-- migrate:down
DROP VIEW biome_holdings;
DROP VIEW biome_markets;
DROP VIEW account_balances;
DROP VIEW v_ledger_postings;
DROP VIEW v_unified_transactions;
DROP VIEW transactions;
