#pragma once

#include <array>
#include <cstddef>

namespace loam::bench {

// The tables and statements of the row-lock pattern, as worlds of this kind keep them: UUIDs as keys, integer money,
// one row a user, a market and a holding, every trade a row in one wide table with the indexes that its pages need.

inline constexpr const char* kRowLockSchema = R"(
CREATE TABLE users (
  user_id uuid PRIMARY KEY DEFAULT gen_random_uuid(), number int NOT NULL, username varchar(32) NOT NULL UNIQUE,
  email varchar(255) NOT NULL UNIQUE, password_hash varchar(255) NOT NULL, role varchar(16) NOT NULL DEFAULT 'USER',
  balance_bdt bigint NOT NULL CHECK (balance_bdt >= 0), verified boolean NOT NULL DEFAULT true,
  is_suspended boolean NOT NULL DEFAULT false, created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE config (
  config_id int PRIMARY KEY, fee_ppm bigint NOT NULL, max_transaction_ppm bigint NOT NULL, trading_enabled boolean NOT NULL);
CREATE TABLE biome_markets (
  biome varchar(50) PRIMARY KEY, market_cash_bdt bigint NOT NULL CHECK (market_cash_bdt >= 0),
  attention_score float8 NOT NULL DEFAULT 0, share_price_bdt float8 NOT NULL, total_shares bigint NOT NULL,
  last_redistribution timestamptz, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE biome_holdings (
  holding_id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL REFERENCES users, biome varchar(50) NOT NULL,
  shares bigint NOT NULL, average_buy_price_bdt float8 NOT NULL, total_invested_bdt bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(), UNIQUE (user_id, biome));
CREATE TABLE biome_transactions (
  transaction_id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL REFERENCES users, biome varchar(50) NOT NULL,
  type varchar(8) NOT NULL, shares bigint NOT NULL, price_per_share_bdt float8 NOT NULL, total_amount_bdt bigint NOT NULL,
  platform_fee_bdt bigint NOT NULL, realized_gain_bdt bigint, executed_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON biome_transactions (user_id);
CREATE INDEX ON biome_transactions (biome);
CREATE INDEX ON biome_transactions (executed_at);

CREATE FUNCTION buy(who uuid, what varchar, net bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE has bigint; fee bigint; pool bigint; total bigint; minted bigint;
BEGIN
  SELECT balance_bdt INTO has FROM users WHERE user_id = who FOR UPDATE;
  SELECT (net * fee_ppm + 999999) / 1000000 INTO fee FROM config WHERE config_id = 1;
  SELECT market_cash_bdt, total_shares INTO pool, total FROM biome_markets WHERE biome = what FOR UPDATE;
  PERFORM shares FROM biome_holdings WHERE user_id = who AND biome = what FOR UPDATE;
  IF has < net + fee THEN RAISE EXCEPTION 'insufficient funds'; END IF;
  minted := net * total / pool;
  UPDATE users SET balance_bdt = balance_bdt - net - fee, updated_at = now() WHERE user_id = who;
  UPDATE biome_markets SET market_cash_bdt = market_cash_bdt + net, total_shares = total_shares + minted, updated_at = now()
    WHERE biome = what;
  INSERT INTO biome_holdings (user_id, biome, shares, average_buy_price_bdt, total_invested_bdt)
    VALUES (who, what, minted, pool::float8 / total, net + fee)
    ON CONFLICT (user_id, biome) DO UPDATE SET shares = biome_holdings.shares + minted,
      total_invested_bdt = biome_holdings.total_invested_bdt + net + fee, updated_at = now();
  INSERT INTO biome_transactions (user_id, biome, type, shares, price_per_share_bdt, total_amount_bdt, platform_fee_bdt)
    VALUES (who, what, 'buy', minted, pool::float8 / total, net, fee);
  RETURN minted;
END $$;
)";

/// Takes the number of users.
inline constexpr const char* kRowLockWorld = R"(
INSERT INTO users (number, username, email, password_hash, balance_bdt)
  SELECT n, 'player' || n, 'player' || n || '@example.org', repeat('x', 60), 1000000000000 FROM generate_series(0, {} - 1) n;
INSERT INTO config VALUES (1, 20000, 100000, true);
INSERT INTO biome_markets (biome, market_cash_bdt, share_price_bdt, total_shares)
  SELECT biome, 100000000, 100, 10000000000
    FROM unnest(ARRAY['ocean', 'beach', 'plains', 'forest', 'desert', 'mountain', 'snow']) biome;
)";

inline constexpr const char* kRowLockUsers = "SELECT user_id FROM users ORDER BY number";

/// The places of the statements in the table below.
enum class Sql : std::size_t {
  begin,
  commit,
  rollback,
  lock_user,
  read_config,
  lock_market,
  lock_holding,
  charge_user,
  change_market,
  change_holding,
  record,
  buy,
};
struct RowLockStatement {
  const char* name;
  const char* sql;
};
inline constexpr std::array<RowLockStatement, 12> kRowLockStatements{{
    {"begin", "BEGIN"},
    {"commit", "COMMIT"},
    {"rollback", "ROLLBACK"},
    {"lock_user", "SELECT balance_bdt, role, is_suspended FROM users WHERE user_id = $1::uuid FOR UPDATE"},
    {"read_config", "SELECT fee_ppm, max_transaction_ppm, trading_enabled FROM config WHERE config_id = 1"},
    {"lock_market",
     "SELECT market_cash_bdt, total_shares, share_price_bdt FROM biome_markets WHERE biome = $1 FOR UPDATE"},
    {"lock_holding",
     "SELECT shares, average_buy_price_bdt, total_invested_bdt FROM biome_holdings WHERE user_id = $1::uuid AND biome "
     "= $2 "
     "FOR UPDATE"},
    {"charge_user",
     "UPDATE users SET balance_bdt = balance_bdt - $2::bigint, updated_at = now() WHERE user_id = $1::uuid"},
    {"change_market",
     "UPDATE biome_markets SET market_cash_bdt = market_cash_bdt + $2::bigint, total_shares = total_shares + "
     "$3::bigint, "
     "updated_at = now() WHERE biome = $1"},
    {"change_holding",
     "INSERT INTO biome_holdings (user_id, biome, shares, average_buy_price_bdt, total_invested_bdt) "
     "VALUES ($1::uuid, $2, $3::bigint, $4::float8, $5::bigint) "
     "ON CONFLICT (user_id, biome) DO UPDATE SET shares = biome_holdings.shares + excluded.shares, "
     "total_invested_bdt = biome_holdings.total_invested_bdt + excluded.total_invested_bdt, updated_at = now()"},
    {"record",
     "INSERT INTO biome_transactions (user_id, biome, type, shares, price_per_share_bdt, total_amount_bdt, "
     "platform_fee_bdt) "
     "VALUES ($1::uuid, $2, 'buy', $3::bigint, $4::float8, $5::bigint, $6::bigint)"},
    {"buy", "SELECT buy($1::uuid, $2, $3::bigint)"},
}};

/// What was there at the start minus what is there now, in wallets, markets and fees: zero.
inline constexpr const char* kRowLockMoney = R"(
SELECT (SELECT count(*) * 1000000000000 - sum(balance_bdt) FROM users)
     - (SELECT sum(market_cash_bdt) - count(*) * 100000000 FROM biome_markets)
     - (SELECT coalesce(sum(platform_fee_bdt), 0) FROM biome_transactions)
)";

}  // namespace loam::bench
