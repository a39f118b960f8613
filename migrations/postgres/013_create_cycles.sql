-- The redistributions: one row for each market of a cycle, zero-sum over the cycle, the cycles chained by their hash, which
-- stands on the cycle's last row. `id` is the number of the cycle * 8 + biome, so that rows lie in commit order: the cycle
-- is `id >> 3` and the biome `id & 7`, which the views compute. A cycle came after the row `after_seq` of the record.

-- migrate:up
CREATE TABLE cycles (
  id BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  after_seq BIGINT NOT NULL,
  attention_us BIGINT NOT NULL CONSTRAINT attention_not_below_zero CHECK (attention_us >= 0),
  index_after BIGINT NOT NULL,
  cash_before_paisa BIGINT NOT NULL CONSTRAINT cash_before_not_below_zero CHECK (cash_before_paisa >= 0),
  cash_after_paisa BIGINT NOT NULL CONSTRAINT cash_after_not_below_zero CHECK (cash_after_paisa >= 0),
  shares_micro BIGINT NOT NULL CONSTRAINT shares_not_below_zero CHECK (shares_micro >= 0),
  clamped BIGINT NOT NULL CONSTRAINT clamped_is_yes_or_no CHECK (clamped IN (0, 1)),
  hash BYTEA CONSTRAINT hash_has_32_bytes CHECK (octet_length(hash) = 32),
  CONSTRAINT seven_markets_and_a_hash_on_the_last CHECK ((id & 7) < 7 AND (hash IS NOT NULL) = ((id & 7) = 6))
);

CREATE TABLE IF NOT EXISTS attic_cycles AS SELECT * FROM cycles;
INSERT INTO cycles SELECT * FROM attic_cycles ORDER BY id;
DROP TABLE attic_cycles;

CREATE TRIGGER cycles_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON cycles
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('cycles are append-only');

-- migrate:down
DROP TRIGGER cycles_keep ON cycles;
CREATE TABLE attic_cycles AS SELECT * FROM cycles ORDER BY id;
DROP TABLE cycles;
