// No negative balance, and the audit trail: what the checks before have left on the record.

#include <algorithm>
#include <map>

#include "api/json/json_writer.hpp"
#include "app/check/check_deals.hpp"
#include "base/bytes.hpp"

namespace loam {
namespace {

constexpr std::chrono::seconds kProofPause{5};
constexpr int kStillRuns = 202;

Found<CheckAnswer> proof_of_all(CheckScene& scene) {
  for (;;) {
    auto proof = scene.overseer.get("/api/v1/admin/invariants");
    if (!proof || proof->status != kStillRuns) return proof;
    if (!scene.patience.wait(kProofPause, "the record is proven from its first row")) {
      return Unexpected{differs("the proof of the record", "an end within the time to wait", "it still runs")};
    }
  }
}

/// Asks for one BDT more than there is. Where the market is so small that its own limit comes first, that refuses.
Found<std::string> overdraw(CheckScene& scene, CheckParty& party, Money balance) {
  std::string body;
  JsonWriter(body)
      .begin_object()
      .member("biome", scene.biome)
      .member("amount_bdt", add_within(balance, Money::bdt(1)))
      .end_object();
  const auto told = party.talk.ask("POST", "/api/v1/biome-market/buy", body);
  if (!told) return Unexpected{told.error()};
  const std::string code = told->code();
  if (code == "insufficient_funds" || code == "order_too_large" || code == "order_rate_exceeded") return code;
  return Unexpected{
      differs("an order above the balance of " + party.username, "the refusal insufficient_funds", told->words())};
}

/// The rows of a party since the checks began, oldest first.
Found<std::vector<CheckRow>> trail_of(CheckParty& party) {
  const auto page = party.talk.get("/api/v1/marketplace/transactions/audit-trail?limit=50");
  if (!page) return Unexpected{page.error()};
  std::vector<CheckRow> rows;
  for (JsonValue each = page->root().find("transactions").first(); each.exists(); each = each.next()) {
    auto row = read_row(each);
    if (!row) return Unexpected{row.error()};
    if (row->seq > party.last_seq) rows.push_back(std::move(row).value());
  }
  std::reverse(rows.begin(), rows.end());
  return rows;
}

/// What the row did to the balance of the one whose trail it stands in.
Money change_of(const CheckRow& row) {
  if (row.role == "seller") return row.receives;
  return negated(row.type == "BIOME_BUY" ? add_within(row.amount, row.fee) : row.amount);
}

/// Each balance after follows from the one before, from the opening one to that of now.
Found<void> expect_balances_follow(CheckParty& party, const std::vector<CheckRow>& rows) {
  Money balance = party.opening;
  for (const CheckRow& row : rows) {
    balance = add_within(balance, change_of(row));
    if (balance < Money::zero() || row.balance_after != balance) {
      return Unexpected{differs("the balance of " + party.username + " after row " + std::to_string(row.seq),
                                to_string(balance), to_string(row.balance_after))};
    }
  }
  const auto now = balance_of(party);
  if (!now) return Unexpected{now.error()};
  if (*now == balance) return {};
  return Unexpected{differs("the balance of " + party.username, to_string(balance), to_string(*now))};
}

struct Link {
  std::string previous;
  std::string hash;
};

/// The row's place in the chain, its hash computed here from its bytes.
Found<Link> link_of(CheckTalk& overseer, std::int64_t seq) {
  const std::string what = "the hash of row " + std::to_string(seq);
  const auto proof = overseer.get("/api/v1/marketplace/transactions/" + std::to_string(seq) + "/proof");
  if (!proof) return Unexpected{proof.error()};
  auto bytes = from_hex(proof->text("previous_hash"));
  const auto canonical = from_hex(proof->text("canonical"));
  if (!bytes || !canonical) return Unexpected{differs(what, "the bytes behind it", proof->body)};
  bytes->insert(bytes->end(), canonical->begin(), canonical->end());
  const std::string computed = to_hex(sha256(*bytes));
  if (proof->text("hash") != computed) return Unexpected{differs(what, computed, proof->text("hash"))};
  return Link{proof->text("previous_hash"), computed};
}

/// The row's hash is that of its bytes, and stands on that of the row before it.
Found<void> expect_chained(CheckTalk& overseer, const CheckRow& row) {
  const auto link = link_of(overseer, row.seq);
  if (!link) return Unexpected{link.error()};
  if (link->hash != row.hash) {
    return Unexpected{differs("the hash of row " + std::to_string(row.seq) + " in the trail", link->hash, row.hash)};
  }
  if (row.seq == 1) return {};
  const auto before = link_of(overseer, row.seq - 1);
  if (!before) return Unexpected{before.error()};
  if (before->hash == link->previous) return {};
  return Unexpected{differs("the hash before row " + std::to_string(row.seq), before->hash, link->previous)};
}

/// Each row that was answered stands in the trail of all whom it names: both where land was sold.
Found<void> expect_all_there(const std::vector<CheckRow>& made, const std::map<std::int64_t, int>& named) {
  for (const CheckRow& row : made) {
    const int parties = row.type == "FIXED_PRICE" ? 2 : 1;
    const auto found = named.find(row.seq);
    const int seen = found == named.end() ? 0 : found->second;
    if (seen == parties) continue;
    return Unexpected{
        differs("trails with row " + std::to_string(row.seq), std::to_string(parties), std::to_string(seen))};
  }
  return {};
}

}  // namespace

Finding check_no_negative_balance(CheckScene& scene) {
  const auto before = balance_of(scene.buyer);
  if (!before) return Unexpected{before.error()};
  const auto refusal = overdraw(scene, scene.buyer, *before);
  if (!refusal) return Unexpected{refusal.error()};
  const auto after = balance_of(scene.buyer);
  if (!after) return Unexpected{after.error()};
  if (*after != *before) {
    return Unexpected{differs("the balance after a refusal", to_string(*before), to_string(*after))};
  }
  const auto proof = proof_of_all(scene);
  if (!proof) return Unexpected{proof.error()};
  if (proof->text("holds") != "true" || proof->text("difference_bdt") != "0") {
    return Unexpected{differs("the proof of the record", "holds true and difference_bdt 0", proof->body)};
  }
  return "all balances of " + proof->text("accounts") + " accounts proven over " + proof->text("rows") +
         " rows; one BDT too much refused: " + *refusal;
}

Finding check_audit_trail(CheckScene& scene) {
  if (scene.rows.empty()) return Unexpected{differs("rows of this run", "some", "none: no deal was made")};
  std::map<std::int64_t, int> named;
  for (CheckParty* party : {&scene.seller, &scene.buyer}) {
    const auto trail = trail_of(*party);
    if (!trail) return Unexpected{trail.error()};
    if (auto follow = expect_balances_follow(*party, *trail); !follow) return Unexpected{follow.error()};
    for (const CheckRow& row : *trail) ++named[row.seq];
  }
  if (auto there = expect_all_there(scene.rows, named); !there) return Unexpected{there.error()};
  for (const CheckRow& row : scene.rows) {
    if (auto chained = expect_chained(scene.overseer, row); !chained) return Unexpected{chained.error()};
  }
  return std::to_string(scene.rows.size()) +
         " rows with the balances after of both sides, each following from the one before; their hashes computed";
}

}  // namespace loam
