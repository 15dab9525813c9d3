// Errors: classes, kinds, retry answers, words; and the versions of headers and library.
#include <limits>
#include <string>
#include <tda/tda.hpp>
#include <vector>

#include "harness.hpp"

TEST(bad_numbers_are_named_by_row_and_column) {
  const std::vector<double> points{0, 0, 1, std::numeric_limits<double>::quiet_NaN()};
  const auto error = CHECK_THROWS(tda::InvalidInputError, tda::vietoris_rips({points.data(), 2, 2}));
  CHECK_EQUAL(std::string(error.what()), "number in row 1, column 1 is NaN");
  CHECK(error.kind() == tda::ErrorKind::invalid_input);
  CHECK(error.retry() == tda::Retry::never);
  CHECK_THROWS(tda::InvalidInputError, tda::vietoris_rips({nullptr, 0, 2}));
  CHECK_THROWS(tda::InvalidInputError,
               tda::vietoris_rips({points.data(), 1, 2}, tda::VietorisRipsOptions().set_threads(0)));
  CHECK_THROWS(tda::InvalidInputError,
               tda::vietoris_rips({points.data(), std::numeric_limits<std::size_t>::max(), 2}));
}

TEST(every_error_is_an_error_and_a_runtime_error) {
  const double points[] = {0.0, 1.0};
  const tda::Diagrams diagrams = tda::vietoris_rips({points, 2, 1});
  const auto error = CHECK_THROWS(tda::Error, diagrams.dimension(5));
  CHECK(error.kind() == tda::ErrorKind::not_found);
  CHECK_EQUAL(std::string(error.what()), "dimension 5 was not computed, the highest is 1");
  CHECK_THROWS(std::runtime_error, diagrams.dimension(5));
}

TEST(a_text_that_is_not_utf_8_is_refused) {
  CHECK_THROWS(tda::InvalidInputError, tda::Event::sample("\xff"));
}

TEST(bridge_errors_are_taken_apart) {
  for (const auto& [text, kind, retry] :
       {std::tuple{"Unreachable\x1fSafe\x1fno broker", tda::ErrorKind::unreachable, tda::Retry::safe},
        std::tuple{"Cancelled\x1fNever\x1f", tda::ErrorKind::cancelled, tda::Retry::never},
        std::tuple{"QueueFull\x1fMayDuplicate\x1f"
                   "a\x1f"
                   "b",
                   tda::ErrorKind::queue_full, tda::Retry::may_duplicate},
        std::tuple{"words without order", tda::ErrorKind::internal, tda::Retry::never}}) {
    const auto error = CHECK_THROWS(tda::Error, tda::detail::throw_bridge_error(text));
    CHECK(error.kind() == kind && error.retry() == retry);
  }
}

TEST(every_kind_has_its_class) {
  for (int number = 0; number <= static_cast<int>(tda::ErrorKind::unreachable); ++number) {
    const auto kind = static_cast<tda::ErrorKind>(number);
    const auto text = std::string(tda::name(kind)) + "\x1fNever\x1fwords";
    CHECK(CHECK_THROWS(tda::Error, tda::detail::throw_bridge_error(text)).kind() == kind);
  }
}

TEST(headers_and_library_have_the_version_of_the_workspace) {
  CHECK_EQUAL(std::string(TDA_STREAM_VERSION), std::string(TDA_PROJECT_VERSION));
  const auto library = tda::ffi::library_version();
  CHECK_EQUAL(std::string(library.data(), library.size()), std::string(TDA_PROJECT_VERSION));
}

TEST(only_versions_that_belong_together_agree) {
  using tda::detail::versions_agree;
  CHECK(versions_agree("0.1.0", "0.1.7"));
  CHECK(!versions_agree("0.1.0", "0.2.0"));
  CHECK(!versions_agree("0.1.0", "0.10.0"));
  CHECK(versions_agree("1.2.0", "1.9.0"));
  CHECK(!versions_agree("1.2.0", "10.2.0"));
  CHECK(!versions_agree("1.2.0", "2.0.0"));
}
