//! What is kept of a system under `deploy/`: everything of its catalog that people apply or read.

use super::{GeneratedFile, Kind, compose, files, one_line};
use crate::catalog::{Catalog, Environment};

/// What is the same in every environment.
const EVERYWHERE: [Kind; 5] = [Kind::Grafana, Kind::Java, Kind::JsonSchema, Kind::Markdown, Kind::TypeScript];
/// Where a compose file is enough.
const SMALL: [Kind; 2] = [Kind::Compose, Kind::Topics];
const LARGE: [Kind; 5] = [Kind::Acls, Kind::AsyncApi, Kind::Prometheus, Kind::Strimzi, Kind::Topics];

/// The files of a system: types and documents, then what each of its environments needs. Of the kinds that make
/// sense there: a compose file where one broker is enough, manifests and access rules elsewhere.
pub fn deployment(catalog: &Catalog) -> Vec<GeneratedFile> {
    let environments = [Environment::Development, Environment::Production];
    let declared = environments.into_iter().filter(|environment| catalog.environment(*environment).is_some());
    let mut made = vec![readme(catalog)];
    for kind in EVERYWHERE {
        made.extend(files(catalog, kind, Environment::Production));
    }
    for environment in declared {
        let kinds: &[Kind] = if compose::fits(catalog, environment) { &SMALL } else { &LARGE };
        for kind in kinds {
            made.extend(files(catalog, *kind, environment));
        }
    }
    // Some kinds bring a file that another one brings too.
    let mut unique: Vec<GeneratedFile> = Vec::new();
    for file in made {
        if !unique.iter().any(|known| known.path == file.path) {
            unique.push(file);
        }
    }
    unique
}

fn readme(catalog: &Catalog) -> GeneratedFile {
    let text = format!(
        "\
# {system}

{summary}

Made by `cargo xtask generate` from the catalog of {system}: change that instead of these files. The same comes of
a catalog of your own with `tda generate all --catalog FILE --environment production --out FOLDER`.

| file | what it is | use |
|---|---|---|
| `reference.md` | topics, events, groups and principals for people | read it |
| `events.schema.json` | JSON Schema of every event | ajv, jsonschema and other validators |
| `events.d.ts` | TypeScript types of every event | `import type {{ EventsByType }} from \"./events\"` |
| `grafana/` | dashboards | Grafana, Dashboards, Import |
| `java/` | Java records of every event | Java 17 and jackson-databind |
| `<environment>/topics.sh` | creates the topics | `BOOTSTRAP_SERVERS=host:port bash topics.sh` |
| `<environment>/acls.sh` | adds access rules and quotas | `BOOTSTRAP_SERVERS=host:port bash acls.sh` |
| `<environment>/strimzi/` | cluster, topics and users for Strimzi | `kubectl apply -f strimzi/` |
| `<environment>/prometheus/` | alerting rules, their tests, what to scrape | `promtool test rules rules_test.yaml` |
| `<environment>/asyncapi.json` | the system as an AsyncAPI 3.0 document | AsyncAPI Studio and generators |
| `<environment>/compose.yaml` | a broker with the topics on one machine | `docker compose up --detach` |
",
        system = one_line(catalog.system()),
        summary = one_line(catalog.summary()),
    );
    GeneratedFile { path: "README.md".to_owned(), text }
}
