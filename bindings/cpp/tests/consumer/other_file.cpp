#include <tda/tda.hpp>

std::size_t dimension_out_of_range() {
  const double points[] = {0.0, 1.0};
  const tda::Diagrams diagrams = tda::vietoris_rips(tda::PointCloudView{points, 2, 1});
  return diagrams.dimension(9).size();
}
