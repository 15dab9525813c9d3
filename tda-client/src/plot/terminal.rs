//! A barcode of block characters, as wide as the terminal.

use std::fmt::Write;

use super::{Bars, short, span};

/// Bars of one dimension that are shown.
const BARS_MAX: usize = 12;
/// Room for the interval in numbers, behind the bar.
const LABEL_WIDTH: usize = 20;

/// Draws the longest bars of every dimension, `width` characters wide.
pub(crate) fn barcode_text(dimensions: &[Bars], width: usize) -> String {
    let (low, high) = span(dimensions);
    let columns = width.clamp(60, 160) - LABEL_WIDTH - 4;
    let mut text = String::new();
    for bars in dimensions {
        let count = bars.intervals.len();
        let shown = if count > BARS_MAX { format!(", the {BARS_MAX} longest") } else { String::new() };
        let plural = if count == 1 { "" } else { "s" };
        let _ = writeln!(text, "  H{}: {count} interval{plural}{shown}", bars.dimension);
        for (birth, death) in bars.by_persistence().into_iter().take(BARS_MAX) {
            let bar = bar(birth, death, (low, high), columns);
            let _ = writeln!(text, "    {bar} [{}, {})", short(birth), short(death));
        }
    }
    text
}

/// One bar: as many characters as the span has columns, the bar at its place.
fn bar(birth: f64, death: f64, (low, high): (f64, f64), columns: usize) -> String {
    #[allow(clippy::cast_precision_loss, reason = "at most 160 columns")]
    let scale = columns as f64 / (high - low);
    // Saturates: a value outside the span is drawn at its end.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside 0..=160")]
    let column = |value: f64| (((value - low) * scale).round().max(0.0) as usize).min(columns);
    let start = column(birth).min(columns - 1);
    let end = if death.is_finite() { column(death).max(start + 1) } else { columns };
    let tail = if death.is_finite() { " ".repeat(columns - end) } else { String::new() };
    let body = if death.is_finite() {
        "━".repeat(end - start)
    } else {
        format!("{}▶", "━".repeat(end - start - 1))
    };
    format!("{}{body}{tail}", " ".repeat(start))
}
