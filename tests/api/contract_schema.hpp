#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/json/json_value.hpp"

namespace loam::test {

/// The contract as the server gives it away, to hold answers against. Knows of JSON Schema what the contract uses.
class Contract {
 public:
  /// @param document api/openapi.json
  explicit Contract(const std::string& document);

  [[nodiscard]] JsonValue root() const { return document_.root(); }
  /// Where a `$ref` leads; the value itself where it is none.
  [[nodiscard]] JsonValue resolve(JsonValue value) const;
  /// The operation, by method in lower case and path of the contract; exists() is false where there is none.
  [[nodiscard]] JsonValue operation(std::string_view method, std::string_view path) const;
  [[nodiscard]] JsonValue schema(std::string_view name) const;

  /// What is wrong with an answer to this operation: a status that is not documented, another type of content, and
  /// every member that is missing, of another type, or not documented. Empty: nothing.
  [[nodiscard]] std::vector<std::string> problems(JsonValue operation, int status, std::string_view content_type,
                                                  const std::string& body) const;
  /// The same for one value and one schema.
  [[nodiscard]] std::vector<std::string> problems(JsonValue schema, JsonValue value) const;

 private:
  struct Shape;
  void check(JsonValue schema, JsonValue value, const std::string& place, std::vector<std::string>& found) const;
  void check_type(const Shape& shape, JsonValue value, const std::string& place, std::vector<std::string>& found) const;
  void check_object(const Shape& shape, JsonValue value, const std::string& place,
                    std::vector<std::string>& found) const;
  void check_array(const Shape& shape, JsonValue value, const std::string& place,
                   std::vector<std::string>& found) const;
  void merge(JsonValue schema, Shape& shape) const;
  bool check_choice(const Shape& shape, JsonValue value, const std::string& place,
                    std::vector<std::string>& found) const;

  JsonDocument document_;
};

}  // namespace loam::test
