//! From the input that a job names to points or distances: inline, or fetched, measured and checked.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use object_store::{ObjectStore, ObjectStoreExt as _, local::LocalFileSystem, path::Path as ObjectPath};
use sha2::{Digest, Sha256};
use tda_core::{DistanceMatrix, PointCloud};
use tda_events::{ErrorKind, InputData, Retry};

use crate::{
    error::Error,
    matrix::{Matrix, MatrixError, TableFormat},
};

/// What a job computes on.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Input {
    /// Points in Euclidean space.
    Points(PointCloud<'static>),
    /// Distances between points that nobody sees.
    Distances(DistanceMatrix<'static>),
}

/// Why the input of a job cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// The bytes are not those that the submitter hashed.
    #[error("the checksum of {location} is {found}, the event says {expected}")]
    ChecksumMismatch {
        /// Where they were read.
        location: String,
        /// SHA-256 found, in hexadecimal.
        found: String,
        /// SHA-256 in the event.
        expected: String,
    },
    /// A format that nobody here reads.
    #[error("input format `{format}` is not known; point_cloud and distance_matrix are")]
    Format {
        /// The format asked for.
        format: String,
    },
    /// Numbers that the engine refuses.
    #[error("the input is not valid")]
    Invalid(#[source] tda_core::Error),
    /// No table of numbers.
    #[error("{location} cannot be read as numbers")]
    Matrix {
        /// Where it was read.
        location: String,
        /// What is wrong, with row and column.
        #[source]
        source: MatrixError,
    },
    /// Neither points in the event nor a place to fetch them.
    #[error("the event carries neither inline points nor a storage_location")]
    Missing,
    /// A place outside what this worker may read.
    #[error("{location} is not under a location that this worker may read ({allowed})")]
    NotAllowed {
        /// The place asked for.
        location: String,
        /// The places allowed.
        allowed: String,
    },
    /// Nothing there.
    #[error("{location} does not exist")]
    NotFound {
        /// The place asked for.
        location: String,
    },
    /// More bytes than allowed.
    #[error("{location} has {size_bytes} bytes, the limit is {limit_bytes}")]
    TooLarge {
        /// Where it is.
        location: String,
        /// Its size.
        size_bytes: u64,
        /// The limit.
        limit_bytes: u64,
    },
    /// The store did not answer as it should; it may next time.
    #[error("{location} could not be read: {reason}")]
    Unavailable {
        /// Where it is.
        location: String,
        /// What the store says.
        reason: String,
    },
}

impl InputError {
    /// Whether fetching again may help.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Unavailable { .. } => Retry::Safe,
            Self::ChecksumMismatch { .. }
            | Self::Format { .. }
            | Self::Invalid(_)
            | Self::Matrix { .. }
            | Self::Missing
            | Self::NotAllowed { .. }
            | Self::NotFound { .. }
            | Self::TooLarge { .. } => Retry::Never,
        }
    }

    /// The class of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Unavailable { .. } => ErrorKind::Unreachable,
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::NotAllowed { .. } => ErrorKind::Unauthorized,
            Self::TooLarge { .. } => ErrorKind::LimitExceeded,
            Self::ChecksumMismatch { .. }
            | Self::Format { .. }
            | Self::Invalid(_)
            | Self::Matrix { .. }
            | Self::Missing => ErrorKind::InvalidInput,
        }
    }
}

/// Resolves inputs: those inside the event, and those under the roots that were allowed by name.
///
/// A worker reads no place that its operator did not allow: without a root, only inline points are accepted.
#[derive(Clone, Debug)]
pub struct InputStore {
    /// `file://` prefix, ending in `/`, to the store rooted there.
    roots: BTreeMap<String, Arc<dyn ObjectStore>>,
    limit_bytes: u64,
}

impl Default for InputStore {
    /// Inline points only; 256 MiB would be the limit for anything fetched.
    fn default() -> Self {
        Self { roots: BTreeMap::new(), limit_bytes: 256 * 1024 * 1024 }
    }
}

impl InputStore {
    /// Inline points only.
    pub fn new() -> Self {
        Self::default()
    }

    /// Allows `file://` locations under `root`, a folder that exists.
    ///
    /// # Errors
    /// [`Error::Config`] when it is no folder.
    pub fn allow_files_under(mut self, root: impl AsRef<Path>) -> Result<Self, Error> {
        let root = root.as_ref();
        let refused = |fault: String| Error::config(format!("input root {}", root.display()), fault);
        let absolute = root.canonicalize().map_err(|error| refused(error.to_string()))?;
        let store =
            LocalFileSystem::new_with_prefix(&absolute).map_err(|error| refused(error.to_string()))?;
        let prefix = format!("file://{}/", absolute.display().to_string().trim_end_matches('/'));
        self.roots.insert(prefix, Arc::new(store));
        Ok(self)
    }

    /// Refuses anything larger than `limit` bytes before reading it.
    #[must_use]
    pub fn limit_bytes(mut self, limit: u64) -> Self {
        self.limit_bytes = limit;
        self
    }

    /// The points or distances that `input` names.
    ///
    /// # Errors
    /// Each fault is its own [`InputError`]; only [`InputError::Unavailable`] is worth another try.
    pub fn resolve(&self, input: &InputData) -> Result<Input, InputError> {
        if let Some(inline) = &input.inline {
            let columns = usize::try_from(inline.dimensions).unwrap_or(usize::MAX);
            return interpret(&input.format, columns, inline.coordinates.clone(), "the inline input");
        }
        let Some(location) = &input.storage_location else { return Err(InputError::Missing) };
        let bytes = self.fetch(location)?;
        if let Some(expected) = &input.checksum_sha256 {
            check(&bytes, expected, location)?;
        }
        let format = TableFormat::of(location).unwrap_or_else(|| TableFormat::sniff(&bytes));
        let matrix = Matrix::parse(&bytes, format)
            .map_err(|source| InputError::Matrix { location: location.clone(), source })?;
        interpret(&input.format, matrix.columns, matrix.values, location)
    }

    fn fetch(&self, location: &str) -> Result<Vec<u8>, InputError> {
        let not_allowed = || InputError::NotAllowed {
            location: location.to_owned(),
            allowed: if self.roots.is_empty() {
                "no place: inline input only".to_owned()
            } else {
                self.roots.keys().cloned().collect::<Vec<_>>().join(", ")
            },
        };
        let (prefix, store) =
            self.roots.iter().find(|(prefix, _)| location.starts_with(*prefix)).ok_or_else(not_allowed)?;
        // Refuses `..` and empty parts, so nothing outside the root can be named.
        let path = ObjectPath::parse(&location[prefix.len()..]).map_err(|_| not_allowed())?;
        let unavailable = |reason: String| InputError::Unavailable { location: location.to_owned(), reason };
        // Fetching is rare and computing follows: a runtime on a thread of its own keeps this synchronous, also for
        // callers inside a runtime.
        std::thread::scope(|scope| {
            let fetching = scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .build()
                    .map_err(|error| unavailable(error.to_string()))?;
                runtime.block_on(self.fetch_from(store.as_ref(), &path, location))
            });
            fetching.join().unwrap_or_else(|_| Err(unavailable("reading panicked".into())))
        })
    }

    async fn fetch_from(
        &self,
        store: &dyn ObjectStore,
        path: &ObjectPath,
        location: &str,
    ) -> Result<Vec<u8>, InputError> {
        let failed = |error: object_store::Error| match error {
            object_store::Error::NotFound { .. } => InputError::NotFound { location: location.to_owned() },
            other => InputError::Unavailable { location: location.to_owned(), reason: other.to_string() },
        };
        let found = store.get(path).await.map_err(failed)?;
        let size_bytes = found.meta.size;
        if size_bytes > self.limit_bytes {
            let limit_bytes = self.limit_bytes;
            return Err(InputError::TooLarge { location: location.to_owned(), size_bytes, limit_bytes });
        }
        Ok(found.bytes().await.map_err(failed)?.to_vec())
    }
}

fn check(bytes: &[u8], expected: &str, location: &str) -> Result<(), InputError> {
    let found = format!("{:x}", Sha256::digest(bytes));
    if found.eq_ignore_ascii_case(expected) {
        return Ok(());
    }
    Err(InputError::ChecksumMismatch { location: location.to_owned(), found, expected: expected.to_owned() })
}

/// Numbers as what the event says they are.
fn interpret(format: &str, columns: usize, values: Vec<f64>, location: &str) -> Result<Input, InputError> {
    match format {
        "point_cloud" => {
            PointCloud::from_vec(values, columns).map(Input::Points).map_err(InputError::Invalid)
        }
        "distance_matrix" if columns > 1 && values.len() == columns * columns => {
            DistanceMatrix::from_dense_vec(values, columns).map(Input::Distances).map_err(InputError::Invalid)
        }
        "distance_matrix" => {
            DistanceMatrix::from_condensed_vec(values).map(Input::Distances).map_err(InputError::Invalid)
        }
        other => {
            tracing::debug!(location, format = other, "unknown input format");
            Err(InputError::Format { format: other.to_owned() })
        }
    }
}
