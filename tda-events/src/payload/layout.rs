//! How a payload's lists are laid out on the wire.

use super::define::names;
use crate::version::SchemaVersion;

names! {
    /// How the intervals of a persistence diagram are laid out. In memory there is no difference.
    ///
    /// A reader of a schema before 1.1 would see a packed diagram as an empty one. So the layout is a
    /// property of the topic, records unless its catalog says otherwise, and events of an earlier version are
    /// written as records wherever they go.
    #[derive(Default)]
    pub enum Layout {
        /// A list of records: for people, and for every reader.
        #[default]
        Records = "records",
        /// Three columns of little-endian numbers: for many intervals.
        Packed = "packed",
    }
}

impl Layout {
    /// The schema version that brought the packed layout: earlier ones have no place for the columns.
    pub(crate) const PACKED_SINCE: SchemaVersion = SchemaVersion::V1_1;
}
