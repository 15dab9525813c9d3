//! Pictures of persistence: barcode, diagram and Betti curves as SVG and PNG, and a barcode for the terminal.

mod barcode;
mod betti;
mod canvas;
mod diagram;
#[cfg(feature = "kafka")]
mod terminal;

use plotters::drawing::DrawingAreaErrorKind;

#[cfg(feature = "kafka")]
pub(crate) use terminal::barcode_text;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Picture {
    Barcode,
    BettiCurves,
    Diagram,
}

/// A picture as text.
pub(crate) fn svg(picture: Picture, dimensions: &[Bars], title: &str) -> Result<String, PlotError> {
    match picture {
        Picture::Barcode => canvas::svg(&barcode::Barcode { dimensions, title }),
        Picture::BettiCurves => canvas::svg(&betti::BettiCurves { dimensions, title }),
        Picture::Diagram => canvas::svg(&diagram::Diagram { dimensions, title }),
    }
}

/// A picture as the bytes of a PNG file.
pub(crate) fn png(picture: Picture, dimensions: &[Bars], title: &str) -> Result<Vec<u8>, PlotError> {
    match picture {
        Picture::Barcode => canvas::png(&barcode::Barcode { dimensions, title }),
        Picture::BettiCurves => canvas::png(&betti::BettiCurves { dimensions, title }),
        Picture::Diagram => canvas::png(&diagram::Diagram { dimensions, title }),
    }
}

/// Why nothing was drawn.
#[derive(Debug, thiserror::Error)]
#[error("the picture cannot be drawn: {0}")]
pub(crate) struct PlotError(String);

impl<E: std::error::Error + Send + Sync> From<DrawingAreaErrorKind<E>> for PlotError {
    fn from(error: DrawingAreaErrorKind<E>) -> Self {
        PlotError(error.to_string())
    }
}

/// The intervals of one dimension, `(birth, death)`, death possibly infinite.
#[derive(Clone, Debug)]
pub(crate) struct Bars {
    pub(crate) dimension: usize,
    pub(crate) intervals: Vec<(f64, f64)>,
}

impl Bars {
    /// The intervals, the most persistent first; births decide between equals.
    pub(crate) fn by_persistence(&self) -> Vec<(f64, f64)> {
        let mut sorted = self.intervals.clone();
        sorted.sort_by(|a, b| (b.1 - b.0).abs().total_cmp(&(a.1 - a.0).abs()).then(a.0.total_cmp(&b.0)));
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

#[cfg(feature = "kafka")]
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

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Vec<Bars> {
        vec![
            Bars { dimension: 0, intervals: vec![(0.0, 1.0), (0.0, f64::INFINITY)] },
            Bars { dimension: 1, intervals: vec![(1.5, 4.0)] },
        ]
    }

    const PICTURES: [Picture; 3] = [Picture::Barcode, Picture::BettiCurves, Picture::Diagram];

    #[test]
    fn pictures_name_every_dimension_and_hold_every_interval() {
        for picture in PICTURES {
            let text = svg(picture, &example(), "title <&>").expect("drawn");
            assert!(
                text.contains("H0") && text.contains("H1") && text.contains("title &lt;&amp;&gt;"),
                "{text}"
            );
        }
        let points = svg(Picture::Diagram, &example(), "t").expect("drawn").matches("<circle").count();
        // Three intervals, and two points in the legend.
        assert_eq!(points, 5);
    }

    #[test]
    fn the_longest_finite_bar_is_named_in_the_terminal() {
        let text = barcode_text(&example(), 80);
        assert!(text.contains("H1") && text.contains("[1.500, 4.000)") && text.contains('∞'), "{text}");
    }

    #[test]
    fn empty_flat_and_falling_diagrams_have_pictures_too() {
        let falling = vec![(3.0, 1.0), (4.0, f64::NEG_INFINITY)];
        for intervals in [vec![], vec![(0.0, f64::INFINITY)], falling] {
            for bars in [vec![], vec![Bars { dimension: 0, intervals }]] {
                for picture in PICTURES {
                    assert!(svg(picture, &bars, "t").expect("drawn").trim_end().ends_with("</svg>"));
                    assert!(png(picture, &bars, "t").expect("drawn").starts_with(b"\x89PNG"));
                }
                let _ = barcode_text(&bars, 80);
            }
        }
    }

    #[test]
    fn labels_of_ticks_are_short() {
        assert_eq!([0.0, 2.5, 0.1 + 0.2, 1200.0].map(tick_label), ["0", "2.5", "0.3", "1200"]);
    }
}
