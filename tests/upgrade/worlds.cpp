#include "upgrade/worlds.hpp"

#include <algorithm>
#include <cstdlib>

namespace loam::test {

void Upgrade::fill_at_008() {
  run(R"sql(
    INSERT INTO users (user_id, username, email, password_hash, role, balance_bdt, created_at, updated_at) VALUES
      ('0b0e3f6e-0001-4000-8000-000000000001', 'ayesha', 'ayesha@example.com', '$2b$12$a', 'USER', 1500, '2024-03-01 10:00:00', '2024-03-02 11:30:00.25'),
      ('0b0e3f6e-0002-4000-8000-000000000002', 'Babul', NULL, '$2b$12$b', 'MODERATOR', 99.5, '2024-03-01 09:00:00.123456', '2024-03-01 09:00:00'),
      ('0b0e3f6e-0003-4000-8000-000000000003', 'chitra', 'c@example.com', '$2b$12$c', 'ADMIN', -250, '2024-03-03T00:00:00.5Z', '2024-03-03T00:00:00.5Z');
    INSERT INTO users (user_id, username, email, password_hash, is_banned, ban_reason, is_suspended, suspension_reason,
                       suspended_until, bio, avatar_url, verified, failed_login_attempts, locked_until, last_login, balance_bdt,
                       created_at)
      VALUES ('0b0e3f6e-0004-4000-8000-000000000004', 'dipu', '', '$2b$12$d', 0, 'it''s over', 1, 'spam', '2030-01-01',
              'line one' || char(10) || 'line two', 'https://example.com/d.png', 1, 3, '2024-05-05', '2024-05-04', 0, '2024-03-04');
    INSERT INTO lands (land_id, owner_id, x, y, biome, elevation, color_hex, price_base_bdt, for_sale) VALUES
      ('land-1', '0b0e3f6e-0001-4000-8000-000000000001', 1, 2, 'FOREST', 0.125, '#00ff00', 100, 1),
      ('land-2', '0b0e3f6e-0002-4000-8000-000000000002', -5, 7, 'ocean', -0.75, NULL, 99.99, 0);
    INSERT INTO listings (listing_id, seller_id, type, description, images, price_bdt, status, auction_end_time) VALUES
      ('listing-1', '0b0e3f6e-0001-4000-8000-000000000001', 'AUCTION', 'by the river', '["a","b"]', 120, 'ACTIVE', '2024-06-01');
    INSERT INTO listing_lands (id, listing_id, land_id) VALUES ('ll-1', 'listing-1', 'land-1');
    INSERT INTO bids (bid_id, listing_id, bidder_id, amount_bdt, status) VALUES
      ('bid-1', 'listing-1', '0b0e3f6e-0002-4000-8000-000000000002', 130, 'OUTBID'),
      ('bid-2', 'listing-1', '0b0e3f6e-0003-4000-8000-000000000003', 140.75, 'ACTIVE');
    INSERT INTO transactions (transaction_id, land_id, seller_id, buyer_id, listing_id, transaction_type, amount_bdt, status,
                              gateway_name, gateway_transaction_id, platform_fee_bdt, created_at) VALUES
      ('sale-1', 'land-2', '0b0e3f6e-0003-4000-8000-000000000003', '0b0e3f6e-0002-4000-8000-000000000002', NULL, 'FIXED_PRICE', 500, 'COMPLETED', 'BALANCE', NULL, 25, '2024-04-01'),
      ('sale-2', 'land-1', '0b0e3f6e-0001-4000-8000-000000000001', '0b0e3f6e-0003-4000-8000-000000000003', 'listing-1', 'AUCTION', 141, 'PENDING', NULL, 'gw-7', 7.05, '2024-04-02');
    INSERT INTO biome_markets (biome, market_cash_bdt, attention_score, share_price_bdt, total_shares) VALUES
      ('OCEAN', 1000000, 12.5, 100.25, 10000), ('forest', 750000.5, 0, 75, 10000);
    INSERT INTO biome_holdings (holding_id, user_id, biome, shares, average_buy_price_bdt, total_invested_bdt) VALUES
      ('holding-1', '0b0e3f6e-0001-4000-8000-000000000001', 'OCEAN', 2.5, 100.1, 250),
      ('holding-2', '0b0e3f6e-0002-4000-8000-000000000002', 'forest', 0.333333333, 75, 25);
    INSERT INTO biome_transactions (transaction_id, user_id, biome, type, shares, price_per_share_bdt, total_amount_bdt,
                                    platform_fee_bdt, realized_gain_bdt, executed_at) VALUES
      ('trade-1', '0b0e3f6e-0001-4000-8000-000000000001', 'OCEAN', 'buy', 3.5, 100.1, 350, 7, NULL, '2024-04-03 12:00:00'),
      ('trade-2', '0b0e3f6e-0001-4000-8000-000000000001', 'OCEAN', 'sell', 1, 101.37, 101.37, 2.03, 1.27, '2024-04-04 12:00:00');
  )sql");
}

void Upgrade::fill_at_011() {
  run(R"sql(
    INSERT INTO users (user_id, username, email) VALUES ('0b0e3f6e-0005-4000-8000-000000000005', 'esha', 'esha@example.com');
    INSERT INTO transactions (transaction_id, buyer_id, transaction_type, amount_bdt, status, gateway_name, gateway_fee_bdt) VALUES
      ('topup-1', '0b0e3f6e-0005-4000-8000-000000000005', 'TOPUP', 1000, 'COMPLETED', 'bkash', 15),
      ('topup-2', '0b0e3f6e-0001-4000-8000-000000000001', 'TOPUP', 77.7, 'FAILED', 'nagad', 0);
    INSERT INTO transactions (transaction_id, seller_id, buyer_id, transaction_type, amount_bdt, status, biome, shares, price_per_share_bdt)
      VALUES ('trade-3', NULL, '0b0e3f6e-0005-4000-8000-000000000005', 'BIOME_BUY', 100, 'COMPLETED', 'SNOW', 1.25, 80);
  )sql");
}

Engine Upgrade::rebuilt() {
  Engine engine{Settings()};
  const auto store = good(open_sqlite_store({file_}));
  good(store->replay([&](const Event& event) { engine.replay(event); }));
  return engine;
}

void Upgrade::live(World& world, int trades, int deals) {
  world.live_a_day();
  world.trade(trades);
  if (deals > 0) world.deal_in_land(deals);
  const auto store = good(open_sqlite_store({file_}));
  const std::vector<Event> events = world.events();
  constexpr std::size_t kEventsPerCommit = 1'000;
  for (std::size_t first = 0; first < events.size(); first += kEventsPerCommit) {
    good(store->commit(std::span(events).subspan(first, std::min(kEventsPerCommit, events.size() - first))));
  }
}

int trades() { return std::getenv("LOAM_LONG") != nullptr ? 10'000 : 200; }

void expect_same(const std::vector<std::string>& found, const std::vector<std::string>& wanted,
                 const std::string& when) {
  const auto [here, there] = std::mismatch(found.begin(), found.end(), wanted.begin(), wanted.end());
  if (here == found.end() && there == wanted.end()) return;
  ADD_FAILURE() << when << "\n  found:  " << (here == found.end() ? "nothing more" : *here)
                << "\n  wanted: " << (there == wanted.end() ? "nothing more" : *there);
}

}  // namespace loam::test
