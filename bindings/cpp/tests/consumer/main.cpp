// The program of the README: a barcode, and an event on a broker inside the process.
#include <cstdio>
#include <tda/tda.hpp>

int main() {
  const double square[] = {0, 0, 1, 0, 1, 1, 0, 1};
  const tda::Diagrams diagrams = tda::vietoris_rips(tda::PointCloudView{square, 4, 2});
  for (const tda::Interval loop : diagrams.dimension(1))
    std::printf("a loop lives in [%g, %g)\n", loop.birth, loop.death);

  const tda::Producer producer{tda::ClientConfig("embedded").set_source("quick-start")};
  const auto input = tda::InputData::inline_points("square", 2, {square, square + 8});
  const tda::Event event{tda::JobSubmitted{"j1", "u1", "vietoris_rips", tda::Parameters{1}, input}};
  std::printf("published to %s\n", producer.publish(event).topic.c_str());
}
