//! How far a computation has come, on one line of stderr.

use std::{
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tda_core::Progress;

/// Computations shorter than this draw nothing.
const QUIET: Duration = Duration::from_millis(300);
const CHARACTERS: usize = 30;

/// A bar that is drawn anew in place.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    started: Instant,
    is_drawn: Arc<AtomicBool>,
}

impl Default for Bar {
    fn default() -> Self {
        Self { started: Instant::now(), is_drawn: Arc::default() }
    }
}

impl Bar {
    pub(super) fn draw(&self, progress: &Progress) {
        if self.started.elapsed() < QUIET {
            return;
        }
        self.is_drawn.store(true, Ordering::Relaxed);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a fraction of some characters"
        )]
        let filled = (progress.fraction.clamp(0.0, 1.0) * CHARACTERS as f64).round() as usize;
        let bar = format!("{}{}", "#".repeat(filled), " ".repeat(CHARACTERS - filled));
        let seconds = self.started.elapsed().as_secs();
        // Whoever closed stderr does not look at it.
        let _ = write!(std::io::stderr(), "\r[{bar}] {progress}, {seconds} s\x1b[K");
    }

    pub(super) fn clear(&self) {
        if self.is_drawn.load(Ordering::Relaxed) {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
