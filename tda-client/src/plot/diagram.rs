//! A persistence diagram: one point an interval, birth against death, the diagonal where nothing lives.

use super::{
    Bars, span,
    svg::{Drawing, colour},
    tick_label, ticks,
};

const SIDE: f64 = 480.0;
const LEFT: f64 = 62.0;
const TOP: f64 = 66.0;
const BOTTOM: f64 = TOP + SIDE;

/// Draws the diagram. Intervals that never end stand on a line of their own at the top.
pub(crate) fn diagram_svg(dimensions: &[Bars], title: &str) -> String {
    let (low, high) = span(dimensions);
    let high = high + (high - low) * 0.04;
    // One scale for both axes, so that the diagonal is one; the line of infinity stands above.
    let x = |value: f64| LEFT + (value - low) / (high - low) * (SIDE - 30.0);
    let y = |value: f64| BOTTOM - (value - low) / (high - low) * (SIDE - 30.0);
    let infinity = TOP + 6.0;
    let mut drawing = Drawing::new(LEFT + SIDE + 92.0, BOTTOM + 52.0, title);
    for tick in ticks(low, high, 8) {
        drawing.line((x(tick), TOP), (x(tick), BOTTOM), "stroke=\"#eee\"");
        drawing.line((LEFT, y(tick)), (LEFT + SIDE, y(tick)), "stroke=\"#eee\"");
        drawing.text((x(tick), BOTTOM + 18.0), "middle", "fill=\"#555\"", &tick_label(tick));
        drawing.text((LEFT - 8.0, y(tick) + 4.0), "end", "fill=\"#555\"", &tick_label(tick));
    }
    drawing.line((x(low), y(low)), (x(high), y(high)), "stroke=\"#999\"");
    drawing.line((LEFT, infinity), (LEFT + SIDE, infinity), "stroke=\"#999\" stroke-dasharray=\"4 4\"");
    drawing.text((LEFT - 8.0, infinity + 4.0), "end", "fill=\"#555\"", "∞");
    drawing.text((LEFT + SIDE / 2.0, BOTTOM + 40.0), "middle", "fill=\"#555\"", "birth");
    let turned = format!("fill=\"#555\" transform=\"rotate(-90 16 {:.2})\"", TOP + SIDE / 2.0);
    drawing.text((16.0, TOP + SIDE / 2.0), "middle", &turned, "death");
    for (row, bars) in (0_u32..).zip(dimensions) {
        let colour = colour(bars.dimension);
        for (birth, death) in &bars.intervals {
            let height = if death.is_finite() { y(*death) } else { infinity };
            let style = format!("class=\"point\" fill=\"{colour}\" fill-opacity=\"0.65\"");
            drawing.circle((x(*birth), height), 3.5, &style);
        }
        let legend = TOP + 14.0 + 20.0 * f64::from(row);
        drawing.circle((LEFT + SIDE + 22.0, legend - 4.0), 4.5, &format!("fill=\"{colour}\""));
        let words = format!("H{} ({})", bars.dimension, bars.intervals.len());
        drawing.text((LEFT + SIDE + 34.0, legend), "start", "fill=\"#333\"", &words);
    }
    drawing.finish()
}
