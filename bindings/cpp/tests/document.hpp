// A small reader of JSON, and of the part of TOML that the test data uses, into one kind of value.
#pragma once

#include <cctype>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace document {

/// A text, a number (kept as text too), a boolean, a list or an object.
struct Value {
  enum class Kind { null, boolean, number, text, list, object };

  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0.0;
  std::string text;
  std::vector<Value> items;
  std::map<std::string, Value> fields;
  /// The value as it stands in the document.
  std::string source;

  bool has(const std::string& name) const { return fields.count(name) != 0; }
  const Value& operator[](const std::string& name) const {
    const auto field = fields.find(name);
    if (field == fields.end()) {
      throw std::out_of_range("the document has no field " + name);
    }
    return field->second;
  }
};

class Reader {
 public:
  explicit Reader(std::string text) : text_(std::move(text)) {}

  Value value() {
    skip_blanks();
    const std::size_t start = at_;
    Value value = bare_value();
    value.source = text_.substr(start, at_ - start);
    return value;
  }

  /// A whole TOML text: tables `[[case]]` become a list called `case`; `[case.name]` is a table of its last
  /// item.
  Value toml() {
    Value root;
    root.kind = Value::Kind::object;
    Value* table = &root;
    for (skip_blanks(); at_ < text_.size(); skip_blanks()) {
      if (accept("[[")) {
        Value& list = root.fields[until(']')];
        list.kind = Value::Kind::list;
        list.items.emplace_back().kind = Value::Kind::object;
        table = &list.items.back();
        expect("]]");
      } else if (accept("[")) {
        const std::string path = until(']');
        const std::size_t dot = path.find('.');
        table = &root.fields[path.substr(0, dot)].items.back().fields[path.substr(dot + 1)];
        table->kind = Value::Kind::object;
        expect("]");
      } else {
        std::string name = key();
        skip_blanks();
        expect("=");
        table->fields[std::move(name)] = value();
      }
    }
    return root;
  }

 private:
  Value bare_value() {
    switch (peek()) {
      case '{':
        return object();
      case '[':
        return list();
      case '"':
        return text_value();
      default:
        return word();
    }
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool accept(const std::string& expected) {
    if (text_.compare(at_, expected.size(), expected) != 0) {
      return false;
    }
    at_ += expected.size();
    return true;
  }

  void expect(const std::string& expected) {
    if (!accept(expected)) {
      throw std::runtime_error("expected " + expected + " at byte " + std::to_string(at_));
    }
  }

  void skip_blanks() {
    while (at_ < text_.size()) {
      if (peek() == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (std::isspace(static_cast<unsigned char>(peek())) != 0) {
        ++at_;
      } else {
        return;
      }
    }
  }

  std::string until(char end) {
    const std::size_t start = at_;
    at_ = std::min(text_.find(end, at_), text_.size());
    return text_.substr(start, at_ - start);
  }

  std::string key() {
    if (peek() == '"') {
      return text_value().text;
    }
    const std::size_t start = at_;
    while (std::isalnum(static_cast<unsigned char>(peek())) != 0 || peek() == '_') {
      ++at_;
    }
    return text_.substr(start, at_ - start);
  }

  Value object() {
    Value object;
    object.kind = Value::Kind::object;
    expect("{");
    for (skip_blanks(); !accept("}"); skip_blanks()) {
      std::string name = key();
      skip_blanks();
      if (!accept(":")) {
        expect("=");
      }
      object.fields[std::move(name)] = value();
      skip_blanks();
      accept(",");
    }
    return object;
  }

  Value list() {
    Value list;
    list.kind = Value::Kind::list;
    expect("[");
    for (skip_blanks(); !accept("]"); skip_blanks()) {
      list.items.push_back(value());
      skip_blanks();
      accept(",");
    }
    return list;
  }

  Value text_value() {
    Value value;
    value.kind = Value::Kind::text;
    expect("\"");
    while (!accept("\"")) {
      if (at_ >= text_.size()) {
        throw std::runtime_error("a text does not end");
      }
      const char next = text_[at_++];
      value.text.push_back(next == '\\' ? escaped(text_.at(at_++)) : next);
    }
    return value;
  }

  static char escaped(char code) {
    switch (code) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case '"':
      case '\\':
      case '/':
        return code;
      default:
        throw std::runtime_error(std::string("no escape of the test data: ") + code);
    }
  }

  Value word() {
    const std::size_t start = at_;
    while (std::isalnum(static_cast<unsigned char>(peek())) != 0 ||
           (peek() != '\0' && std::string("+-._").find(peek()) != std::string::npos)) {
      ++at_;
    }
    Value value;
    value.text = text_.substr(start, at_ - start);
    if (value.text == "true" || value.text == "false") {
      value.kind = Value::Kind::boolean;
      value.boolean = value.text == "true";
    } else if (value.text != "null") {
      value.kind = Value::Kind::number;
      value.number = value.text == "inf" ? std::numeric_limits<double>::infinity() : std::stod(value.text);
    }
    return value;
  }

  std::string text_;
  std::size_t at_ = 0;
};

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw std::runtime_error(path + " cannot be read");
  }
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline Value read_json(const std::string& path) { return Reader(read_file(path)).value(); }

inline Value read_toml(const std::string& path) { return Reader(read_file(path)).toml(); }

/// A list of numbers.
inline std::vector<double> numbers(const Value& list) {
  std::vector<double> numbers;
  for (const Value& item : list.items) {
    numbers.push_back(item.number);
  }
  return numbers;
}

}  // namespace document
