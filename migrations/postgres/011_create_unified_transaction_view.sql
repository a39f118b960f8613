-- Says of every transaction where it comes from.

-- migrate:up
CREATE VIEW v_unified_transactions AS
SELECT t.*,
       CASE WHEN transaction_type IN ('BIOME_BUY', 'BIOME_SELL') THEN 'biome'
            WHEN transaction_type = 'TOPUP' THEN 'wallet'
            ELSE 'marketplace' END AS transaction_source
FROM transactions t;

-- migrate:down
DROP VIEW v_unified_transactions;
