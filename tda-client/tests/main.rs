//! What users of the client see: on the embedded broker always, on a real Kafka where `TDA_TEST_KAFKA` names one.

mod admin;
mod catalogs;
mod command;
mod consumer;
mod embedded;
mod fixture;
mod handlers;
mod kafka;
mod registry;
mod secured;
mod trace;
mod watch;
mod worker;
