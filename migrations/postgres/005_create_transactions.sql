-- What the marketplace sold. Always of a land, from a seller to a buyer.

-- migrate:up
CREATE TABLE transactions (
  transaction_id TEXT PRIMARY KEY,
  land_id TEXT NOT NULL,
  seller_id TEXT NOT NULL,
  buyer_id TEXT NOT NULL,
  listing_id TEXT,
  transaction_type TEXT NOT NULL
    CHECK (transaction_type IN ('AUCTION', 'BUY_NOW', 'FIXED_PRICE', 'TRANSFER', 'TOPUP')),
  amount_bdt NUMERIC NOT NULL,
  currency TEXT NOT NULL DEFAULT 'BDT',
  status TEXT NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'COMPLETED', 'FAILED', 'REFUNDED')),
  gateway_name TEXT,
  gateway_transaction_id TEXT,
  platform_fee_bdt NUMERIC NOT NULL DEFAULT 0,
  gateway_fee_bdt NUMERIC NOT NULL DEFAULT 0,
  completed_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE IF NOT EXISTS attic_transactions AS SELECT * FROM transactions;
INSERT INTO transactions SELECT * FROM attic_transactions;
DROP TABLE attic_transactions;

-- migrate:down
CREATE TABLE attic_transactions AS SELECT * FROM transactions;
DROP TABLE transactions;
