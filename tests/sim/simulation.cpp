#include "sim/simulation.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "sim/compare.hpp"
#include "store/memory_store.hpp"

namespace loam::sim {
namespace {

Settings settings_of(const Shape& shape) {
  Settings settings;
  for (std::size_t i = 0; i < kSettings; ++i) {
    const auto id = static_cast<SettingId>(i);
    const auto table = shape.tables.find(id);
    settings.lay({id, shape.settings[i], table == shape.tables.end() ? "" : table->second}, SettingSource::file);
  }
  return settings;
}

/// The world of one seed: engine, store and model side by side.
class World {
 public:
  World(const Plan& plan, Findings& run)
      : plan_(plan),
        run_(run),
        random_(plan.seed),
        upkeep_(plan.seed),
        shape_(plan.only_land ? Shape::of_land(random_) : Shape::of(random_)),
        generator_(random_, shape_),
        store_(plan.make_store ? plan.make_store() : make_memory_store()),
        faults_(*store_),
        engine_(settings_of(shape_)),
        model_(shape_.settings, shape_.tables),
        durable_model_(model_),
        durable_digest_(engine_.digest(kBeginning)) {
    if (plan.failing_commit > 0) faults_.fail_commit(plan.failing_commit, plan.how);
    batch_left_ = random_.below(5);
  }

  void step() {
    move_clock();
    doing_ = generator_.next(model_, stamp_);
    apply(doing_);
    if (batch_left_-- > 0) return;
    batch_left_ = random_.one_in(10) ? random_.below(30) : random_.below(5);
    commit();
    if (plan_.random_faults && random_.one_in(60)) rebuild();
  }

  void end() {
    doing_ = {};
    commit();
    rebuild();
    if (faults_.commits_after_failure() != 0) broken("a commit was tried after a failure");
  }

  [[nodiscard]] const Command& doing() const { return doing_; }
  [[nodiscard]] Digest trace() const { return sha256(trace_.bytes()); }

 private:
  /// As the pipeline stamps: a clock that is set back does not turn the economy back.
  void move_clock() {
    clock_ =
        random_.one_in(50) ? clock_ - Duration{random_.between(0, 100'000)} : clock_ + generator_.pause(model_, clock_);
    stamp_ = std::max(stamp_, clock_);
  }

  void apply(const Command& command) {
    const std::size_t first = batch_.size();
    const Reply reply = engine_.apply(command, stamp_, batch_);
    const std::span<const Event> made = std::span<const Event>(batch_).subspan(first);
    std::optional<Indexes> indexes;
    for (const Event& event : made) {
      if (const auto* cycle = std::get_if<Cycle>(&event)) {
        indexes.emplace();
        for (std::size_t i = 0; i < kBiomes; ++i) (*indexes)[i] = cycle->markets[i].index_after;
      }
    }
    const auto bid_on = listing_before(command);
    const Model::Told told = model_.apply(command, stamp_, indexes);
    check_answer(command, reply, told);
    check_safeguards(made);
    compare_money(model_, engine_.state());
    if (command.key) unanswered_.push_back(command);
    note(told.outcome);
    note_turns(bid_on, made);
  }

  void check_answer(const Command& command, const Reply& reply, const Model::Told& told) {
    if ((reply.replayed != 0) != told.replayed) broken(told.replayed ? "ran a second time" : "did not run");
    if (told.replayed) {
      retold_.emplace_back(reply.replayed, told.outcome);
      return;
    }
    if (!same_outcome(reply.outcome, told.outcome)) {
      broken("answered " + words_of(reply.outcome) + ", the model " + words_of(told.outcome));
    }
    const bool has_row = told.outcome && std::holds_alternative<RowAnswer>(*told.outcome);
    if (reply.row.has_value() != has_row) broken("the row of the answer");
    if (has_row && reply.row->seq != std::get<RowAnswer>(*told.outcome).seq) broken("the row's number");
    if (command.key && !engine_knows(*command.key)) broken("the key was forgotten");
  }

  /// Asked again with another request, a known key is refused.
  bool engine_knows(IdempotencyKey key) {
    key.request += 1;
    std::vector<Event> none;
    const Reply reply = engine_.apply({LogAccess{}, {}, key}, stamp_, none);
    return none.empty() && !reply.outcome && reply.outcome.error().code == RefusalCode::idempotency_key_reused;
  }

  void check_safeguards(std::span<const Event> made) {
    std::size_t at = 0;
    for (const Event& event : made) {
      const auto* acted = std::get_if<SafeguardEvent>(&event);
      if (acted == nullptr) continue;
      ++run_.seen[std::string(to_string(acted->kind))];
      if (at == model_.safeguards.size()) broken("a safeguard acted: " + std::string(to_string(acted->kind)));
      const SafeguardEvent& wanted = model_.safeguards[at++];
      const auto all = [](const SafeguardEvent& e) {
        return std::tuple(e.kind, e.at, e.biome, e.account, e.limit, e.value);
      };
      if (all(*acted) != all(wanted)) {
        broken("the safeguard " + std::string(to_string(acted->kind)) + " says " + std::to_string(acted->limit) + ", " +
               std::to_string(acted->value) + "; the model " + std::string(to_string(wanted.kind)) + " with " +
               std::to_string(wanted.limit) + ", " + std::to_string(wanted.value));
      }
    }
    if (at != model_.safeguards.size()) broken("a safeguard did not act");
  }

  void note(const Outcome& outcome) {
    for (const std::uint8_t byte : encode(outcome)) trace_.u8(byte);
    if (!outcome) ++run_.seen[std::string(to_string(outcome.error().code))];
  }

  /// What a bid is for, as it stands before it.
  std::optional<ModelListing> listing_before(const Command& command) {
    const auto* bid = std::get_if<PlaceBid>(&command.body);
    const ModelListing* listing = bid == nullptr ? nullptr : model_.lands.listing(bid->listing);
    return listing == nullptr ? std::nullopt : std::optional(*listing);
  }

  void note_turns(const std::optional<ModelListing>& before, std::span<const Event> made) {
    std::int64_t closed = 0;
    for (const Event& event : made) {
      if (const auto* bid = std::get_if<Bid>(&event)) {
        note_bid(*before, *model_.lands.listing(bid->listing), model_.land_rules(), stamp_, run_.seen);
      } else if (const auto* closing = std::get_if<ListingClosed>(&event)) {
        const ModelListing& listing = *model_.lands.listing(closing->listing);
        note_closing(listing, model_.lands.owner(listing.terms.lands.front()), run_.seen);
        if (++closed == 2) ++run_.seen["several_ended_at_once"];
      }
    }
  }

  void commit() {
    if (plan_.random_faults && random_.one_in(60)) {
      faults_.fail_commit(1, random_.one_in(2) ? Failure::before_durable : Failure::after_durable);
    }
    const Digest digest = engine_.digest(stamp_);
    trace_.raw(digest);
    const std::int64_t commits = faults_.commits();
    const bool done = batch_.empty() || faults_.commit(batch_).has_value();
    const bool durable = done || faults_.commits() > commits;
    if (durable) {
      durable_model_ = model_;
      durable_digest_ = digest;
      durable_at_ = stamp_;
      run_.commits += batch_.empty() ? 0 : 1;
    }
    if (done) {
      check_retold();
      compare_all(model_, engine_.state(), stamp_);
      unanswered_.clear();
      batch_.clear();
      if (upkeep_.one_in(8)) roll_up();
      return;
    }
    ++run_.failures;
    rebuild();
    // Whose answer was lost asks again; what was durable is answered with its first outcome, the rest runs.
    generator_.retry(std::exchange(unanswered_, {}));
  }

  /// Whatever leaves with it, every rebuild comes to the same.
  void roll_up() {
    const Time keep_from = stamp_ - Duration{upkeep_.between(0, 6LL * 3'600'000)};
    for (bool more = true; more;) {
      const auto done = faults_.roll_up(stamp_, keep_from);
      if (!done) broken("history is not rolled up: " + done.error().detail);
      more = *done;
    }
  }

  void check_retold() {
    if (retold_.empty()) return;
    auto reader = store_->reader();
    if (!reader) broken("no reader");
    for (const auto& [id, wanted] : retold_) {
      const auto outcome = (*reader)->outcome(id);
      if (!outcome || !outcome->has_value()) broken("outcome " + std::to_string(id) + " is not in the store");
      if (!same_outcome(**outcome, wanted)) broken("outcome " + std::to_string(id) + " is told otherwise");
    }
    retold_.clear();
  }

  /// The process dies and starts again: what the store holds is all there is.
  void rebuild() {
    ++run_.rebuilds;
    faults_.start_anew();
    batch_.clear();
    retold_.clear();
    model_ = durable_model_;
    Engine again(settings_of(shape_));
    Proof proof;
    const auto read = faults_.replay([&](const Event& event) {
      again.replay(event);
      proof.take(event);
    });
    if (!read) broken("the store cannot be read: " + read.error().detail);
    if (again.digest(durable_at_) != durable_digest_)
      broken("the rebuilt state is another than the one that was committed");
    const Proof::Report report = proof.finish();
    if (!report.holds) broken("the proof fails: " + report.first_wrong);
    if (const auto difference = proof.compare(again.state())) broken("the proof differs: " + *difference);
    run_.rolled_up = report.rolled_up;
    if (report.keys != static_cast<std::int64_t>(again.keys())) broken("keys");
    engine_ = std::move(again);
    // While it was down, the clock may have been set to anything.
    if (random_.one_in(4)) clock_ = engine_.state().now;
    stamp_ = std::max(engine_.state().now, clock_);
    compare_all(model_, engine_.state(), stamp_);
  }

  const Plan& plan_;
  Findings& run_;
  Random64 random_;
  Random64 upkeep_;  // of its own: what the store does with history changes nothing of what happens
  Shape shape_;
  Generator generator_;
  std::unique_ptr<Store> store_;
  FaultStore faults_;
  Engine engine_;
  Model model_;
  Model durable_model_;
  Digest durable_digest_;
  Time durable_at_ = kBeginning;
  Time clock_ = kBeginning;
  Time stamp_ = kBeginning;
  std::size_t batch_left_ = 0;
  std::vector<Event> batch_;
  std::vector<Command> unanswered_;
  std::vector<std::pair<std::int64_t, Outcome>> retold_;
  Command doing_;
  ByteWriter trace_;
};

}  // namespace

Findings simulate(const Plan& plan) {
  Findings run;
  World world(plan, run);
  std::size_t step = 0;
  try {
    for (; step < plan.steps; ++step) world.step();
    world.end();
  } catch (const std::exception& error) {
    run.broken = "step " + std::to_string(step) + ", " + words_of(world.doing()) + ": " + error.what();
  }
  run.trace = world.trace();
  return run;
}

}  // namespace loam::sim
