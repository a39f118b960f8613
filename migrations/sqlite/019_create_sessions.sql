-- Who is signed in, and the keys of services. Tokens and secrets as their SHA-256 only.

-- migrate:up
CREATE TABLE sessions (
  session_id TEXT PRIMARY KEY NOT NULL,
  account INTEGER NOT NULL REFERENCES users (account),
  access_hash BLOB NOT NULL CHECK (length(access_hash) = 32),
  access_expires INTEGER NOT NULL,
  refresh_hash BLOB NOT NULL CHECK (length(refresh_hash) = 32),
  refresh_expires INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  revoked INTEGER NOT NULL CHECK (revoked IN (0, 1))
) STRICT;
CREATE TABLE api_keys (
  api_key_id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  role INTEGER NOT NULL CHECK (role BETWEEN 0 AND 3),
  scopes INTEGER NOT NULL,
  secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
  created_at INTEGER NOT NULL,
  revoked_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS attic_sessions AS SELECT * FROM sessions;
CREATE TABLE IF NOT EXISTS attic_api_keys AS SELECT * FROM api_keys;
INSERT INTO sessions SELECT * FROM attic_sessions;
INSERT INTO api_keys SELECT * FROM attic_api_keys;
DROP TABLE attic_sessions;
DROP TABLE attic_api_keys;

-- migrate:down
-- A copy, not another name: what waits in the attic must not hold the users it refers to.
CREATE TABLE attic_sessions AS SELECT * FROM sessions;
DROP TABLE sessions;
ALTER TABLE api_keys RENAME TO attic_api_keys;
