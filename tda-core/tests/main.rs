//! What users see, tested from outside.
#![allow(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

mod alpha;
mod batch;
mod clouds;
mod control;
mod corpus;
mod cubical;
mod determinism;
mod diagram_goldens;
mod distance;
mod engines;
mod explicit;
mod families;
mod golden;
mod growth;
mod inputs;
mod jobs;
mod metrics;
mod naive;
mod planar;
mod replay;
mod representatives;
mod rips;
mod sparse;
mod vectorize;
mod weighted;
