//! The `tda` command, as the script of the wheel runs it.

use std::{ffi::OsString, io::Write as _};

use pyo3::prelude::*;

/// Runs the command with `arguments`, the first of which is its name; `program` starts it again. Gives the exit code.
#[pyfunction]
pub(crate) fn cli_main(py: Python<'_>, program: Vec<OsString>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| {
        let code = tda_client::cli::exit_code_as(&program, arguments);
        // Nothing but a Rust `main` flushes it at the end of the process.
        let _ = std::io::stdout().flush();
        code
    })
}
