-- Who may write: one row, which every batch locks and counts itself on. Another server takes the lease where it has run
-- out, by the next epoch; whoever comes with an older one breaks the_lease_is_held, and with it the whole batch.

-- migrate:up
CREATE TABLE writer_lease (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  epoch BIGINT NOT NULL CONSTRAINT the_lease_is_held CHECK (epoch >= 0),
  batch BIGINT NOT NULL CHECK (batch >= 0),
  expires_at TIMESTAMPTZ NOT NULL
);
INSERT INTO writer_lease VALUES (1, 0, 0, TIMESTAMPTZ '1970-01-01 00:00:00Z');

-- migrate:down
DROP TABLE writer_lease;
