//! Which partition a record goes to: the same in every language, on every machine, in every run.
//!
//! | partitioner | chooses by | for |
//! |---|---|---|
//! | [`murmur2`](murmur2_partition) | hash of the key, modulo partitions | all keyed topics: what Kafka's Java client does |
//! | [`jump`](jump_partition) | consistent hash of the key | topics that grow: a new partition takes its share of keys, all others stay |
//! | [`utc_hour`](utc_hour_partition) | hour in which it happened | analytics that read one hour whole |
//! | [`Sticky`] | nothing: full batches in turn | records without a key |

mod jump;
mod murmur2;
mod record;
mod sticky;
mod utc_hour;

use crate::time::Timestamp;

pub use jump::{jump_hash, jump_partition};
pub use murmur2::{murmur2, murmur2_partition};
pub use record::PartitionError;
pub use sticky::Sticky;
pub use utc_hour::utc_hour_partition;

/// A way to choose partitions: a property of the topic in its catalog.
///
/// ```
/// use tda_events::{Partitioner, Timestamp};
/// let now = Timestamp::now();
/// assert_eq!(Partitioner::default().partition(Some(b"job-0001"), now, 12), Some(11));
/// assert_eq!(Partitioner::Murmur2.partition(None, now, 12), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Partitioner {
    /// [`jump_partition`].
    Jump,
    /// [`murmur2_partition`]: what every other Kafka client can be told to do.
    #[default]
    Murmur2,
    /// [`struct@Sticky`]: whatever partition has its turn. Producers remember whose it is, so it tells no partition.
    Sticky,
    /// [`utc_hour_partition`].
    UtcHour,
}

impl Partitioner {
    /// Every one of them.
    pub const ALL: [Self; 4] = [Self::Jump, Self::Murmur2, Self::Sticky, Self::UtcHour];

    /// Its name in configurations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jump => "jump",
            Self::Murmur2 => "murmur2",
            Self::Sticky => "sticky",
            Self::UtcHour => "utc_hour",
        }
    }

    /// The partitioner called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|partitioner| partitioner.name() == name)
    }

    /// The partition, of `partitions`, of a record with this partition key and time. `None` where it goes by
    /// the key and there is none, and where any partition will do; of no partitions, 0.
    pub fn partition(self, key: Option<&[u8]>, timestamp: Timestamp, partitions: u32) -> Option<u32> {
        match self {
            Self::Jump => Some(jump_partition(key?, partitions)),
            Self::Murmur2 => Some(murmur2_partition(key?, partitions)),
            Self::Sticky => None,
            Self::UtcHour => Some(utc_hour_partition(timestamp, partitions)),
        }
    }
}
