// How events travel: configuration, producer, consumer, the broker inside the process.
#pragma once

#include "tda/broker.hpp"
#include "tda/config.hpp"
#include "tda/consumer.hpp"
#include "tda/producer.hpp"
#include "tda/receipt.hpp"
