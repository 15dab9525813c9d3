//! `tda generate`: everything that follows from a catalog, as files.

use std::{
    fs,
    io::{self, Write},
    path::{Component, Path, PathBuf},
};

use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser},
};
use serde_json::json;
use tda_events::{
    Catalog, Environment, ErrorKind,
    generate::{self, GeneratedFile, Kind},
};

use super::{
    Failure,
    catalogs::{catalog_of, environment_of},
    stream::Output,
};

/// Write what follows from a catalog: manifests, scripts, documents, and types for other languages.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda generate strimzi --catalog tda --environment production | kubectl apply -f -
  tda generate topics --catalog our-system.yaml --environment development | BOOTSTRAP_SERVERS=localhost:9092 bash
  tda generate prometheus --catalog our-system.yaml --environment production --out deploy/our-system
  tda generate all --catalog our-system.yaml --environment production --out deploy/our-system")]
pub(super) struct Generate {
    /// What is made.
    #[arg(value_name = "WHAT", value_parser = PossibleValuesParser::new(words()))]
    what: String,
    /// The name of one of our catalogs, or a file.
    #[arg(long, value_name = "NAME|FILE", default_value = "tda")]
    catalog: String,
    /// Whose sizes, names and settings are meant.
    #[arg(long, value_name = "ENVIRONMENT", default_value = "production", value_parser = environment_of)]
    environment: Environment,
    /// The folder to write to; without it a single file goes to stdout.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// With --out: how the files that were written are told.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

/// Words for several kinds.
const ALL: &str = "all";
const COMMANDS: &str = "commands";
/// What some call kinds by another name.
const ALIASES: [(&str, Kind); 2] = [("docs", Kind::Markdown), ("jsonschema", Kind::JsonSchema)];

fn words() -> Vec<PossibleValue> {
    let aliases = |kind| ALIASES.iter().filter(move |(_, known)| *known == kind).map(|(alias, _)| *alias);
    let word = |kind: Kind| PossibleValue::new(kind.name()).help(kind.summary()).aliases(aliases(kind));
    let commands = PossibleValue::new(COMMANDS).help("the scripts for topics and for access");
    let all = PossibleValue::new(ALL).help("all of these that the environment has a use for");
    Kind::ALL.into_iter().map(word).chain([commands, all]).collect()
}

fn kinds_of(word: &str) -> Vec<Kind> {
    let alias = ALIASES.iter().find(|(alias, _)| *alias == word).map(|(_, kind)| *kind);
    match (word, Kind::from_name(word).or(alias)) {
        (COMMANDS, _) => vec![Kind::Topics, Kind::Acls],
        (_, Some(kind)) => vec![kind],
        _ => Kind::ALL.to_vec(),
    }
}

impl Generate {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let catalog = catalog_of(&self.catalog)?;
        self.check_environment(&catalog)?;
        let files = self.files(&catalog)?;
        match &self.out {
            Some(folder) => write_all(folder, &files, self.output),
            None => print(&files),
        }
    }

    fn check_environment(&self, catalog: &Catalog) -> Result<(), Failure> {
        if catalog.environment(self.environment).is_some() {
            return Ok(());
        }
        let known: Vec<_> = catalog.environments().iter().map(|spec| spec.environment.name()).collect();
        let message =
            format!("the catalog {} has no environment {}", catalog.system(), self.environment.name());
        Err(Failure::usage(message).advise(format!("it has {}", known.join(", "))))
    }

    fn files(&self, catalog: &Catalog) -> Result<Vec<GeneratedFile>, Failure> {
        let mut files = Vec::new();
        for kind in kinds_of(&self.what) {
            for file in generate::files(catalog, kind, self.environment) {
                // Some kinds bring a file that another one brings too.
                if !files.contains(&file) {
                    files.push(file);
                }
            }
        }
        if files.is_empty() {
            let (what, environment) = (&self.what, self.environment.name());
            if what == Kind::Grafana.name() {
                let message = format!("the catalog {} has no dashboards", catalog.system());
                return Err(Failure::usage(message).advise("describe them under dashboards"));
            }
            let message =
                format!("{what} has one broker, and topics of {environment} have more copies than one");
            return Err(Failure::usage(message).advise("name another environment with --environment"));
        }
        Ok(files)
    }
}

/// One file, or several YAML documents, which make one stream.
fn print(files: &[GeneratedFile]) -> Result<(), Failure> {
    let is_stream = files.iter().all(|file| file.path.contains("/strimzi/"));
    if files.len() > 1 && !is_stream {
        let message = format!("{} files do not fit on stdout", files.len());
        return Err(Failure::usage(message).advise("name a folder with --out FOLDER"));
    }
    let mut out = io::stdout().lock();
    for file in files {
        out.write_all(file.text.as_bytes())?;
    }
    Ok(out.flush()?)
}

fn write_all(folder: &Path, files: &[GeneratedFile], output: Output) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for file in files {
        let path = folder.join(below(&file.path)?);
        write(&path, &file.text).map_err(|error| {
            Failure::new(ErrorKind::InvalidInput, format!("{} cannot be written: {error}", path.display()))
        })?;
        match output {
            Output::Text => writeln!(out, "{}", path.display())?,
            Output::Json => writeln!(out, "{}", json!({"path": path, "bytes": file.text.len()}))?,
        }
    }
    Ok(out.flush()?)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

/// No name in a catalog leads out of the folder.
fn below(path: &str) -> Result<&Path, Failure> {
    let path = Path::new(path);
    if path.components().all(|component| matches!(component, Component::Normal(_))) {
        return Ok(path);
    }
    Err(Failure::new(ErrorKind::Internal, format!("{} is no path below a folder", path.display())))
}
