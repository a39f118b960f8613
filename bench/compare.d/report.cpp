#include "bench/compare.d/report.hpp"

#include <cmath>
#include <cstdio>
#include <fstream>

#include <fmt/format.h>

#include "api/json/json_writer.hpp"

namespace loam::bench {
namespace {

/// Numbers in the JSON file have three decimals.
constexpr int kDecimals = 3;
std::int64_t thousandths(double value) { return static_cast<std::int64_t>(std::llround(value * 1000)); }

/// Collects targets whose both sides are there.
class Targets {
 public:
  explicit Targets(const Figures& figures) : figures_(figures) {}

  void times(const char* name, const std::string& side, const std::string& base, double floor, double aim = 0) {
    if (const auto [a, b] = best(side, base); a && b) add_times(name, a->per_second(), b->per_second(), floor, aim);
  }
  void named_clients(const char* name, const std::string& side, const std::string& base, double floor) {
    const auto [a, b] = best(side, base);
    if (!a || !b) return;
    const Point* at = figures_.find(side)->at(kNamedClients);
    if (at != nullptr) add_times(name, at->per_second(), b->per_second(), floor, 0);
  }
  void percent(const char* name, const std::string& side, const std::string& base, double floor) {
    if (const auto [a, b] = best(side, base); a && b)
      add({name, floor, 0, 100 * a->per_second() / b->per_second(), "%", 0});
  }
  /// The rate and the p99 of Loam over HTTP at one and the same number of clients: where its p99 is below the row
  /// locks', and else at its highest rate, where the second is missed.
  void quicker(double floor, double aim) {
    const auto [highest, base] = best(section::kHttp, section::kRowLocks);
    if (!highest || !base) return;
    const Point* found = figures_.quicker(section::kHttp);
    const Point& point = found ? *found : *highest;
    add_times(fmt::format("Loam over HTTP at {} clients against row locks", point.clients), point.per_second(),
              base->per_second(), floor, aim);
    add({fmt::format("p99 of row locks against p99 of Loam over HTTP at {} clients", point.clients), 1, 0,
         base->latencies.p99_ms() / point.latencies.p99_ms(), "times", 0});
  }
  [[nodiscard]] std::vector<Target> take() { return std::move(targets_); }

 private:
  [[nodiscard]] std::pair<const Point*, const Point*> best(const std::string& side, const std::string& base) const {
    const Series* a = figures_.find(side);
    const Series* b = figures_.find(base);
    return {a ? &a->best() : nullptr, b ? &b->best() : nullptr};
  }
  void add_times(const std::string& name, double side, double base, double floor, double aim) {
    const Series* prepared = figures_.find(section::kRowLocksPrepared);
    add({name, floor, aim, side / base, "times", prepared == nullptr ? 0 : side / prepared->best().per_second()});
  }
  void add(Target target) { targets_.push_back(std::move(target)); }

  const Figures& figures_;
  std::vector<Target> targets_;
};

/// Both sides on one server: what is left of the difference is the pattern.
void add_targets_on_postgres(Targets& targets) {
  namespace s = section;
  constexpr double kTimes = 15;
  constexpr double kPercent = 80;
  const auto on = [](const char* name) { return s::on_postgres(name); };
  targets.times("on PostgreSQL: Loam over HTTP against row locks", on(s::kHttp), s::kRowLocks, kTimes);
  targets.times("on PostgreSQL: full record over HTTP against row locks", on(s::kHttpFull), s::kRowLocks, kTimes);
  targets.times("on PostgreSQL: POST /batch of 1,000 against row locks", on(s::kHttpBatch), s::kRowLocks, kTimes);
  targets.times("on PostgreSQL: engine and store against row locks", on(s::kStore), s::kRowLocks, kTimes);
  targets.times("on PostgreSQL: full record, engine and store, against row locks", on(s::kStoreFull), s::kRowLocks,
                kTimes);
  targets.percent("on PostgreSQL: one hot account over HTTP, of spread", on(s::kHttpHot), on(s::kHttp), kPercent);
  targets.percent("on PostgreSQL: one hot account, engine and store, of spread", on(s::kStoreHot), on(s::kStore),
                  kPercent);
}

void print_best(const Figures& figures) {
  fmt::print("\nEach side at its best number of clients\n  {:<68} {:>7} {:>10} {:>9} {:>9}\n", "", "clients",
             "orders/s", "p50 ms", "p99 ms");
  for (const auto& [name, point] : best_lines(figures)) {
    fmt::print("  {:<68} {:>7} {:>10.0f} {:>9.2f} {:>9.2f}\n", name, point->clients, point->per_second(),
               point->latencies.p50_ms(), point->latencies.p99_ms());
  }
}

void print_targets(const Figures& figures) {
  const std::vector<Target> targets = targets_of(figures);
  if (targets.empty()) return;
  fmt::print("\n  {:<66} {:>14} {:>10} {:>7} {:>12}\n", "target", "wanted", "measured", "holds", "prepared*");
  for (const Target& target : targets) {
    const std::string wanted =
        target.aim > 0 ? fmt::format("{:g} (aim {:g})", target.floor, target.aim) : fmt::format("{:g}", target.floor);
    const std::string prepared = target.against_prepared > 0 ? fmt::format("{:.1f}", target.against_prepared) : "";
    fmt::print("  {:<66} {:>14} {:>10.1f} {:>7} {:>12}\n", target.name + ", " + target.unit, wanted, target.measured,
               target.holds() ? "yes" : "NO", prepared);
  }
  fmt::print("  * against row locks whose statements are prepared: a stricter measure\n");
  fmt::print(
      "  One order a request is judged at the highest rate whose p99 is below that of row locks at their best.\n");
  for (const Target& target : targets) {
    if (!target.holds())
      fmt::print("MISSED: {}: {:.1f} {}, wanted {:g}\n", target.name, target.measured, target.unit, target.floor);
  }
}

void write_point(JsonWriter& json, const Point& point) {
  json.begin_object().member("clients", point.clients);
  json.key("orders_per_second").decimal(thousandths(point.per_second()), kDecimals);
  json.key("p50_ms").decimal(thousandths(point.latencies.p50_ms()), kDecimals);
  json.key("p99_ms").decimal(thousandths(point.latencies.p99_ms()), kDecimals);
  json.key("seconds").decimal(thousandths(point.seconds), kDecimals);
  json.member("orders", point.orders).member("failed", point.failed);
  json.key("cpu_us_per_order").decimal(thousandths(point.cpu_us), kDecimals);
  json.end_object();
}

void write_pairs(JsonWriter& json, const std::vector<std::pair<std::string, std::string>>& pairs) {
  json.begin_object();
  for (const auto& [name, value] : pairs) json.member(name, value);
  json.end_object();
}

void write_targets(JsonWriter& json, const std::vector<Target>& targets) {
  json.begin_array();
  for (const Target& target : targets) {
    json.begin_object().member("name", target.name).member("unit", target.unit).member("holds", target.holds());
    json.key("floor").decimal(thousandths(target.floor), kDecimals);
    json.key("aim").decimal(thousandths(target.aim), kDecimals);
    json.key("measured").decimal(thousandths(target.measured), kDecimals);
    json.key("against_prepared").decimal(thousandths(target.against_prepared), kDecimals);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string section::on_postgres(const std::string& name) { return name + "_postgres"; }

const Series* Figures::find(const std::string& name) const {
  const auto found = series.find(name);
  return found == series.end() ? nullptr : &found->second;
}

std::vector<const Series*> Figures::in_order() const {
  namespace s = section;
  std::vector<const Series*> found;
  const auto add = [&](const std::string& name) {
    if (const Series* one = find(name)) found.push_back(one);
  };
  const std::vector<const char*> loam{s::kHttp,  s::kHttpHot,  s::kHttpFull, s::kHttpBatch,
                                      s::kStore, s::kStoreHot, s::kStoreFull};
  for (const char* name : {s::kRowLocks, s::kRowLocksHot, s::kRowLocksPrepared, s::kRowLocksFunction}) add(name);
  for (const char* name : loam) add(name);
  for (const char* name : loam) add(s::on_postgres(name));
  return found;
}

const Point* Figures::quicker(const std::string& http) const {
  const Series* side = find(http);
  const Series* base = find(section::kRowLocks);
  return side && base ? side->best_below(base->best().latencies.p99_ms()) : nullptr;
}

std::vector<BestLine> best_lines(const Figures& figures) {
  std::vector<BestLine> lines;
  for (const Series* series : figures.in_order()) {
    lines.push_back({series->name, &series->best()});
    for (const std::string& http : {std::string(section::kHttp), section::on_postgres(section::kHttp)}) {
      const Point* quicker = series == figures.find(http) ? figures.quicker(http) : nullptr;
      if (quicker) lines.push_back({series->name + ", p99 below that of row locks", quicker});
    }
  }
  return lines;
}

std::vector<Target> targets_of(const Figures& figures) {
  namespace s = section;
  Targets targets(figures);
  targets.quicker(12, 20);
  targets.times("Loam over HTTP at its highest rate against row locks", s::kHttp, s::kRowLocks, 12, 20);
  targets.named_clients("Loam over HTTP at 32 clients against row locks at their best", s::kHttp, s::kRowLocks, 8);
  targets.times("POST /batch of 1,000 against row locks", s::kHttpBatch, s::kRowLocks, 40);
  targets.times("engine and store without HTTP against row locks", s::kStore, s::kRowLocks, 60);
  targets.percent("one hot account over HTTP, of spread", s::kHttpHot, s::kHttp, 80);
  targets.percent("one hot account, engine and store, of spread", s::kStoreHot, s::kStore, 80);
  targets.percent("full record over HTTP, of the empty store", s::kHttpFull, s::kHttp, 80);
  targets.percent("full record, engine and store, of the empty store", s::kStoreFull, s::kStore, 80);
  add_targets_on_postgres(targets);
  return targets.take();
}

void print_summary(const Figures& figures) {
  print_best(figures);
  if (!figures.facts.empty()) fmt::print("\n");
  for (const auto& [name, value] : figures.facts) fmt::print("  {:<54} {}\n", name, value);
  print_targets(figures);
  std::fflush(stdout);
}

void write_json(const Figures& figures, const std::filesystem::path& file) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("machine");
  write_pairs(json, figures.machine);
  json.key("disk_sync_ms").begin_object();
  json.key("p50").decimal(thousandths(figures.disk_sync.p50_ms()), kDecimals);
  json.key("p99").decimal(thousandths(figures.disk_sync.p99_ms()), kDecimals);
  json.end_object().key("series").begin_object();
  for (const auto& [key, series] : figures.series) {
    json.key(key).begin_object().member("name", series.name).key("points").begin_array();
    for (const Point& point : series.points) write_point(json, point);
    json.end_array().end_object();
  }
  json.end_object().key("facts");
  write_pairs(json, figures.facts);
  json.key("targets");
  write_targets(json, targets_of(figures));
  json.end_object();
  std::ofstream(file) << text << '\n';
}

}  // namespace loam::bench
