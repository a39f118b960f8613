#include "upgrade/former_world.hpp"

#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <crypt.h>

namespace loam::test {
namespace {

// Cheap, since thousands of users have it: the cost stands in the hash.
constexpr const char* kSalt = "$2b$04$abcdefghijklmnopqrstuu";

std::string hash_of(const std::string& password) {
  const auto room = std::make_unique<crypt_data>();
  const char* hash = crypt_r(password.c_str(), kSalt, room.get());
  if (hash == nullptr) throw std::runtime_error("the system cannot compute bcrypt");
  return hash;
}

constexpr const char* kTypes = R"sql(
  CREATE TYPE user_role AS ENUM ('USER', 'ADMIN', 'MODERATOR');
  CREATE TYPE land_shape AS ENUM ('SQUARE', 'CIRCLE', 'TRIANGLE', 'RECTANGLE');
  CREATE TYPE listing_type AS ENUM ('AUCTION', 'FIXED_PRICE', 'AUCTION_WITH_BUYNOW');
  CREATE TYPE listing_status AS ENUM ('ACTIVE', 'SOLD', 'EXPIRED', 'CANCELLED');
  CREATE TYPE bid_status AS ENUM ('ACTIVE', 'OUTBID', 'CANCELLED', 'WON');
  CREATE TYPE transaction_type AS ENUM ('AUCTION', 'BUY_NOW', 'FIXED_PRICE', 'TRANSFER', 'TOPUP');
  CREATE TYPE transaction_status AS ENUM ('PENDING', 'COMPLETED', 'FAILED', 'REFUNDED');
)sql";

constexpr const char* kTables = R"sql(
  CREATE TABLE users (
    user_id uuid PRIMARY KEY, username varchar(32) NOT NULL UNIQUE, email varchar(255) NOT NULL UNIQUE,
    password_hash varchar(255) NOT NULL, role user_role NOT NULL DEFAULT 'USER', avatar_url varchar(500), bio text,
    is_banned boolean NOT NULL DEFAULT false, ban_reason text, balance_bdt integer NOT NULL DEFAULT 0,
    verified boolean NOT NULL DEFAULT false, failed_login_attempts integer NOT NULL DEFAULT 0, locked_until timestamptz,
    is_suspended boolean NOT NULL DEFAULT false, suspension_reason text, suspended_until timestamptz,
    last_login timestamptz, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
  CREATE TABLE lands (
    land_id uuid PRIMARY KEY, owner_id uuid NOT NULL, x integer NOT NULL, y integer NOT NULL, z integer NOT NULL,
    biome biome NOT NULL, elevation float8 NOT NULL, color_hex varchar(7), shape land_shape NOT NULL DEFAULT 'SQUARE',
    width integer NOT NULL DEFAULT 1, height integer NOT NULL DEFAULT 1, fenced boolean NOT NULL DEFAULT false,
    passcode_hash varchar(255), public_message text, price_base_bdt integer NOT NULL, for_sale boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, UNIQUE (x, y, z));
  CREATE TABLE listings (
    listing_id uuid PRIMARY KEY, seller_id uuid NOT NULL, type listing_type NOT NULL, description text, images text[],
    price_bdt integer, reserve_price_bdt integer, auction_start_time timestamptz, auction_end_time timestamptz,
    auto_extend boolean NOT NULL DEFAULT false, auto_extend_minutes integer NOT NULL DEFAULT 0,
    buy_now_enabled boolean NOT NULL DEFAULT false, buy_now_price_bdt integer, status listing_status NOT NULL,
    sold_at timestamptz, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
  CREATE TABLE listing_lands (
    id uuid PRIMARY KEY, listing_id uuid NOT NULL, land_id uuid NOT NULL, created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL);
  CREATE TABLE bids (
    bid_id uuid PRIMARY KEY, listing_id uuid NOT NULL, bidder_id uuid NOT NULL, amount_bdt integer NOT NULL,
    status bid_status NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
  CREATE TABLE transactions (
    transaction_id uuid PRIMARY KEY, land_id uuid NOT NULL, seller_id uuid NOT NULL, buyer_id uuid NOT NULL,
    listing_id uuid, transaction_type transaction_type NOT NULL, amount_bdt integer NOT NULL,
    currency varchar(3) NOT NULL DEFAULT 'BDT', status transaction_status NOT NULL, gateway_name varchar(50),
    gateway_transaction_id varchar(255) UNIQUE, platform_fee_bdt integer NOT NULL DEFAULT 0,
    gateway_fee_bdt integer NOT NULL DEFAULT 0, completed_at timestamptz, created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL);
  CREATE TABLE biome_markets (
    biome biome PRIMARY KEY, market_cash_bdt integer NOT NULL, attention_score float8 NOT NULL, share_price_bdt float8 NOT NULL,
    total_shares integer NOT NULL, last_redistribution timestamptz, created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL);
  CREATE TABLE biome_holdings (
    holding_id uuid PRIMARY KEY, user_id uuid NOT NULL, biome biome NOT NULL, shares float8 NOT NULL,
    average_buy_price_bdt float8 NOT NULL, total_invested_bdt integer NOT NULL, created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL, UNIQUE (user_id, biome));
  CREATE TABLE biome_price_history (
    record_id uuid PRIMARY KEY, biome biome NOT NULL, price_bdt float8 NOT NULL, market_cash_bdt integer NOT NULL,
    attention_score float8 NOT NULL, "timestamp" timestamptz NOT NULL);
  CREATE TABLE attention_scores (
    score_id uuid PRIMARY KEY, user_id uuid NOT NULL, biome biome NOT NULL, score float8 NOT NULL,
    last_activity timestamptz NOT NULL, UNIQUE (user_id, biome));
)sql";

constexpr const char* kTradesApart = R"sql(
  CREATE TYPE biome_trade AS ENUM ('buy', 'sell');
  CREATE TABLE biome_transactions (
    transaction_id uuid PRIMARY KEY, user_id uuid NOT NULL, biome biome NOT NULL, type biome_trade NOT NULL,
    shares float8 NOT NULL, price_per_share_bdt float8 NOT NULL, total_amount_bdt integer NOT NULL,
    realized_gain_bdt float8, executed_at timestamptz NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
)sql";

constexpr const char* kUnified = R"sql(
  ALTER TYPE transaction_type ADD VALUE 'BIOME_BUY';
  ALTER TYPE transaction_type ADD VALUE 'BIOME_SELL';
)sql";
constexpr const char* kUnifiedColumns = R"sql(
  ALTER TABLE transactions ADD COLUMN biome varchar(50), ADD COLUMN shares float8, ADD COLUMN price_per_share_bdt integer;
  ALTER TABLE transactions ALTER COLUMN land_id DROP NOT NULL;
  ALTER TABLE transactions ALTER COLUMN seller_id DROP NOT NULL;
)sql";

constexpr const char* kView = R"sql(
  CREATE VIEW v_unified_transactions AS
  SELECT t.*, CASE WHEN biome IS NULL THEN 'marketplace' ELSE 'biome' END AS transaction_source FROM transactions t;
)sql";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

}  // namespace

FormerWorld::Options at_size(FormerWorld::Options options) {
  if (std::getenv("LOAM_LONG") == nullptr) return options;
  options.users = 10'000;
  options.rows = 100'000;
  return options;
}

FormerWorld::FormerWorld(const Options& options) {
  make_schema(options);
  fill(options);
  fill_with_oddities();
}

void FormerWorld::must(const std::string& sql) const {
  const std::string wrong = database_.run(sql);
  if (!wrong.empty()) throw std::runtime_error(wrong + " in: " + sql);
}

void FormerWorld::make_schema(const Options& options) const {
  const std::string labels = "'ocean', 'beach', 'plains', 'forest', 'desert', 'mountain', 'snow'";
  const std::string upper = "'OCEAN', 'BEACH', 'PLAINS', 'FOREST', 'DESERT', 'MOUNTAIN', 'SNOW'";
  must("CREATE TYPE biome AS ENUM (" + (options.upper_case ? upper : labels) + ")");
  must(kTypes);
  must(kTables);
  if (options.revision <= 9) must(kTradesApart);
  if (options.revision >= 9) {
    must(kUnified);
    must(kUnifiedColumns);
  }
  if (options.revision >= 11) must(kView);
}

/// Users from 1 on, U of them; rows from 1 on, R of each kind.
void FormerWorld::fill(const Options& options) const {
  const auto sized = [&](std::string sql) {
    sql = replaced(std::move(sql), "$U", std::to_string(options.users));
    sql = replaced(std::move(sql), "$R", std::to_string(options.rows));
    return replaced(std::move(sql), "$HASH", "'" + hash_of(kPassword) + "'");
  };
  must(R"sql(
    CREATE FUNCTION id(kind text, i bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT md5(kind || i)::uuid $$;
    CREATE FUNCTION moment(i bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS
      $$ SELECT timestamptz '2024-03-01 00:00:00Z' + i * interval '61.25 seconds' $$;
    CREATE FUNCTION label(i bigint) RETURNS biome LANGUAGE sql STABLE AS
      $$ SELECT (enum_range(NULL::biome))[1 + i % 7] $$;
  )sql");
  must(sized(R"sql(
    INSERT INTO users (user_id, username, email, password_hash, role, balance_bdt, verified, bio, created_at, updated_at)
      SELECT id('user', i), 'user' || i, 'user' || i || '@example.com', $HASH,
             (CASE i % 20 WHEN 5 THEN 'ADMIN' WHEN 6 THEN 'MODERATOR' ELSE 'USER' END)::user_role, i * 37 % 5000, i % 3 = 0,
             'I am ' || i, moment(i), moment(i + 5) FROM generate_series(1, $U) i;
    INSERT INTO biome_markets
      SELECT label(i), 100000, 12.5, 10 + i * 1.2345678, 1000, NULL, moment(0), moment(9) FROM generate_series(0, 6) i;
    INSERT INTO biome_holdings
      SELECT id('holding', u * 7 + b), id('user', u), label(b), (u % 17) * 1.234567891 + b + 0.5, 11.5, u * 3 % 900, moment(u), moment(u + 1)
      FROM generate_series(1, $U) u, generate_series(0, 6) b WHERE (u + b) % 3 > 0;
    INSERT INTO lands (land_id, owner_id, x, y, z, biome, elevation, price_base_bdt, public_message, fenced, created_at, updated_at)
      SELECT id('land', i), id('user', 1 + i % $U), i % 500, i / 500, 0, label(i), 0.25, 100 + i % 50,
             CASE WHEN i % 9 = 0 THEN 'keep off' END, i % 4 = 0, moment(i), moment(i) FROM generate_series(1, $R) i;
    INSERT INTO listings (listing_id, seller_id, type, description, images, price_bdt, reserve_price_bdt, auction_start_time,
                          auction_end_time, status, sold_at, created_at, updated_at)
      SELECT id('listing', i), id('user', 1 + i % $U), (CASE WHEN i % 2 = 0 THEN 'AUCTION' ELSE 'FIXED_PRICE' END)::listing_type,
             'land ' || i, CASE WHEN i % 5 = 0 THEN ARRAY['a.png', 'b c.png'] END, 100 + i % 700,
             CASE WHEN i % 4 = 0 THEN 900 END, moment(i), CASE WHEN i % 2 = 0 THEN moment(i + 10) END,
             (CASE i % 3 WHEN 0 THEN 'SOLD' WHEN 1 THEN 'EXPIRED' ELSE 'CANCELLED' END)::listing_status,
             CASE WHEN i % 3 = 0 THEN moment(i + 5) END, moment(i), moment(i + 5) FROM generate_series(1, $R) i;
    INSERT INTO listing_lands SELECT id('place', i), id('listing', i), id('land', i), moment(i), moment(i) FROM generate_series(1, $R) i;
    INSERT INTO bids
      SELECT id('bid', i), id('listing', 2 * i), id('user', 1 + (i + 7) % $U), 100 + i % 500,
             (CASE i % 3 WHEN 0 THEN 'OUTBID' WHEN 1 THEN 'WON' ELSE 'CANCELLED' END)::bid_status, moment(i), moment(i)
      FROM generate_series(1, $R) i;
    INSERT INTO transactions (transaction_id, land_id, seller_id, buyer_id, listing_id, transaction_type, amount_bdt, status,
                              gateway_name, gateway_transaction_id, platform_fee_bdt, completed_at, created_at, updated_at)
      SELECT id('sale', i), id('land', i), id('user', 1 + i % $U), id('user', 1 + (i + 1) % $U), id('listing', i),
             (enum_range(NULL::transaction_type))[1 + i % 4], 100 + i % 900,
             (CASE i % 11 WHEN 3 THEN 'PENDING' WHEN 4 THEN 'FAILED' WHEN 5 THEN 'REFUNDED' ELSE 'COMPLETED' END)::transaction_status,
             CASE WHEN i % 6 = 0 THEN 'BALANCE' END, CASE WHEN i % 6 = 0 THEN 'gw-' || i END, 5 + i % 20, NULL, moment(i), moment(i + 1)
      FROM generate_series(1, $R) i;
  )sql"));
  if (options.revision >= 9) {
    must(sized(R"sql(
      INSERT INTO transactions (transaction_id, seller_id, buyer_id, transaction_type, amount_bdt, status, platform_fee_bdt,
                                completed_at, created_at, updated_at, biome, shares, price_per_share_bdt)
        SELECT id('trade', i), CASE WHEN i % 2 = 1 THEN id('user', 1 + i % $U) END, id('user', 1 + i % $U),
               (CASE WHEN i % 2 = 0 THEN 'BIOME_BUY' ELSE 'BIOME_SELL' END)::transaction_type, 50 + i % 400, 'COMPLETED', 1,
               moment(i), moment(i), moment(i), label(i)::text, i % 90 / 8.0, 12
        FROM generate_series(1, $R) i;
    )sql"));
  }
  if (options.revision <= 9) {
    must(sized(R"sql(
      INSERT INTO biome_transactions
        SELECT id('old trade', i), id('user', 1 + i % $U), label(i), (CASE WHEN i % 2 = 0 THEN 'buy' ELSE 'sell' END)::biome_trade,
               i % 90 / 8.0, 12.345, 50 + i % 400, CASE WHEN i % 2 = 1 THEN i % 30 / 4.0 END, moment(i), moment(i), moment(i)
        FROM generate_series(1, $R) i;
    )sql"));
  }
}

/// What such worlds have, too: see the cases that ask for it.
void FormerWorld::fill_with_oddities() const {
  must(R"sql(
    UPDATE users SET balance_bdt = -250 WHERE username = 'user7';
    UPDATE users SET is_banned = true, ban_reason = 'spam' WHERE username = 'user8';
    UPDATE users SET is_suspended = true, suspended_until = '2024-01-01' WHERE username = 'user9';
    UPDATE users SET is_suspended = true, suspended_until = NULL WHERE username = 'user10';
    UPDATE users SET password_hash = 'none' WHERE username = 'user11';
    INSERT INTO users (user_id, username, email, password_hash, balance_bdt, created_at, updated_at) VALUES
      (id('late', 1), 'USER1', 'USER1@example.com', 'none', 70, now(), now());
    INSERT INTO biome_holdings VALUES
      (id('late', 1), id('late', 1), label(0), 'NaN', 0, 0, now(), now()),
      (id('late', 2), id('late', 1), label(1), -3, 0, 0, now(), now()),
      (id('late', 3), id('late', 1), label(2), 0.0000004, 0, 0, now(), now()),
      (id('late', 4), id('late', 1), label(3), 2500.1234567, 0, -10, now(), now());
    INSERT INTO lands (land_id, owner_id, x, y, z, biome, elevation, price_base_bdt, created_at, updated_at) VALUES
      (id('late', 1), id('user', 1), -2, -3, 0, label(0), 0, 5, now(), now()),
      (id('late', 2), id('user', 2), -2, -3, 9, label(0), 0, 5, now(), now()),
      (id('late', 3), id('nobody', 3), 7, -1, 0, label(0), 0, 5, now(), now()),
      (id('late', 4), id('user', 3), 400, -3, 0, label(1), 0, 5, now(), now()),
      (id('late', 5), id('user', 3), 401, -3, 0, label(1), 0, 5, now(), now()),
      (id('late', 6), id('user', 4), 402, -3, 0, label(1), 0, 5, now(), now());
    INSERT INTO listings (listing_id, seller_id, type, description, price_bdt, reserve_price_bdt, auction_end_time, buy_now_enabled,
                          buy_now_price_bdt, status, created_at, updated_at) VALUES
      (id('open', 1), id('user', 3), 'FIXED_PRICE', 'two lands', 500, NULL, NULL, false, NULL, 'ACTIVE', now() - interval '3 days', now()),
      (id('open', 2), id('user', 3), 'FIXED_PRICE', 'one of them again', 300, NULL, NULL, false, NULL, 'ACTIVE', now(), now()),
      (id('open', 3), id('user', 4), 'AUCTION_WITH_BUYNOW', 'no bid yet', 100, 150, now() + interval '3 days', true, 900, 'ACTIVE', now(), now()),
      (id('open', 4), id('user', 1), 'AUCTION', 'with a bid', 100, NULL, now() + interval '3 days', false, NULL, 'ACTIVE', now(), now()),
      (id('open', 5), id('user', 5), 'FIXED_PRICE', 'not his', 100, NULL, NULL, false, NULL, 'ACTIVE', now(), now()),
      (id('open', 6), id('user', 1), 'AUCTION', 'over', 100, NULL, '2024-05-01', false, NULL, 'ACTIVE', now(), now());
    INSERT INTO listing_lands VALUES
      (id('open', 1), id('open', 1), id('late', 4), moment(1), moment(1)), (id('open', 2), id('open', 1), id('late', 5), moment(2), moment(2)),
      (id('open', 3), id('open', 2), id('late', 5), moment(1), moment(1)), (id('open', 4), id('open', 3), id('late', 6), moment(1), moment(1)),
      (id('open', 5), id('open', 4), id('late', 1), moment(1), moment(1)), (id('open', 6), id('open', 5), id('late', 1), moment(1), moment(1)),
      (id('open', 7), id('open', 6), id('late', 1), moment(1), moment(1));
    INSERT INTO bids VALUES (id('open', 4), id('open', 4), id('user', 2), 120, 'ACTIVE', now(), now());
  )sql");
}

}  // namespace loam::test
