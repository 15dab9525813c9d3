//! What the demo shows at the end: the barcode, the pictures, and what to try next.

use std::{io::Write, path::Path};

use tda_events::{ErrorKind, PersistenceDiagram};

use super::{super::Failure, input::DemoInput};
use crate::plot::{self, Bars, Picture, barcode_text};

/// Characters of a terminal that does not say how wide it is.
const TERMINAL_WIDTH: usize = 96;

pub(super) fn show(diagrams: &[PersistenceDiagram], input: &DemoInput, folder: &Path) -> Result<(), Failure> {
    let bars: Vec<_> = diagrams.iter().map(bars_of).collect();
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nBarcode of {}\n\n{}", input.name(), barcode_text(&bars, TERMINAL_WIDTH))?;
    if let Some(sentence) = longest_loop(&bars, input) {
        writeln!(out, "{sentence}\n")?;
    }
    for (file, picture) in [("diagram.svg", Picture::Diagram), ("barcode.svg", Picture::Barcode)] {
        let svg = plot::svg(picture, &bars, input.name())?;
        let path = folder.join(file);
        let failed = |error| Failure::new(ErrorKind::NotFound, format!("{}: {error}", path.display()));
        std::fs::write(&path, svg).map_err(failed)?;
        writeln!(out, "wrote {}", path.display())?;
    }
    writeln!(out, "\nTry next:")?;
    writeln!(
        out,
        "  demo --kill-worker            kill the worker half way and see another one finish the job"
    )?;
    writeln!(out, "  demo --points FILE.csv        the barcode of your own points, one a row")?;
    writeln!(
        out,
        "  tda compute vietoris-rips FILE.csv --plot out.svg     the engine alone, without events"
    )?;
    Ok(out.flush()?)
}

fn bars_of(diagram: &PersistenceDiagram) -> Bars {
    Bars {
        dimension: usize::try_from(diagram.dimension).unwrap_or(usize::MAX),
        intervals: diagram.intervals.iter().map(|interval| (interval.birth, interval.death)).collect(),
    }
}

/// Names the longest interval of H1 and says how far it stands out.
fn longest_loop(bars: &[Bars], input: &DemoInput) -> Option<String> {
    let loops = bars.iter().find(|bars| bars.dimension == 1)?.by_persistence();
    let &(birth, death) = loops.first()?;
    let mut sentence = format!("Longest loop (H1): {} [{birth:.3}, {death:.3})", input.loop_name());
    if let Some((second_birth, second_death)) = loops.get(1) {
        let ratio = (death - birth) / (second_death - second_birth);
        sentence.push_str(&format!(", {ratio:.1} times as long as the second"));
    }
    Some(sentence)
}
