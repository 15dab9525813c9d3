//! The catalogs that are part of this library.

use std::sync::OnceLock;

use super::model::Catalog;

macro_rules! shipped {
    ($name:literal) => {{
        static CATALOG: OnceLock<Catalog> = OnceLock::new();
        const FILE: &str = concat!("catalogs/", $name, ".yaml");
        const TEXT: &str = include_str!(concat!("../../catalogs/", $name, ".yaml"));
        CATALOG.get_or_init(|| match Catalog::parse(TEXT, FILE) {
            Ok(catalog) => catalog,
            Err(error) => panic!("a catalog that is part of this library is wrong:\n{error}"),
        })
    }};
}

/// The catalogs that are part of this library. Loading one never panics: a test of this crate loads each.
impl Catalog {
    /// Names of the catalogs that are part of this library.
    pub const BUILTIN: [&'static str; 1] = ["tda"];

    /// The catalog of the TDA platform.
    pub fn tda() -> &'static Self {
        shipped!("tda")
    }

    /// The shipped catalog called `name`, one of [`BUILTIN`](Self::BUILTIN).
    ///
    /// ```
    /// use tda_events::Catalog;
    /// assert_eq!(Catalog::builtin("tda").map(Catalog::system), Some("tda"));
    /// assert!(Catalog::builtin("nobody").is_none());
    /// ```
    pub fn builtin(name: &str) -> Option<&'static Self> {
        match name {
            "tda" => Some(Self::tda()),
            _ => None,
        }
    }
}
