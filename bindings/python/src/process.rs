//! What belongs to one process: sockets and threads do not survive a fork, and their end may take a while.

use std::{mem, process};

use pyo3::prelude::*;
use tda_events::ErrorKind;

use crate::error::Failure;

/// A value that is used only in the process that made it.
///
/// Dropped there, it goes with the interpreter released, since its threads may take a while to end. Dropped in a
/// forked child it is leaked: waiting for threads that the child does not have would never end.
pub(crate) struct Resident<T: Send> {
    value: Option<T>,
    process_id: u32,
}

impl<T: Send> Resident<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { value: Some(value), process_id: process::id() }
    }

    /// The value, unless this is another process.
    pub(crate) fn get(&self) -> Result<&T, Failure> {
        let here = process::id();
        match &self.value {
            Some(value) if here == self.process_id => Ok(value),
            _ => {
                let made_in = self.process_id;
                Err(Failure::never(
                    ErrorKind::NoRuntime,
                    format!(
                        "this client belongs to process {made_in}, not to its fork {here}: make a new one here"
                    ),
                ))
            }
        }
    }
}

impl<T: Send> Drop for Resident<T> {
    fn drop(&mut self) {
        let Some(value) = self.value.take() else { return };
        if process::id() != self.process_id {
            return mem::forget(value);
        }
        let mut value = Some(value);
        Python::try_attach(|py| {
            let value = value.take();
            py.detach(|| drop(value));
        });
        // The interpreter is ending, and the process with it.
        mem::forget(value);
    }
}
