#include "api/feed/client_message.hpp"

#include <limits>

#include "api/biomes.hpp"
#include "api/json/json_reader.hpp"
#include "api/land_map.hpp"

namespace loam {
namespace {

constexpr LengthRange kRef{1, 64};
constexpr LengthRange kToken{1, 512};
constexpr std::int64_t kMaxSeq = std::int64_t{1} << 53;  // what a client's floating point numbers still count exactly

using Type = ClientMessage::Type;

constexpr Word<Type> kTypes[] = {
    {"authenticate", Type::authenticate},
    {"subscribe_biome_market", Type::subscribe_biome_market},
    {"unsubscribe_biome_market", Type::unsubscribe_biome_market},
    {"subscribe_account", Type::subscribe_account},
    {"unsubscribe_account", Type::unsubscribe_account},
    {"subscribe_alerts", Type::subscribe_alerts},
    {"unsubscribe_alerts", Type::unsubscribe_alerts},
    {"subscribe_listing", Type::subscribe_listing},
    {"unsubscribe_listing", Type::unsubscribe_listing},
    {"subscribe_map", Type::subscribe_map},
    {"unsubscribe_map", Type::unsubscribe_map},
    {"resume", Type::resume},
    {"ping", Type::ping},
};

Box read_corners(JsonReader& body) {
  const ArrayReader corners = body->array("bbox", {4, 4});
  if (corners.size() != 4) return {};
  const auto side = [&](std::size_t index) {
    return static_cast<std::uint32_t>(corners.at(index).integer({0, kMaxWorldSide - 1}).value_or(0));
  };
  const Box box{side(0), side(1), side(2), side(3)};
  const bool in_order = box.x0 <= box.x1 && box.y0 <= box.y1;
  if (!in_order || box.width() > kMaxMapSide || box.height() > kMaxMapSide) {
    body->refuse("bbox", "out_of_range", "The first corner is not after the second, and no side has over 256 cells.");
  }
  return box;
}

void read_fields(JsonReader& body, ClientMessage& message) {
  switch (message.type) {
    case Type::authenticate: message.token = body->text("token", kToken); return;
    case Type::subscribe_biome_market:
    case Type::unsubscribe_biome_market: message.biome = body->optional_word("biome", kBiomeWords); return;
    case Type::resume: message.from_seq = static_cast<std::uint64_t>(body->integer("from_seq", {0, kMaxSeq})); return;
    case Type::subscribe_listing:
    case Type::unsubscribe_listing: message.listing = body->uuid("listing_id"); return;
    case Type::subscribe_map: message.box = read_corners(body); return;
    case Type::unsubscribe_map:
    case Type::subscribe_account:
    case Type::unsubscribe_account:
    case Type::subscribe_alerts:
    case Type::unsubscribe_alerts:
    case Type::ping: return;
  }
}

std::string sentence_of(const FieldErrors& errors) {
  std::string sentence;
  for (const FieldError& error : errors) {
    if (!sentence.empty()) sentence += ' ';
    sentence += error.pointer + ": " + error.detail;
  }
  return sentence;
}

}  // namespace

Result<ClientMessage, ClientMessageError> parse_client_message(std::string_view text) {
  JsonReader body(text);
  if (body.root().kind() != JsonValue::Kind::object) {
    body.finish();
    return Unexpected{
        ClientMessageError{"malformed_message", "A message is one JSON object: " + sentence_of(body.errors()), {}}};
  }
  ClientMessage message;
  message.ref = body->optional_text("ref", kRef).value_or("");
  FieldErrors ignored;
  const auto type = JsonField(body.root().find("type"), "", "type", ignored).word(kTypes);
  if (!type) {
    return Unexpected{ClientMessageError{"unknown_type", "There is no message of this type.", message.ref}};
  }
  body->field("type");
  message.type = *type;
  read_fields(body, message);
  if (!body.finish()) return Unexpected{ClientMessageError{"invalid_message", sentence_of(body.errors()), message.ref}};
  return message;
}

}  // namespace loam
