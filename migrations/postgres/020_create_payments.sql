-- Top-ups through gateways, and every call that a gateway made about them.

-- migrate:up
CREATE TABLE payments (
  payment_id TEXT PRIMARY KEY,
  account BIGINT NOT NULL REFERENCES users (account),
  gateway TEXT NOT NULL,
  amount_paisa BIGINT NOT NULL,
  status BIGINT NOT NULL CONSTRAINT status_is_known CHECK (status BETWEEN 0 AND 3),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  completed_at BIGINT NOT NULL,
  gateway_transaction_id TEXT NOT NULL
);
CREATE TABLE payment_events (
  id BIGINT PRIMARY KEY,
  payment_id TEXT,
  at BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  gateway TEXT NOT NULL,
  amount_paisa BIGINT NOT NULL,
  detail TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS attic_payments AS SELECT * FROM payments;
CREATE TABLE IF NOT EXISTS attic_payment_events AS SELECT * FROM payment_events;
INSERT INTO payments SELECT * FROM attic_payments;
INSERT INTO payment_events SELECT * FROM attic_payment_events ORDER BY id;
DROP TABLE attic_payments;
DROP TABLE attic_payment_events;

CREATE TRIGGER payment_events_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('payment_events is append-only');

-- migrate:down
DROP TRIGGER payment_events_keep ON payment_events;
CREATE TABLE attic_payments AS SELECT * FROM payments;
CREATE TABLE attic_payment_events AS SELECT * FROM payment_events ORDER BY id;
DROP TABLE payments;
DROP TABLE payment_events;
