//! Requests to a group's coordinator, which may just be chosen, load its groups, or have moved: then it is asked again.

use std::{
    thread,
    time::{Duration, Instant},
};

use tda_events::{ErrorKind, Retry};

use super::{ANSWER_TIMEOUT, Operations};
use crate::{
    admin::{GroupDescription, GroupOffset, Item, PartitionOffset, TopicPartition},
    error::Error,
};

const PAUSE: Duration = Duration::from_millis(100);

impl Operations {
    /// See [`try_describe_groups`](Self::try_describe_groups).
    pub(crate) fn describe_groups(&self, groups: &[String]) -> Result<Vec<Item<GroupDescription>>, Error> {
        when_ready(any_item_is_busy, || self.try_describe_groups(groups))
    }

    /// See [`try_group_offsets`](Self::try_group_offsets).
    pub(crate) fn group_offsets(&self, group: &str) -> Result<Vec<GroupOffset>, Error> {
        when_ready(|_| false, || self.try_group_offsets(group))
    }

    /// See [`try_alter_group_offsets`](Self::try_alter_group_offsets). Setting the same offsets again changes nothing.
    pub(crate) fn alter_group_offsets(
        &self,
        group: &str,
        offsets: &[PartitionOffset],
    ) -> Result<Vec<Item<()>>, Error> {
        when_ready(any_item_is_busy, || self.try_alter_group_offsets(group, offsets))
    }

    /// See [`try_delete_group_offsets`](Self::try_delete_group_offsets). What is forgotten already stays so.
    pub(crate) fn delete_group_offsets(
        &self,
        group: &str,
        partitions: &[TopicPartition],
    ) -> Result<Vec<Item<()>>, Error> {
        when_ready(any_item_is_busy, || self.try_delete_group_offsets(group, partitions))
    }
}

/// Calls until neither the call nor, by `is_busy`, its result says that the broker is busy, or the time of a request is over.
fn when_ready<T>(is_busy: impl Fn(&T) -> bool, call: impl Fn() -> Result<T, Error>) -> Result<T, Error> {
    let deadline = Instant::now() + ANSWER_TIMEOUT;
    loop {
        let outcome = call();
        let busy = match &outcome {
            Ok(result) => is_busy(result),
            Err(error) => says_busy(error),
        };
        if !busy || Instant::now() >= deadline {
            return outcome;
        }
        thread::sleep(PAUSE);
    }
}

#[allow(clippy::ptr_arg, reason = "the type of the result that is looked at")]
fn any_item_is_busy<T>(items: &Vec<Item<T>>) -> bool {
    items.iter().any(|item| item.outcome.as_ref().is_err_and(says_busy))
}

fn says_busy(error: &Error) -> bool {
    matches!(error, Error::Refused { kind: ErrorKind::Timeout, retry: Retry::Safe, .. })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn refused(kind: ErrorKind, retry: Retry) -> Error {
        Error::Refused { during: "asking", what: "group".into(), reason: "no".into(), kind, retry }
    }

    fn calls_of(outcomes: &[fn() -> Result<(), Error>]) -> usize {
        let calls = Cell::new(0);
        let call = || {
            let items = outcomes[calls.get()]().map_or_else(
                |error| vec![Item { name: "group".into(), outcome: Err(error) }],
                |()| vec![Item { name: "group".into(), outcome: Ok(()) }],
            );
            calls.set(calls.get() + 1);
            Ok(items)
        };
        assert!(when_ready(any_item_is_busy, call).is_ok());
        calls.get()
    }

    #[test]
    fn a_busy_coordinator_is_asked_again_and_no_other_refusal_is() {
        let busy = || Err(refused(ErrorKind::Timeout, Retry::Safe));
        assert_eq!(calls_of(&[busy, busy, || Ok(()), || Ok(())]), 3);
        assert_eq!(calls_of(&[|| Err(refused(ErrorKind::NotFound, Retry::Never)), || Ok(())]), 1);
    }
}
