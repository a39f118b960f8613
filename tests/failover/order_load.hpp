#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace loam::test {

/// Players who buy, one order after the other. Each order has an Idempotency-Key and is asked again with it until it is
/// answered: an error, or `outcome unknown`, ends no order.
class OrderLoad {
 public:
  /// @param port where the server listens, now
  /// @param tokens of the players, one client each
  OrderLoad(const std::atomic<std::uint16_t>& port, const std::vector<std::string>& tokens);
  OrderLoad(const OrderLoad&) = delete;
  OrderLoad& operator=(const OrderLoad&) = delete;
  ~OrderLoad();

  /// Orders that were answered with 201 up to now.
  [[nodiscard]] std::size_t acknowledged() const;
  /// No more orders are begun; those that are on their way get their answers, or are given up after two minutes.
  void finish();

  /// To be asked when it is finished: the rows that answers named, one for each order in the order of their answers;
  /// and why an order got none, where one did not.
  [[nodiscard]] const std::vector<std::string>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  void trade(const std::string& token, std::size_t client);
  /// False where it got no answer that counts.
  bool order(const std::string& token, const std::string& key);

  const std::atomic<std::uint16_t>& port_;
  std::atomic<bool> finishing_{false};
  mutable std::mutex mutex_;
  std::vector<std::string> rows_;
  std::vector<std::string> complaints_;
  std::vector<std::thread> clients_;
};

}  // namespace loam::test
