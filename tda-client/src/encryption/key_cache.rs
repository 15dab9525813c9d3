//! Keys that were used lately, for a while: an erasure elsewhere counts here when that is over.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::KeyState;

pub(super) struct KeyCache {
    entries: Mutex<HashMap<String, (Instant, KeyState)>>,
    keys_max: usize,
    keep_for: Duration,
}

impl KeyCache {
    pub(super) fn new(keys_max: usize, keep_for: Duration) -> Self {
        Self { entries: Mutex::default(), keys_max: keys_max.max(1), keep_for }
    }

    pub(super) fn get(&self, name: &str) -> Option<KeyState> {
        let entries = self.entries();
        let (since, state) = entries.get(name)?;
        (since.elapsed() < self.keep_for).then(|| state.clone())
    }

    pub(super) fn put(&self, name: String, state: KeyState) {
        let mut entries = self.entries();
        if entries.len() >= self.keys_max {
            entries.retain(|_, (since, _)| since.elapsed() < self.keep_for);
        }
        // Whichever goes is read again when it is asked for.
        if entries.len() >= self.keys_max
            && let Some(any) = entries.keys().next().cloned()
        {
            entries.remove(&any);
        }
        entries.insert(name, (Instant::now(), state));
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<String, (Instant, KeyState)>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_bounded_and_forgets() {
        let cache = KeyCache::new(2, Duration::from_secs(60));
        for name in ["a", "b", "c"] {
            cache.put(name.into(), KeyState::Erased);
        }
        assert_eq!(cache.entries().len(), 2);
        assert!(cache.get("c").is_some());
        let cache = KeyCache::new(2, Duration::ZERO);
        cache.put("a".into(), KeyState::Erased);
        assert!(cache.get("a").is_none());
    }
}
