//! Several ways to do the same, timed in turn so that whatever disturbs one disturbs all.

use std::hint::black_box;

use cpu_time::ThreadTime;
use serde::Serialize;

/// Rounds whose median is quoted.
const ROUNDS: usize = 31;
/// A round repeats a call until it takes this long.
const ROUND_NANOSECONDS: u128 = 4_000_000;

/// One way to do what a row names.
pub(crate) struct Way<'a> {
    name: &'static str,
    call: Box<dyn FnMut(usize) + 'a>,
}

impl<'a> Way<'a> {
    /// Calls `call` and throws away what it gives.
    pub(crate) fn new<R>(name: &'static str, mut call: impl FnMut() -> R + 'a) -> Self {
        let repeat = move |times| {
            for _ in 0..times {
                black_box(call());
            }
        };
        Self { name, call: Box::new(repeat) }
    }

    fn nanoseconds(&mut self, times: usize) -> u128 {
        let start = ThreadTime::now();
        (self.call)(times);
        start.elapsed().as_nanos()
    }

    /// How many calls fill a round.
    fn times(&mut self) -> usize {
        let mut times = 1;
        loop {
            let taken = self.nanoseconds(times);
            if taken >= ROUND_NANOSECONDS / 2 {
                return ((times as u128 * ROUND_NANOSECONDS) / taken.max(1)).max(1) as usize;
            }
            times *= 4;
        }
    }
}

/// What a row of the report shows.
#[derive(Serialize)]
pub(crate) struct Row {
    name: &'static str,
    /// Size of what is written or read.
    bytes: usize,
    ways: Vec<Figures>,
}

#[derive(Serialize)]
struct Figures {
    name: &'static str,
    /// Median of CPU time of one call.
    nanoseconds: f64,
    /// Median over the rounds of this way's time by that of the first.
    by_first: f64,
}

/// Times every way in every round.
pub(crate) fn row(name: &'static str, bytes: usize, mut ways: Vec<Way<'_>>) -> Row {
    let times: Vec<usize> = ways.iter_mut().map(Way::times).collect();
    let mut rounds = vec![Vec::with_capacity(ROUNDS); ways.len()];
    for _ in 0..ROUNDS {
        for ((way, times), rounds) in ways.iter_mut().zip(&times).zip(&mut rounds) {
            rounds.push(way.nanoseconds(*times) as f64 / *times as f64);
        }
    }
    let first = rounds[0].clone();
    let figures = ways.iter().zip(&rounds).map(|(way, rounds)| Figures {
        name: way.name,
        nanoseconds: median(rounds.iter().copied()),
        by_first: median(rounds.iter().zip(&first).map(|(this, first)| this / first)),
    });
    Row { name, bytes, ways: figures.collect() }
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = figures.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
