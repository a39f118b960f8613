-- Users get the number by which the record names them, and lose the balance that could be edited: what a user has, the
-- record says. Users of a world before the record keep their old row, as it is, in imported_users; its balance is what
-- no row of the record accounts for yet.

-- migrate:up
CREATE TABLE arriving_users AS SELECT * FROM users;
DROP TABLE users;
CREATE TABLE users (
  account BIGINT PRIMARY KEY CONSTRAINT players_are_numbered_from_16 CHECK (account >= 16),
  user_id TEXT NOT NULL UNIQUE,
  username TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  role BIGINT NOT NULL CONSTRAINT role_is_known CHECK (role BETWEEN 0 AND 3),
  confirmed BIGINT NOT NULL CONSTRAINT confirmed_is_yes_or_no CHECK (confirmed IN (0, 1)),
  hidden BIGINT NOT NULL CONSTRAINT hidden_is_yes_or_no CHECK (hidden IN (0, 1)),
  disabled BIGINT NOT NULL CONSTRAINT disabled_is_yes_or_no CHECK (disabled IN (0, 1)),
  created_at BIGINT NOT NULL
);
CREATE TABLE imported_users (
  user_id TEXT PRIMARY KEY, username TEXT NOT NULL, email TEXT, password_hash TEXT NOT NULL, role TEXT NOT NULL,
  avatar_url TEXT, bio TEXT, is_banned BOOLEAN NOT NULL, ban_reason TEXT, balance_bdt NUMERIC NOT NULL,
  verified BOOLEAN NOT NULL, failed_login_attempts BIGINT NOT NULL, locked_until TIMESTAMPTZ, is_suspended BOOLEAN NOT NULL,
  suspension_reason TEXT, suspended_until TIMESTAMPTZ, last_login TIMESTAMPTZ, created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE IF NOT EXISTS attic_accounts AS SELECT * FROM users;
CREATE TABLE IF NOT EXISTS attic_imported_users AS SELECT * FROM imported_users;
INSERT INTO users SELECT * FROM attic_accounts;
INSERT INTO imported_users SELECT * FROM attic_imported_users WHERE user_id IN (SELECT user_id FROM arriving_users);
DROP TABLE attic_accounts;
DROP TABLE attic_imported_users;

-- The users as the older schema shows them: what the way down writes, and what the way up tells changes by.
CREATE VIEW former_users AS
WITH heads AS (
  SELECT account, max(seq) AS seq
  FROM (SELECT buyer AS account, seq FROM record UNION ALL SELECT seller, seq FROM record) parties
  WHERE account >= 16 GROUP BY account
), balances AS (
  SELECT h.account, CASE WHEN r.buyer = h.account THEN r.buyer_balance_after_paisa ELSE r.seller_balance_after_paisa END AS paisa
  FROM heads h JOIN record r USING (seq)
)
SELECT u.user_id, u.username,
       CASE WHEN coalesce(i.email, '') = u.email THEN i.email ELSE nullif(u.email, '') END AS email, u.password_hash,
       CASE WHEN CASE i.role WHEN 'USER' THEN 0 WHEN 'ADMIN' THEN 1 WHEN 'MODERATOR' THEN 2 END = u.role THEN i.role
            WHEN u.role = 1 THEN 'ADMIN' WHEN u.role = 2 THEN 'MODERATOR' ELSE 'USER' END AS role,
       i.avatar_url, i.bio,
       CASE WHEN (i.is_banned OR i.is_suspended) = (u.disabled = 1) THEN i.is_banned ELSE u.disabled = 1 END AS is_banned,
       i.ban_reason, coalesce(i.balance_bdt, 0) + coalesce(b.paisa * 0.01, 0) AS balance_bdt,
       coalesce(i.verified, u.confirmed = 1) AS verified, coalesce(i.failed_login_attempts, 0) AS failed_login_attempts,
       i.locked_until,
       CASE WHEN (i.is_banned OR i.is_suspended) = (u.disabled = 1) THEN i.is_suspended ELSE FALSE END AS is_suspended,
       i.suspension_reason, i.suspended_until, i.last_login,
       coalesce(i.created_at, to_timestamp(u.created_at * 0.001)) AS created_at,
       coalesce(i.updated_at, to_timestamp(u.created_at * 0.001)) AS updated_at
FROM users u LEFT JOIN imported_users i USING (user_id) LEFT JOIN balances b ON b.account = u.account;

-- New users, and what other software changed about known ones while the schema was older.
CREATE TABLE changed_users AS
  SELECT c.*, f.role AS shown_role, f.is_banned OR f.is_suspended AS shown_disabled, f.balance_bdt AS shown_balance_bdt
  FROM (SELECT * FROM arriving_users EXCEPT SELECT * FROM former_users) c LEFT JOIN former_users f USING (user_id);
-- Taken out and put back, not updated one by one: names may have gone from one user to another.
CREATE TABLE changed_accounts AS
  SELECT u.account, u.user_id, c.username, coalesce(c.email, '') AS email, c.password_hash,
         CASE WHEN c.role = c.shown_role THEN u.role WHEN c.role = 'ADMIN' THEN 1 WHEN c.role = 'MODERATOR' THEN 2 ELSE 0 END AS role,
         u.confirmed, u.hidden,
         CASE WHEN (c.is_banned OR c.is_suspended) = c.shown_disabled THEN u.disabled
              WHEN c.is_banned OR c.is_suspended THEN 1 ELSE 0 END AS disabled,
         u.created_at
  FROM changed_users c JOIN users u USING (user_id);
DELETE FROM users WHERE account IN (SELECT account FROM changed_accounts);
INSERT INTO users SELECT * FROM changed_accounts;
DROP TABLE changed_accounts;
INSERT INTO users
  SELECT (SELECT coalesce(max(account), 15) FROM users) + row_number() OVER (ORDER BY created_at, user_id COLLATE "C"),
         user_id, username, coalesce(email, ''), password_hash,
         CASE role WHEN 'ADMIN' THEN 1 WHEN 'MODERATOR' THEN 2 ELSE 0 END, 0, 0,
         CASE WHEN is_banned OR is_suspended THEN 1 ELSE 0 END,
         CASE WHEN isfinite(created_at) THEN round(extract(epoch FROM created_at) * 1000)::BIGINT ELSE 0 END
  FROM changed_users WHERE shown_balance_bdt IS NULL;
CREATE TABLE changed_imports AS
  SELECT c.user_id, c.username, c.email, c.password_hash, c.role, c.avatar_url, c.bio, c.is_banned, c.ban_reason,
         CASE WHEN c.shown_balance_bdt IS NULL THEN c.balance_bdt
              WHEN c.balance_bdt = c.shown_balance_bdt THEN coalesce(i.balance_bdt, 0)
              ELSE c.balance_bdt - c.shown_balance_bdt + coalesce(i.balance_bdt, 0) END AS balance_bdt,
         c.verified, c.failed_login_attempts, c.locked_until, c.is_suspended, c.suspension_reason, c.suspended_until,
         c.last_login, c.created_at, c.updated_at
  FROM changed_users c LEFT JOIN imported_users i USING (user_id);
DELETE FROM imported_users WHERE user_id IN (SELECT user_id FROM changed_imports);
INSERT INTO imported_users SELECT * FROM changed_imports;
DROP TABLE changed_imports;
DROP TABLE changed_users;
DROP TABLE arriving_users;
CREATE UNIQUE INDEX users_email ON users (email) WHERE email <> '';

-- migrate:down
CREATE TABLE departing_users AS SELECT * FROM former_users;
DROP VIEW former_users;
CREATE TABLE attic_accounts AS SELECT * FROM users ORDER BY account;
CREATE TABLE attic_imported_users AS SELECT * FROM imported_users;
DROP TABLE users;
DROP TABLE imported_users;
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
INSERT INTO users SELECT * FROM departing_users;
DROP TABLE departing_users;
