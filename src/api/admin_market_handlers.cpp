#include <utility>

#include "api/admin_routes.hpp"
#include "api/http/problem.hpp"
#include "api/json/json_reader.hpp"
#include "api/render.hpp"

namespace loam {
namespace {

constexpr LengthRange kReasonLength{3, 200};  // a word at least: whoever reads the log later wants to know

constexpr Word<TradingState> kHaltWords[] = {{"halted", TradingState::halted},
                                             {"reduce_only", TradingState::reduce_only}};

void set_trading(Api& api, Call call, bool halt) {
  const std::string_view name = call.request.path_parameter("biome");
  const auto biome = parse_biome(name);
  if (!biome && name != "all") return call.respond(http::not_found(call.request, "There is no such biome."));
  JsonReader body(call.request.body());
  SetTrading command;
  command.biome = biome;
  command.reason = body->text("reason", kReasonLength);
  command.state = halt ? body->optional_word("state", kHaltWords).value_or(TradingState::halted) : TradingState::open;
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  std::string text;
  JsonWriter json(text);
  json.begin_object()
      .member("biome", biome ? to_string(*biome) : std::string_view("all"))
      .member("state", to_string(command.state))
      .member("reason", command.reason)
      .end_object();
  api.submit(std::move(call), std::move(command),
             [text = std::move(text)](const http::Request&, const Answer&, const Transaction*) {
               return http::Response::json(200, text);
             });
}

void halt(Api& api, Call call) { set_trading(api, std::move(call), true); }
void resume(Api& api, Call call) { set_trading(api, std::move(call), false); }

void adjust_balance(Api& api, Call call) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  const AccountNo account = api.view().read([&](const State& state) {
    const User* user = id ? state.identity.user(*id) : nullptr;
    return user == nullptr ? kNoAccount : user->account;
  });
  if (!account.exists()) return call.respond(http::not_found(call.request, "There is no such user."));
  JsonReader body(call.request.body());
  AdjustBalance command;
  command.account = account;
  const JsonField amount = body->field("amount_bdt");
  const auto units = amount.signed_money();
  if (units == Money::zero()) amount.refuse("must_not_be_zero", "An adjustment of zero changes nothing.");
  command.amount = units.value_or(Money{});
  command.reason = body->text("reason", kReasonLength);
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  api.submit(std::move(call), std::move(command),
             [id = *id, account](const http::Request&, const Answer&, const Transaction* row) {
               std::string text;
               JsonWriter json(text);
               json.begin_object();
               write_transaction(json, *row, {id, Uuid{}}, account, true);
               json.end_object();
               return http::Response::json(201, std::move(text));
             });
}

}  // namespace

void add_admin_market_routes(Api& api) {
  using http::Method;
  constexpr std::uint32_t kWrite = kOperatorWrite | access::batch;
  api.add(Method::post, "/api/v1/admin/markets/{biome}/halt", "halt_market", kWrite, halt);
  api.add(Method::post, "/api/v1/admin/markets/{biome}/resume", "resume_market", kWrite, resume);
  api.add(Method::post, "/api/v1/admin/users/{id}/adjust-balance", "adjust_balance", kWrite, adjust_balance);
}

}  // namespace loam
