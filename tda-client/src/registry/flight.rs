//! Single flight: of many who ask the same at the same time one asks the registry, and all get its answer.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::OnceCell;

use super::error::RegistryError;

type Answer<V> = Arc<OnceCell<Result<V, RegistryError>>>;

/// Questions that are on their way.
pub(super) struct Flights<K, V> {
    open: Mutex<HashMap<K, Answer<V>>>,
}

impl<K, V> Default for Flights<K, V> {
    fn default() -> Self {
        Self { open: Mutex::new(HashMap::new()) }
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Flights<K, V> {
    /// The answer to `key`, which `ask` gets unless somebody asks already. Where that one gives up, the next goes on.
    pub(super) async fn run(
        &self,
        key: K,
        ask: impl Future<Output = Result<V, RegistryError>>,
    ) -> Result<V, RegistryError> {
        let flight = Arc::clone(self.lock().entry(key.clone()).or_default());
        let landing = Landing { flights: self, key, flight };
        landing.flight.get_or_init(|| ask).await.clone()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<K, Answer<V>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Forgets the flight when it has an answer, or when the last who waited for it is gone.
struct Landing<'a, K: Eq + Hash + Clone, V: Clone> {
    flights: &'a Flights<K, V>,
    key: K,
    flight: Answer<V>,
}

impl<K: Eq + Hash + Clone, V: Clone> Drop for Landing<'_, K, V> {
    fn drop(&mut self) {
        let mut open = self.flights.lock();
        let is_ours = open.get(&self.key).is_some_and(|flight| Arc::ptr_eq(flight, &self.flight));
        // Two owners: the map and us.
        if is_ours && (self.flight.initialized() || Arc::strong_count(&self.flight) <= 2) {
            open.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicU32, Ordering},
        time::Duration,
    };

    use super::*;

    #[tokio::test]
    async fn many_askers_are_one_question_and_failures_are_shared_but_not_kept() {
        let flights = Flights::<u32, u32>::default();
        let asked = AtomicU32::new(0);
        let ask = || async {
            asked.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(20)).await;
            Err(RegistryError::NotFound { what: "it".into() })
        };
        let (one, other) = tokio::join!(flights.run(7, ask()), flights.run(7, ask()));
        assert!(one.is_err() && other.is_err());
        assert_eq!(asked.load(Ordering::Relaxed), 1);
        assert_eq!(flights.run(7, async { Ok(1) }).await.expect("asked again"), 1);
        assert!(flights.lock().is_empty());
    }

    #[tokio::test]
    async fn when_the_asker_gives_up_the_next_goes_on() {
        let flights = Flights::<u32, u32>::default();
        let never = flights.run(7, std::future::pending());
        let first = tokio::time::timeout(Duration::from_millis(20), never);
        let second = async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            flights.run(7, async { Ok(2) }).await
        };
        let (first, second) = tokio::join!(first, second);
        assert!(first.is_err());
        assert_eq!(second.expect("went on"), 2);
        assert!(flights.lock().is_empty());
    }
}
