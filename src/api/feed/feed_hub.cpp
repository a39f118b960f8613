#include "api/feed/feed_hub.hpp"

#include <algorithm>
#include <utility>

#include "api/feed/feed_round.hpp"

namespace loam {
namespace {

constexpr std::chrono::milliseconds kIdleWake{250};
constexpr std::uint64_t kSequencesPerMs = 1000;  // more than a process can send; within 2^53 until the year 2255

http::Payload payload(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

}  // namespace

FeedHub::~FeedHub() { stop(); }

void FeedHub::start(Sources sources) {
  sources_ = std::move(sources);
  epoch_ = static_cast<std::uint64_t>(now().ms) * kSequencesPerMs;
  seq_ = epoch_;
  ring_.emplace(epoch_);
  sources_.view->read([this](const State& state) {
    leaders_.begin(state);
    return 0;
  });
  thread_ = std::thread([this] { run(); });
}

void FeedHub::stop() {
  {
    const std::lock_guard lock(queue_mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void FeedHub::push(std::shared_ptr<const CommittedBatch> batch) {
  {
    const std::lock_guard lock(queue_mutex_);
    if (queued_events_ >= kMaxWaitingEvents) {
      lost_ = true;
      lost_batches_.fetch_add(1, std::memory_order_relaxed);
      return;
    }
    queued_events_ += batch->events.size();
    queue_.push_back(std::move(batch));
  }
  wake_.notify_one();
}

FeedStats FeedHub::stats() {
  const std::lock_guard lock(mutex_);
  FeedStats stats;
  stats.subscribers = subscribers_.size();
  subscribers_.each([&](const Subscriber& subscriber) { stats.signed_in += subscriber.signed_in ? 1 : 0; });
  stats.buffered = ring_ ? ring_->size() : 0;
  stats.seq = seq_;
  stats.sent = sent_.load(std::memory_order_relaxed);
  stats.lost_batches = lost_batches_.load(std::memory_order_relaxed);
  return stats;
}

void FeedHub::run() {
  std::unique_lock lock(queue_mutex_);
  for (;;) {
    wake_.wait_for(lock, kIdleWake, [this] { return stopping_ || !queue_.empty(); });
    auto batches = std::exchange(queue_, {});
    queued_events_ = 0;
    const bool lost = std::exchange(lost_, false);
    const bool last = stopping_;
    lock.unlock();
    turn(std::move(batches), lost);
    lock.lock();
    if (last && queue_.empty()) return;
    wake_.wait_for(lock, kBetweenRounds, [this] { return stopping_; });
  }
}

void FeedHub::turn(std::deque<std::shared_ptr<const CommittedBatch>> batches, bool lost) {
  FeedChanges changes;
  for (auto& batch : batches) {
    auto raised = surveillance_.observe(batch->at, batch->events, {batch->events.size(), batch->commit_us});
    changes.take(std::move(batch), std::move(raised), leaders_);
  }
  Round round;
  round.at = now();
  look(changes, round);
  render(changes, round);
  tell(changes, round, lost);
}

/// Copies out of the view, in one short look, all that the messages will say.
void FeedHub::look(const FeedChanges& changes, Round& round) {
  for (std::size_t i = 0; i < kBiomes; ++i) markets_due_[i] = markets_due_[i] || changes.markets[i];
  attention_due_ = attention_due_ || changes.attention;
  const bool due = attention_due_ || std::ranges::find(markets_due_, true) != markets_due_.end();
  const Duration since = round.at - pictured_at_;
  round.pictures = (due && since >= kBetweenPictures) || since >= kPictureAtLeast;

  ask_who_is_concerned(changes, round);
  std::vector<AccountNo> watched;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [account, rows] : changes.accounts) {
      if (subscribers_.watches(topic_of(account), round.at)) watched.push_back(account);
    }
    keep_watched(round);
  }
  const bool anything = round.pictures || !watched.empty() || !changes.alerts.empty() ||
                        !changes.safeguards.items.empty() || round.concerns_marketplace();
  if (!anything) return;
  sources_.view->read([&](const State& state) {
    if (round.pictures) round.markets = feed_markets(state, round.at);
    for (const AccountNo account : watched) {
      round.accounts.push_back({account, state.identity.id_of(account), state.ledger.account(account)});
      auto& parties = round.parties.emplace_back();
      for (const Transaction* row : changes.accounts.at(account).items) parties.push_back(parties_of(*row, state));
    }
    look_at_marketplace(state, changes, round);
    for (const Alert& alert : changes.alerts) round.alerts_of.push_back(state.identity.id_of(alert.finding.account));
    for (const auto* event : changes.safeguards.items)
      round.safeguards_of.push_back(state.identity.id_of(event->account));
    return 0;
  });
  if (!round.pictures) return;
  if (const auto prices = sources_.day_ago()) {
    const std::lock_guard lock(mutex_);
    day_ago_ = *prices;
  }
}

MessageHead FeedHub::next_head(const Round& round) const {
  // Only this thread raises seq_, so it may read it without the lock.
  return {seq_ + round.messages.size() + 1, round.at};
}

void FeedHub::add(Round& round, Topic topic, std::string text, http::ConflationKey key) {
  const std::uint64_t seq = seq_ + round.messages.size() + 1;
  round.messages.push_back({topic, {payload(std::move(text)), key, seq}});
}

void FeedHub::render(const FeedChanges& changes, Round& round) {
  if (round.pictures) render_pictures(round);
  if (!changes.trades.items.empty()) {
    add(round, topic_of(Channel::trades), trades_text(next_head(round), changes.trades));
    for (const Biome biome : kAllBiomes) {
      const auto& rows = changes.trades_of[index_of(biome)];
      if (rows.items.empty()) continue;
      add(round, topic_of(Channel::trades, biome), trades_text(next_head(round), rows));
    }
  }
  render_marketplace(round);
  render_accounts(changes, round);
  for (std::size_t i = 0; i < changes.alerts.size(); ++i) {
    add(round, topic_of(Channel::alerts), alert_text(next_head(round), changes.alerts[i], round.alerts_of[i]));
  }
  if (!changes.safeguards.items.empty()) {
    add(round, topic_of(Channel::alerts), safeguards_text(next_head(round), changes.safeguards, round.safeguards_of));
  }
}

void FeedHub::render_pictures(Round& round) {
  const bool at_least = round.at - pictured_at_ >= kPictureAtLeast;
  const auto picture = [&](std::optional<Biome> biome) {
    const std::string scope = biome ? std::string(to_string(*biome)) : "all";
    add(round, topic_of(Channel::market, biome),
        markets_text("biome_market_update", next_head(round), select(round.markets, biome), day_ago_),
        http::conflation_key("biome_market_update:" + scope));
    if (!attention_due_ && !at_least) return;
    add(round, topic_of(Channel::attention, biome), attention_text(next_head(round), select(round.markets, biome)),
        http::conflation_key("biome_attention_update:" + scope));
  };
  picture(std::nullopt);
  for (const Biome biome : kAllBiomes) {
    if (markets_due_[index_of(biome)] || attention_due_ || at_least) picture(biome);
  }
  markets_due_.fill(false);
  attention_due_ = false;
  pictured_at_ = round.at;
}

void FeedHub::render_accounts(const FeedChanges& changes, Round& round) {
  for (std::size_t i = 0; i < round.accounts.size(); ++i) {
    const FeedAccount& account = round.accounts[i];
    const auto& rows = changes.accounts.at(account.account);
    if (!rows.items.empty()) {
      add(round, topic_of(account.account), own_transactions_text(next_head(round), account, rows, round.parties[i]));
    }
    add(round, topic_of(account.account), balance_text("balance_update", next_head(round), account),
        http::conflation_key("balance_update"));
  }
}

/// Puts the messages in order for those who come back, then hands them out. Subscribers that come between the two read
/// a snapshot that has them already.
void FeedHub::tell(const FeedChanges& changes, Round& round, bool lost) {
  std::vector<std::vector<http::FeedSessionPtr>> receivers;
  receivers.reserve(round.messages.size());
  {
    const std::lock_guard lock(mutex_);
    end_private(changes, round.at);
    if (lost) {
      ring_->forget(seq_);
      subscribers_.each([&](Subscriber& subscriber) { send(subscriber, resync_text(head(), epoch_, "lost")); });
    }
    for (const Outgoing& outgoing : round.messages) {
      receivers.push_back(subscribers_.of(outgoing.topic));
      seq_ = outgoing.message.seq;
      if (outgoing.message.key == 0) ring_->add({outgoing.topic, round.at, outgoing.message});
    }
    ring_->round(round.at, seq_);
  }
  for (std::size_t i = 0; i < receivers.size(); ++i) {
    for (const http::FeedSessionPtr& session : receivers[i]) session->send(round.messages[i].message);
    sent_.fetch_add(receivers[i].size(), std::memory_order_relaxed);
  }
}

void FeedHub::end_private(const FeedChanges& changes, Time now) {
  for (const auto& [subscriber, reason] : subscribers_.follow(changes, now)) {
    subscribers_.drop_private(*subscriber, now);
    subscriber->who = Principal{};
    subscriber->signed_in = false;
    send(*subscriber, signed_out_text(head(), reason));
    if (subscriber->is_stream) subscriber->session->close(http::CloseCode::policy, reason);
  }
}

}  // namespace loam
