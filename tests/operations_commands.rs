//! What an operator types, as a shell sees it.

#[path = "operations_commands/kafka.rs"]
mod kafka;
