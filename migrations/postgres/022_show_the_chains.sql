-- What an auditor hashes, in hexadecimal: the hash of the row before, then the row's canonical bytes. `hash` is the SHA-256
-- of both, as bytes; docs/record.md says what stands in them.

-- migrate:up
CREATE VIEW v_record_chain AS
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

CREATE VIEW v_cycle_chain AS
SELECT c.id >> 3 AS cycle, coalesce((SELECT encode(hash, 'hex') FROM cycles WHERE id = c.id - 8), repeat('0', 64)) AS previous_hash,
       '01' || lpad(to_hex(c.id >> 3), 16, '0') || lpad(to_hex(c.at), 16, '0') || lpad(to_hex(c.after_seq), 16, '0')
       || (SELECT string_agg(lpad(to_hex(attention_us), 16, '0') || lpad(to_hex(index_after), 16, '0')
                             || lpad(to_hex(cash_before_paisa), 16, '0') || lpad(to_hex(cash_after_paisa), 16, '0')
                             || lpad(to_hex(shares_micro), 16, '0') || lpad(to_hex(clamped), 2, '0'), '' ORDER BY id)
           FROM cycles WHERE id BETWEEN c.id - 6 AND c.id) AS canonical,
       encode(c.hash, 'hex') AS hash
FROM cycles c WHERE c.hash IS NOT NULL;

-- migrate:down
DROP VIEW v_cycle_chain;
DROP VIEW v_record_chain;
