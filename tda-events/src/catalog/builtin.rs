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
    pub const BUILTIN: [&'static str; 4] = ["tda", "alphintra", "todo", "fsm"];

    /// The catalog of the TDA platform.
    pub fn tda() -> &'static Self {
        shipped!("tda")
    }

    /// The catalog of Alphintra, an algorithmic-trading platform.
    pub fn alphintra() -> &'static Self {
        shipped!("alphintra")
    }

    /// The catalog of a todo chatbot.
    pub fn todo() -> &'static Self {
        shipped!("todo")
    }

    /// The catalog of a field-service management platform.
    pub fn fsm() -> &'static Self {
        shipped!("fsm")
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
            "alphintra" => Some(Self::alphintra()),
            "fsm" => Some(Self::fsm()),
            "tda" => Some(Self::tda()),
            "todo" => Some(Self::todo()),
            _ => None,
        }
    }
}
