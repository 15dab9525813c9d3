//! Names that only some folders may use, read from the sources: an arrow inside a crate that cargo cannot see.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::workspace;

/// A crate's name and where library code may use it.
struct Rule {
    name: &'static str,
    /// Where the rule holds.
    inside: &'static [&'static str],
    /// Beginnings of the paths that are excepted.
    except: &'static [&'static str],
}

const LIBRARIES: &[&str] = &["src", "tda-events/src", "tda-core/src", "tda-client/src", "bindings"];

const RULES: [Rule; 5] = [
    Rule { name: "rdkafka", inside: LIBRARIES, except: &["tda-client/src/transport"] },
    Rule { name: "rdkafka_sys", inside: LIBRARIES, except: &["tda-client/src/transport"] },
    Rule { name: "tokio", inside: &["src", "tda-events/src", "tda-core/src"], except: &[] },
    Rule {
        name: "tda_core",
        inside: &["tda-client/src"],
        // Where the engine is called, and its borders, all behind `compute`: `input_store` makes its inputs out of what
        // an event names, `cli/demo/input` checks a user's file with them, `engine_errors` and `cli/failure` give its
        // errors our words and an exit status.
        except: &[
            "tda-client/src/worker",
            "tda-client/src/input_store",
            "tda-client/src/cli/compute",
            "tda-client/src/cli/demo/input",
            "tda-client/src/cli/failure",
            "tda-client/src/engine_errors",
            "tda-client/src/windows/topology",
        ],
    },
    Rule { name: "tda_events", inside: &["tda-core"], except: &[] },
];

/// Fails with every line that names a crate where it may not be named.
pub(crate) fn check() -> Result<()> {
    let root = workspace::root();
    let mut faults = Vec::new();
    for rule in &RULES {
        for folder in rule.inside {
            for path in workspace::files(&root.join(folder), &["rs"])? {
                let relative = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().into_owned();
                if !rule.except.iter().any(|except| relative.starts_with(except)) {
                    let source =
                        fs::read_to_string(&path).with_context(|| format!("{relative} cannot be read"))?;
                    faults.extend(lines_naming(&source, rule.name).map(|number| {
                        format!(
                            "{relative}:{number} names {}: only {} may",
                            rule.name,
                            rule.except.join(", ")
                        )
                    }));
                }
            }
        }
    }
    if !faults.is_empty() {
        bail!("names in the wrong room:\n  {}", faults.join("\n  "));
    }
    Ok(())
}

/// Numbers of the lines whose code, not whose comment, holds `name` as a whole word. Unit tests, at the foot of a
/// file, are free.
fn lines_naming<'a>(source: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    source.lines().enumerate().take_while(|(_, line)| *line != "#[cfg(test)]").filter_map(
        move |(index, line)| {
            let code = line.split("//").next().unwrap_or_default();
            let is_word = |character: char| character.is_alphanumeric() || character == '_';
            let is_import = code.trim_start().trim_start_matches("pub ").starts_with("use ");
            // A path or an import; a string that only mentions the name is no dependency.
            let is_named = code.match_indices(name).any(|(start, _)| {
                let rest = &code[start + name.len()..];
                let is_whole = !code[..start].ends_with(is_word) && !rest.starts_with(is_word);
                is_whole && (is_import || rest.trim_start().starts_with("::"))
            });
            is_named.then_some(index + 1)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<usize> {
        lines_naming(source, "rdkafka").collect()
    }

    #[test]
    fn paths_and_imports_are_named() {
        assert_eq!(
            found("use rdkafka::producer::X;\nlet x = rdkafka :: y();\n    use {rdkafka as r, b};"),
            [1, 2, 3]
        );
        assert_eq!(found("pub use rdkafka;"), [1]);
    }

    #[test]
    fn comments_strings_and_longer_names_are_not() {
        assert!(
            found("// rdkafka::x\nlet s = \"rdkafka\";\nuse librdkafka::x;\nuse rdkafka_sys::x;").is_empty()
        );
    }

    #[test]
    fn unit_tests_are_free() {
        assert_eq!(found("use rdkafka::a;\n#[cfg(test)]\nmod tests {\n    use rdkafka::b;\n}"), [1]);
    }
}
