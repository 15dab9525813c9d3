// Tests by name, and what they check with. A failed check throws, so that a test ends at its first.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>

namespace harness {

struct Skipped {
  std::string why;
};

inline std::map<std::string, std::function<void()>>& tests() {
  static std::map<std::string, std::function<void()>> all;
  return all;
}

struct Registration {
  Registration(const char* name, std::function<void()> test) { tests().emplace(name, std::move(test)); }
};

[[noreturn]] inline void fail(const char* file, int line, const std::string& what) {
  throw std::logic_error(std::string(file) + ":" + std::to_string(line) + ": " + what);
}

template <class T>
auto shown(const T& value) -> decltype(std::declval<std::ostringstream&>() << value, std::string()) {
  std::ostringstream text;
  text.precision(17);
  text << value;
  return text.str();
}
inline std::string shown(...) { return "a value"; }

template <class A, class B>
void check_equal(const A& found, const B& expected, const char* text, const char* file, int line) {
  if (!(found == expected)) {
    fail(file, line, std::string(text) + " is " + shown(found) + ", expected " + shown(expected));
  }
}

/// Runs `action`, which must throw exactly an `Exception`, and gives it back.
template <class Exception, class Action>
Exception check_throws(Action&& action, const char* text, const char* file, int line) {
  try {
    action();
  } catch (const Exception& exception) {
    return exception;
  } catch (const std::exception& exception) {
    fail(file, line, std::string(text) + " threw something else: " + exception.what());
  }
  fail(file, line, std::string(text) + " threw nothing");
}

/// Asks again and again until the answer is true, for a minute at most.
template <class Question>
void wait_until(Question&& question, const char* file, int line) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!question()) {
    if (std::chrono::steady_clock::now() > end) {
      fail(file, line, "did not come true within a minute");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

}  // namespace harness

#define TEST(name)                                                     \
  static void name();                                                  \
  static const harness::Registration name##_registration(#name, name); \
  static void name()
#define CHECK(condition)                                             \
  do {                                                               \
    if (!(condition)) harness::fail(__FILE__, __LINE__, #condition); \
  } while (false)
#define CHECK_EQUAL(found, expected) harness::check_equal((found), (expected), #found, __FILE__, __LINE__)
#define CHECK_THROWS(Exception, ...) \
  harness::check_throws<Exception>([&] { __VA_ARGS__; }, #__VA_ARGS__, __FILE__, __LINE__)
#define WAIT_UNTIL(...) harness::wait_until([&] { return __VA_ARGS__; }, __FILE__, __LINE__)
