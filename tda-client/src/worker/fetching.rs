//! Submissions whose values lie in an object store, or whose keys are not at hand: fetched beside the session's thread, which goes on meanwhile.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tda_events::Retry;
use tokio::{runtime::Handle, sync::Semaphore, task::JoinSet};

use crate::{
    blocking,
    claim_check::{ClaimCheckError, ClaimStore, redeem},
    config::ClientConfig,
    encryption::{self, Encryptor},
    error::Error,
    settle::RetryPolicy,
    transport::RawRecord,
};

/// Values that are fetched at the same time.
const FETCHES_MAX: usize = 4;

/// The fetches under way, by partition.
pub(crate) struct Fetching {
    claims: Option<ClaimStore>,
    encryptor: Option<Encryptor>,
    pauses: (Duration, Duration),
    places: Arc<Semaphore>,
    runtime: Handle,
    /// A partition that goes takes its fetches along.
    under_way: HashMap<i32, JoinSet<Fetched>>,
}

/// A record with its value, or why that will never be had.
pub(crate) struct Fetched {
    pub(crate) record: RawRecord,
    pub(crate) outcome: Result<(), ClaimCheckError>,
}

impl Fetching {
    pub(crate) fn new(
        config: &ClientConfig,
        encryptor: Option<Encryptor>,
        policy: &RetryPolicy,
    ) -> Result<Self, Error> {
        Ok(Self {
            claims: ClaimStore::open(config)?,
            encryptor,
            pauses: (policy.pause_first, policy.pause_max),
            places: Arc::new(Semaphore::new(FETCHES_MAX)),
            runtime: blocking::runtime()?.handle().clone(),
            under_way: HashMap::new(),
        })
    }

    /// Fetches the value of `record`, however long the store is away.
    pub(crate) fn start(&mut self, mut record: RawRecord) {
        let partition = record.partition;
        let (claims, places, (first, max)) = (self.claims.clone(), Arc::clone(&self.places), self.pauses);
        let encryptor = self.encryptor.clone();
        let fetch = async move {
            let mut pause = first;
            loop {
                let outcome = {
                    let _place = places.acquire().await;
                    match fetch_key(encryptor.as_ref(), &record).await {
                        Ok(()) => redeem(claims.as_ref(), &mut record).await,
                        late => late,
                    }
                };
                match outcome {
                    Err(error) if error.retry() == Retry::Safe => {
                        let offset = record.offset;
                        tracing::warn!(%error, partition, offset, ?pause, "a submission waits for its value");
                        tokio::time::sleep(pause).await;
                        pause = (pause * 2).min(max);
                    }
                    outcome => return Fetched { record, outcome },
                }
            }
        };
        self.under_way.entry(partition).or_default().spawn_on(fetch, &self.runtime);
    }

    /// A record whose fetch has ended.
    pub(crate) fn try_next(&mut self) -> Option<Fetched> {
        // A fetch that panicked leaves its record unfinished: whoever owns the partition next reads it again.
        self.under_way.values_mut().find_map(|fetches| {
            loop {
                match fetches.try_join_next() {
                    None => return None,
                    Some(Ok(fetched)) => return Some(fetched),
                    Some(Err(error)) => tracing::error!(%error, "the fetch of a value ended early"),
                }
            }
        })
    }

    /// Gives up what belongs to a partition that has gone.
    pub(crate) fn forget(&mut self, partition: i32) {
        self.under_way.remove(&partition);
    }

    /// Submissions of the partition that wait for their values.
    pub(crate) fn waiting_in(&self, partition: i32) -> usize {
        self.under_way.get(&partition).map_or(0, JoinSet::len)
    }

    /// Submissions that wait for their values.
    pub(crate) fn waiting(&self) -> usize {
        self.under_way.values().map(JoinSet::len).sum()
    }
}

/// Only a store of keys that may answer later is an error.
async fn fetch_key(encryptor: Option<&Encryptor>, record: &RawRecord) -> Result<(), ClaimCheckError> {
    let (Some(encryptor), Some(key_id)) = (encryptor, encryption::key_of(&record.headers)) else {
        return Ok(());
    };
    encryptor.fetch(key_id).await.map_err(|error| ClaimCheckError::Unavailable {
        location: "the key of its user".to_owned(),
        action: "read",
        reason: error.to_string(),
    })
}
