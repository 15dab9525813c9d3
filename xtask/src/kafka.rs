//! `cargo xtask kafka`: a real Apache Kafka, one broker or several, for development and for the tests.
//!
//! Jars, data and logs are under `target/kafka`; brokers listen on free ports of 127.0.0.1 and start empty.

mod broker;
mod cluster;
mod install;
mod probe;
mod properties;
mod secured;
mod start;

pub(crate) use broker::{free_ports, last_lines, remove_files};
pub(crate) use cluster::Kafka;
pub(crate) use install::{maven, require, sha256_of};
pub(crate) use secured::SecuredKafka;

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal};

use crate::{
    process::{self, Lifetime},
    versions::Versions,
    workspace,
};
use broker::Site;
use properties::{Customize, Ports};
use secured::Secured;

/// A broker shuts down in about a second; after this it is killed, which loses nothing that `down` would keep.
const DOWN_GRACE: Duration = Duration::from_secs(15);

/// Before the process id of the owner in the name of a scoped cluster's folder.
const SCOPED_PREFIX: &str = "scoped-";

#[derive(Clone, Copy, Debug, clap::Subcommand)]
pub(crate) enum Chore {
    /// Stop the brokers and forget their topics. Does nothing when none is up.
    Down,
    /// Kill one broker as a power cut does. What it stored stays for `start`.
    Kill {
        /// Which one, from 1.
        broker: usize,
    },
    /// Stop the process of one broker where it stands: its connections stay open and nothing answers.
    Pause {
        /// Which one, from 1.
        broker: usize,
    },
    /// Let a paused broker go on.
    Resume {
        /// Which one, from 1.
        broker: usize,
    },
    /// Start a broker that was killed, with what it stored.
    Start {
        /// Which one, from 1.
        broker: usize,
    },
    /// Say whether the brokers are up, and where. Exits with 1 when one is not.
    Status,
    /// Start brokers, wait until they answer, print KAFKA_BOOTSTRAP_SERVERS=ADDRESSES.
    ///
    /// The first time downloads Apache Kafka through Maven (54 MB). Says the addresses again when the brokers are up
    /// already. Every start is a new, empty cluster. Use it as: export $(cargo xtask kafka up)
    Up {
        /// Three keep three copies of everything, of which two must have a record; each takes 310 MB.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=start::BROKERS_MAX as i64))]
        brokers: u8,
        /// Let nobody in without proof: TLS, mutual TLS and SASL listeners with access rules in force.
        ///
        /// Prints all variables of a client that may do everything. Users, certificates and ports stand in
        /// `target/kafka/secured/secured.json`.
        #[arg(long, conflicts_with = "brokers")]
        secure: bool,
    },
}

/// Does the chore; `false` means that `status` found a broker missing.
pub(crate) fn run(chore: Chore) -> Result<bool> {
    let service = Service::in_folder(workspace::target().join("kafka"));
    match chore {
        Chore::Up { secure: true, .. } => println!("{}", service.up_secured()?),
        Chore::Up { brokers, .. } => {
            let addresses = service.up(usize::from(brokers), &|_, _| Ok(()))?;
            println!("KAFKA_BOOTSTRAP_SERVERS={addresses}");
        }
        Chore::Down => match service.down()? {
            0 => println!("kafka: not running"),
            count => println!("kafka: stopped ({count} brokers)"),
        },
        Chore::Kill { broker } => service.signal(broker, Signal::KILL)?,
        Chore::Pause { broker } => service.signal(broker, Signal::STOP)?,
        Chore::Resume { broker } => service.signal(broker, Signal::CONT)?,
        Chore::Start { broker } => service.start_again(broker)?,
        Chore::Status => return service.status(),
    }
    Ok(true)
}

/// The brokers that `up` starts and `down` stops: one cluster for each target folder.
struct Service {
    folder: PathBuf,
}

/// A broker as the state knows it; its process may be gone.
struct Known {
    pid: i32,
    site: Site,
}

impl Known {
    fn is_running(&self) -> bool {
        self.site.owns(self.pid)
    }

    fn line(&self) -> String {
        let Ports { client, internal, controller } = self.site.ports;
        format!("{} {client} {internal} {controller}\n", self.pid)
    }
}

impl Service {
    fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    fn cluster_folder(&self) -> PathBuf {
        self.folder.join("cluster")
    }

    /// A line for each broker that was started last: process id and ports.
    fn state_path(&self) -> PathBuf {
        self.folder.join("cluster.state")
    }

    fn secured_folder(&self) -> PathBuf {
        self.folder.join("secured")
    }

    /// One broker that lets nobody in without proof; gives the variables of its clients.
    fn up_secured(&self) -> Result<String> {
        let folder = self.secured_folder();
        if self.known()?.iter().any(Known::is_running) {
            return secured::variables_in(&folder).context(
                "a broker without security is up: `cargo xtask kafka down` first, then `kafka up --secure`",
            );
        }
        let secured = Secured::prepare(&folder)?;
        self.up(1, &|_, properties| {
            secured.customize(properties);
            Ok(())
        })?;
        let ports = self.broker(1)?.site.ports;
        secured.describe(ports.client)?;
        secured::variables_in(&folder)
    }

    fn up(&self, brokers: usize, customize: Customize<'_>) -> Result<String> {
        let _lock = self.lock()?;
        let known = self.known()?;
        if known.iter().any(Known::is_running) {
            let answering = known.iter().filter(|known| knows(known) == Some(brokers)).count();
            if known.len() != brokers || answering != brokers {
                bail!(
                    "{answering} of {} brokers are up and know {brokers}: try `cargo xtask kafka status`, then \
                     `cargo xtask kafka down`",
                    known.len()
                );
            }
            return Ok(addresses(&known));
        }
        let jars = self.jars()?;
        let started =
            start::start(&jars, &self.cluster_folder(), brokers, Lifetime::Detached, customize, |started| {
                self.keep(started.iter().map(|broker| (broker.child.id(), &broker.site)))
            })?;
        self.keep(started.iter().map(|broker| (broker.child.id(), &broker.site)))?;
        Ok(addresses(&self.known()?))
    }

    fn jars(&self) -> Result<PathBuf> {
        install::jars(&self.folder, &Versions::load()?.kafka)
    }

    fn keep<'a>(&self, brokers: impl Iterator<Item = (u32, &'a Site)>) -> Result<()> {
        let lines: String =
            brokers.map(|(pid, site)| Known { pid: pid.cast_signed(), site: site.clone() }.line()).collect();
        fs::write(self.state_path(), lines).context("the state of the brokers cannot be kept")
    }

    /// Stops what runs and says how many that were.
    fn down(&self) -> Result<usize> {
        let _lock = self.lock()?;
        let running: Vec<Known> = self.known()?.into_iter().filter(Known::is_running).collect();
        // All at once: a broker that waits for a controller to let it go would wait for one that has gone.
        for known in &running {
            // A paused process hears nothing but this.
            let _ = rustix::process::kill_process(pid_of(known)?, Signal::CONT);
            let _ = rustix::process::kill_process(pid_of(known)?, Signal::TERM);
        }
        for known in &running {
            stop(known.pid, || known.is_running())?;
        }
        remove_files(&self.cluster_folder())?;
        remove_files(&self.secured_folder())?;
        if self.state_path().exists() {
            fs::remove_file(self.state_path())?;
        }
        Ok(running.len())
    }

    fn status(&self) -> Result<bool> {
        let known = self.known()?;
        if !known.iter().any(Known::is_running) {
            println!("kafka: not running");
            return Ok(false);
        }
        println!("KAFKA_BOOTSTRAP_SERVERS={}", addresses(&known));
        let mut all = true;
        for (number, broker) in (1..).zip(&known) {
            let seen = knows(broker);
            all = all && seen == Some(known.len());
            let state = match seen {
                Some(count) => format!("knows {count} of {} brokers", known.len()),
                None if broker.is_running() => "is there and does not answer".to_owned(),
                None => "is not running".to_owned(),
            };
            println!(
                "kafka: broker {number} on 127.0.0.1:{} {state} (process {}, log {})",
                broker.site.ports.client,
                broker.pid,
                broker.site.log_path().display()
            );
        }
        Ok(all)
    }

    fn signal(&self, number: usize, signal: Signal) -> Result<()> {
        let _lock = self.lock()?;
        let known = self.broker(number)?;
        if !known.is_running() {
            bail!("broker {number} is not running");
        }
        rustix::process::kill_process(pid_of(&known)?, signal)
            .with_context(|| format!("broker {number} cannot be sent {signal:?}"))
    }

    fn start_again(&self, number: usize) -> Result<()> {
        let _lock = self.lock()?;
        let mut all = self.known()?;
        let known = self.broker(number)?;
        if known.is_running() {
            return Ok(());
        }
        let child = known.site.launch(&self.jars()?, Lifetime::Detached)?;
        all[number - 1].pid = child.id().cast_signed();
        self.keep(all.iter().map(|known| (known.pid.cast_unsigned(), &known.site)))
    }

    fn broker(&self, number: usize) -> Result<Known> {
        let mut known = self.known()?;
        if !(1..=known.len()).contains(&number) {
            bail!("there is no broker {number} among {}: see `cargo xtask kafka up --help`", known.len());
        }
        Ok(known.swap_remove(number - 1))
    }

    /// The brokers of the last `up`.
    fn known(&self) -> Result<Vec<Known>> {
        let Ok(state) = fs::read_to_string(self.state_path()) else { return Ok(Vec::new()) };
        let known = (1..).zip(state.lines()).map(|(number, line)| self.parse(number, line));
        known.collect::<Option<_>>().with_context(|| {
            format!("{} is damaged: end the brokers by hand and delete the file", self.state_path().display())
        })
    }

    fn parse(&self, number: usize, line: &str) -> Option<Known> {
        let mut words = line.split(' ');
        let pid = words.next()?.parse().ok().filter(|pid| *pid > 0)?;
        let mut port = || words.next()?.parse().ok();
        let ports = Ports { client: port()?, internal: port()?, controller: port()? };
        let folder = self.cluster_folder().join(format!("broker-{number}"));
        Some(Known { pid, site: Site { folder, ports } })
    }

    /// Held while something is started or stopped: two `up` at once start one cluster.
    fn lock(&self) -> Result<File> {
        fs::create_dir_all(&self.folder)?;
        let lock = File::create(self.folder.join("lock"))?;
        lock.lock().context("the lock of target/kafka cannot be taken")?;
        Ok(lock)
    }
}

/// How many brokers it knows, if it is ours and answers.
fn knows(known: &Known) -> Option<usize> {
    known.is_running().then(|| probe::brokers_known(known.site.ports.client)).flatten()
}

fn addresses(known: &[Known]) -> String {
    let addresses = known.iter().map(|known| format!("127.0.0.1:{}", known.site.ports.client));
    addresses.collect::<Vec<_>>().join(",")
}

fn pid_of(known: &Known) -> Result<Pid> {
    Pid::from_raw(known.pid).context("a process id is above zero")
}

/// The folder with the jars of Kafka, its tools among them.
pub(crate) fn jars() -> Result<PathBuf> {
    let service = Service::in_folder(workspace::target().join("kafka"));
    let _lock = service.lock()?;
    service.jars()
}

/// Removes what scoped servers left in `folder` whose owner was killed: the kernel ended them, nobody deleted their
/// files. Their names are `prefix` and the process id of the owner.
pub(crate) fn remove_abandoned(folder: &Path, prefix: &str) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(prefix)?.parse().ok());
        if owner.is_some_and(|owner| process::arguments_of(owner).is_none()) {
            remove_files(&entry.path())?;
        }
    }
    Ok(())
}

/// Ends process `pid` and waits until it is gone, asking `exists` each time whether it is still the same one.
pub(crate) fn stop(pid: i32, exists: impl Fn() -> bool) -> Result<()> {
    let process = Pid::from_raw(pid).context("a process id is above zero")?;
    for (signal, grace) in [(Signal::TERM, DOWN_GRACE), (Signal::KILL, DOWN_GRACE)] {
        // The process may end by itself between the check and the signal: that is what we want.
        let _ = rustix::process::kill_process(process, signal);
        let deadline = Instant::now() + grace;
        while exists() {
            if Instant::now() >= deadline {
                break;
            }
            thread::sleep(process::POLL_INTERVAL);
        }
        if !exists() {
            return Ok(());
        }
    }
    bail!("process {pid} is still there after SIGKILL")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_with_our_process_id_is_not_our_broker() {
        let folder = tempfile::tempdir().unwrap();
        let service = Service::in_folder(folder.path().to_owned());
        fs::write(service.state_path(), format!("{} 9092 9093 9094\n", std::process::id())).unwrap();
        assert!(!service.known().unwrap()[0].is_running());
        assert!(service.signal(1, Signal::KILL).is_err());
        assert_eq!(service.down().unwrap(), 0);
        assert!(!service.state_path().exists());
    }

    #[test]
    fn a_damaged_state_is_an_error_and_not_a_signal() {
        let folder = tempfile::tempdir().unwrap();
        let service = Service::in_folder(folder.path().to_owned());
        for state in ["-1 1 2 3", "4711 1 2", "0 1 2 3", "x"] {
            fs::write(service.state_path(), state).unwrap();
            assert!(service.down().is_err(), "{state}");
        }
    }

    #[test]
    fn only_folders_whose_owner_is_gone_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let ours = folder.path().join(format!("{SCOPED_PREFIX}{}", std::process::id()));
        let mut child = std::process::Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        let abandoned = folder.path().join(format!("{SCOPED_PREFIX}{}", child.id()));
        let jars = folder.path().join("jars");
        for folder in [&ours, &abandoned, &jars] {
            fs::create_dir(folder).unwrap();
        }
        remove_abandoned(folder.path(), SCOPED_PREFIX).unwrap();
        assert!(ours.exists() && jars.exists() && !abandoned.exists());
    }
}
