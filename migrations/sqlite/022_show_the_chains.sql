-- What an auditor hashes, in hexadecimal: the hash of the row before, then the row's canonical bytes. `hash` is the SHA-256
-- of both, as bytes; docs/record.md says what stands in them.

-- migrate:up
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

CREATE VIEW v_cycle_chain AS
SELECT c.cycle, coalesce((SELECT lower(hex(hash)) FROM cycles WHERE id = c.id - 8), printf('%064d', 0)) AS previous_hash,
       printf('01%016x%016x%016x', c.cycle, c.at, c.after_seq)
       || (SELECT group_concat(market, '') FROM (
             SELECT printf('%016x%016x%016x%016x%016x%02x', attention_us, index_after, cash_before_paisa, cash_after_paisa,
                           shares_micro, clamped) AS market
             FROM cycles WHERE id BETWEEN c.id - 6 AND c.id ORDER BY id)) AS canonical,
       lower(hex(c.hash)) AS hash
FROM cycles c WHERE c.hash IS NOT NULL;

-- migrate:down
DROP VIEW v_cycle_chain;
DROP VIEW v_record_chain;
