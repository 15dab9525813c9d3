//! What becomes of classes that never die.

use crate::diagram::Interval;
use crate::error::{Error, InvalidInput};

/// What becomes of essential classes where a length is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Essential {
    /// They die at this value, such as the threshold of the filtration. It must not come before their birth.
    Cap(f64),
    /// They are left out: the default.
    #[default]
    Drop,
    /// They are an error.
    Refuse,
}

/// An interval with both ends finite, as lower and upper end; births of superlevel diagrams are upper ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    pub(super) birth: f64,
    pub(super) death: f64,
}

impl Bar {
    pub(super) fn length(self) -> f64 {
        (self.death - self.birth).abs()
    }

    pub(super) fn midpoint(self) -> f64 {
        // Halves first: the sum may overflow.
        self.birth / 2.0 + self.death / 2.0
    }

    /// Bubenik's tent: half the length at the middle, with slopes 1 and -1.
    #[inline]
    pub(super) fn tent(self, at: f64) -> f64 {
        let (low, high) =
            if self.birth <= self.death { (self.birth, self.death) } else { (self.death, self.birth) };
        (at - low).min(high - at).max(0.0)
    }
}

impl Essential {
    /// The intervals as finite bars, or what is wrong with one.
    pub(super) fn bars(self, intervals: &[Interval]) -> Result<Vec<Bar>, Error> {
        let mut bars = Vec::with_capacity(intervals.len());
        for (index, &Interval { birth, death }) in intervals.iter().enumerate() {
            if !birth.is_finite() || death.is_nan() {
                return Err(InvalidInput::DiagramPoint { diagram: 0, index, birth, death }.into());
            }
            if death.is_finite() {
                if !(death - birth).is_finite() {
                    return Err(InvalidInput::DiagramExtent {
                        low: birth.min(death),
                        high: birth.max(death),
                    }
                    .into());
                }
                bars.push(Bar { birth, death });
                continue;
            }
            match self {
                Essential::Cap(cap) => {
                    let is_behind = if death > 0.0 { cap >= birth } else { cap <= birth };
                    if !cap.is_finite() || !is_behind || !(cap - birth).is_finite() {
                        return Err(InvalidInput::EssentialCap { index, birth, cap }.into());
                    }
                    bars.push(Bar { birth, death: cap });
                }
                Essential::Drop => {}
                Essential::Refuse => return Err(InvalidInput::EssentialClass { index, birth }.into()),
            }
        }
        Ok(bars)
    }
}

/// Writes the builder method for what becomes of essential classes, for a type with a field `essential`.
macro_rules! essential_method {
    () => {
        /// What becomes of essential classes. By default they are left out.
        #[must_use]
        pub fn essential(mut self, essential: Essential) -> Self {
            self.essential = essential;
            self
        }
    };
}

pub(super) use essential_method;
