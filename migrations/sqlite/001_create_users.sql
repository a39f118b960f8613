-- Users, with their whole balance in one column.

-- migrate:up
CREATE TABLE users (
  user_id TEXT PRIMARY KEY NOT NULL,
  username TEXT NOT NULL UNIQUE,
  email TEXT UNIQUE,
  password_hash TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL DEFAULT 'USER' CHECK (role IN ('USER', 'ADMIN', 'MODERATOR')),
  avatar_url TEXT,
  bio TEXT,
  is_banned INTEGER NOT NULL DEFAULT 0,
  ban_reason TEXT,
  balance_bdt NUMERIC NOT NULL DEFAULT 0,
  verified INTEGER NOT NULL DEFAULT 0,
  failed_login_attempts INTEGER NOT NULL DEFAULT 0,
  locked_until TEXT,
  is_suspended INTEGER NOT NULL DEFAULT 0,
  suspension_reason TEXT,
  suspended_until TEXT,
  last_login TEXT,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
-- What a step down has put aside comes back; in a new world there is nothing, so the table is made to be empty.
CREATE TABLE IF NOT EXISTS attic_users AS SELECT * FROM users;
INSERT INTO users SELECT * FROM attic_users;
DROP TABLE attic_users;

-- migrate:down
ALTER TABLE users RENAME TO attic_users;
