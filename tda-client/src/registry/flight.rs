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
    open: Mutex<HashMap<K, Flight<V>>>,
}

struct Flight<V> {
    answer: Answer<V>,
    /// How many wait for it. Counted under the lock: two who leave at the same time are seen one after the other.
    waiting: usize,
}

impl<V> Default for Flight<V> {
    fn default() -> Self {
        Self { answer: Answer::default(), waiting: 0 }
    }
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
        let landing = self.board(key);
        landing.answer.get_or_init(|| ask).await.clone()
    }

    fn board(&self, key: K) -> Landing<'_, K, V> {
        let mut open = self.lock();
        let flight = open.entry(key.clone()).or_default();
        flight.waiting += 1;
        Landing { flights: self, key, answer: Arc::clone(&flight.answer) }
    }

    /// Whoever asks from now on asks anew; those who wait get the answer that they wait for.
    pub(super) fn forget(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<K, Flight<V>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Forgets the flight when it has an answer, or when the last who waited for it is gone.
struct Landing<'a, K: Eq + Hash + Clone, V: Clone> {
    flights: &'a Flights<K, V>,
    key: K,
    answer: Answer<V>,
}

impl<K: Eq + Hash + Clone, V: Clone> Drop for Landing<'_, K, V> {
    fn drop(&mut self) {
        let mut open = self.flights.lock();
        let ours = open.get_mut(&self.key).filter(|flight| Arc::ptr_eq(&flight.answer, &self.answer));
        let Some(flight) = ours else { return };
        flight.waiting -= 1;
        if self.answer.initialized() || flight.waiting == 0 {
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
            Err(RegistryError::NotFound { what: "it".into(), code: None })
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

    #[test]
    fn two_who_leave_at_the_same_time_leave_nothing_behind() {
        let flights = Flights::<u32, u32>::default();
        let (one, other) = (flights.board(7), flights.board(7));
        // The one has left, but still holds what it waited for: as between its last look and its end.
        let held = Arc::clone(&one.answer);
        drop(one);
        drop(other);
        assert!(flights.lock().is_empty());
        drop(held);
    }

    #[tokio::test]
    async fn after_forgetting_everybody_asks_anew() {
        let flights = Flights::<u32, u32>::default();
        let first = flights.run(7, async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Ok(1)
        });
        let second = async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            flights.forget();
            flights.run(7, async { Ok(2) }).await
        };
        let (first, second) = tokio::join!(first, second);
        assert_eq!((first.expect("its own"), second.expect("anew")), (1, 2));
        assert!(flights.lock().is_empty());
    }
}
