// Persistent homology: exact barcodes, watched, cancelled and bounded; and what can be made of them.
//
// Every function that computes diagrams takes its input, its options, and a `Control` where it is to be
// watched or stopped. It throws InvalidInputError naming row and column, LimitExceededError, TimeLimitError
// and CancelledError; what a progress callback throws comes back as itself. Views copy nothing: what they
// look at must live longer.
#pragma once

#include "tda/core/diagrams.hpp"
#include "tda/core/distances.hpp"
#include "tda/core/functions.hpp"
#include "tda/core/graphs.hpp"
#include "tda/core/images.hpp"
#include "tda/core/options.hpp"
#include "tda/core/points.hpp"
#include "tda/core/rips.hpp"
#include "tda/core/sampling.hpp"
#include "tda/core/spaces.hpp"
#include "tda/core/vectors.hpp"
