-- Top-ups through gateways, and every call that a gateway made about them.

-- migrate:up
CREATE TABLE payments (
  payment_id TEXT PRIMARY KEY NOT NULL,
  account INTEGER NOT NULL REFERENCES users (account),
  gateway TEXT NOT NULL,
  amount_paisa INTEGER NOT NULL,
  status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 3),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  completed_at INTEGER NOT NULL,
  gateway_transaction_id TEXT NOT NULL
) STRICT;
CREATE TABLE payment_events (
  id INTEGER PRIMARY KEY,
  payment_id TEXT,
  at INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  gateway TEXT NOT NULL,
  amount_paisa INTEGER NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS attic_payments AS SELECT * FROM payments;
CREATE TABLE IF NOT EXISTS attic_payment_events AS SELECT * FROM payment_events;
INSERT INTO payments SELECT * FROM attic_payments;
INSERT INTO payment_events SELECT * FROM attic_payment_events ORDER BY id;
DROP TABLE attic_payments;
DROP TABLE attic_payment_events;

CREATE TRIGGER payment_events_keep BEFORE UPDATE ON payment_events
BEGIN SELECT RAISE(ABORT, 'payment_events is append-only'); END;
CREATE TRIGGER payment_events_stay BEFORE DELETE ON payment_events
BEGIN SELECT RAISE(ABORT, 'payment_events is append-only'); END;

-- migrate:down
DROP TRIGGER payment_events_keep;
DROP TRIGGER payment_events_stay;
CREATE TABLE attic_payments AS SELECT * FROM payments;
DROP TABLE payments;
ALTER TABLE payment_events RENAME TO attic_payment_events;
