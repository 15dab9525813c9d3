//! What is wrong with a catalog file: every problem, with its place.

use std::fmt;

use crate::error::{ErrorKind, Retry};

/// One problem of a catalog file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// Where in the document, such as `topics.tda_jobs.production.partitions`. Names with dots are quoted.
    pub path: String,
    /// What was expected and what was there.
    pub message: String,
}

impl Problem {
    pub(crate) fn new(line: usize, column: usize, path: String, message: String) -> Self {
        Self { line, column, path, message }
    }
}

/// A catalog that cannot be used. Prints one line a problem: file, line, column, path, rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogError {
    file: String,
    problems: Vec<Problem>,
    unlisted: usize,
}

impl CatalogError {
    pub(crate) fn new(file: &str, problems: Vec<Problem>, unlisted: usize) -> Self {
        Self { file: file.to_owned(), problems, unlisted }
    }

    /// Name of the file, as it was given.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The problems in the order of the file, at most 100; never empty.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many problems there were beyond those listed.
    pub fn unlisted(&self) -> usize {
        self.unlisted
    }

    /// Always [`ErrorKind::Config`].
    pub fn kind(&self) -> ErrorKind {
        ErrorKind::Config
    }

    /// Always [`Retry::Never`]: the same file is wrong again.
    pub fn retry(&self) -> Retry {
        Retry::Never
    }
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            let Problem { line, column, path, message } = problem;
            write!(f, "{}:{line}:{column}: {path}: {message}", self.file)?;
        }
        if self.unlisted > 0 {
            write!(f, "\n{}: and {} more", self.file, self.unlisted)?;
        }
        Ok(())
    }
}

impl std::error::Error for CatalogError {}
