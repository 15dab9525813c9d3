//! How much resident memory grows, as Linux counts it.

/// Growth of resident memory from a moment on.
pub(crate) struct Growth {
    start_bytes: Option<u64>,
}

impl Growth {
    /// Forgets the peak so far and notes what is resident now.
    pub(crate) fn start() -> Self {
        // 5 resets the peak. Where that is not allowed, the peak of the input stays in.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        Growth { start_bytes: status_bytes("VmRSS:") }
    }

    /// The peak since then above what was there; nothing where the system does not tell.
    pub(crate) fn peak_bytes(&self) -> Option<u64> {
        Some(status_bytes("VmHWM:")?.saturating_sub(self.start_bytes?))
    }
}

fn status_bytes(field: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(field))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}
