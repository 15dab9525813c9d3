//! Pictures of persistence: barcode and diagram as SVG, and a barcode for the terminal.

#[cfg(feature = "kafka")]
mod barcode;
mod diagram;
mod svg;
#[cfg(feature = "kafka")]
mod terminal;

#[cfg(feature = "kafka")]
pub(crate) use barcode::barcode_svg;
pub(crate) use diagram::diagram_svg;
#[cfg(feature = "kafka")]
pub(crate) use terminal::barcode_text;

/// The intervals of one dimension, `(birth, death)`, death possibly infinite.
#[derive(Clone, Debug)]
pub(crate) struct Bars {
    pub(crate) dimension: usize,
    pub(crate) intervals: Vec<(f64, f64)>,
}

impl Bars {
    /// The intervals, the most persistent first; births decide between equals.
    #[cfg(feature = "kafka")]
    pub(crate) fn by_persistence(&self) -> Vec<(f64, f64)> {
        let mut sorted = self.intervals.clone();
        sorted.sort_by(|a, b| (b.1 - b.0).total_cmp(&(a.1 - a.0)).then(a.0.total_cmp(&b.0)));
        sorted
    }
}

/// The values that a picture spans: from the lowest birth to the highest finite end, and a little more.
fn span(dimensions: &[Bars]) -> (f64, f64) {
    let ends = dimensions.iter().flat_map(|bars| &bars.intervals).flat_map(|(birth, death)| [*birth, *death]);
    let (low, high) = ends
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low >= high {
        let middle = if low.is_finite() { low } else { 0.0 };
        return (middle - 0.5, middle + 0.5);
    }
    (low, high)
}

/// A number for people: four significant digits.
fn short(value: f64) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "∞".into() } else { "-∞".into() };
    }
    let magnitude = value.abs();
    let decimals = match magnitude {
        m if m >= 1000.0 => 0,
        m if m >= 100.0 => 1,
        m if m >= 10.0 => 2,
        m if m >= 0.001 || m == 0.0 => 3,
        _ => return format!("{value:.2e}"),
    };
    format!("{value:.decimals$}")
}

/// A round value on an axis, without trailing zeros.
fn tick_label(tick: f64) -> String {
    let text = format!("{tick:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() || text == "-0" { "0".into() } else { text.into() }
}

/// Round values for an axis: about `count` of them inside the span.
fn ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a handful of ticks")]
    let rough = (high - low) / count as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power).into_iter().find(|s| *s >= rough).unwrap_or(rough);
    let first = (low / step).ceil();
    (0..64_u32)
        .map(|n| (first + f64::from(n)) * step)
        .take_while(|tick| *tick <= high + step * 1e-9)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Vec<Bars> {
        vec![
            Bars { dimension: 0, intervals: vec![(0.0, 1.0), (0.0, f64::INFINITY)] },
            Bars { dimension: 1, intervals: vec![(1.5, 4.0)] },
        ]
    }

    #[test]
    fn pictures_hold_every_bar() {
        let barcode = barcode_svg(&example(), "title <&>");
        assert_eq!(barcode.matches("class=\"bar").count(), 3);
        assert!(barcode.contains("title &lt;&amp;&gt;"));
        assert_eq!(diagram_svg(&example(), "t").matches("class=\"point").count(), 3);
    }

    #[test]
    fn the_longest_finite_bar_is_named_in_the_terminal() {
        let text = barcode_text(&example(), 80);
        assert!(text.contains("H1") && text.contains("[1.500, 4.000)") && text.contains('∞'), "{text}");
    }

    #[test]
    fn empty_and_flat_diagrams_have_pictures_too() {
        for bars in [vec![], vec![Bars { dimension: 0, intervals: vec![(0.0, f64::INFINITY)] }]] {
            assert!(barcode_svg(&bars, "t").ends_with("</svg>\n"));
            assert!(diagram_svg(&bars, "t").ends_with("</svg>\n"));
            let _ = barcode_text(&bars, 80);
        }
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(0.0, 8.7, 5), [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!([0.0, 2.5, 0.1 + 0.2, 1200.0].map(tick_label), ["0", "2.5", "0.3", "1200"]);
    }
}
