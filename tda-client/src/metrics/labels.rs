//! Values of labels, bounded: what a peer or a user writes must not become series without end.

use std::{
    collections::HashSet,
    sync::{Arc, PoisonError, RwLock},
};

/// What stands for all values past the bound.
pub(super) const OTHER: &str = "other";
/// Longer values are counted as [`OTHER`].
const VALUE_BYTES_MAX: usize = 249;

/// The values of one label: those that are always told, and the first `values_max` others.
pub(super) struct Label {
    values_max: usize,
    is_known: fn(&str) -> bool,
    seen: RwLock<HashSet<Arc<str>>>,
}

impl Label {
    pub(super) fn new(values_max: usize, is_known: fn(&str) -> bool) -> Self {
        Self { values_max, is_known, seen: RwLock::default() }
    }

    /// The value to count under.
    pub(super) fn value(&self, value: &str) -> Arc<str> {
        if let Some(seen) = self.seen.read().unwrap_or_else(PoisonError::into_inner).get(value) {
            return Arc::clone(seen);
        }
        if value.len() > VALUE_BYTES_MAX {
            return OTHER.into();
        }
        let known = (self.is_known)(value);
        let mut seen = self.seen.write().unwrap_or_else(PoisonError::into_inner);
        if !known && seen.len() >= self.values_max {
            return OTHER.into();
        }
        let value: Arc<str> = value.into();
        seen.insert(Arc::clone(&value));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_past_the_bound_are_counted_together_but_for_those_that_are_known() {
        let label = Label::new(2, |value| value == "known");
        assert_eq!(&*label.value("a"), "a");
        assert_eq!(&*label.value("b"), "b");
        assert_eq!(&*label.value("c"), OTHER);
        assert_eq!(&*label.value("known"), "known");
        assert_eq!(&*label.value("a"), "a");
        assert_eq!(&*label.value(&"x".repeat(250)), OTHER);
    }
}
