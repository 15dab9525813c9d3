//! A barcode: one horizontal bar an interval, the longest first, dimension by dimension.

use plotters::{coord::Shift, prelude::*};

use super::{
    Bars, PlotError,
    canvas::{GREY, PALE, Picture, colour},
    span,
};

const WIDTH: u32 = 720;
/// Bars of one dimension that are drawn; further ones are counted in words.
const BARS_MAX: usize = 120;
/// Room above each dimension, and for its words.
const HEADING: f64 = 22.0;

/// The barcode of all dimensions.
pub(super) struct Barcode<'a> {
    pub(super) dimensions: &'a [Bars],
    pub(super) title: &'a str,
}

impl Picture for Barcode<'_> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some thousand pixels")]
    fn size(&self) -> (u32, u32) {
        (WIDTH, 92 + self.dimensions.iter().map(block_height).sum::<f64>() as u32)
    }

    fn draw<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, scale: u32) -> Result<(), PlotError>
    where
        B::ErrorType: 'static,
    {
        let (low, high) = span(self.dimensions);
        let margin = (high - low) * 0.03;
        let height: f64 = self.dimensions.iter().map(block_height).sum();
        let mut chart = ChartBuilder::on(area)
            .caption(self.title, ("sans-serif", 15 * scale))
            .margin(10 * scale)
            .x_label_area_size(34 * scale)
            .build_cartesian_2d(low - margin..high + margin, height.max(1.0)..0.0)?;
        chart
            .configure_mesh()
            .disable_y_mesh()
            .disable_y_axis()
            .x_labels(8)
            .x_label_formatter(&|value| super::tick_label(*value))
            .bold_line_style(PALE.stroke_width(scale))
            .light_line_style(TRANSPARENT)
            .axis_style(GREY.stroke_width(scale))
            .label_style(("sans-serif", 12 * scale, &GREY))
            .x_desc("value of the filtration")
            .draw()?;
        let mut top = 0.0;
        for bars in self.dimensions {
            let colour = colour(bars.dimension);
            let words = heading(bars);
            let style = ("sans-serif", 12 * scale, &colour).into_text_style(area);
            chart.draw_series([Text::new(words, (low, top + 5.0), style)])?;
            let pitch = pitch(bars);
            let lines = bars.by_persistence().into_iter().take(BARS_MAX).enumerate().map(|(row, ends)| {
                #[allow(clippy::cast_precision_loss, reason = "at most BARS_MAX")]
                let y = top + HEADING + (row as f64 + 0.5) * pitch;
                let (from, to) = ends_of(ends, (low - margin, high + margin));
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pixels")]
                let width = (pitch * 0.6 * f64::from(scale)).round() as u32;
                PathElement::new([(from, y), (to, y)], colour.stroke_width(width))
            });
            chart.draw_series(lines)?;
            top += block_height(bars);
        }
        Ok(())
    }
}

/// Left and right end of a bar; one that never ends runs to the edge.
fn ends_of((birth, death): (f64, f64), (left, right): (f64, f64)) -> (f64, f64) {
    let death = death.clamp(left, right);
    (birth.min(death), birth.max(death))
}

fn heading(bars: &Bars) -> String {
    let (count, left) = (bars.intervals.len(), bars.intervals.len().saturating_sub(BARS_MAX));
    let shown = if left > 0 { format!(", without {left} shorter ones") } else { String::new() };
    format!("H{}: {count}{shown}", bars.dimension)
}

fn pitch(bars: &Bars) -> f64 {
    if bars.intervals.len() > 40 { 3.5 } else { 8.0 }
}

fn block_height(bars: &Bars) -> f64 {
    let drawn = bars.intervals.len().min(BARS_MAX);
    #[allow(clippy::cast_precision_loss, reason = "at most BARS_MAX")]
    let bars_height = drawn as f64 * pitch(bars);
    bars_height + HEADING + 6.0
}
