// What a callable threw while the library was calling it, kept until the library has returned.
#pragma once

#include <exception>

namespace tda::detail {

class Thrown {
 public:
  /// Keeps the exception that is being handled.
  void keep() noexcept { exception_ = std::current_exception(); }
  void rethrow() const {
    if (exception_) {
      std::rethrow_exception(exception_);
    }
  }
  explicit operator bool() const noexcept { return exception_ != nullptr; }

 private:
  std::exception_ptr exception_;
};

}  // namespace tda::detail
