//! Values from a file: TOML or YAML, the same words in both.
//!
//! Tables give names with points (`[registry] url` is `registry.url`), lists give values with commas.

mod toml_file;
mod yaml_file;

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use super::{
    ConfigProblem, Secret,
    origin::Origin,
    sources::{Given, Layer},
};

/// A file of settings is a page or two; more is another file.
const FILE_BYTES_MAX: u64 = 1024 * 1024;

/// A value with its name and its line, from 1.
struct Entry {
    name: String,
    value: String,
    line: usize,
}

/// A place that cannot be read, with the reason; never with the text that stands there.
struct Fault {
    line: usize,
    fault: String,
}

/// What a reader of one format finds.
type Found = (Vec<Entry>, Vec<Fault>);

pub(super) fn read(path: &Path) -> Layer {
    let text = match text_of(path) {
        Ok(text) => text,
        Err(fault) => {
            let problem = ConfigProblem { setting: path.display().to_string(), fault };
            return Layer { given: Vec::new(), problems: vec![problem] };
        }
    };
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let (entries, faults) = match ending.as_deref() {
        Some("toml") => toml_file::read(&text),
        Some("yaml" | "yml") => yaml_file::read(&text),
        _ => (Vec::new(), vec![Fault { line: 1, fault: "the name must end in .toml, .yaml or .yml".into() }]),
    };
    let origin = |line| Origin::File { path: PathBuf::from(path), line };
    let given = |entry: Entry| Given {
        setting: entry.name,
        value: Secret::new(entry.value),
        origin: origin(entry.line),
    };
    let problem =
        |fault: Fault| ConfigProblem { setting: origin(fault.line).to_string(), fault: fault.fault };
    Layer {
        given: entries.into_iter().map(given).collect(),
        problems: faults.into_iter().map(problem).collect(),
    }
}

fn text_of(path: &Path) -> Result<String, String> {
    let mut text = String::new();
    let file = File::open(path).map_err(|error| format!("cannot be opened: {error}"))?;
    file.take(FILE_BYTES_MAX + 1)
        .read_to_string(&mut text)
        .map_err(|error| format!("cannot be read: {error}"))?;
    if text.len() as u64 > FILE_BYTES_MAX {
        return Err(format!("is over the limit of {FILE_BYTES_MAX} bytes"));
    }
    Ok(text)
}

/// The name of a value inside the tables `around`.
fn full_name(around: &[String], name: &str) -> String {
    around.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join(".")
}

fn line_at(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(name: &str, text: &str) -> (Vec<(String, String, usize)>, Vec<ConfigProblem>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        let layer = read(&path);
        let line = |origin: &Origin| match origin {
            Origin::File { line, .. } => *line,
            _ => 0,
        };
        let mut given: Vec<_> = layer
            .given
            .iter()
            .map(|given| (given.setting.clone(), given.value.reveal().to_owned(), line(&given.origin)))
            .collect();
        given.sort_by_key(|(_, _, line)| *line);
        (given, layer.problems)
    }

    #[test]
    fn both_formats_say_the_same() {
        let toml = "bootstrap_servers = [\"a:1\", \"b:2\"]\nlinger_ms = 5\n\n[properties]\n\"fetch.min.bytes\" = 1\nssl.crl.location = 'x'\n[topics]\ntda_jobs = \"work\"\n";
        let yaml = "bootstrap_servers: [\"a:1\", \"b:2\"]\nlinger_ms: 5\n\nproperties:\n  fetch.min.bytes: 1\n  ssl: {crl.location: x}\ntopics:\n  tda_jobs: work\n";
        let (from_toml, problems) = given("c.toml", toml);
        assert!(problems.is_empty(), "{problems:?}");
        let (from_yaml, problems) = given("c.yml", yaml);
        assert!(problems.is_empty(), "{problems:?}");
        let plain = |given: &[(String, String, usize)]| {
            given.iter().map(|(name, value, _)| (name.clone(), value.clone())).collect::<Vec<_>>()
        };
        assert_eq!(plain(&from_toml), plain(&from_yaml));
        assert_eq!(from_toml[0], ("bootstrap_servers".into(), "a:1,b:2".into(), 1));
        assert_eq!(from_toml[2], ("properties.fetch.min.bytes".into(), "1".into(), 5));
        assert_eq!(from_yaml[2], ("properties.fetch.min.bytes".into(), "1".into(), 5));
    }

    #[test]
    fn a_broken_file_is_told_by_its_line_and_shows_no_secret() {
        for (name, text, line) in [
            ("c.toml", "linger_ms = 5\nsasl_password = \"hunter2\n", 2),
            ("c.toml", "a = 1\na = 2\n", 2),
            ("c.yaml", "linger_ms: 5\nsasl_password: \"hunter2\n", 2),
            ("c.yaml", "a: 1\na: 2\n", 2),
            ("c.yaml", "a: &x 1\nb: *x\n", 2),
            ("c.yaml", "- a\n", 1),
            ("c.yaml", "a: [[1]]\n", 1),
            ("c.toml", "a = [[1]]\n", 1),
            ("c.ini", "a = 1\n", 1),
        ] {
            let (_, problems) = given(name, text);
            let place = format!("{name}:{line}");
            assert!(
                problems.iter().any(|problem| problem.setting.ends_with(&place)),
                "{text:?}: {problems:?}"
            );
            assert!(!format!("{problems:?}").contains("hunter2"));
        }
    }
}
