#include "api/record_export.hpp"

#include <memory>
#include <utility>

#include "api/render.hpp"
#include "base/bytes.hpp"

namespace loam {
namespace {

constexpr std::size_t kRowsPerPiece = 1'000;  // about 400 KiB of text: what is in memory at once

constexpr std::string_view kCsvHeader =
    "seq,transaction_id,transaction_type,transaction_source,status,buyer_id,seller_id,land_id,land_ids,listing_id,"
    "amount_bdt,currency,"
    "platform_fee_bdt,gateway_fee_bdt,seller_receives_bdt,biome,shares,price_per_share_bdt,realized_gain_bdt,"
    "gateway_name,gateway_transaction_id,reason,created_at,completed_at,balance_after_bdt,hash\n";

std::string id_or_empty(const Uuid& id) { return id.is_nil() ? std::string() : to_string(id); }

/// With a semicolon between them: a comma would need quotes.
std::string joined(const std::vector<Uuid>& ids) {
  std::string text;
  for (const Uuid& id : ids) text += (text.empty() ? "" : ";") + to_string(id);
  return text;
}

/// Quotes what a spreadsheet would split, and disarms what it would run as a formula.
std::string csv_text(const std::string& text) {
  if (text.empty()) return {};
  const bool formula = std::string_view("=+-@\t").find(text.front()) != std::string_view::npos;
  std::string quoted = formula ? "\"'" : "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

void write_csv(std::string& out, const Transaction& row, const Parties& parties, AccountNo viewer) {
  const auto field = [&out](std::string_view text) {
    out += text;
    out += ',';
  };
  const bool trade = row.biome.has_value();
  const Money balance = viewer.exists() && viewer == row.seller ? row.seller_balance_after : row.buyer_balance_after;
  field(std::to_string(row.seq));
  field(to_string(row.id()));
  field(to_string(row.type));
  field(to_string(source_of(row.type)));
  field("COMPLETED");
  field(id_or_empty(parties.buyer));
  field(id_or_empty(parties.seller));
  field(id_or_empty(parties.lands.empty() ? Uuid{} : parties.lands.front()));
  field(joined(parties.lands));
  field(id_or_empty(parties.listing));
  field(to_string(row.amount));
  field("BDT");
  field(to_string(row.platform_fee));
  field(to_string(row.gateway_fee));
  field(to_string(seller_receives_of(row)));
  field(trade ? to_string(*row.biome) : std::string_view{});
  field(trade ? to_string(row.shares) : std::string());
  field(trade ? to_string(price_per_share_of(row)) : std::string());
  field(row.type == TransactionType::biome_sell ? to_string(row.realized_gain) : std::string());
  field(csv_text(row.gateway_name));
  field(csv_text(row.gateway_transaction_id));
  field(csv_text(row.reason));
  field(to_rfc3339(row.at));
  field(to_rfc3339(row.at));
  field(viewer.exists() ? to_string(balance) : std::string());
  out += to_hex(row.hash);
  out += '\n';
}

/// Where an export stands between two pieces.
struct Export {
  Api& api;
  RecordFilter filter;
  ExportFormat format;
  AccountNo viewer;
  bool whole;
  std::int64_t before_seq = 0;
  bool begun = false;
  bool done = false;
};

std::string write_piece(Export& state, const RecordPage& page) {
  std::string text;
  if (!state.begun && state.format == ExportFormat::csv) text += kCsvHeader;
  state.begun = true;
  std::vector<Parties> parties;
  parties.reserve(page.rows.size());
  state.api.view().read([&](const State& world) {
    for (const Transaction& row : page.rows) parties.push_back(parties_of(row, world));
    return 0;
  });
  for (std::size_t i = 0; i < page.rows.size(); ++i) {
    if (state.format == ExportFormat::csv) {
      write_csv(text, page.rows[i], parties[i], state.viewer);
      continue;
    }
    JsonWriter json(text);
    json.begin_object();
    write_transaction(json, page.rows[i], parties[i], state.viewer, state.whole);
    json.end_object();
    text += '\n';
  }
  return text;
}

}  // namespace

http::Response export_response(Api& api, const RecordFilter& filter, ExportFormat format, AccountNo viewer,
                               bool whole) {
  auto state = std::make_shared<Export>(Export{api, filter, format, viewer, whole, 0, false, false});
  http::Response response;
  response.content_type = format == ExportFormat::csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
  response.with("Content-Disposition", format == ExportFormat::csv ? "attachment; filename=\"transactions.csv\""
                                                                   : "attachment; filename=\"transactions.jsonl\"");
  response.source = [state](std::unique_ptr<http::BodySink> owned) {
    if (state->done) return owned->end();
    const std::shared_ptr<http::BodySink> sink(std::move(owned));
    const bool taken = state->api.readers().submit([state, sink](Reader& reader) {
      const auto page = reader.record(state->filter, state->before_seq, kRowsPerPiece);
      if (!page) return sink->fail();
      state->before_seq = page->next_before_seq;
      state->done = page->next_before_seq == 0;
      sink->piece(write_piece(*state, *page));
    });
    if (!taken) sink->fail();
  };
  return response;
}

}  // namespace loam
