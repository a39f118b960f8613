-- What each command with an idempotency key came to, kept as long as the record. In commit order and without an index by
-- key: the server knows the keys by heart, and `loam verify` proves that none stands here twice.

-- migrate:up
CREATE TABLE outcomes (
  id INTEGER PRIMARY KEY,
  key BLOB NOT NULL CHECK (length(key) = 16),
  request INTEGER NOT NULL,
  outcome BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS attic_outcomes AS SELECT * FROM outcomes;
INSERT INTO outcomes SELECT * FROM attic_outcomes ORDER BY id;
DROP TABLE attic_outcomes;

CREATE TRIGGER outcomes_in_order BEFORE INSERT ON outcomes
WHEN NEW.id <= coalesce((SELECT max(id) FROM outcomes), 0)
BEGIN SELECT RAISE(ABORT, 'outcomes are append-only'); END;
CREATE TRIGGER outcomes_keep BEFORE UPDATE ON outcomes
BEGIN SELECT RAISE(ABORT, 'outcomes are append-only'); END;
CREATE TRIGGER outcomes_stay BEFORE DELETE ON outcomes
BEGIN SELECT RAISE(ABORT, 'outcomes are append-only'); END;

-- One row that is written to prove that a commit succeeds now.
CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), writes INTEGER NOT NULL) STRICT;
INSERT INTO probe VALUES (1, 0);

-- migrate:down
DROP TABLE probe;
DROP TRIGGER outcomes_in_order;
DROP TRIGGER outcomes_keep;
DROP TRIGGER outcomes_stay;
ALTER TABLE outcomes RENAME TO attic_outcomes;
