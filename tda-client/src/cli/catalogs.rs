//! Catalogs named on the command line, and which of them an event belongs to.

use std::{borrow::Cow, fs::File, io::Read};

use clap::Args;
use tda_events::{Catalog, Environment, ErrorKind};

use super::Failure;

/// A catalog file larger than this is refused unread; the largest of ours has a hundredth of it.
const FILE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Which systems' events are known.
#[derive(Clone, Debug, Args)]
pub(super) struct CatalogArguments {
    /// A catalog: the name of one of ours, or a file. May be repeated; all of ours by default.
    #[arg(long = "catalog", value_name = "NAME|FILE")]
    names: Vec<String>,
}

/// Catalogs in the order in which they are asked.
#[derive(Debug)]
pub(super) struct Catalogs(Vec<Cow<'static, Catalog>>);

impl CatalogArguments {
    pub(super) fn load(&self) -> Result<Catalogs, Failure> {
        if self.names.is_empty() {
            let builtin = Catalog::BUILTIN.iter().filter_map(|name| Catalog::builtin(name));
            return Ok(Catalogs(builtin.map(Cow::Borrowed).collect()));
        }
        self.names.iter().map(|name| catalog_of(name)).collect::<Result<_, _>>().map(Catalogs)
    }
}

/// The catalog called `name`, or the one in the file of that name.
pub(super) fn catalog_of(name: &str) -> Result<Cow<'static, Catalog>, Failure> {
    if let Some(catalog) = Catalog::builtin(name) {
        return Ok(Cow::Borrowed(catalog));
    }
    Catalog::parse(&text_of(name)?, name)
        .map(Cow::Owned)
        .map_err(|error| Failure::new(error.kind(), error.to_string()))
}

/// The environment called `name`; the error lists those that there are.
pub(super) fn environment_of(name: &str) -> Result<Environment, String> {
    let known = || Environment::ALL.map(Environment::name).join(", ");
    Environment::from_name(name).ok_or_else(|| format!("expected one of {}", known()))
}

/// What the file called `name` holds.
pub(super) fn text_of(name: &str) -> Result<String, Failure> {
    let failed = |error: std::io::Error| {
        Failure::new(ErrorKind::NotFound, format!("{name}: {error}"))
            .advise(format!("a catalog is a file or one of {}", Catalog::BUILTIN.join(", ")))
    };
    let mut text = String::new();
    File::open(name).map_err(failed)?.take(FILE_BYTES_MAX + 1).read_to_string(&mut text).map_err(failed)?;
    if text.len() as u64 > FILE_BYTES_MAX {
        let message = format!("{name} is over the limit of {FILE_BYTES_MAX} bytes");
        return Err(Failure::new(ErrorKind::LimitExceeded, message));
    }
    Ok(text)
}

impl Catalogs {
    /// This one alone.
    #[cfg(feature = "kafka")]
    pub(super) fn of(catalog: Cow<'static, Catalog>) -> Self {
        Self(vec![catalog])
    }

    /// The catalogs that have an event called `event_type`.
    pub(super) fn with_event(&self, event_type: &str) -> impl Iterator<Item = &Catalog> {
        self.iter().filter(move |catalog| catalog.record(event_type).is_some())
    }

    /// The catalog that judges what no catalog has.
    pub(super) fn first(&self) -> &Catalog {
        self.iter().next().unwrap_or_else(|| Catalog::tda())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Catalog> {
        self.0.iter().map(AsRef::as_ref)
    }
}
