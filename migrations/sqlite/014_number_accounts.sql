-- Users get the number by which the record names them, and lose the balance that could be edited: what a user has, the
-- record says. Users of a world before the record keep their old row, as it is, in imported_users; its balance is what
-- no row of the record accounts for yet.

-- migrate:up
ALTER TABLE users RENAME TO arriving_users;
CREATE TABLE users (
  account INTEGER PRIMARY KEY CHECK (account >= 16),
  user_id TEXT NOT NULL UNIQUE,
  username TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  role INTEGER NOT NULL CHECK (role BETWEEN 0 AND 3),
  confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE imported_users (
  user_id TEXT PRIMARY KEY NOT NULL, username TEXT NOT NULL, email TEXT, password_hash TEXT NOT NULL, role TEXT NOT NULL,
  avatar_url TEXT, bio TEXT, is_banned INTEGER NOT NULL, ban_reason TEXT, balance_bdt NUMERIC NOT NULL,
  verified INTEGER NOT NULL, failed_login_attempts INTEGER NOT NULL, locked_until TEXT, is_suspended INTEGER NOT NULL,
  suspension_reason TEXT, suspended_until TEXT, last_login TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
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
  FROM (SELECT buyer AS account, seq FROM record UNION ALL SELECT seller, seq FROM record)
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
       CASE WHEN (i.is_banned OR i.is_suspended) = u.disabled THEN i.is_banned ELSE u.disabled END AS is_banned, i.ban_reason,
       CASE WHEN b.paisa IS NULL THEN coalesce(i.balance_bdt, 0)
            ELSE round(coalesce(i.balance_bdt, 0) + b.paisa / 100.0, 2) END AS balance_bdt,
       coalesce(i.verified, u.confirmed) AS verified, coalesce(i.failed_login_attempts, 0) AS failed_login_attempts,
       i.locked_until,
       CASE WHEN (i.is_banned OR i.is_suspended) = u.disabled THEN i.is_suspended ELSE 0 END AS is_suspended,
       i.suspension_reason, i.suspended_until, i.last_login,
       coalesce(i.created_at, strftime('%Y-%m-%dT%H:%M:%fZ', u.created_at / 1000.0, 'unixepoch')) AS created_at,
       coalesce(i.updated_at, strftime('%Y-%m-%dT%H:%M:%fZ', u.created_at / 1000.0, 'unixepoch')) AS updated_at
FROM users u LEFT JOIN imported_users i USING (user_id) LEFT JOIN balances b ON b.account = u.account;

-- New users, and what other software changed about known ones while the schema was older.
CREATE TABLE changed_users AS
  SELECT c.*, f.role AS shown_role, f.is_banned OR f.is_suspended AS shown_disabled, f.balance_bdt AS shown_balance_bdt
  FROM (SELECT * FROM arriving_users EXCEPT SELECT * FROM former_users) c LEFT JOIN former_users f USING (user_id);
UPDATE users SET
  username = c.username, email = coalesce(c.email, ''), password_hash = c.password_hash,
  role = CASE WHEN c.role = c.shown_role THEN users.role
         ELSE CASE c.role WHEN 'ADMIN' THEN 1 WHEN 'MODERATOR' THEN 2 ELSE 0 END END,
  disabled = CASE WHEN (c.is_banned OR c.is_suspended) = c.shown_disabled THEN users.disabled
             ELSE (c.is_banned OR c.is_suspended) END
FROM changed_users c WHERE c.user_id = users.user_id;
INSERT INTO users
  SELECT (SELECT coalesce(max(account), 15) FROM users) + row_number() OVER (ORDER BY created_at, user_id),
         user_id, username, coalesce(email, ''), password_hash,
         CASE role WHEN 'ADMIN' THEN 1 WHEN 'MODERATOR' THEN 2 ELSE 0 END, 0, 0, is_banned OR is_suspended,
         coalesce(CAST(round((julianday(created_at) - 2440587.5) * 86400000.0) AS INTEGER), 0)
  FROM changed_users WHERE shown_balance_bdt IS NULL;
INSERT OR REPLACE INTO imported_users
  SELECT c.user_id, c.username, c.email, c.password_hash, c.role, c.avatar_url, c.bio, c.is_banned, c.ban_reason,
         CASE WHEN c.shown_balance_bdt IS NULL THEN c.balance_bdt
              WHEN c.balance_bdt = c.shown_balance_bdt THEN coalesce(i.balance_bdt, 0)
              ELSE round(c.balance_bdt - c.shown_balance_bdt + coalesce(i.balance_bdt, 0), 2) END,
         c.verified, c.failed_login_attempts, c.locked_until, c.is_suspended, c.suspension_reason, c.suspended_until,
         c.last_login, c.created_at, c.updated_at
  FROM changed_users c LEFT JOIN imported_users i USING (user_id);
DROP TABLE changed_users;
DROP TABLE arriving_users;
CREATE UNIQUE INDEX users_email ON users (email) WHERE email <> '';

-- migrate:down
CREATE TABLE departing_users (
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
INSERT INTO departing_users SELECT * FROM former_users;
DROP VIEW former_users;
DROP INDEX users_email;
ALTER TABLE users RENAME TO attic_accounts;
ALTER TABLE imported_users RENAME TO attic_imported_users;
ALTER TABLE departing_users RENAME TO users;
