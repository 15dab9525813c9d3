// Everything: barcodes, events, and how they travel.
//
//   const double square[] = {0, 0, 1, 0, 1, 1, 0, 1};
//   tda::Diagrams diagrams = tda::vietoris_rips(tda::PointCloudView{square, 4, 2});
//   for (tda::Interval loop : diagrams.dimension(1)) { /* loop.birth, loop.death */ }
#pragma once

#include "tda/catalog.hpp"
#include "tda/client.hpp"
#include "tda/config.hpp"
#include "tda/control.hpp"
#include "tda/core.hpp"
#include "tda/error.hpp"
#include "tda/events.hpp"
#include "tda/handlers.hpp"
#include "tda/health.hpp"
#include "tda/logger.hpp"
#include "tda/partition.hpp"
#include "tda/timestamp.hpp"
#include "tda/version.hpp"
#include "tda/worker.hpp"
