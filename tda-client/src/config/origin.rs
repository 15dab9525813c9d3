//! Where the value of a setting comes from.

use std::{fmt, path::PathBuf};

/// Who gave a setting its value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// A method of [`ClientConfig`](super::ClientConfig).
    Code,
    /// An argument of the `tda` command, such as `--topic-prefix`.
    CommandLine(&'static str),
    /// A connection string.
    ConnectionString,
    /// Nobody: the default, which has its reason.
    Default,
    /// A line of a file.
    File {
        /// The file as it was named.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// A producer profile or a consumer group of the catalog.
    Profile(String),
    /// An environment variable.
    Variable(String),
}

impl Origin {
    /// What somebody who must mend the setting looks for.
    pub(super) fn label(&self, setting: &str) -> String {
        match self {
            Self::Code | Self::Default => setting.to_owned(),
            Self::Variable(name) => name.clone(),
            other => format!("{other}: {setting}"),
        }
    }

    /// Whether a person or program chose it, not the catalog or this library.
    pub(super) fn is_explicit(&self) -> bool {
        !matches!(self, Self::Default | Self::Profile(_))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code => f.write_str("code"),
            Self::CommandLine(argument) => write!(f, "argument {argument}"),
            Self::ConnectionString => f.write_str("connection string"),
            Self::Default => f.write_str("default"),
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
            Self::Profile(name) => f.write_str(name),
            Self::Variable(name) => write!(f, "variable {name}"),
        }
    }
}
