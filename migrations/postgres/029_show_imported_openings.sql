-- What an import brings in (docs/import.md): a MARKET_SEED with a buyer is a user's shares, which come with the cash that
-- backs them; an ADJUSTMENT that names a gateway is an opening balance from outside; a TRANSFER without a seller is a
-- user's land. The tables hold them as they are: what they mean is what the views say.
--
-- A server of the older schema does not know such rows and stops at them. They come back above.

-- migrate:up
CREATE OR REPLACE VIEW record_holdings AS
WITH last_trades AS (
  SELECT CASE WHEN type = 6 THEN seller WHEN buyer = 0 THEN 2 ELSE buyer END AS account, biome, max(seq) AS seq,
         sum(realized_gain_paisa)::BIGINT AS realized_gain_paisa
  FROM record WHERE type IN (4, 5, 6) GROUP BY 1, 2
)
SELECT t.account, t.biome, t.seq, r.at AS changed_at, r.holding_shares_after_micro AS shares_micro,
       r.holding_cost_after_paisa AS cost_paisa, t.realized_gain_paisa
FROM last_trades t JOIN record r USING (seq);

CREATE OR REPLACE VIEW v_ledger_postings AS
WITH legs AS (
  SELECT seq, 1::BIGINT AS leg,
         CASE WHEN type IN (1, 4) OR (type = 2 AND seq IN (SELECT seq FROM record_notes WHERE gateway_name <> '')) THEN 1
              WHEN type IN (2, 3) THEN 2 WHEN type = 6 THEN 4 + biome ELSE buyer END AS account,
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

-- migrate:down
-- loam:loses imported_holdings: SELECT count(*) FROM record WHERE type = 4 AND buyer <> 0
-- loam:loses opening_balances: SELECT count(*) FROM record WHERE type = 2 AND seq IN (SELECT seq FROM record_notes WHERE gateway_name <> '')
CREATE OR REPLACE VIEW record_holdings AS
WITH last_trades AS (
  SELECT CASE type WHEN 5 THEN buyer WHEN 6 THEN seller ELSE 2 END AS account, biome, max(seq) AS seq,
         sum(realized_gain_paisa)::BIGINT AS realized_gain_paisa
  FROM record WHERE type IN (4, 5, 6) GROUP BY 1, 2
)
SELECT t.account, t.biome, t.seq, r.at AS changed_at, r.holding_shares_after_micro AS shares_micro,
       r.holding_cost_after_paisa AS cost_paisa, t.realized_gain_paisa
FROM last_trades t JOIN record r USING (seq);

CREATE OR REPLACE VIEW v_ledger_postings AS
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
