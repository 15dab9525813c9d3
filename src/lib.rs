//! tda-stream: topological data analysis as a service.
//!
//! One crate that re-exports the three rooms of the SDK:
//!
//! * `events`: what an event is, where it goes and how it is written (no I/O);
//! * `core`: persistent homology, exact in f64, with progress and cancel;
//! * `client`: producer, consumer and the exactly-once job worker, over Kafka; `testkit` for tests of programs that use them.
#![doc = include_str!("../README.md")]

#[cfg(feature = "client")]
pub use tda_client as client;
#[cfg(all(feature = "client", feature = "testkit"))]
pub use tda_client::testkit;
#[cfg(feature = "core")]
pub use tda_core as core;
pub use tda_events as events;
