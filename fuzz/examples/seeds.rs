//! Writes seeds for every target: `cargo run --example seeds -- FOLDER`.

use std::{fs, io, path::Path};

use tda_events::{Catalog, Dialect, EncodeOptions, EncodedRecord, Encoding, SchemaVersion, schema};
use tda_fuzz::registry;

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "corpus".to_owned());
    let folder = Path::new(&folder);
    for (index, (catalog, event_type)) in tda_fuzz::events().iter().enumerate() {
        let Some(event) = catalog.sample(event_type) else { continue };
        let event = event.event_id("0").timestamp("2026-01-01T00:00:00Z".parse().map_err(io::Error::other)?);
        let system =
            Catalog::BUILTIN.iter().position(|name| *name == catalog.system()).unwrap_or_default() as u8;
        for (place, dialect) in Dialect::ALL.iter().enumerate() {
            let name = format!("{}-{event_type}-{dialect}", catalog.system());
            let options = EncodeOptions::new().catalog(catalog).schemas(registry());
            let encode = |encoding| event.encode_with(*dialect, encoding, &options).ok();
            if let Some(record) = encode(Encoding::Json) {
                write(folder, "json", &name, &[&[system], record.value.as_slice()].concat())?;
                if catalog.system() == "tda" {
                    write(folder, "sniff", &name, &with_headers(&record))?;
                }
            }
            if let Some(record) = encode(Encoding::Avro) {
                let version = SchemaVersion::ALL.iter().position(|version| *version == event.schema_version);
                let form = (place * SchemaVersion::ALL.len() + version.unwrap_or_default()) as u8;
                write(folder, "avro", &name, &[&[index as u8, form], record.value.as_slice()].concat())?;
                if let Some(text) = schema::avro_schema_in(*dialect, event_type, event.schema_version) {
                    write(folder, "resolve", &name, &[text.as_bytes(), b"\0", &record.value].concat())?;
                }
            }
            for (frame, encoding, len) in [(0u8, Encoding::JsonConfluent, 5), (0, Encoding::AvroConfluent, 5)]
            {
                if let Some(record) = encode(encoding) {
                    let (head, rest) = record.value.split_at(len);
                    let name = format!("{name}-{encoding}");
                    write(folder, "framing", &name, &[&head[3..], &[frame], rest].concat())?;
                }
            }
            if let Some(record) = encode(Encoding::AvroSingleObject) {
                write(folder, "framing", &name, &[&[0, 0, 2], record.value.as_slice()].concat())?;
            }
        }
    }
    let column = |width: usize| (0..3u8).flat_map(|item| vec![item; width]).collect::<Vec<_>>();
    let columns = [column(4), column(8), column(8)].concat();
    write(folder, "packed", "three", &[&[12, 24], columns.as_slice()].concat())?;
    write(folder, "packed", "none", &[0, 0])?;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tda-events/catalogs"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            write(folder, "catalog", &name, &fs::read(path)?)?;
        }
    }
    Ok(())
}

/// Lines of headers, an empty line, the value.
fn with_headers(record: &EncodedRecord) -> Vec<u8> {
    let mut text = Vec::new();
    for (name, value) in &record.headers {
        text.extend_from_slice(&[name.as_bytes(), b": ", value, b"\n"].concat());
    }
    text.push(b'\n');
    text.extend_from_slice(&record.value);
    text
}

fn write(folder: &Path, target: &str, name: &str, seed: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder.join(target))?;
    fs::write(folder.join(target).join(name), seed)
}
