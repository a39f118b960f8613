#include "api/json/json_reader.hpp"

#include <algorithm>
#include <utility>

namespace loam {
namespace {

using Kind = JsonValue::Kind;

void note(FieldErrors& errors, std::string pointer, std::string_view code, std::string detail) {
  errors.push_back({std::move(pointer), std::string(code), std::move(detail)});
}

}  // namespace

ObjectReader::ObjectReader(JsonValue object, std::string pointer, FieldErrors& errors)
    : object_(object), pointer_(std::move(pointer)), errors_(&errors) {
  if (object_.exists() && object_.kind() != Kind::object) {
    note(*errors_, pointer_, "not_an_object", "This must be a JSON object.");
    object_ = JsonValue();
    absent_ = true;
  } else {
    absent_ = !object_.exists();
  }
}

std::string ObjectReader::pointer_to(std::string_view name) const { return pointer_ + '/' + escape_pointer(name); }

JsonField ObjectReader::field(std::string_view name) {
  if (known_.empty()) known_.reserve(object_.size() + 2);  // what is there, and the optional ones that are not
  known_.push_back(name);
  // Where the object itself is missing, that is the one error: its fields are not missing each for itself.
  return {object_.find(name), pointer_, name, absent_ ? ignored_ : *errors_};
}

std::vector<JsonField> ObjectReader::fields() {
  std::vector<JsonField> all;
  for (JsonValue member = object_.first(); member.exists(); member = member.next()) all.push_back(field(member.name()));
  return all;
}

std::optional<Money> ObjectReader::optional_money(std::string_view name) {
  const JsonField f = field(name);
  return f.given() ? f.money() : std::nullopt;
}

std::optional<Shares> ObjectReader::optional_shares(std::string_view name) {
  const JsonField f = field(name);
  return f.given() ? f.shares() : std::nullopt;
}

std::optional<Price> ObjectReader::optional_price(std::string_view name) {
  const JsonField f = field(name);
  return f.given() ? f.price() : std::nullopt;
}

std::optional<std::int64_t> ObjectReader::optional_integer(std::string_view name, IntegerRange range) {
  const JsonField f = field(name);
  return f.given() ? f.integer(range) : std::nullopt;
}

std::optional<std::string> ObjectReader::optional_text(std::string_view name, LengthRange length) {
  const JsonField f = field(name);
  return f.given() ? f.text(length) : std::nullopt;
}

std::optional<bool> ObjectReader::optional_boolean(std::string_view name) {
  const JsonField f = field(name);
  return f.given() ? f.boolean() : std::nullopt;
}

std::optional<Uuid> ObjectReader::optional_uuid(std::string_view name) {
  const JsonField f = field(name);
  return f.given() ? f.uuid() : std::nullopt;
}

std::optional<Time> ObjectReader::optional_time(std::string_view name) {
  const JsonField f = field(name);
  return f.given() ? f.time() : std::nullopt;
}

ObjectReader ObjectReader::object(std::string_view name) {
  const JsonField f = field(name);
  if (!f.given()) f.refuse("required", "This field is required.");
  return {f.given() ? f.value() : JsonValue(), f.pointer(), *errors_};
}

ArrayReader ObjectReader::array(std::string_view name, LengthRange length) {
  const JsonField f = field(name);
  if (!f.given()) {
    f.refuse("required", "This field is required.");
    return {JsonValue(), f.pointer(), *errors_};
  }
  if (f.value().kind() != Kind::array) {
    f.refuse("not_an_array", "This must be a list.");
    return {JsonValue(), f.pointer(), *errors_};
  }
  if (f.value().size() < length.min || f.value().size() > length.max) {
    const bool few = f.value().size() < length.min;
    f.refuse(few ? "too_few_items" : "too_many_items",
             few ? "This needs at least " + std::to_string(length.min) + " items."
                 : "This takes at most " + std::to_string(length.max) + " items.");
    return {JsonValue(), f.pointer(), *errors_};
  }
  return {f.value(), f.pointer(), *errors_};
}

bool ObjectReader::finish() {
  for (JsonValue member = object_.first(); member.exists(); member = member.next()) {
    if (std::find(known_.begin(), known_.end(), member.name()) == known_.end()) {
      note(*errors_, pointer_to(member.name()), "unknown_field", "There is no such field here.");
    }
  }
  return errors_->empty();
}

void ObjectReader::refuse(std::string_view name, std::string_view code, std::string detail) {
  note(*errors_, name.empty() ? pointer_ : pointer_to(name), code, std::move(detail));
}

ArrayReader::ArrayReader(JsonValue array, std::string pointer, FieldErrors& errors)
    : pointer_(std::move(pointer)), errors_(&errors) {
  items_.reserve(array.size());
  for (JsonValue item = array.first(); item.exists(); item = item.next()) items_.push_back(item);
}

JsonField ArrayReader::at(std::size_t index) const { return {items_.at(index), pointer_, index, *errors_}; }

ObjectReader ArrayReader::object(std::size_t index) const {
  return {items_.at(index), pointer_ + '/' + std::to_string(index), *errors_};
}

JsonReader::JsonReader(std::string_view text) : object_(JsonValue(), "", errors_) {
  auto parsed = JsonDocument::parse(text);
  if (!parsed) {
    note(errors_, parsed.error().pointer, parsed.error().code, parsed.error().detail);
    return;
  }
  document_ = std::move(parsed).value();
  root_ = document_.root();
  object_ = ObjectReader(root_, "", errors_);
}

JsonReader::JsonReader(JsonValue object) : root_(object), object_(object, "", errors_) {
  if (!object.exists()) note(errors_, "", "not_an_object", "This must be a JSON object.");
}

bool JsonReader::finish() { return object_.finish(); }

}  // namespace loam
