-- Who is signed in, and the keys of services. Tokens and secrets as their SHA-256 only.

-- migrate:up
CREATE TABLE sessions (
  session_id TEXT PRIMARY KEY,
  account BIGINT NOT NULL REFERENCES users (account),
  access_hash BYTEA NOT NULL CONSTRAINT access_hash_has_32_bytes CHECK (octet_length(access_hash) = 32),
  access_expires BIGINT NOT NULL,
  refresh_hash BYTEA NOT NULL CONSTRAINT refresh_hash_has_32_bytes CHECK (octet_length(refresh_hash) = 32),
  refresh_expires BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  revoked BIGINT NOT NULL CONSTRAINT revoked_is_yes_or_no CHECK (revoked IN (0, 1))
);
CREATE TABLE api_keys (
  api_key_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role BIGINT NOT NULL CONSTRAINT role_is_known CHECK (role BETWEEN 0 AND 3),
  scopes BIGINT NOT NULL,
  secret_hash BYTEA NOT NULL CONSTRAINT secret_hash_has_32_bytes CHECK (octet_length(secret_hash) = 32),
  created_at BIGINT NOT NULL,
  revoked_at BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS attic_sessions AS SELECT * FROM sessions;
CREATE TABLE IF NOT EXISTS attic_api_keys AS SELECT * FROM api_keys;
INSERT INTO sessions SELECT * FROM attic_sessions;
INSERT INTO api_keys SELECT * FROM attic_api_keys;
DROP TABLE attic_sessions;
DROP TABLE attic_api_keys;

-- migrate:down
CREATE TABLE attic_sessions AS SELECT * FROM sessions;
CREATE TABLE attic_api_keys AS SELECT * FROM api_keys;
DROP TABLE sessions;
DROP TABLE api_keys;
