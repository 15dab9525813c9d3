//! A barcode: one horizontal bar an interval, the longest first, dimension by dimension.

use super::{
    Bars, span,
    svg::{Drawing, colour},
    tick_label, ticks,
};

const WIDTH: f64 = 720.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 690.0;
const TOP: f64 = 44.0;
/// Bars of one dimension that are drawn; further ones are counted in words.
const BARS_MAX: usize = 120;

/// Draws the barcode.
pub(crate) fn barcode_svg(dimensions: &[Bars], title: &str) -> String {
    let (low, high) = span(dimensions);
    let at = |value: f64| LEFT + (value - low) / (high - low) * (RIGHT - LEFT - 14.0);
    let height = TOP + dimensions.iter().map(block_height).sum::<f64>() + 44.0;
    let mut drawing = Drawing::new(WIDTH, height, title);
    let bottom = height - 36.0;
    for tick in ticks(low, high, 8) {
        drawing.line((at(tick), TOP - 6.0), (at(tick), bottom), "stroke=\"#e4e4e4\"");
        drawing.text((at(tick), bottom + 16.0), "middle", "fill=\"#555\"", &tick_label(tick));
    }
    drawing.text((WIDTH / 2.0, height - 6.0), "middle", "fill=\"#555\"", "value of the filtration");
    let mut y = TOP;
    for bars in dimensions {
        draw_block(&mut drawing, bars, y, at);
        y += block_height(bars);
    }
    drawing.finish()
}

fn pitch(bars: &Bars) -> f64 {
    if bars.intervals.len() > 40 { 3.5 } else { 8.0 }
}

fn block_height(bars: &Bars) -> f64 {
    let drawn = bars.intervals.len().min(BARS_MAX);
    #[allow(clippy::cast_precision_loss, reason = "at most BARS_MAX")]
    let bars_height = drawn as f64 * pitch(bars);
    bars_height.max(18.0) + 26.0
}

fn draw_block(drawing: &mut Drawing, bars: &Bars, top: f64, at: impl Fn(f64) -> f64) {
    let colour = colour(bars.dimension);
    drawing.text(
        (LEFT - 14.0, top + 12.0),
        "end",
        &format!("fill=\"{colour}\" font-weight=\"bold\""),
        &format!("H{}", bars.dimension),
    );
    let (pitch, mut y) = (pitch(bars), top + 6.0);
    for (birth, death) in bars.by_persistence().into_iter().take(BARS_MAX) {
        let end = if death.is_finite() { at(death) } else { RIGHT - 8.0 };
        let style = format!("class=\"bar\" stroke=\"{colour}\" stroke-width=\"{:.1}\"", pitch * 0.6);
        drawing.line((at(birth), y), (end.max(at(birth) + 0.6), y), &style);
        if !death.is_finite() {
            drawing.arrow((end, y), &format!("fill=\"{colour}\""));
        }
        y += pitch;
    }
    if bars.intervals.len() > BARS_MAX {
        let left = bars.intervals.len() - BARS_MAX;
        drawing.text((LEFT, y + 10.0), "start", "fill=\"#555\"", &format!("and {left} shorter ones"));
    }
}
