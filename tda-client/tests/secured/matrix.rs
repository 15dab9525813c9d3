//! Every principal of a catalog can do what the catalog says, and nothing else: tried one by one on the broker.
//!
//! What is expected is read from the catalog here, not from the code that makes access rules of it. What happens is seen
//! by plain librdkafka clients and administrators.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    sync::Arc,
    time::{Duration, Instant},
};

use rdkafka::{
    ClientConfig as Properties, Offset, TopicPartitionList,
    consumer::{BaseConsumer, Consumer as _},
    message::Message as _,
    producer::{BaseProducer, BaseRecord, DeliveryResult, Producer as _, ProducerContext, ThreadedProducer},
    types::RDKafkaErrorCode,
};
use tda_client::{
    ClientConfig, Error, ErrorKind, Retry, SaslMechanism,
    admin::{
        AclBinding, AclFilter, AclOperation, AclPattern, AclResource, Admin, ConfigChange, ConfigResource,
        Item, NewTopic, TopicPartition,
    },
};
use tda_events::{Authentication, Catalog, Environment, Principal};
use tokio::{sync::Semaphore, task::JoinSet};

use super::broker::{SecuredBroker, password, secured_broker};
use crate::fixture::run;

/// Principals that are tried at the same time.
const AT_ONCE: usize = 10;
/// How long a probe of librdkafka's waits for its answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// One answer after the other comes within milliseconds; when none came for this long, there are no more.
const QUIET: Duration = Duration::from_secs(3);

/// What can be done to a topic, with whoever does it being nobody in particular.
const TOPIC_OPERATIONS: [&str; 8] =
    ["read", "write", "describe", "describe configs", "create", "delete", "alter", "alter configs"];

/// `(principal, resource, operation)`.
type Deed = (String, String, String);

struct Subject {
    broker: Arc<SecuredBroker>,
    principal: &'static Principal,
    resources: Arc<Resources>,
}

/// What principals are tried with.
struct Resources {
    topics: Vec<String>,
    groups: Vec<String>,
    ids: Vec<String>,
}

#[test]
fn every_principal_can_do_what_its_catalog_says_and_nothing_else() {
    let Some(broker) = secured_broker("matrix") else { return };
    let broker = Arc::new(broker);
    let all = std::env::var_os("TDA_TEST_ALL_CATALOGS").is_some();
    let catalogs: Vec<_> = Catalog::BUILTIN.into_iter().filter(|name| all || *name == "tda").collect();
    let mut page = String::from(HEAD);
    for name in catalogs {
        let catalog = Catalog::builtin(name).expect("shipped");
        let matrix = run(try_everything(&broker, catalog));
        let _ = write!(page, "\n{}", matrix.page(catalog));
        eprintln!("{}", matrix.page(catalog));
        let wrong = matrix.differences();
        assert!(wrong.is_empty(), "{name}: {} differ: {wrong:#?}", wrong.len());
    }
    if let Some(path) = std::env::var_os("TDA_TEST_MATRIX_PAGE") {
        std::fs::write(path, page).expect("written");
    }
}

const HEAD: &str = "# Who may do what

Tried deed by deed on a real broker with its authorizer on, by `cargo xtask access-matrix`, which writes this page. A letter is
a deed that was done; a deed without a letter was tried and refused by the broker.

* topics: **R**ead, **W**rite, **D**escribe, describe **s**ettings, **C**reate, delete (**X**), **A**lter partitions, change settings (**S**)
* groups: read as a member, that is join and commit (**R**), **D**escribe, delete (**X**)
* transactional ids: write in transactions (**W**)
* the cluster: add access rules (**A**), see them (**D**)
";

async fn try_everything(broker: &Arc<SecuredBroker>, catalog: &'static Catalog) -> Matrix {
    let prefix = catalog.prefix(Environment::Production);
    let resources = Arc::new(Resources::of(catalog, prefix));
    let admin = Admin::connect(&broker.unlocked()).await.expect("connects");
    set_up(&admin, catalog, &resources.topics).await;
    let (mut expected, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let (mut tasks, turns) = (JoinSet::new(), Arc::new(Semaphore::new(AT_ONCE)));
    for principal in catalog.principals() {
        let subject = Subject { broker: Arc::clone(broker), principal, resources: Arc::clone(&resources) };
        expected.extend(subject.expected(catalog, prefix));
        let turns = Arc::clone(&turns);
        tasks.spawn(async move {
            let _turn = turns.acquire().await.expect("open");
            subject.seen().await
        });
    }
    while let Some(done) = tasks.join_next().await {
        seen.extend(done.expect("no panic"));
    }
    let tried = catalog.principals().len() * resources.deeds();
    Matrix { expected, seen, tried, resources }
}

impl Resources {
    /// The catalog's topics, groups and ids, and of the last two one that is nobody's.
    fn of(catalog: &Catalog, prefix: &str) -> Self {
        let topics = catalog.all_topics().map(|topic| catalog.physical_name(topic.name(), prefix));
        let groups = catalog.groups().iter().map(|group| group.name.clone());
        let ids = catalog.principals().iter().flat_map(|principal| &principal.transactional_id_prefixes);
        let ids: BTreeSet<String> =
            ids.map(|prefix| format!("{prefix}-1")).chain(["nobodys-id".into()]).collect();
        Self {
            topics: topics.collect(),
            groups: groups.chain(["nobodys-group".into()]).collect(),
            ids: ids.into_iter().collect(),
        }
    }

    /// How many deeds each principal tries; two are about the cluster.
    fn deeds(&self) -> usize {
        TOPIC_OPERATIONS.len() * self.topics.len() + 3 * self.groups.len() + self.ids.len() + 2
    }
}

/// The catalog's topics with a record in each, and its access rules, without any other for its principals.
async fn set_up(admin: &Admin, catalog: &Catalog, topics: &[String]) {
    let of = |principal| AclFilter { principal: Some(principal), ..AclFilter::default() };
    let rules = generated_rules(catalog);
    let principals: BTreeSet<String> = rules.iter().map(|rule| rule.principal.clone()).collect();
    admin.delete_acls(&principals.into_iter().map(of).collect::<Vec<_>>()).await.expect("removed");
    let new: Vec<_> = topics.iter().map(|topic| NewTopic::new(topic, 1)).collect();
    all_well(admin.create_topics(&new).await.expect("created"));
    all_well(admin.create_acls(&rules).await.expect("added"));
    let producer: BaseProducer =
        Properties::new().set("bootstrap.servers", admin.bootstrap_servers()).create().expect("a producer");
    for topic in topics {
        producer.send(BaseRecord::<(), _>::to(topic).payload("x")).expect("queued");
    }
    producer.flush(PATIENCE).expect("written");
}

/// The rules in the script of `deploy/` that an operator runs.
fn generated_rules(catalog: &Catalog) -> Vec<AclBinding> {
    let file = format!("../deploy/{}/production/acls.sh", catalog.system());
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let script = std::fs::read_to_string(&file).expect("generated");
    let lines = script.lines().filter_map(|line| line.strip_prefix("allow "));
    let rules: Vec<_> = lines.flat_map(rules_of).collect();
    assert!(!rules.is_empty(), "{} allows nothing", file.display());
    rules
}

/// The arguments of one call of `kafka-acls.sh`.
fn rules_of(line: &str) -> Vec<AclBinding> {
    let words: Vec<&str> = line.split(' ').map(|word| word.trim_matches('\'')).collect();
    let principal = words[0].strip_prefix("User:").expect("a user");
    let value = |option: &str| {
        let place = words.iter().position(|word| *word == option)?;
        Some(words[place + 1])
    };
    let pattern = if value("--resource-pattern-type") == Some("prefixed") {
        AclPattern::Prefixed
    } else {
        AclPattern::Literal
    };
    let resources = [
        ("--topic", AclResource::Topic),
        ("--group", AclResource::Group),
        ("--transactional-id", AclResource::TransactionalId),
    ];
    let (resource, name) =
        resources.into_iter().find_map(|(option, kind)| Some((kind, value(option)?))).expect("a resource");
    let pairs = words.iter().zip(&words[1..]).filter(|(option, _)| **option == "--operation");
    pairs
        .map(|(_, operation)| {
            let operation = AclOperation::from_name(operation).expect("an operation");
            AclBinding::allow(principal, resource, pattern, name, operation)
        })
        .collect()
}

fn all_well<T>(items: Vec<Item<T>>) {
    for item in items {
        if let Err(error) = item.outcome {
            panic!("{}: {error}", item.name);
        }
    }
}

impl Subject {
    fn deed(&self, resource: &str, operation: &str) -> Deed {
        (self.principal.name.clone(), resource.to_owned(), operation.to_owned())
    }

    /// What the catalog says.
    fn expected(&self, catalog: &Catalog, prefix: &str) -> BTreeSet<Deed> {
        let Principal { read, write, groups, transactional_id_prefixes, describe_prefixes, .. } =
            self.principal;
        let physical = |topic: &String| catalog.physical_name(topic, prefix);
        let mut expected = BTreeSet::new();
        for topic in read.iter().map(physical) {
            expected.extend([self.deed(&topic, "read"), self.deed(&topic, "describe")]);
        }
        for topic in write.iter().map(physical) {
            expected.extend([self.deed(&topic, "write"), self.deed(&topic, "describe")]);
        }
        for group in groups {
            expected
                .extend([self.deed(&group_name(group), "read"), self.deed(&group_name(group), "describe")]);
        }
        for id in &self.resources.ids {
            if transactional_id_prefixes.iter().any(|prefix| id.starts_with(prefix.as_str())) {
                expected.insert(self.deed(&id_name(id), "write"));
            }
        }
        for look in describe_prefixes {
            for topic in self.resources.topics.iter().filter(|topic| topic.starts_with(&physical(look))) {
                expected.extend([self.deed(topic, "describe"), self.deed(topic, "describe configs")]);
            }
            for group in self.resources.groups.iter().filter(|group| group.starts_with(look.as_str())) {
                expected.insert(self.deed(&group_name(group), "describe"));
            }
        }
        expected
    }

    /// What the broker lets it do.
    async fn seen(&self) -> BTreeSet<Deed> {
        let admin = Admin::connect(&self.client()).await.expect("connects");
        let mut seen = BTreeSet::new();
        self.look(&admin, &mut seen).await;
        self.change(&admin, &mut seen).await;
        self.groups_and_rules(&admin, &mut seen).await;
        // Plain clients block.
        let (properties, resources) = (self.properties(), Arc::clone(&self.resources));
        let probes = tokio::task::spawn_blocking(move || {
            std::thread::scope(|scope| {
                let readable = scope.spawn(|| readable(&properties, &resources.topics));
                let writable = scope.spawn(|| writable(&properties, &resources.topics));
                let usable = usable_ids(&properties, &resources.ids);
                (readable.join().expect("no panic"), writable.join().expect("no panic"), usable)
            })
        });
        let (readable, writable, usable) = probes.await.expect("no panic");
        seen.extend(readable.iter().map(|topic| self.deed(topic, "read")));
        seen.extend(writable.iter().map(|topic| self.deed(topic, "write")));
        seen.extend(usable.iter().map(|id| self.deed(&id_name(id), "write")));
        seen
    }

    async fn look(&self, admin: &Admin, seen: &mut BTreeSet<Deed>) {
        let described = admin.describe_topics(&self.resources.topics).await.expect("answered");
        self.note(seen, "describe", described);
        for topic in &self.resources.topics {
            let resource = ConfigResource::Topic(topic.clone());
            self.note_one(seen, topic, "describe configs", admin.describe_configs(&[resource]).await);
        }
    }

    async fn change(&self, admin: &Admin, seen: &mut BTreeSet<Deed>) {
        let new: Vec<_> = self.resources.topics.iter().map(|topic| NewTopic::new(topic, 1)).collect();
        self.note(seen, "create", admin.create_topics(&new).await.expect("answered"));
        for topic in &self.resources.topics {
            self.note_one(seen, topic, "alter", admin.create_partitions(&[(topic.clone(), 2)]).await);
            let change = ConfigChange {
                resource: ConfigResource::Topic(topic.clone()),
                set: vec![("retention.ms".into(), "1000000".into())],
                unset: Vec::new(),
            };
            self.note_one(seen, topic, "alter configs", admin.alter_configs(&[change]).await);
            self.note_one(seen, topic, "delete", admin.delete_topics(std::slice::from_ref(topic)).await);
        }
    }

    async fn groups_and_rules(&self, admin: &Admin, seen: &mut BTreeSet<Deed>) {
        for group in &self.resources.groups {
            let name = group_name(group);
            if self.may_commit(admin, group).await {
                seen.insert(self.deed(&name, "read"));
            }
            self.note_one(seen, &name, "describe", admin.describe_groups(std::slice::from_ref(group)).await);
            self.note_one(seen, &name, "delete", admin.delete_groups(std::slice::from_ref(group)).await);
        }
        let rule = AclBinding::allow(
            "nobody",
            AclResource::Topic,
            AclPattern::Literal,
            "nothing",
            AclOperation::Read,
        );
        self.note_one(seen, CLUSTER, "alter", admin.create_acls(&[rule]).await);
        // librdkafka does not tell a refusal from there being none; here are some.
        let rules = admin.describe_acls(&AclFilter::default()).await;
        if rules.is_ok_and(|rules| !rules.is_empty()) {
            seen.insert(self.deed(CLUSTER, "describe"));
        }
    }

    /// Whether it may read as a member of `group`. The broker looks at that before it looks at the topic.
    async fn may_commit(&self, admin: &Admin, group: &str) -> bool {
        let place = TopicPartition::new(&self.resources.topics[0], 0);
        let started = Instant::now();
        loop {
            let outcome = match admin.alter_group_offsets(group, &[(place.clone(), 1)]).await {
                Ok(items) => items.into_iter().try_for_each(|item| item.outcome),
                Err(error) => Err(error),
            };
            let Err(error) = outcome else { return true };
            let text = error.to_string();
            if text.contains("Topic authorization failed") {
                return true;
            }
            if text.contains("Group authorization failed") {
                return false;
            }
            // The first to come makes the group's coordinator load.
            let busy = error.retry() == Retry::Safe && started.elapsed() < PATIENCE;
            assert!(busy, "{}, {group}: {text}", self.principal.name);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    fn note<T>(&self, seen: &mut BTreeSet<Deed>, operation: &str, items: Vec<Item<T>>) {
        let done = items.into_iter().filter(|item| may(&item.outcome));
        seen.extend(done.map(|item| self.deed(&item.name, operation)));
    }

    fn note_one<T>(
        &self,
        seen: &mut BTreeSet<Deed>,
        resource: &str,
        operation: &str,
        outcome: Result<Vec<Item<T>>, Error>,
    ) {
        let done = match outcome {
            Ok(items) => items.iter().all(|item| may(&item.outcome)),
            Err(error) => may::<()>(&Err(error)),
        };
        if done {
            seen.insert(self.deed(resource, operation));
        }
    }

    /// As the catalog says that it proves itself.
    fn client(&self) -> ClientConfig {
        match self.principal.mechanism() {
            Some(Authentication::MutualTls) => self.broker.mutual_tls("mutual_tls", &self.principal.name),
            _ => self.broker.sasl_tls(SaslMechanism::ScramSha512, &self.principal.name),
        }
    }

    fn properties(&self) -> Properties {
        let mut properties = Properties::new();
        let path = |path: std::path::PathBuf| path.display().to_string();
        properties.set("ssl.ca.location", path(self.broker.file("ca.pem")));
        if self.principal.mechanism() == Some(Authentication::MutualTls) {
            let name = &self.principal.name;
            properties
                .set("bootstrap.servers", self.broker.address("mutual_tls"))
                .set("security.protocol", "ssl")
                .set("ssl.certificate.location", path(self.broker.own_file(&format!("{name}.pem"))))
                .set("ssl.key.location", path(self.broker.own_file(&format!("{name}.key"))));
        } else {
            properties
                .set("bootstrap.servers", self.broker.address("sasl_ssl"))
                .set("security.protocol", "sasl_ssl")
                .set("sasl.mechanism", "SCRAM-SHA-512")
                .set("sasl.username", &self.principal.name)
                .set("sasl.password", password(&self.principal.name));
        }
        properties
    }
}

/// Whether the broker let it happen: whatever else is wrong is found out after that.
fn may<T>(outcome: &Result<T, Error>) -> bool {
    !matches!(outcome, Err(error) if error.kind() == ErrorKind::Unauthorized)
}

const CLUSTER: &str = "the cluster";

fn group_name(group: &str) -> String {
    format!("group {group}")
}

fn id_name(id: &str) -> String {
    format!("transactional id {id}")
}

/// Topics of which records come. Each has one, and each refusal is an error.
fn readable(properties: &Properties, topics: &[String]) -> BTreeSet<String> {
    let consumer: BaseConsumer = properties
        .clone()
        .set("group.id", "never-used")
        .set("auto.offset.reset", "earliest")
        .create()
        .expect("a consumer");
    let mut list = TopicPartitionList::new();
    for topic in topics {
        list.add_partition_offset(topic, 0, Offset::Beginning).expect("added");
    }
    consumer.assign(&list).expect("assigned");
    let (mut found, started) = (BTreeSet::new(), Instant::now());
    let mut last = Instant::now();
    while started.elapsed() < PATIENCE && (last.elapsed() < QUIET || started.elapsed() < 2 * QUIET) {
        if let Some(Ok(message)) = consumer.poll(Duration::from_millis(200)) {
            found.insert(message.topic().to_owned());
            last = Instant::now();
        }
    }
    found
}

/// Topics that took a record.
fn writable(properties: &Properties, topics: &[String]) -> BTreeSet<String> {
    let written = Written::default();
    let producer: ThreadedProducer<Written> = properties
        .clone()
        .set("message.timeout.ms", "8000")
        .create_with_context(written.clone())
        .expect("a producer");
    for topic in topics {
        producer.send(BaseRecord::<(), _>::to(topic).payload("x").partition(0)).expect("queued");
    }
    producer.flush(PATIENCE).expect("every record has a fate");
    let topics = written.0.lock().expect("no panic");
    topics.clone()
}

#[derive(Clone, Default)]
struct Written(Arc<std::sync::Mutex<BTreeSet<String>>>);

impl rdkafka::ClientContext for Written {}

impl ProducerContext for Written {
    type DeliveryOpaque = ();

    fn delivery(&self, result: &DeliveryResult<'_>, (): ()) {
        if let Ok(message) = result {
            self.0.lock().expect("no panic").insert(message.topic().to_owned());
        }
    }
}

/// Transactional ids with which a producer can begin.
fn usable_ids(properties: &Properties, ids: &[String]) -> BTreeSet<String> {
    std::thread::scope(|scope| {
        let tried: Vec<_> = ids.iter().map(|id| (id, scope.spawn(|| is_usable(properties, id)))).collect();
        let usable =
            tried.into_iter().filter_map(|(id, tried)| tried.join().expect("no panic").then_some(id));
        usable.cloned().collect()
    })
}

fn is_usable(properties: &Properties, id: &str) -> bool {
    let producer: BaseProducer = properties.clone().set("transactional.id", id).create().expect("a producer");
    let started = Instant::now();
    loop {
        // A refusal is told when the time is over.
        let Err(error) = producer.init_transactions(QUIET) else { return true };
        if error.rdkafka_error_code() == Some(RDKafkaErrorCode::TransactionalIdAuthorizationFailed) {
            return false;
        }
        assert!(started.elapsed() < PATIENCE, "{id}: {error}");
    }
}

struct Matrix {
    expected: BTreeSet<Deed>,
    seen: BTreeSet<Deed>,
    tried: usize,
    resources: Arc<Resources>,
}

impl Matrix {
    fn differences(&self) -> Vec<String> {
        let words = |(who, what, operation): &Deed, verb: &str| format!("{who} {verb} {operation} {what}");
        let denied = self.expected.difference(&self.seen).map(|deed| words(deed, "cannot"));
        let too_much = self.seen.difference(&self.expected).map(|deed| words(deed, "CAN"));
        denied.chain(too_much).collect()
    }

    fn page(&self, catalog: &Catalog) -> String {
        let principals: Vec<&str> =
            catalog.principals().iter().map(|principal| principal.name.as_str()).collect();
        let mut letters: BTreeMap<(&str, &str), String> = BTreeMap::new();
        for (who, what, operation) in &self.seen {
            let letter = match operation.as_str() {
                "describe configs" => 's',
                "alter configs" => 'S',
                "delete" => 'X',
                other => other.chars().next().map_or('?', |first| first.to_ascii_uppercase()),
            };
            letters.entry((who, what)).or_default().push(letter);
        }
        let mut page = format!(
            "## {}\n\n{} deeds tried, {} done.\n\n| | {} |\n|---|{}\n",
            catalog.system(),
            self.tried,
            self.seen.len(),
            principals.join(" | "),
            "---|".repeat(principals.len())
        );
        let Resources { topics, groups, ids } = &*self.resources;
        let groups = groups.iter().map(|group| group_name(group));
        let ids = ids.iter().map(|id| id_name(id));
        for what in topics.iter().cloned().chain(groups).chain(ids).chain([CLUSTER.into()]) {
            let cells: Vec<&str> = principals
                .iter()
                .map(|who| letters.get(&(*who, what.as_str())).map_or("", String::as_str))
                .collect();
            let _ = writeln!(page, "| {what} | {} |", cells.join(" | "));
        }
        page
    }
}
