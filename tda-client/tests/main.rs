//! What users of the client see: on the embedded broker always, on a real Kafka where `TDA_TEST_KAFKA` names one.

mod allocations;
mod catalogs;
mod claim_check;
mod command;
mod consumer;
mod doctor;
mod embedded;
mod encryption;
mod fixture;
mod handlers;
mod handlers_killed;
mod kafka;
mod kafka_admin;
mod outage;
mod registry;
mod secured;
mod testkit;
mod trace;
mod transactions;
mod watch;
mod worker;
mod worker_protocol;
