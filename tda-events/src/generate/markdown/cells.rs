//! Which event travels in which dialect and encoding.

use super::{Page, code, codes, plain};
use crate::catalog::Catalog;
use crate::cells::{Cell, cells};
use crate::dialect::Dialect;
use crate::encoding::Encoding;

pub(super) fn table(catalog: &Catalog, page: &mut Page) {
    let cells = cells(catalog);
    if cells.is_empty() {
        return;
    }
    page.heading(2, "Dialects and encodings");
    let carried = cells.iter().filter(|cell| cell.is_carried()).count();
    page.paragraph(&format!(
        "{carried} of {} cells (event x dialect x encoding) are carried. Encodings: {}.",
        cells.len(),
        codes(Encoding::ALL.iter().map(|encoding| encoding.name()))
    ));
    let mut head = vec!["event"];
    head.extend(Dialect::ALL.iter().map(|dialect| dialect.name()));
    let row = |event_type: &str| {
        let mut row = vec![code(event_type)];
        row.extend(Dialect::ALL.iter().map(|dialect| encodings(&cells, event_type, *dialect)));
        row
    };
    page.table(&head, &catalog.event_types().map(row).collect::<Vec<_>>());
    reasons(&cells, page);
}

/// The encodings of one event in one dialect.
fn encodings(cells: &[Cell], event_type: &str, dialect: Dialect) -> String {
    let here = cells.iter().filter(|cell| cell.event_type == event_type && cell.dialect == dialect);
    let (carried, not): (Vec<&Cell>, Vec<&Cell>) = here.partition(|cell| cell.is_carried());
    match (carried.is_empty(), not.is_empty()) {
        (true, _) => "-".to_owned(),
        (_, true) => "all".to_owned(),
        _ => carried.iter().map(|cell| cell.encoding.name()).collect::<Vec<_>>().join(", "),
    }
}

/// Why the others are not.
fn reasons(cells: &[Cell], page: &mut Page) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for cell in cells {
        let Some(reason) = cell.reason else { continue };
        let row = vec![code(cell.dialect.name()), plain(reason)];
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    page.table(&["dialect", "why some are not carried"], &rows);
}
