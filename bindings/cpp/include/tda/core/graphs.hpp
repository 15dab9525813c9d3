// Filtrations of weighted graphs.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "tda/core/diagrams.hpp"
#include "tda/core/options.hpp"

namespace tda {

// Edge { std::size_t first, second; double value; }: an edge and when it enters, infinity for never. In a
// directed graph it leads from `first` to `second`. It is declared by the bridge, so that graphs are read
// where they lie.

/// A graph where it lies: vertex v enters at births[v]. Nothing is copied.
struct GraphView {
  const double* births;
  std::size_t vertices;
  const Edge* edges;
  std::size_t edge_count;

  GraphView(const double* births_of_vertices, std::size_t vertex_count, const Edge* all_edges,
            std::size_t count) noexcept
      : births(births_of_vertices), vertices(vertex_count), edges(all_edges), edge_count(count) {}
  GraphView(const std::vector<double>& births_of_vertices, const std::vector<Edge>& all_edges) noexcept
      : GraphView(births_of_vertices.data(), births_of_vertices.size(), all_edges.data(), all_edges.size()) {}
};

/// What a flag computation is told. Defaults: dimensions 0 and 1, one thread, no limits.
class FlagOptions : public detail::ListedOptions<FlagOptions> {};

/// Barcodes of the flag complex of a weighted graph: every clique is a simplex, and enters with the last of
/// its edges.
///
/// Values may be negative as long as vertices enter before their edges. Throws InvalidInputError too for an
/// edge that names no vertex, runs from a vertex to itself, or was given before in either direction.
inline Diagrams flag(const GraphView& graph, const FlagOptions& options, Control& control) {
  return detail::diagrams(control, [&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::flag({graph.births, graph.vertices}, {graph.edges, graph.edge_count}, options.inner(), cancel,
                     std::move(sink));
  });
}

inline Diagrams flag(const GraphView& graph, const FlagOptions& options = {}) {
  Control control;
  return flag(graph, options, control);
}

/// What a directed flag computation is told. Defaults as FlagOptions.
class DirectedFlagOptions : public detail::ListedOptions<DirectedFlagOptions> {};

/// Barcodes of the directed flag complex: vertices v0, ..., vk form a simplex when an edge leads from each to
/// every later one, from the last of these edges on.
///
/// Two vertices may be joined in both directions, which makes a loop. Throws as `flag`.
///
/// Source: Lütgehetmann, Govc, Smith, Levi, "Computing persistent homology of directed flag complexes", 2020.
inline Diagrams directed_flag(const GraphView& graph, const DirectedFlagOptions& options, Control& control) {
  return detail::diagrams(control, [&](const ffi::CancelToken& cancel, detail::SharedSink sink) {
    return ffi::directed_flag({graph.births, graph.vertices}, {graph.edges, graph.edge_count},
                              options.inner(), cancel, std::move(sink));
  });
}

inline Diagrams directed_flag(const GraphView& graph, const DirectedFlagOptions& options = {}) {
  Control control;
  return directed_flag(graph, options, control);
}

}  // namespace tda
