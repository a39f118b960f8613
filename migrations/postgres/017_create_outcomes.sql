-- What each command with an idempotency key came to, kept as long as the record. In commit order and without an index by
-- key: the server knows the keys by heart, and `loam verify` proves that none stands here twice.

-- migrate:up
CREATE TABLE outcomes (
  id BIGINT PRIMARY KEY,
  key BYTEA NOT NULL CONSTRAINT key_has_16_bytes CHECK (octet_length(key) = 16),
  request BIGINT NOT NULL,
  outcome BYTEA NOT NULL
);
CREATE TABLE IF NOT EXISTS attic_outcomes AS SELECT * FROM outcomes;
INSERT INTO outcomes SELECT * FROM attic_outcomes ORDER BY id;
DROP TABLE attic_outcomes;

CREATE TRIGGER outcomes_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON outcomes
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('outcomes are append-only');

-- One row that is written to prove that a commit succeeds now.
CREATE TABLE probe (id BIGINT PRIMARY KEY CONSTRAINT there_is_one_row CHECK (id = 1), writes BIGINT NOT NULL);
INSERT INTO probe VALUES (1, 0);

-- migrate:down
DROP TABLE probe;
DROP TRIGGER outcomes_keep ON outcomes;
CREATE TABLE attic_outcomes AS SELECT * FROM outcomes ORDER BY id;
DROP TABLE outcomes;
