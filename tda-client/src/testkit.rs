//! For tests of your own services: a broker inside the process, events to try, assertions, faults.
//!
//! ```
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use tda_client::testkit::{Kafka, make_event};
//! use tda_events::JobCancelled;
//!
//! let kafka = Kafka::start().await?;
//! kafka.publish(&make_event::<JobCancelled>(|data| data.job_id = "j1".into())).await?;
//! let found = kafka.assert_published::<JobCancelled>(|event| event.data.job_id == "j1").await;
//! assert_eq!(found.source.as_deref(), Some("test"));
//! kafka.assert_no_dead_letters("tda_jobs").await;
//! # Ok(()) }
//! # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(example()).unwrap();
//! ```
//!
//! No server is needed, and a test takes a fraction of a second. What asserts panics with what it found; all other calls
//! give errors. Tests without an async runtime call all of it through
//! [`blocking::runtime`](crate::blocking::runtime)`()?.block_on(..)`.

mod assertions;
mod factory;
mod faults;
mod kafka;

pub use self::{
    assertions::eventually,
    factory::{make_any_event, make_event},
    faults::{Away, Slow, failing},
    kafka::Kafka,
};

/// The page on testing, whose examples run like those here.
#[cfg(doctest)]
#[doc = include_str!("../../docs/testing.md")]
struct TestingPage;
