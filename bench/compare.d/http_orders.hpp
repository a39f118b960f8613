#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/compare.d/http_load.hpp"
#include "bench/support/orders.hpp"

namespace loam::bench {

/// Who orders over HTTP, and on whose authority.
struct HttpPlayers {
  std::string api_key;
  std::vector<std::string> ids;
};

/// A request or a command whose text stands but for two fields of fixed width.
struct Template {
  std::string text;
  std::size_t user_at = 0;
  std::size_t key_at = 0;

  /// Writes itself at the end of `out`.
  void append(std::string& out, const std::string& user, std::uint64_t key) const;
};

/// `POST /api/v1/biome-market/buy`, one order a request.
class OrderRequests final : public Requests {
 public:
  /// @param keys counts on over all runs on one record, so that no Idempotency-Key comes twice
  OrderRequests(const HttpPlayers& players, Spread spread, std::uint64_t& keys);

  void next(std::string& out) override;
  [[nodiscard]] std::int64_t orders_asked() const override { return 1; }
  [[nodiscard]] std::int64_t orders_done(int status, std::string_view body) const override;

 private:
  const HttpPlayers& players_;
  Picks picks_;
  std::uint64_t& keys_;
  std::array<Template, kBiomes> templates_;
};

/// `POST /api/v1/batch` of so many orders.
class BatchRequests final : public Requests {
 public:
  BatchRequests(const HttpPlayers& players, Spread spread, std::int64_t orders, std::uint64_t& keys);

  void next(std::string& out) override;
  [[nodiscard]] std::int64_t orders_asked() const override { return orders_; }
  [[nodiscard]] std::int64_t orders_done(int status, std::string_view body) const override;

 private:
  const HttpPlayers& players_;
  Picks picks_;
  std::int64_t orders_;
  std::uint64_t& keys_;
  std::array<Template, kBiomes> templates_;
  std::string body_;
};

}  // namespace loam::bench
