//! Offsets of a consumer inside a producer's transaction.

use std::sync::{Arc, atomic::Ordering};

use super::{Consumer, DeliveryMode, place::Place, shared::Shared};
use crate::{
    error::Error,
    transport::{CommittedOffset, GroupIdentity},
};

/// What was acknowledged since the last transaction, and in whose name it is committed.
///
/// While it lives, partitions stay with this member: a rebalance waits. [`committed`](Self::committed) says that the
/// transaction has them; dropped otherwise, the consumer goes back to what is committed.
pub(crate) struct AcknowledgedOffsets {
    pub(crate) offsets: Vec<CommittedOffset>,
    pub(crate) member: GroupIdentity,
    places: Vec<Arc<Place>>,
    shared: Arc<Shared>,
    committed: bool,
}

impl AcknowledgedOffsets {
    /// The transaction is committed, and these offsets with it.
    pub(crate) fn committed(mut self) {
        for (place, offset) in self.places.iter().zip(&self.offsets) {
            place.committed(offset);
        }
        self.committed = true;
    }
}

impl Drop for AcknowledgedOffsets {
    fn drop(&mut self) {
        if !self.committed {
            self.shared.go_back();
        }
        self.shared.end_transaction();
    }
}

impl Consumer {
    /// The offsets to send with a transaction, in the group's name; asked before the transaction is committed, after
    /// everything in it was acknowledged.
    ///
    /// # Errors
    /// [`Error::Config`] where the consumer is not one of [`DeliveryMode::ExactlyOnce`], or another transaction holds
    /// offsets of it; [`Error::Rebalanced`] where something in the transaction belongs to another member by now:
    /// the transaction must be aborted.
    pub(crate) async fn acknowledged_offsets(&self) -> Result<AcknowledgedOffsets, Error> {
        if self.shared.mode != DeliveryMode::ExactlyOnce || !self.shared.grouped {
            let fault = "offsets go into a transaction from a consumer in a group that delivers exactly once";
            return Err(Error::config("delivery", fault));
        }
        self.call("Transaction::send_offsets", move |reader| {
            if !reader.shared.open_transaction() {
                return Err(Error::config("transaction", "another one holds offsets of this consumer"));
            }
            let due = reader.shared.places().into_iter().filter_map(|place| Some((place.due()?, place)));
            let (offsets, places) = due.unzip();
            let taken = AcknowledgedOffsets {
                offsets,
                member: GroupIdentity::of(reader.member.member()),
                places,
                shared: Arc::clone(&reader.shared),
                committed: false,
            };
            // Dropping what was taken goes back to what is committed.
            if reader.shared.late.swap(false, Ordering::Relaxed) {
                return Err(Error::Rebalanced { during: "taking offsets into a transaction" });
            }
            Ok(taken)
        })
        .await
    }
}
