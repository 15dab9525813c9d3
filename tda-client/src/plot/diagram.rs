//! A persistence diagram: one point an interval, birth against death, the diagonal where nothing lives.

use plotters::{coord::Shift, prelude::*};

use super::{
    Bars, PlotError,
    canvas::{GREY, PALE, Picture, colour},
    span,
};

/// The diagram of all dimensions. Intervals that never end stand on a line of their own.
pub(super) struct Diagram<'a> {
    pub(super) dimensions: &'a [Bars],
    pub(super) title: &'a str,
}

impl Picture for Diagram<'_> {
    fn size(&self) -> (u32, u32) {
        (620, 600)
    }

    fn draw<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, scale: u32) -> Result<(), PlotError>
    where
        B::ErrorType: 'static,
    {
        let (low, high) = span(self.dimensions);
        let margin = (high - low) * 0.04;
        let (low, high) = (low - margin, high + margin);
        // The line of infinity stands as far beyond the values as two margins.
        let ends = || self.dimensions.iter().flat_map(|bars| &bars.intervals).map(|ends| ends.1);
        let (above, below) =
            (ends().any(|end| end == f64::INFINITY), ends().any(|end| end == f64::NEG_INFINITY));
        let bottom = if below { low - 2.0 * margin } else { low };
        let top = if above { high + 2.0 * margin } else { high };
        let mut chart = ChartBuilder::on(area)
            .caption(self.title, ("sans-serif", 15 * scale))
            .margin(12 * scale)
            .x_label_area_size(38 * scale)
            .y_label_area_size(56 * scale)
            .build_cartesian_2d(low..high, bottom..top)?;
        chart
            .configure_mesh()
            .x_labels(8)
            .y_labels(8)
            .x_label_formatter(&|value| super::tick_label(*value))
            .y_label_formatter(&|value| super::tick_label(*value))
            .bold_line_style(PALE.stroke_width(scale))
            .light_line_style(TRANSPARENT)
            .axis_style(GREY.stroke_width(scale))
            .label_style(("sans-serif", 12 * scale, &GREY))
            .x_desc("birth")
            .y_desc("death")
            .draw()?;
        chart.draw_series(LineSeries::new([(low, low), (high, high)], GREY.stroke_width(scale)))?;
        let (infinity, minus_infinity) = (high + margin, low - margin);
        for (is_there, height, name) in [(above, infinity, "∞"), (below, minus_infinity, "-∞")] {
            if is_there {
                let dash = 4 * scale;
                let line = DashedLineSeries::new(
                    [(low, height), (high, height)],
                    dash,
                    dash,
                    GREY.stroke_width(scale),
                );
                chart.draw_series(line)?;
                let style = ("sans-serif", 14 * scale, &GREY).into_text_style(area);
                chart.draw_series([Text::new(name, (low + margin * 0.2, height + margin * 0.9), style)])?;
            }
        }
        for bars in self.dimensions {
            let (colour, radius) = (colour(bars.dimension), 3 * scale);
            let height = |death: f64| match death {
                f64::INFINITY => infinity,
                f64::NEG_INFINITY => minus_infinity,
                finite => finite,
            };
            let points = bars
                .intervals
                .iter()
                .map(|&(birth, death)| Circle::new((birth, height(death)), radius, colour.mix(0.6).filled()));
            chart
                .draw_series(points)?
                .label(format!("H{} ({})", bars.dimension, bars.intervals.len()))
                .legend(move |at| Circle::new((at.0 + 8, at.1), radius, colour.filled()));
        }
        chart
            .configure_series_labels()
            .position(if below { SeriesLabelPosition::UpperLeft } else { SeriesLabelPosition::LowerRight })
            .background_style(WHITE.mix(0.85))
            .label_font(("sans-serif", 13 * scale))
            .margin(12 * scale)
            .draw()?;
        Ok(())
    }
}
