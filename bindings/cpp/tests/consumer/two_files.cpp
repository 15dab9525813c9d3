// An exception thrown by the library in one file is caught by its class in another.
#include <cstdio>
#include <cstring>
#include <tda/tda.hpp>

std::size_t dimension_out_of_range();

int main() {
  try {
    dimension_out_of_range();
  } catch (const tda::NotFoundError& error) {
    return std::strcmp(error.what(), "dimension 9 was not computed, the highest is 1") == 0 ? 0 : 1;
  }
  std::puts("nothing was thrown");
  return 1;
}
