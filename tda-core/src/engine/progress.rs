//! How far a reduction has come, as well as that can be told.
//!
//! Most columns take no time, and a few may take all of it: the columns of classes that live long, which come late.
//! Counting columns would show nearly everything done before the work begins. So the columns that are done make up
//! the first part of the scale, and each column that turns out to be long takes a share of what is left. Within a
//! column the pivot only goes forward, and tells how far the column has come.

/// The part of the scale that goes by the number of columns.
const COUNTED: f64 = 0.3;
/// What a long column may take of what is left.
const LONG_SHARE: f64 = 1.0 / 3.0;
/// A column is long from this part of all time so far on.
const LONG_FROM: f64 = 0.2;

#[derive(Debug)]
pub(crate) struct ColumnProgress {
    columns: f64,
    ranks: f64,
    begun: f64,
    birth: f64,
    /// When the present column began, in seconds from the start of the computation.
    began_seconds: f64,
    /// What long columns have taken of their part of the scale: those that are done, and with the present one.
    long_done: f64,
    long_now: f64,
}

impl ColumnProgress {
    pub(crate) fn new(columns: usize, ranks: usize) -> Self {
        ColumnProgress {
            columns: columns as f64,
            ranks: ranks as f64,
            begun: 0.0,
            birth: 0.0,
            began_seconds: 0.0,
            long_done: 0.0,
            long_now: 0.0,
        }
    }

    pub(crate) fn begin_column(&mut self, index: usize, birth: u32, seconds: f64) {
        self.long_done = self.long_now;
        self.begun = index as f64;
        self.birth = f64::from(birth);
        self.began_seconds = seconds;
    }

    /// The part that is done when the present column has come to a pivot of this rank.
    pub(crate) fn at(&mut self, pivot: u32, seconds: f64) -> f64 {
        let come = (f64::from(pivot) - self.birth) / (self.ranks - self.birth);
        let weight = (seconds - self.began_seconds) / seconds.max(f64::MIN_POSITIVE);
        let long = ((weight - LONG_FROM) / (1.0 - LONG_FROM)).max(0.0);
        let share = (1.0 - self.long_done) * LONG_SHARE * come * long;
        self.long_now = self.long_now.max(self.long_done + share);
        COUNTED * self.begun / self.columns + (1.0 - COUNTED) * self.long_now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_columns_count_and_a_long_one_takes_its_share() {
        let mut progress = ColumnProgress::new(100, 1000);
        for index in 0..90_u32 {
            let seconds = 1.0 + f64::from(index) / 100.0;
            progress.begin_column(index as usize, 10, seconds);
            assert!(progress.at(900, seconds + 0.01) <= COUNTED * f64::from(index + 1) / 100.0);
        }
        progress.begin_column(90, 0, 2.0);
        let quarter = progress.at(250, 4.0);
        let half = progress.at(500, 6.0);
        assert!(COUNTED * 0.9 < quarter && quarter < half && half < 0.5, "{quarter} {half}");
    }
}
