//! A cache that never holds more than it may: what was asked for least recently goes first.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
};

pub(super) struct Cache<K, V> {
    entries_max: usize,
    bytes_max: usize,
    state: Mutex<State<K, V>>,
}

struct State<K, V> {
    entries: HashMap<K, Entry<V>>,
    bytes: usize,
    /// Counts the questions; the age of an entry is the one it was last asked at.
    now: u64,
    /// Counts the times that everything was forgotten.
    epoch: u64,
}

struct Entry<V> {
    value: V,
    bytes: usize,
    asked_at: u64,
}

impl<K: Eq + Hash + Clone, V: Clone> Cache<K, V> {
    pub(super) fn new(entries_max: usize, bytes_max: usize) -> Self {
        let state = State { entries: HashMap::new(), bytes: 0, now: 0, epoch: 0 };
        Self { entries_max, bytes_max, state: Mutex::new(state) }
    }

    pub(super) fn get(&self, key: &K) -> Option<V> {
        let mut state = self.lock();
        state.now += 1;
        let now = state.now;
        let entry = state.entries.get_mut(key)?;
        entry.asked_at = now;
        Some(entry.value.clone())
    }

    /// Keeps `value`, which holds about `bytes`; one that is over the whole limit is not kept.
    pub(super) fn insert(&self, key: K, value: V, bytes: usize) {
        self.insert_into(&mut self.lock(), key, value, bytes);
    }

    /// What [`insert_since`](Self::insert_since) wants to know, read before the question is asked.
    pub(super) fn epoch(&self) -> u64 {
        self.lock().epoch
    }

    /// Keeps `value`, an answer to a question of `epoch`, unless everything was forgotten since.
    pub(super) fn insert_since(&self, epoch: u64, key: K, value: V, bytes: usize) {
        let mut state = self.lock();
        if state.epoch == epoch {
            self.insert_into(&mut state, key, value, bytes);
        }
    }

    fn insert_into(&self, state: &mut State<K, V>, key: K, value: V, bytes: usize) {
        if bytes > self.bytes_max || self.entries_max == 0 {
            return;
        }
        state.now += 1;
        let asked_at = state.now;
        state.bytes += bytes;
        if let Some(old) = state.entries.insert(key, Entry { value, bytes, asked_at }) {
            state.bytes -= old.bytes;
        }
        while state.entries.len() > self.entries_max || state.bytes > self.bytes_max {
            let oldest = state.entries.iter().min_by_key(|(_, entry)| entry.asked_at);
            let Some(key) = oldest.map(|(key, _)| key.clone()) else { break };
            if let Some(entry) = state.entries.remove(&key) {
                state.bytes -= entry.bytes;
            }
        }
    }

    pub(super) fn clear(&self) {
        let mut state = self.lock();
        state.entries.clear();
        state.bytes = 0;
        state.epoch += 1;
    }

    fn lock(&self) -> MutexGuard<'_, State<K, V>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_least_recently_goes_first() {
        let cache = Cache::new(2, 100);
        cache.insert(1, "one", 1);
        cache.insert(2, "two", 1);
        assert_eq!(cache.get(&1), Some("one"));
        cache.insert(3, "three", 1);
        assert_eq!((cache.get(&1), cache.get(&2), cache.get(&3)), (Some("one"), None, Some("three")));
    }

    #[test]
    fn bytes_are_bounded_too() {
        let cache = Cache::new(100, 10);
        cache.insert(1, "small", 4);
        cache.insert(2, "large", 8);
        assert_eq!((cache.get(&1), cache.get(&2)), (None, Some("large")));
        cache.insert(3, "too large", 11);
        assert_eq!(cache.get(&3), None);
        cache.insert(2, "smaller", 2);
        cache.insert(4, "fits", 8);
        assert_eq!((cache.get(&2), cache.get(&4)), (Some("smaller"), Some("fits")));
        cache.clear();
        assert_eq!(cache.get(&4), None);
    }

    #[test]
    fn an_answer_from_before_everything_was_forgotten_is_not_kept() {
        let cache = Cache::new(10, 10);
        let epoch = cache.epoch();
        cache.clear();
        cache.insert_since(epoch, 1, "stale", 1);
        assert_eq!(cache.get(&1), None);
        cache.insert_since(cache.epoch(), 1, "fresh", 1);
        assert_eq!(cache.get(&1), Some("fresh"));
    }
}
