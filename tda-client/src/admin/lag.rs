//! How far groups are behind.

use std::collections::BTreeMap;

use super::{GroupDescription, GroupOffset, OffsetSpec, PartitionLag, TopicPartition};
use crate::{error::Error, transport::Operations};

impl Operations {
    pub(crate) fn list_topics(&self) -> Result<Vec<(String, i32)>, Error> {
        let mut topics: Vec<_> = self.metadata()?.into_iter().collect();
        topics.sort();
        Ok(topics)
    }

    pub(crate) fn group_lag(&self, group: &str) -> Result<Vec<PartitionLag>, Error> {
        let committed = self.group_offsets(group)?;
        let described = self.describe_groups(&[group.to_owned()])?.pop();
        let described = described.and_then(|item| item.outcome.ok());
        let partitions = partitions(&committed, described.as_ref());
        let ask = |spec| {
            let asked: Vec<_> = partitions.keys().map(|partition| (partition.clone(), spec)).collect();
            self.ends(&asked)
        };
        let (earliest, latest) = (ask(OffsetSpec::Earliest)?, ask(OffsetSpec::Latest)?);
        let found = partitions.into_iter().filter_map(|(partition, (committed, owner))| {
            let (earliest, latest) = (*earliest.get(&partition)?, *latest.get(&partition)?);
            let lag = lag(committed, earliest, latest);
            Some(PartitionLag { partition, committed, earliest, latest, lag, owner })
        });
        Ok(found.collect())
    }

    /// Offsets that were found; topics that are gone since a group committed are left out.
    fn ends(&self, asked: &[(TopicPartition, OffsetSpec)]) -> Result<BTreeMap<TopicPartition, i64>, Error> {
        let mut found = BTreeMap::new();
        for (partition, outcome) in self.list_offsets(asked)? {
            match outcome {
                Ok(end) => found.extend(end.offset.map(|offset| (partition, offset))),
                Err(Error::UnknownTopic { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }
}

/// Records from the committed offset on, or from the first one where nothing was committed, or that is gone.
fn lag(committed: Option<i64>, earliest: i64, latest: i64) -> i64 {
    (latest - committed.unwrap_or(earliest).max(earliest)).max(0)
}

type Known = (Option<i64>, Option<String>);

/// Partitions that a group committed or owns, with the offset and the owner.
fn partitions(
    committed: &[GroupOffset],
    described: Option<&GroupDescription>,
) -> BTreeMap<TopicPartition, Known> {
    let mut partitions: BTreeMap<TopicPartition, Known> =
        committed.iter().map(|offset| (offset.partition.clone(), (offset.offset, None))).collect();
    for member in described.iter().flat_map(|group| &group.members) {
        for partition in &member.partitions {
            let owner = member.instance_id.clone().unwrap_or_else(|| member.member_id.clone());
            partitions.entry(partition.clone()).or_default().1 = Some(owner);
        }
    }
    partitions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lag_counts_from_what_is_still_there() {
        for (committed, earliest, latest, expected) in [
            (Some(3), 0, 10, 7),
            (None, 4, 10, 6),
            (Some(1), 4, 10, 6),
            (Some(12), 0, 10, 0),
            (None, 5, 5, 0),
        ] {
            assert_eq!(lag(committed, earliest, latest), expected, "{committed:?} {earliest} {latest}");
        }
    }
}
