#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "app/check/check_accounts.hpp"
#include "app/check/check_deals.hpp"
#include "app/check/check_land.hpp"
#include "app/check/check_scene.hpp"
#include "app/verbs.hpp"

namespace loam {
namespace {

constexpr int kMisused = 2;
constexpr Money kForFees = Money::bdt(5);  // of one order: at most 20 % of it, and a margin

struct NamedCheck {
  const char* name;
  Finding (*run)(CheckScene&);
};
constexpr std::array<NamedCheck, 8> kChecks{{{"land sale", check_land_sale},
                                             {"biome trade", check_biome_trade},
                                             {"both at once", check_both_at_once},
                                             {"no negative balance", check_no_negative_balance},
                                             {"audit trail", check_audit_trail},
                                             {"safeguards", check_safeguards},
                                             {"migrations", check_migrations},
                                             {"metrics", check_metrics}}};

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

int complain(const std::string& sentence, int exit_code) {
  std::fprintf(stderr, "loam check: %s\n", sentence.c_str());
  return exit_code;
}

/// The seller is who has the land. Where neither has one, the first party claims one.
Found<CheckLand> give_roles(CheckTalk& overseer, CheckParty& seller, CheckParty& buyer) {
  for (int turn = 0; turn < 2; ++turn) {
    const auto land = land_of(seller);
    if (!land) return Unexpected{land.error()};
    if (*land) return **land;
    std::swap(seller, buyer);
  }
  const auto land = unclaimed_land(seller);
  if (!land) return Unexpected{land.error()};
  if (auto funded = fund(overseer, seller, land->price); !funded) return Unexpected{funded.error()};
  if (auto claimed = claim(seller, *land); !claimed) return Unexpected{claimed.error()};
  return *land;
}

/// Withdrawn, funded, and noted.
Found<void> prepare(CheckTalk& overseer, CheckParty& party, Money price) {
  const Money need = add_within(price, add_within(kCheckOrder, kForFees));
  if (auto funded = fund(overseer, party, need); !funded) return funded;
  return note_opening(party);
}

Found<CheckScene> set_scene(CheckScene scene) {
  for (CheckParty* party : {&scene.seller, &scene.buyer}) {
    if (auto withdrawn = withdraw_listings(*party); !withdrawn) return Unexpected{withdrawn.error()};
  }
  const auto land = give_roles(scene.overseer, scene.seller, scene.buyer);
  if (!land) return Unexpected{land.error()};
  scene.land_id = land->id;
  scene.price = land->price;
  for (CheckParty* party : {&scene.seller, &scene.buyer}) {
    if (auto prepared = prepare(scene.overseer, *party, scene.price); !prepared) return Unexpected{prepared.error()};
  }
  auto counters = read_counters(scene.machine);
  if (!counters) return Unexpected{counters.error()};
  scene.counters = std::move(counters).value();
  return scene;
}

/// Runs a check and prints its line. True where it passes.
bool run(const NamedCheck& check, CheckScene& scene) {
  using std::chrono::steady_clock;
  const auto waited = scene.patience.waited();
  const auto begin = steady_clock::now();
  const Finding finding = check.run(scene);
  const auto took = steady_clock::now() - begin - (scene.patience.waited() - waited);
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
  std::printf("%-20s %-7s %7lld  %s\n", check.name, finding ? "ok" : "FAILED", static_cast<long long>(ms),
              finding ? finding->c_str() : finding.error().c_str());
  std::fflush(stdout);
  return finding.has_value();
}

int run_all(CheckScene& scene) {
  std::printf("%-20s %-7s %7s  %s\n", "check", "result", "ms", "seen");
  std::size_t passed = 0;
  for (const NamedCheck& check : kChecks) passed += run(check, scene) ? 1U : 0U;
  std::printf("%zu of %zu passed\n", passed, kChecks.size());
  return passed == kChecks.size() ? 0 : 1;
}

}  // namespace

int check_deployment(const CheckOptions& options) {
  const auto place = parse_server_url(options.url);
  const auto machine = parse_server_url(options.operator_url.empty() ? options.url : options.operator_url);
  if (!place || !machine) return complain("--url and --operator-url take http://HOST:PORT", kMisused);
  const std::string key = from_environment("LOAM_CHECK_KEY");
  const std::string password = from_environment("LOAM_CHECK_PASSWORD");
  if (key.empty() || password.empty()) {
    return complain("LOAM_CHECK_KEY and LOAM_CHECK_PASSWORD have to be in the environment; see loam check --help",
                    kMisused);
  }
  std::signal(SIGPIPE, SIG_IGN);
  CheckPatience patience{std::chrono::seconds(options.wait_s)};
  CheckTalk overseer(*place, key, patience);
  auto seller = enter(overseer, options.accounts + "_seller", password, patience);
  if (!seller) return complain(seller.error(), 1);
  auto buyer = enter(overseer, options.accounts + "_buyer", password, patience);
  if (!buyer) return complain(buyer.error(), 1);
  auto scene = set_scene({std::move(overseer),
                          CheckTalk(*machine, {}, patience),
                          std::move(seller).value(),
                          std::move(buyer).value(),
                          options.biome,
                          {},
                          {},
                          patience,
                          {}});
  if (!scene) return complain(scene.error(), 1);
  const int exit_code = run_all(*scene);
  for (CheckParty* party : {&scene->seller, &scene->buyer}) {
    static_cast<void>(withdraw_listings(*party));  // what a failed check has left; the next run tries again
    leave(*party);
  }
  return exit_code;
}

}  // namespace loam
