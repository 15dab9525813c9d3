//! Betti curves: how many classes of each dimension live at each value.

use plotters::{coord::Shift, prelude::*};

use super::{
    Bars, PlotError,
    canvas::{GREY, PALE, Picture, colour},
    span,
};

/// The Betti curves of all dimensions.
pub(super) struct BettiCurves<'a> {
    pub(super) dimensions: &'a [Bars],
    pub(super) title: &'a str,
}

impl Picture for BettiCurves<'_> {
    fn size(&self) -> (u32, u32) {
        (720, 440)
    }

    fn draw<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, scale: u32) -> Result<(), PlotError>
    where
        B::ErrorType: 'static,
    {
        let (low, high) = span(self.dimensions);
        let margin = (high - low) * 0.03;
        let (low, high) = (low - margin, high + margin);
        let curves: Vec<_> =
            self.dimensions.iter().map(|bars| (bars.dimension, curve(bars, (low, high)))).collect();
        let most = curves.iter().flat_map(|(_, steps)| steps).map(|&(_, count)| count).fold(1.0, f64::max);
        let mut chart = ChartBuilder::on(area)
            .caption(self.title, ("sans-serif", 15 * scale))
            .margin(12 * scale)
            .x_label_area_size(38 * scale)
            .y_label_area_size(60 * scale)
            .build_cartesian_2d(low..high, 0.0..most * 1.05)?;
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
            .x_desc("value of the filtration")
            .y_desc("Betti number")
            .draw()?;
        for (dimension, steps) in curves {
            let style = colour(dimension).stroke_width(2 * scale);
            #[allow(clippy::cast_possible_wrap, reason = "one or two")]
            let length = 16 * scale as i32;
            chart
                // Line by line: a thick line that turns back on itself is drawn with holes.
                .draw_series(steps.windows(2).map(|ends| PathElement::new(ends.to_vec(), style)))?
                .label(format!("H{dimension}"))
                .legend(move |(x, y)| PathElement::new([(x, y), (x + length, y)], style));
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperRight)
            .background_style(WHITE.mix(0.85))
            .legend_area_size(24 * scale)
            .label_font(("sans-serif", 13 * scale))
            .margin(12 * scale)
            .draw()?;
        Ok(())
    }
}

/// The corners of the step function, from the left edge to the right one.
fn curve(bars: &Bars, (left, right): (f64, f64)) -> Vec<(f64, f64)> {
    let mut steps: Vec<(f64, f64)> = Vec::with_capacity(2 * bars.intervals.len());
    for &(birth, death) in &bars.intervals {
        let (from, to) = (birth.min(death).max(left), birth.max(death));
        steps.push((from, 1.0));
        // What never ends is alive at the edge.
        steps.extend((to <= right).then_some((to, -1.0)));
    }
    steps.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut count = 0.0;
    let mut corners = vec![(left, 0.0)];
    for (value, change) in steps {
        corners.push((value, count));
        count += change;
        corners.push((value, count));
    }
    corners.push((right, count));
    corners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_goes_up_at_births_and_down_at_deaths() {
        let bars = Bars { dimension: 0, intervals: vec![(0.0, f64::INFINITY), (0.0, 2.0)] };
        let corners = curve(&bars, (-1.0, 3.0));
        let at = |value: f64| corners.iter().rev().find(|corner| corner.0 <= value).map(|corner| corner.1);
        assert_eq!([-0.5, 0.5, 2.5].map(at), [Some(0.0), Some(2.0), Some(1.0)]);
    }
}
