//! Work that falls into parts, on several threads.

use std::ops::Range;

use crate::control::Monitor;
use crate::error::Error;

/// More threads are not started, however many are allowed.
const THREADS_MAX: usize = 256;

/// Does `work` on as many parts of `0..count` as there are threads, and returns what came of them in their order.
///
/// The parts are ranges of about equal length. The calling thread takes the first part and alone reports progress;
/// every thread stops when it must. The first error, in the order of the parts, is the one returned.
pub(crate) fn in_parts<T: Send>(
    threads: usize,
    count: usize,
    monitor: &mut Monitor<'_>,
    work: impl Fn(Range<usize>, &mut Monitor<'_>) -> Result<T, Error> + Sync,
) -> Result<Vec<T>, Error> {
    let parts = threads.min(THREADS_MAX).clamp(1, count.max(1));
    let range = |part: usize| count * part / parts..count * (part + 1) / parts;
    if parts == 1 {
        return Ok(vec![work(0..count, monitor)?]);
    }
    let mut others: Vec<Monitor<'_>> = (1..parts).map(|_| monitor.fork(parts)).collect();
    let (first, rest) = std::thread::scope(|scope| {
        let work = &work;
        let spawn = |(part, monitor)| scope.spawn(move || work(range(part), monitor));
        let handles: Vec<_> = (1..).zip(&mut others).map(spawn).collect();
        let first = work(range(0), monitor);
        let join = |handle: std::thread::ScopedJoinHandle<'_, _>| match handle.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        (first, handles.into_iter().map(join).collect::<Vec<_>>())
    });
    others.iter().for_each(|other| monitor.take_back(other));
    std::iter::once(first).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::{CancelToken, Control, Limits};

    #[test]
    fn parts_cover_everything_once_and_in_order() {
        let control = Control::new();
        let mut monitor = Monitor::start(&control, Limits::default()).expect("nothing stops it");
        for threads in 1..5 {
            for count in [0, 1, 2, 7, 100] {
                let parts = in_parts(threads, count, &mut monitor, |range, _| Ok(range)).expect("no fault");
                assert_eq!(parts.into_iter().flatten().collect::<Vec<_>>(), (0..count).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn every_part_is_cancelled_and_charged() {
        let token = CancelToken::new();
        let control = Control::new().cancel_token(token.clone());
        let limits = Limits { memory_bytes: Some(1000), ..Limits::default() };
        let mut monitor = Monitor::start(&control, limits).expect("nothing stops it");
        in_parts(2, 2, &mut monitor, |_, monitor| monitor.charge(400)).expect("enough");
        assert!(monitor.charge(201).is_err());
        assert!(monitor.charge(200).is_ok());
        token.cancel();
        let busy = in_parts(3, 3, &mut monitor, |_, monitor| {
            loop {
                monitor.tick(100)?;
            }
        });
        assert!(matches!(busy, Err::<Vec<()>, _>(Error::Cancelled { .. })));
    }
}
