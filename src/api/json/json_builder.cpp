#include "api/json/json_builder.hpp"

#include <utility>

#include "api/json/json_field.hpp"

namespace loam {

std::string JsonBuilder::pointer() const {
  std::string text;
  const auto append_step = [&](const Node& holder, const Node& node, std::size_t position) {
    text += '/';
    text += holder.kind == JsonValue::Kind::array ? std::to_string(position)
                                                  : escape_pointer(document_.text(node.name_begin, node.name_size));
  };
  for (std::size_t i = 1; i < open_.size(); ++i) {
    const Node& holder = document_.nodes_[open_[i - 1]];
    append_step(holder, document_.nodes_[open_[i]], holder.count - 1);
  }
  if (open_.empty()) return text;
  const Node& innermost = document_.nodes_[open_.back()];
  if (has_name_) {
    text += '/' + escape_pointer(std::string_view(document_.text_).substr(name_begin_, name_size_));
  } else if (innermost.kind == JsonValue::Kind::array) {
    text += '/' + std::to_string(innermost.count);
  }
  return text;
}

bool JsonBuilder::on_key(Text rest, std::size_t, Ec& ec) {
  append(rest);
  name_begin_ = text_begin_;
  name_size_ = document_.text_.size() - text_begin_;
  text_begin_ = document_.text_.size();
  const std::string_view name = std::string_view(document_.text_).substr(name_begin_, name_size_);
  has_name_ = true;
  if (is_duplicate(name)) return fail("duplicate_field", "This name stands twice in one object.", ec);
  return true;
}

bool JsonBuilder::is_duplicate(std::string_view name) const {
  const auto& nodes = document_.nodes_;
  for (std::size_t i = open_.back() + 1U; i < nodes.size(); i = nodes[i].end) {
    if (document_.text(nodes[i].name_begin, nodes[i].name_size) == name) return true;
  }
  return false;
}

bool JsonBuilder::on_bool(bool truth, Ec& ec) {
  if (!scalar(JsonValue::Kind::boolean, {}, ec)) return false;
  document_.nodes_.back().truth = truth;
  return true;
}

bool JsonBuilder::scalar(JsonValue::Kind kind, Text rest, Ec& ec) {
  append(rest);
  const std::size_t begin = text_begin_;
  const std::size_t size = document_.text_.size() - begin;
  text_begin_ = document_.text_.size();
  if (kind == JsonValue::Kind::string &&
      std::string_view(document_.text_).substr(begin).find('\0') != std::string::npos) {
    return fail("control_character", "A string must not hold U+0000.", ec);
  }
  Node* node = add(kind, ec);
  if (!node) return false;
  node->text_begin = static_cast<std::uint32_t>(begin);
  node->text_size = static_cast<std::uint32_t>(size);
  return true;
}

bool JsonBuilder::begin(JsonValue::Kind kind, Ec& ec) {
  if (!add(kind, ec)) return false;
  open_.push_back(static_cast<std::uint32_t>(document_.nodes_.size() - 1));
  return true;
}

bool JsonBuilder::end() {
  document_.nodes_[open_.back()].end = static_cast<std::uint32_t>(document_.nodes_.size());
  open_.pop_back();
  return true;
}

JsonBuilder::Node* JsonBuilder::add(JsonValue::Kind kind, Ec& ec) {
  auto& nodes = document_.nodes_;
  if (nodes.size() >= limits_.values) {
    fail("too_many_values", "A body holds at most " + std::to_string(limits_.values) + " values.", ec);
    return nullptr;
  }
  const auto index = static_cast<std::uint32_t>(nodes.size());
  Node node;
  node.kind = kind;
  node.end = index + 1;
  node.parent = open_.empty() ? index : open_.back();
  if (!open_.empty()) {
    Node& holder = nodes[open_.back()];
    if (holder.kind == JsonValue::Kind::object && holder.count >= limits_.members) {
      fail("too_many_fields", "One object holds at most " + std::to_string(limits_.members) + " fields.", ec);
      return nullptr;
    }
    ++holder.count;
  }
  if (has_name_) {
    node.name_begin = static_cast<std::uint32_t>(name_begin_);
    node.name_size = static_cast<std::uint32_t>(name_size_);
    has_name_ = false;
  }
  nodes.push_back(node);
  return &nodes.back();
}

bool JsonBuilder::fail(std::string_view code, std::string detail, Ec& ec) {
  failure_ = {pointer(), std::string(code), std::move(detail), 0};
  ec = boost::json::error::syntax;  // any error stops the parser; failure_ says which it is
  return false;
}

}  // namespace loam
