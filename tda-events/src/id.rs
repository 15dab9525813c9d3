//! Identifiers of events.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use uuid::{Builder, Uuid};

/// A new event id: a UUID of version 7 (RFC 9562), so that ids sort by the time they were made.
///
/// Behind the time stand 62 random bits of the operating system, so that nobody guesses an id; those of one process
/// differ in their first part already. A forked child draws bits of its own.
///
/// ```
/// let id = tda_events::new_event_id();
/// assert_eq!(id.len(), 36);
/// ```
pub fn new_event_id() -> String {
    // While a thread ends its bits are gone: then each id asks for its own.
    let random = RANDOM.try_with(|random| random.try_borrow_mut().ok()?.draw()).ok().flatten();
    let id = random.map_or_else(Uuid::now_v7, |random| of_parts(next_ticks(), random));
    id.hyphenated().encode_lower(&mut Uuid::encode_buffer()).to_owned()
}

/// Bits of a tick below the millisecond.
const FRACTION_BITS: u32 = 12;

/// The time in ticks of a 4096th of a millisecond, later than every tick that this process has had: RFC 9562, section
/// 6.2, methods 3 and 1. When ids are asked for faster than the clock ticks, or it is set back, the ticks run ahead of it.
fn next_ticks() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let fraction = (u64::from(now.subsec_nanos() % 1_000_000) << FRACTION_BITS) / 1_000_000;
    let milliseconds = now.as_secs() * 1_000 + u64::from(now.subsec_millis());
    let now = milliseconds << FRACTION_BITS | fraction;
    let mut last = LAST.load(Ordering::Relaxed);
    loop {
        let next = now.max(last + 1);
        match LAST.compare_exchange_weak(last, next, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => return next,
            Err(another) => last = another,
        }
    }
}

fn of_parts(ticks: u64, random: [u8; 8]) -> Uuid {
    let [.., high, low] = (ticks & ((1 << FRACTION_BITS) - 1)).to_be_bytes();
    let [a, b, c, d, e, f, g, h] = random;
    // Sets the bits of version and variant.
    Builder::from_unix_timestamp_millis(ticks >> FRACTION_BITS, &[high, low, a, b, c, d, e, f, g, h])
        .into_uuid()
}

/// Bytes that a thread asks the operating system for at a time: for 128 ids, since each call costs ten times what the
/// bytes of one id do.
const DRAWN_BYTES: usize = 1024;

thread_local! {
    static RANDOM: RefCell<Random> = RefCell::new(Random {
        bytes: [0; DRAWN_BYTES],
        used: DRAWN_BYTES,
        fork: forkguard::new(),
    });
}

/// Random bytes of the operating system, drawn and not used yet.
struct Random {
    bytes: [u8; DRAWN_BYTES],
    used: usize,
    /// A child has a copy of its parent's bytes and must not use them, too.
    fork: forkguard::Guard,
}

impl Random {
    fn draw(&mut self) -> Option<[u8; 8]> {
        if self.fork.detected_fork() {
            self.used = DRAWN_BYTES;
        }
        if self.used == DRAWN_BYTES {
            getrandom::fill(&mut self.bytes).ok()?;
            self.used = 0;
        }
        let drawn = *self.bytes[self.used..].first_chunk()?;
        self.used += drawn.len();
        Some(drawn)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn an_id_is_of_version_7_and_tells_its_time() {
        let before = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis();
        let id: Uuid = new_event_id().parse().expect("a UUID");
        assert_eq!((id.get_version_num(), id.get_variant()), (7, uuid::Variant::RFC4122));
        let (seconds, nanoseconds) = id.get_timestamp().expect("a time").to_unix();
        let told = u128::from(seconds) * 1_000 + u128::from(nanoseconds / 1_000_000);
        assert!((before..before + 60_000).contains(&told), "{told} against {before}");
    }

    #[test]
    fn ids_rise_and_those_of_all_threads_differ() {
        let of_thread = || (0..20_000).map(|_| new_event_id()).collect::<Vec<_>>();
        let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(of_thread)).collect();
        let mut all = HashSet::new();
        for thread in threads {
            let ids = thread.join().expect("no panic");
            assert!(ids.is_sorted());
            all.extend(ids);
        }
        assert_eq!(all.len(), 80_000);
    }

    #[test]
    fn the_random_bits_of_two_threads_have_nothing_in_common() {
        let tails = || (0..1_000).map(|_| new_event_id()[20..].to_owned()).collect::<HashSet<_>>();
        let (here, there) = (tails(), std::thread::spawn(tails).join().expect("no panic"));
        assert_eq!((here.len(), there.len()), (1_000, 1_000));
        assert!(here.is_disjoint(&there));
    }

    #[cfg(unix)]
    #[test]
    fn a_forked_child_draws_bits_of_its_own() {
        use std::io::{Read as _, Write as _};
        use std::os::unix::process::CommandExt as _;

        // Long before the drawn bytes run out.
        let tails = || (0..20).map(|_| new_event_id()[20..].to_owned() + "\n").collect::<String>();
        tails();
        let (mut told, tell) = std::io::pipe().expect("a pipe");
        let mut child = std::process::Command::new("true");
        // SAFETY: the child makes texts and writes them to a pipe: memory is usable behind a fork, and no lock is taken.
        unsafe { child.pre_exec(move || (&tell).write_all(tails().as_bytes())) };
        assert!(child.status().expect("a child").success());
        drop(child);
        let mut of_child = String::new();
        told.read_to_string(&mut of_child).expect("its ids");
        let of_child: HashSet<&str> = of_child.lines().collect();
        let ours = tails();
        let ours: HashSet<&str> = ours.lines().collect();
        assert_eq!((of_child.len(), ours.len()), (20, 20));
        assert!(ours.is_disjoint(&of_child));
    }
}
