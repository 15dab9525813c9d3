//! The little of SVG that the pictures need.

use std::fmt::Write;

/// One colour a dimension, told apart by people with colour blindness too (Okabe and Ito, 2008).
const COLOURS: [&str; 6] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

pub(super) fn colour(dimension: usize) -> &'static str {
    COLOURS[dimension % COLOURS.len()]
}

/// A drawing of fixed size.
pub(super) struct Drawing {
    text: String,
}

impl Drawing {
    pub(super) fn new(width: f64, height: f64, title: &str) -> Self {
        let title = escape(title);
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
             <title>{title}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n\
             <text x=\"{x}\" y=\"24\" text-anchor=\"middle\" font-size=\"15\">{title}</text>\n",
            x = width / 2.0,
        );
        Self { text }
    }

    /// A line; `style` holds further attributes.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), style: &str) {
        let _ = writeln!(
            self.text,
            "<line x1=\"{:.2}\" y1=\"{:.2}\" x2=\"{:.2}\" y2=\"{:.2}\" {style}/>",
            from.0, from.1, to.0, to.1
        );
    }

    pub(super) fn circle(&mut self, centre: (f64, f64), radius: f64, style: &str) {
        let _ = writeln!(
            self.text,
            "<circle cx=\"{:.2}\" cy=\"{:.2}\" r=\"{radius}\" {style}/>",
            centre.0, centre.1
        );
    }

    /// A small triangle that points right: something goes on for ever.
    pub(super) fn arrow(&mut self, at: (f64, f64), style: &str) {
        let (x, y) = at;
        let _ = writeln!(
            self.text,
            "<path d=\"M{x:.2} {:.2} L{:.2} {y:.2} L{x:.2} {:.2} Z\" {style}/>",
            y - 3.5,
            x + 7.0,
            y + 3.5
        );
    }

    /// Text at `at`; `anchor` is `start`, `middle` or `end`.
    pub(super) fn text(&mut self, at: (f64, f64), anchor: &str, style: &str, words: &str) {
        let _ = writeln!(
            self.text,
            "<text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"{anchor}\" {style}>{}</text>",
            at.0,
            at.1,
            escape(words)
        );
    }

    pub(super) fn finish(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }
}

fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
