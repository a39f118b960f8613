-- Users, with their whole balance in one column.

-- migrate:up
CREATE TABLE users (
  user_id TEXT PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  email TEXT UNIQUE,
  password_hash TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL DEFAULT 'USER' CHECK (role IN ('USER', 'ADMIN', 'MODERATOR')),
  avatar_url TEXT,
  bio TEXT,
  is_banned BOOLEAN NOT NULL DEFAULT FALSE,
  ban_reason TEXT,
  balance_bdt NUMERIC NOT NULL DEFAULT 0,
  verified BOOLEAN NOT NULL DEFAULT FALSE,
  failed_login_attempts BIGINT NOT NULL DEFAULT 0,
  locked_until TIMESTAMPTZ,
  is_suspended BOOLEAN NOT NULL DEFAULT FALSE,
  suspension_reason TEXT,
  suspended_until TIMESTAMPTZ,
  last_login TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
-- What a step down has put aside comes back; in a new world there is nothing, so the table is made to be empty. What waits
-- is always a copy: a table under another name would keep the names of its indexes, which the next way up needs.
CREATE TABLE IF NOT EXISTS attic_users AS SELECT * FROM users;
INSERT INTO users SELECT * FROM attic_users;
DROP TABLE attic_users;

-- migrate:down
CREATE TABLE attic_users AS SELECT * FROM users;
DROP TABLE users;
