//! A cluster that lives as long as a value, whose brokers can be killed, paused and started again one by one.

use std::{path::PathBuf, process::Child};

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal};

use super::{
    SCOPED_PREFIX, Service,
    broker::{Site, remove_files},
    install, probe,
    properties::{Customize, Ports},
    remove_abandoned, start,
};
use crate::{
    process::{self, Lifetime},
    versions::Versions,
    workspace,
};

/// Brokers for as long as this value lives: killed and deleted when it is dropped, and killed by the kernel when
/// this program dies in a way that drops nothing.
pub(crate) struct Kafka {
    jars: PathBuf,
    folder: PathBuf,
    brokers: Vec<Broker>,
}

struct Broker {
    site: Site,
    child: Child,
    is_up: bool,
}

impl Kafka {
    /// Starts one empty broker beside that of `kafka up`. Call it on the main thread.
    pub(crate) fn start_scoped() -> Result<Self> {
        Self::start_cluster("kafka", 1, &|_, _| Ok(()))
    }

    /// Starts empty brokers, a cluster called `name` among those of this program. Call it on the main thread.
    pub(crate) fn start_cluster(name: &str, brokers: usize, customize: Customize<'_>) -> Result<Self> {
        let service = Service::in_folder(workspace::target().join("kafka"));
        let jars = {
            let _lock = service.lock()?;
            install::jars(&service.folder, &Versions::load()?.kafka)?
        };
        remove_abandoned(&service.folder, SCOPED_PREFIX)?;
        let folder = service.folder.join(format!("{SCOPED_PREFIX}{}", std::process::id())).join(name);
        let started = start::start(&jars, &folder, brokers, Lifetime::Scoped, customize, |_| Ok(()))
            .inspect_err(|_| {
                // The error that counts is the start's.
                let _ = remove_files(&folder);
            })?;
        let brokers = started
            .into_iter()
            .map(|started| Broker { site: started.site, child: started.child, is_up: true })
            .collect();
        Ok(Self { jars, folder, brokers })
    }

    /// `127.0.0.1:PORT` of every broker, comma-separated: where they listen, not what they advertise.
    pub(crate) fn bootstrap_servers(&self) -> String {
        let addresses = self.brokers.iter().map(|broker| format!("127.0.0.1:{}", broker.site.ports.client));
        addresses.collect::<Vec<_>>().join(",")
    }

    /// The process ids of the brokers.
    pub(crate) fn pids(&self) -> Vec<u32> {
        self.brokers.iter().map(|broker| broker.child.id()).collect()
    }

    fn broker(&mut self, node: usize) -> Result<&mut Broker> {
        let brokers = self.brokers.len();
        let index = node.checked_sub(1).filter(|index| *index < brokers);
        let index = index.with_context(|| format!("there is no broker {node} among {brokers}"))?;
        Ok(&mut self.brokers[index])
    }
}

/// What happens to single brokers, counted from 1.
impl Kafka {
    /// Where broker `node` listens.
    pub(crate) fn ports(&mut self, node: usize) -> Result<Ports> {
        Ok(self.broker(node)?.site.ports)
    }

    /// Kills broker `node` as a power cut does; what it stored stays.
    pub(crate) fn kill(&mut self, node: usize) -> Result<()> {
        let broker = self.broker(node)?;
        process::kill_group(&mut broker.child);
        broker.is_up = false;
        Ok(())
    }

    /// Starts broker `node` again with what it stored; it answers a few seconds later. Call it on the main thread.
    pub(crate) fn launch(&mut self, node: usize) -> Result<()> {
        let jars = self.jars.clone();
        let broker = self.broker(node)?;
        if !broker.is_up {
            broker.child = broker.site.launch(&jars, Lifetime::Scoped)?;
            broker.is_up = true;
        }
        Ok(())
    }

    /// Stops the process of broker `node` where it stands; its connections stay open.
    pub(crate) fn pause(&mut self, node: usize) -> Result<()> {
        self.signal(node, Signal::STOP)
    }

    /// Lets a paused broker go on.
    pub(crate) fn resume(&mut self, node: usize) -> Result<()> {
        self.signal(node, Signal::CONT)
    }

    /// Whether broker `node` knows all brokers of the cluster.
    pub(crate) fn knows_all(&mut self, node: usize) -> Result<bool> {
        let brokers = self.brokers.len();
        Ok(probe::brokers_known(self.broker(node)?.site.ports.client) == Some(brokers))
    }

    fn signal(&mut self, node: usize, signal: Signal) -> Result<()> {
        let broker = self.broker(node)?;
        if broker.is_up {
            rustix::process::kill_process_group(Pid::from_child(&broker.child), signal)
                .with_context(|| format!("broker {node} cannot be sent {signal:?}"))?;
        }
        Ok(())
    }
}

impl Drop for Kafka {
    fn drop(&mut self) {
        self.brokers.iter_mut().for_each(|broker| process::kill_group(&mut broker.child));
        if let Err(error) = remove_files(&self.folder) {
            eprintln!("kafka: {error:#}");
        }
        // The last one of this program leaves the folder around them empty.
        let _ = self.folder.parent().map(std::fs::remove_dir);
    }
}
