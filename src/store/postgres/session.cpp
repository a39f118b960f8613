#include "store/postgres/session.hpp"

#include <array>
#include <utility>

#include <poll.h>
#include <sys/socket.h>

#include "base/check.hpp"

namespace loam::postgres {
namespace {

constexpr int kBinary = 1;
// A server that is gone is noticed within this time, whatever the system's defaults.
constexpr const char* kConnectTimeoutS = "5";
constexpr const char* kTcpUserTimeoutMs = "10000";
constexpr const char* kKeepaliveIdleS = "5";

/// What a prepared statement is known by.
std::string key_of(const std::string& sql, std::span<const Oid> types) {
  std::string key = sql;
  for (const Oid type : types) key += '|' + std::to_string(type);
  return key;
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

bool is_good(const PGresult* result) {
  switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY: return true;
    default: return false;
  }
}

/// The server's own words for what may be tried again: serialization failures, deadlocks, a server that stops or that
/// has become a standby.
bool may_be_repeated(std::string_view state) {
  return state == "40001" || state == "40P01" || state == "25006" || state.starts_with("57P") ||
         state.starts_with("08");
}

/// Parameters the way libpq takes them.
struct Arguments {
  explicit Arguments(std::span<const Parameter> parameters) {
    for (const Parameter& each : parameters) {
      types.push_back(each.type);
      values.push_back(each.null ? nullptr : each.bytes.data());
      lengths.push_back(static_cast<int>(each.bytes.size()));
      formats.push_back(kBinary);
    }
  }
  [[nodiscard]] int count() const { return static_cast<int>(types.size()); }

  std::vector<Oid> types;
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
};

}  // namespace

std::string big_endian(std::uint64_t value, std::size_t bytes) {
  std::string text(bytes, '\0');
  for (std::size_t i = bytes; i > 0; --i) {
    text[i - 1] = static_cast<char>(value & 0xff);
    value >>= 8;
  }
  return text;
}

Session::Session(const std::string& url, const std::string& name, const char* target, Patience patience)
    : patience_(patience) {
  // What stands before `dbname` is a default that the address may change; what stands after it is not.
  const std::array keywords{
      "connect_timeout", "tcp_user_timeout", "keepalives_idle",      "dbname",
      "client_encoding", "application_name", "target_session_attrs", static_cast<const char*>(nullptr)};
  const std::array values{kConnectTimeoutS, kTcpUserTimeoutMs, kKeepaliveIdleS, url.c_str(),
                          "UTF8",           name.c_str(),      target,          static_cast<const char*>(nullptr)};
  connection_.reset(PQconnectdbParams(keywords.data(), values.data(), 1));
  set_up();
}

void Session::set_up() {
  if (PQstatus(get()) != CONNECTION_OK) {
    throw Interrupted("cannot connect to PostgreSQL: " + trimmed(PQerrorMessage(get())));
  }
  // A batch that is larger than what the sockets hold would otherwise be sent by one who reads nothing meanwhile.
  PQsetnonblocking(get(), 1);
  PQsetNoticeProcessor(
      get(), [](void*, const char*) {}, nullptr);
  // Whoever asks has to find what was promised on disk, whatever the server's default.
  execute(
      "SELECT set_config('synchronous_commit', 'on', false)"
      " WHERE current_setting('synchronous_commit') IN ('off', 'local')");
}

/// A reader lives longer than a server of the database. A batch is begun on a connection that is good, or not at all.
void Session::connect_again_if_broken() {
  if (PQstatus(get()) == CONNECTION_OK) return;
  prepared_.clear();
  PQreset(get());
  set_up();
}

void Session::fail(const PGresult* result, const std::string& what) const {
  const char* state = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const char* constraint = result != nullptr ? PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME) : nullptr;
  const char* primary = result != nullptr ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
  std::string message = trimmed(primary != nullptr ? primary : PQerrorMessage(get()));
  if (state != nullptr) message += " (" + std::string(state) + ")";
  if (constraint != nullptr && std::string_view(constraint) == "the_lease_is_held") {
    throw Fenced("another server has become the writer of this world");
  }
  if (!what.empty()) message += " in: " + what;
  if (PQstatus(get()) != CONNECTION_OK || (state != nullptr && may_be_repeated(state))) throw Interrupted(message);
  throw Error(message);
}

void Session::expect_good(const Answer& answer, const std::string& what) const {
  if (!is_good(answer.get())) fail(answer.get(), what);
}

void Session::execute(const std::string& sql) {
  LOAM_CHECK(!in_batch_);
  connect_again_if_broken();
  if (PQsendQuery(get(), sql.c_str()) != 1) fail(nullptr, {});
  expect_good(whole_answer(), {});
}

std::string Session::prepared(const std::string& sql, std::span<const Oid> types) {
  std::string key = key_of(sql, types);
  const auto known = prepared_.find(key);
  if (known != prepared_.end()) return known->second;
  LOAM_CHECK(!in_batch_);  // its answer would come with those of the batch
  std::string name = unused_name("s");
  if (PQsendPrepare(get(), name.c_str(), sql.c_str(), static_cast<int>(types.size()), types.data()) != 1) {
    fail(nullptr, sql);
  }
  expect_good(whole_answer(), sql);
  prepared_.emplace(std::move(key), name);
  return name;
}

Answer Session::ask(const std::string& sql, std::span<const Parameter> parameters) {
  const Arguments arguments(parameters);
  if (in_batch_) {
    flush_rows();
    sent(PQsendQueryParams(get(), sql.c_str(), arguments.count(), arguments.types.data(), arguments.values.data(),
                           arguments.lengths.data(), arguments.formats.data(), kBinary));
    if (PQsendFlushRequest(get()) != 1) fail(nullptr, {});
    while (unanswered_ > 1) expect_good(next_answer(), {});
    Answer answer = next_answer();
    expect_good(answer, sql);
    return answer;
  }
  connect_again_if_broken();
  if (PQsendQueryPrepared(get(), prepared(sql, arguments.types).c_str(), arguments.count(), arguments.values.data(),
                          arguments.lengths.data(), arguments.formats.data(), kBinary) != 1) {
    fail(nullptr, sql);
  }
  Answer answer = whole_answer();
  expect_good(answer, sql);
  return answer;
}

void Session::run(const std::string& sql, std::span<const Parameter> parameters) {
  if (!in_batch_) {
    ask(sql, parameters);
    return;
  }
  flush_rows();
  const Arguments arguments(parameters);
  const auto known = prepared_.find(key_of(sql, arguments.types));
  if (known != prepared_.end()) return send_prepared(known->second, parameters);
  sent(PQsendQueryParams(get(), sql.c_str(), arguments.count(), arguments.types.data(), arguments.values.data(),
                         arguments.lengths.data(), arguments.formats.data(), kBinary));
}

void Session::send_prepared(const std::string& name, std::span<const Parameter> parameters) {
  const Arguments arguments(parameters);
  if (in_batch_) {
    return sent(PQsendQueryPrepared(get(), name.c_str(), arguments.count(), arguments.values.data(),
                                    arguments.lengths.data(), arguments.formats.data(), kBinary));
  }
  if (PQsendQueryPrepared(get(), name.c_str(), arguments.count(), arguments.values.data(), arguments.lengths.data(),
                          arguments.formats.data(), kBinary) != 1) {
    fail(nullptr, name);
  }
  expect_good(whole_answer(), name);
}

void Session::begin_batch() {
  LOAM_CHECK(!in_batch_ && waiting_.empty());
  if (PQenterPipelineMode(get()) != 1) fail(nullptr, {});
  in_batch_ = true;
  run("BEGIN", {});
}

void Session::end_batch() {
  flush_rows();
  run("COMMIT", {});
  if (PQpipelineSync(get()) != 1) fail(nullptr, {});
  take_answers();
  if (PQexitPipelineMode(get()) != 1) fail(nullptr, {});
  in_batch_ = false;
}

/// All answers up to the one of the sync. A COMMIT that comes after an error is a ROLLBACK: the error is what counts.
void Session::take_answers() {
  Answer first_wrong;
  while (unanswered_ > 0) {
    Answer answer = next_answer();
    if (!is_good(answer.get()) && !first_wrong) first_wrong = std::move(answer);
  }
  const Answer sync = next_result();
  if (first_wrong) fail(first_wrong.get(), {});
  if (PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) fail(sync.get(), {});
}

void Session::abandon() noexcept {
  for (BulkInsert* rows : waiting_) rows->drop();
  waiting_.clear();
  try {
    // Up to here the server may wait for more, or refuse everything until the sync.
    if (in_batch_ && PQpipelineSync(get()) == 1) {
      for (int silent = 0; silent < 2;) {
        const Answer answer = next_result();
        silent = answer ? 0 : silent + 1;
        if (PQresultStatus(answer.get()) == PGRES_PIPELINE_SYNC || PQstatus(get()) != CONNECTION_OK) break;
      }
    }
    unanswered_ = 0;
    if (in_batch_ && PQexitPipelineMode(get()) != 1) return;
    in_batch_ = false;
    if (PQsendQuery(get(), "ROLLBACK") == 1) whole_answer();
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): the connection is gone, and the batch with it
  }
}

void Session::sent(int ok) {
  if (ok != 1) fail(nullptr, {});
  ++unanswered_;
}

void Session::flush_rows() {
  // Sending asks for nothing, so the list does not grow meanwhile.
  for (BulkInsert* rows : std::exchange(waiting_, {})) rows->send();
}

Answer Session::next_result() {
  for (;;) {
    const bool has_more_to_send = PQflush(get()) > 0;
    if (!has_more_to_send && PQisBusy(get()) == 0) return Answer(PQgetResult(get()));
    await_server(has_more_to_send);
    // Where that fails the connection is lost, and the next result says so.
    PQconsumeInput(get());
  }
}

/// A server that has been cut off without a word looks like one that thinks.
void Session::await_server(bool has_more_to_send) {
  pollfd socket{PQsocket(get()), static_cast<short>(has_more_to_send ? POLLIN | POLLOUT : POLLIN), 0};
  if (socket.fd < 0) return;
  if (::poll(&socket, 1, static_cast<int>(patience_.count())) != 0) return;
  ::shutdown(socket.fd, SHUT_RDWR);
  throw Interrupted("PostgreSQL has not answered for " + std::to_string(patience_.count()) + " milliseconds");
}

Answer Session::whole_answer() {
  Answer last;
  while (Answer result = next_result()) {
    if (!last || is_good(last.get())) last = std::move(result);
  }
  return last;
}

/// In a pipeline each answer is followed by a null that ends it.
Answer Session::next_answer() {
  Answer answer = next_result();
  if (!answer) fail(nullptr, {});
  const Answer end = next_result();
  --unanswered_;
  if (PQresultStatus(answer.get()) == PGRES_FATAL_ERROR && PQstatus(get()) != CONNECTION_OK) fail(answer.get(), {});
  return answer;
}

}  // namespace loam::postgres
