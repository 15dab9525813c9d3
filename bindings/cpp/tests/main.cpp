// Runs the tests named, or all of them.
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "harness.hpp"

namespace {

enum Outcome { passed = 0, failed = 1, skipped = 77 };

Outcome run(const std::string& name) {
  const auto test = harness::tests().find(name);
  if (test == harness::tests().end()) {
    std::fprintf(stderr, "no test is called %s\n", name.c_str());
    return failed;
  }
  try {
    test->second();
    std::printf("%s: passed\n", name.c_str());
    return passed;
  } catch (const harness::Skipped& skip) {
    std::printf("%s: skipped, %s\n", name.c_str(), skip.why.c_str());
    return skipped;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: failed\n  %s\n", name.c_str(), error.what());
    return failed;
  }
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::string> names(arguments + 1, arguments + count);
  if (names.empty()) {
    for (const auto& [name, test] : harness::tests()) {
      names.push_back(name);
    }
  }
  int worst = passed;
  for (const std::string& name : names) {
    const Outcome outcome = run(name);
    worst = outcome == failed || worst == passed ? static_cast<int>(outcome) : worst;
  }
  return names.size() == 1 || worst == failed ? worst : passed;
}
