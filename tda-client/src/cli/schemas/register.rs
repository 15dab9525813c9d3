//! `tda schemas register`, and what a registry keeps.

use std::io::{Write, stdout};

use clap::Args;
use serde_json::{Value, json};
use tda_events::{Catalog, Dialect, ErrorKind, SchemaVersion, schema::Compatibility};

use super::{Failure, Form, Output};
use crate::{
    cli::form::dialect_of,
    registry::{OwnSchema, Registry, RegistryConfig, RegistryError, SubjectStrategy, Version, own_schemas},
};

/// Register the schemas of this build, all or some, in a registry; oldest version first.
///
/// A subject that is new gets the level first, so that every version is held to it. User, password, token and
/// certificates come from SCHEMA_REGISTRY_USERNAME, _PASSWORD, _TOKEN, _SSL_CAFILE, _SSL_CERTFILE and _SSL_KEYFILE.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda schemas register --registry http://localhost:8081 --level full-transitive
  tda schemas register job.submitted job.completed --form json --check-only")]
pub(super) struct Register {
    /// Types of events, such as job.submitted; all of them by default.
    #[arg(value_name = "TYPE")]
    event_types: Vec<String>,
    /// Address of the registry; else SCHEMA_REGISTRY_URL.
    #[arg(long, value_name = "URL")]
    registry: Option<String>,
    #[arg(long, value_name = "DIALECT", default_value = "canonical", value_parser = dialect_of)]
    dialect: Dialect,
    #[arg(long, value_enum, default_value_t = Form::Avro)]
    form: Form,
    /// Only this version; all of major 1 by default.
    #[arg(long, value_name = "VERSION")]
    version: Option<SchemaVersion>,
    /// How subjects are named: TopicRecordName, TopicName or RecordName.
    #[arg(long, value_name = "STRATEGY", default_value = "TopicRecordName")]
    strategy: SubjectStrategy,
    /// Replaces the leading tda_ of topic names in subjects, such as dev_tda_; else KAFKA_TOPIC_PREFIX.
    #[arg(long, value_name = "PREFIX")]
    topic_prefix: Option<String>,
    /// The level that the subjects get; they keep what they have by default.
    #[arg(long, value_name = "LEVEL")]
    level: Option<Compatibility>,
    /// Ask whether each schema could be registered, and register none.
    #[arg(long)]
    check_only: bool,
    #[arg(long, value_enum, default_value_t = Output::Table)]
    output: Output,
}

impl Register {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let schemas = self.schemas()?;
        let registry = registry(self.registry.as_deref())?;
        let mut out = stdout().lock();
        runtime()?.block_on(async {
            let mut refused = 0;
            for (own, subject) in &schemas {
                let answer = if self.check_only {
                    check(&registry, own, subject).await?
                } else {
                    self.register(&registry, own, subject).await?
                };
                refused += usize::from(answer["compatible"] == Value::Bool(false));
                match self.output {
                    Output::Json => writeln!(out, "{answer}")?,
                    Output::Table => writeln!(out, "{}", line(&answer))?,
                }
            }
            if refused == 0 {
                return Ok(());
            }
            let message = format!("{refused} of {} schemas would be refused", schemas.len());
            Err(Failure::new(ErrorKind::Schema, message))
        })
    }

    /// The schemas asked for, with their subjects.
    fn schemas(&self) -> Result<Vec<(&'static OwnSchema, String)>, Failure> {
        let of_dialect =
            |own: &&OwnSchema| own.file.dialect == self.dialect.name() && self.form.is_of(own.file);
        let unknown = |wanted: &&String| {
            !own_schemas().iter().filter(of_dialect).any(|own| own.file.event_type == **wanted)
        };
        if let Some(unknown) = self.event_types.iter().find(unknown) {
            let message = format!("{} has no schema of {unknown}", self.dialect);
            return Err(Failure::usage(message).advise("`tda schemas list` names every event"));
        }
        let prefix = self.topic_prefix.clone().or_else(|| std::env::var("KAFKA_TOPIC_PREFIX").ok());
        let physical = |topic: &str| match &prefix {
            Some(prefix) => Catalog::tda().physical_name(topic, prefix),
            None => topic.to_owned(),
        };
        let is_wanted = |own: &&OwnSchema| {
            let of_version = match self.version {
                Some(version) => own.file.version == version,
                None => own.file.version.major == SchemaVersion::CURRENT.major,
            };
            of_version && (self.event_types.is_empty() || self.event_types.contains(&own.file.event_type))
        };
        let wanted = own_schemas().iter().filter(of_dialect).filter(is_wanted);
        let schemas: Vec<_> =
            wanted.filter_map(|own| Some((own, own.subject(self.strategy, physical)?))).collect();
        if schemas.is_empty() {
            return Err(Failure::usage("no schema has that version").advise("`tda schemas list` names them"));
        }
        Ok(schemas)
    }

    async fn register(&self, registry: &Registry, own: &OwnSchema, subject: &str) -> Result<Value, Failure> {
        let schema = own.to_schema();
        let place =
            |error: RegistryError| failure(&format!("{} {}", own.file.event_type, own.file.version), &error);
        // The level can be set only where the subject is there: before its first version nothing is checked.
        let is_new = matches!(registry.versions(subject).await, Err(RegistryError::NotFound { .. }));
        if let (Some(level), false) = (self.level, is_new) {
            registry.set_level_of(subject, Some(level)).await.map_err(place)?;
        }
        let id = registry.register(subject, &schema).await.map_err(place)?;
        if let (Some(level), true) = (self.level, is_new) {
            registry.set_level_of(subject, Some(level)).await.map_err(place)?;
        }
        Ok(json!({
            "subject": subject, "event_type": own.file.event_type, "version": own.file.version.to_string(), "id": id,
        }))
    }
}

async fn check(registry: &Registry, own: &OwnSchema, subject: &str) -> Result<Value, Failure> {
    let verdict =
        registry.check(subject, &own.to_schema()).await.map_err(|error| failure(subject, &error))?;
    Ok(json!({
        "subject": subject, "event_type": own.file.event_type, "version": own.file.version.to_string(),
        "compatible": verdict.is_compatible, "messages": verdict.messages,
    }))
}

fn line(answer: &Value) -> String {
    let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
    let verdict = match (&answer["id"], &answer["compatible"]) {
        (Value::Number(id), _) => format!("id {id}"),
        (_, Value::Bool(true)) => "compatible".to_owned(),
        _ => format!("incompatible: {}", answer["messages"]),
    };
    format!("{:<56} {:<4} {verdict}", text("subject"), text("version"))
}

/// The subjects of a registry with their versions.
pub(super) fn list(url: &str, output: Output) -> Result<(), Failure> {
    let registry = registry(Some(url))?;
    let mut out = stdout().lock();
    runtime()?.block_on(async {
        let failed = |error: RegistryError| failure(url_without_user(url), &error);
        let mut subjects = Vec::new();
        for subject in registry.subjects().await.map_err(failed)? {
            let latest = registry.version(&subject, Version::Latest).await.map_err(failed)?;
            subjects.push(json!({
                "subject": subject, "version": latest.version, "id": latest.id, "form": latest.schema.form.name(),
            }));
        }
        match output {
            Output::Json => writeln!(out, "{}", json!({"subjects": subjects}))?,
            Output::Table => {
                for entry in &subjects {
                    let subject = entry["subject"].as_str().unwrap_or_default();
                    let (version, id, form) = (&entry["version"], &entry["id"], &entry["form"]);
                    writeln!(out, "{subject:<56} {version:<4} id {id} {}", form.as_str().unwrap_or_default())?;
                }
            }
        }
        Ok(())
    })
}

fn registry(url: Option<&str>) -> Result<Registry, Failure> {
    let lookup = |name: &str| match (name, url) {
        ("SCHEMA_REGISTRY_URL", Some(url)) => Some(url.to_owned()),
        _ => std::env::var(name).ok().filter(|value| !value.is_empty()),
    };
    let missing = || {
        Failure::usage("no registry is named")
            .advise("name it with --registry URL, or in SCHEMA_REGISTRY_URL")
    };
    let config =
        RegistryConfig::from_lookup(lookup).map_err(|error| failure("", &error))?.ok_or_else(missing)?;
    Registry::new(&config).map_err(|error| failure("", &error))
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::new(ErrorKind::Internal, format!("no runtime: {error}")))
}

fn url_without_user(url: &str) -> &str {
    url.rsplit('@').next().unwrap_or(url)
}

fn failure(place: &str, error: &RegistryError) -> Failure {
    let message = if place.is_empty() { error.to_string() } else { format!("{place}: {error}") };
    Failure::new(error.kind(), message)
}
