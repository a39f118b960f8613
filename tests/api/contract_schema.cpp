#include "contract_schema.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "base/time.hpp"
#include "base/uuid.hpp"
#include "money/money.hpp"

namespace loam::test {
namespace {

using Kind = JsonValue::Kind;

// The whole contract is one document: larger than any body.
constexpr JsonLimits kLimits{8 * 1024 * 1024, 64, 500'000, 4'096};

bool is_integer(std::string_view number) { return number.find_first_of(".eE") == std::string_view::npos; }

bool has_type(JsonValue value, std::string_view type) {
  switch (value.kind()) {
    case Kind::null: return type == "null";
    case Kind::boolean: return type == "boolean";
    case Kind::number: return type == "number" || (type == "integer" && is_integer(value.number_text()));
    case Kind::string: return type == "string";
    case Kind::array: return type == "array";
    case Kind::object: return type == "object";
  }
  return false;
}

/// 0.01 says two decimals.
int decimals_of(std::string_view step) {
  const std::size_t minus = step.find("e-");
  if (minus != std::string_view::npos) return std::stoi(std::string(step.substr(minus + 2)));
  const std::size_t point = step.find('.');
  return point == std::string_view::npos ? 0 : static_cast<int>(step.size() - point - 1);
}

bool has_format(std::string_view text, std::string_view format) {
  if (format == "uuid") return parse_uuid(text).has_value();
  if (format == "date-time") return text.size() == 24 && parse_rfc3339(text).has_value();
  return true;
}

}  // namespace

/// A schema with all that its `$ref` and `allOf` bring.
struct Contract::Shape {
  std::vector<std::string> types;
  std::map<std::string, JsonValue, std::less<>> properties;
  std::set<std::string> required;
  JsonValue additional;
  JsonValue items;
  JsonValue choices;  // oneOf or anyOf
  JsonValue words;    // enum
  std::string multiple_of;
  std::string format;
  std::size_t min_items = 0;
  std::size_t max_items = 1'000'000;
  bool described = false;  // says anything at all about a value
};

Contract::Contract(const std::string& document) {
  auto parsed = JsonDocument::parse(document, kLimits);
  if (!parsed) throw std::runtime_error("the contract is no JSON: " + parsed.error().detail);
  document_ = std::move(parsed).value();
}

JsonValue Contract::resolve(JsonValue value) const {
  while (value.exists() && value.kind() == Kind::object && value.find("$ref").exists()) {
    std::string_view path = value.find("$ref").string();
    if (!path.starts_with("#/")) throw std::runtime_error("a reference that leads elsewhere: " + std::string(path));
    path.remove_prefix(2);
    JsonValue at = root();
    while (!path.empty()) {
      const std::string_view step = path.substr(0, path.find('/'));
      at = at.find(step);
      path.remove_prefix(std::min(path.size(), step.size() + 1));
    }
    if (!at.exists()) throw std::runtime_error("a reference that leads nowhere: " + value.to_text());
    value = at;
  }
  return value;
}

JsonValue Contract::operation(std::string_view method, std::string_view path) const {
  const JsonValue item = root().find("paths").find(path);
  return item.exists() ? item.find(method) : JsonValue();
}

JsonValue Contract::schema(std::string_view name) const { return root().find("components").find("schemas").find(name); }

std::vector<std::string> Contract::problems(JsonValue operation, int status, std::string_view content_type,
                                            const std::string& body) const {
  const JsonValue response = resolve(operation.find("responses").find(std::to_string(status)));
  if (!response.exists()) return {"status " + std::to_string(status) + " is not documented"};
  const JsonValue content = response.find("content");
  if (!content.exists()) {
    return body.empty() ? std::vector<std::string>() : std::vector<std::string>{"a body where none is documented"};
  }
  const JsonValue media = content.find(content_type.substr(0, content_type.find(';')));
  if (!media.exists()) return {"content type " + std::string(content_type) + " is not documented"};
  if (content_type.find("json") == std::string_view::npos || content_type.find("ndjson") != std::string_view::npos)
    return {};
  const auto document = JsonDocument::parse(body, kLimits);
  if (!document) return {"the body is no JSON: " + document.error().detail};
  return problems(media.find("schema"), document->root());
}

std::vector<std::string> Contract::problems(JsonValue schema, JsonValue value) const {
  std::vector<std::string> found;
  check(schema, value, "", found);
  return found;
}

void Contract::merge(JsonValue schema, Shape& shape) const {
  schema = resolve(schema);
  for (JsonValue part = schema.find("allOf").first(); part.exists(); part = part.next()) merge(part, shape);
  for (JsonValue key = schema.first(); key.exists(); key = key.next()) {
    const std::string_view name = key.name();
    if (name != "description" && name != "examples" && name != "allOf") shape.described = true;
    if (name == "type") {
      shape.types.clear();
      if (key.kind() == Kind::string) shape.types.emplace_back(key.string());
      for (JsonValue type = key.first(); type.exists(); type = type.next()) shape.types.emplace_back(type.string());
    } else if (name == "properties") {
      for (JsonValue one = key.first(); one.exists(); one = one.next()) shape.properties[std::string(one.name())] = one;
    } else if (name == "required") {
      for (JsonValue one = key.first(); one.exists(); one = one.next()) shape.required.emplace(one.string());
    } else if (name == "additionalProperties") {
      shape.additional = key;
    } else if (name == "items") {
      shape.items = key;
    } else if (name == "oneOf" || name == "anyOf") {
      shape.choices = key;
    } else if (name == "enum") {
      shape.words = key;
    } else if (name == "multipleOf") {
      shape.multiple_of = key.number_text();
    } else if (name == "format") {
      shape.format = key.string();
    } else if (name == "minItems") {
      shape.min_items = std::stoul(std::string(key.number_text()));
    } else if (name == "maxItems") {
      shape.max_items = std::stoul(std::string(key.number_text()));
    }
  }
}

void Contract::check(JsonValue schema, JsonValue value, const std::string& place,
                     std::vector<std::string>& found) const {
  Shape shape;
  merge(schema, shape);
  if (shape.choices.exists()) {
    check_choice(shape, value, place, found);
    return;
  }
  if (!shape.described) return;  // anything goes
  check_type(shape, value, place, found);
  if (value.kind() == Kind::object) check_object(shape, value, place, found);
  if (value.kind() == Kind::array) check_array(shape, value, place, found);
}

/// The value must fit one of them; where it fits none, the complaints of the nearest are told.
bool Contract::check_choice(const Shape& shape, JsonValue value, const std::string& place,
                            std::vector<std::string>& found) const {
  std::vector<std::string> nearest;
  for (JsonValue choice = shape.choices.first(); choice.exists(); choice = choice.next()) {
    std::vector<std::string> here;
    check(choice, value, place, here);
    if (here.empty()) return true;
    if (nearest.empty() || here.size() < nearest.size()) nearest = std::move(here);
  }
  found.insert(found.end(), nearest.begin(), nearest.end());
  return false;
}

void Contract::check_type(const Shape& shape, JsonValue value, const std::string& place,
                          std::vector<std::string>& found) const {
  const bool right = shape.types.empty() ||
                     std::ranges::any_of(shape.types, [&](const std::string& type) { return has_type(value, type); });
  if (!right) found.push_back(place + ": another type: " + value.to_text());
  if (shape.words.exists()) {
    bool known = false;
    for (JsonValue word = shape.words.first(); word.exists(); word = word.next()) {
      known = known || word.to_text() == value.to_text();
    }
    if (!known) found.push_back(place + ": not one of its words: " + value.to_text());
  }
  if (value.kind() == Kind::string && !has_format(value.string(), shape.format)) {
    found.push_back(place + ": no " + shape.format + ": " + value.to_text());
  }
  if (value.kind() == Kind::number && !shape.multiple_of.empty()) {
    if (!parse_decimal(value.number_text(), decimals_of(shape.multiple_of)).units) {
      found.push_back(place + ": more decimals than " + shape.multiple_of + ": " + value.to_text());
    }
  }
}

void Contract::check_object(const Shape& shape, JsonValue value, const std::string& place,
                            std::vector<std::string>& found) const {
  for (const std::string& name : shape.required) {
    if (!value.find(name).exists()) found.push_back(place + "/" + name + ": missing");
  }
  const bool open = shape.additional.exists() && shape.additional.kind() == Kind::object;
  // An object of which nothing at all is said is whatever it is (a body inside a batch).
  if (shape.properties.empty() && !shape.additional.exists()) return;
  for (JsonValue member = value.first(); member.exists(); member = member.next()) {
    const std::string here = place + "/" + std::string(member.name());
    const auto property = shape.properties.find(member.name());
    if (property != shape.properties.end()) {
      check(property->second, member, here, found);
    } else if (open) {
      check(shape.additional, member, here, found);
    } else {
      found.push_back(here + ": not documented");
    }
  }
}

void Contract::check_array(const Shape& shape, JsonValue value, const std::string& place,
                           std::vector<std::string>& found) const {
  if (value.size() < shape.min_items || value.size() > shape.max_items) found.push_back(place + ": another length");
  if (!shape.items.exists()) return;
  std::size_t index = 0;
  for (JsonValue item = value.first(); item.exists(); item = item.next()) {
    check(shape.items, item, place + "/" + std::to_string(index++), found);
  }
}

}  // namespace loam::test
