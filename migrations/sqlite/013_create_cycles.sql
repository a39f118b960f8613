-- The redistributions: one row for each market of a cycle, zero-sum over the cycle, the cycles chained by their hash, which
-- stands on the cycle's last row. `id` is the number of the cycle * 8 + biome, so that rows lie in commit order. A cycle
-- came after the row `after_seq` of the record.

-- migrate:up
CREATE TABLE cycles (
  id INTEGER PRIMARY KEY,
  cycle INTEGER GENERATED ALWAYS AS (id >> 3) VIRTUAL,
  biome INTEGER GENERATED ALWAYS AS (id & 7) VIRTUAL,
  at INTEGER NOT NULL,
  after_seq INTEGER NOT NULL,
  attention_us INTEGER NOT NULL CHECK (attention_us >= 0),
  index_after INTEGER NOT NULL,
  cash_before_paisa INTEGER NOT NULL CHECK (cash_before_paisa >= 0),
  cash_after_paisa INTEGER NOT NULL CHECK (cash_after_paisa >= 0),
  shares_micro INTEGER NOT NULL CHECK (shares_micro >= 0),
  clamped INTEGER NOT NULL CHECK (clamped IN (0, 1)),
  hash BLOB CHECK (length(hash) = 32),
  CHECK (id & 7 < 7 AND (hash IS NOT NULL) = (id & 7 = 6))
) STRICT;

CREATE TABLE IF NOT EXISTS attic_cycles AS SELECT * FROM cycles;
INSERT INTO cycles (id, at, after_seq, attention_us, index_after, cash_before_paisa, cash_after_paisa, shares_micro, clamped, hash)
  SELECT id, at, after_seq, attention_us, index_after, cash_before_paisa, cash_after_paisa, shares_micro, clamped, hash
  FROM attic_cycles ORDER BY id;
DROP TABLE attic_cycles;

CREATE TRIGGER cycles_in_order BEFORE INSERT ON cycles
WHEN NEW.id <= coalesce((SELECT max(id) FROM cycles), 0)
BEGIN SELECT RAISE(ABORT, 'cycles are append-only'); END;
CREATE TRIGGER cycles_keep BEFORE UPDATE ON cycles
BEGIN SELECT RAISE(ABORT, 'cycles are append-only'); END;
CREATE TRIGGER cycles_stay BEFORE DELETE ON cycles
BEGIN SELECT RAISE(ABORT, 'cycles are append-only'); END;

-- migrate:down
DROP TRIGGER cycles_in_order;
DROP TRIGGER cycles_keep;
DROP TRIGGER cycles_stay;
ALTER TABLE cycles RENAME TO attic_cycles;
