//! The start of a whole cluster: ports, files, processes, and the wait until every broker knows all others.

use std::{
    path::Path,
    process::Child,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use super::{
    broker::{Site, free_ports, last_lines, remove_files},
    probe,
    properties::{Customize, Ports, Properties},
};
use crate::process::{self, Lifetime};

/// A start takes 5 s on an idle machine; a loaded one with two cores was seen to need 20 s.
const START_TIMEOUT: Duration = Duration::from_secs(120);
/// Between choosing a free port and binding it another program may take it.
const START_ATTEMPTS_MAX: u32 = 3;

/// A broker that has just been started.
pub(super) struct Started {
    pub(super) site: Site,
    pub(super) child: Child,
}

/// Starts `brokers` empty brokers whose files are under `folder`, which is emptied first.
///
/// `launched` hears of each process before the wait, so that no broker is ever unknown.
pub(super) fn start(
    jars: &Path,
    folder: &Path,
    brokers: usize,
    lifetime: Lifetime,
    customize: Customize<'_>,
    mut launched: impl FnMut(&[Started]) -> Result<()>,
) -> Result<Vec<Started>> {
    for attempt in 1..=START_ATTEMPTS_MAX {
        remove_files(folder)?;
        let sites = prepare(jars, folder, brokers, customize)?;
        let mut started = Vec::with_capacity(brokers);
        let outcome = sites.iter().try_for_each(|site| {
            started.push(Started { site: site.clone(), child: site.launch(jars, lifetime)? });
            launched(&started)
        });
        match outcome.and_then(|()| wait_until_all_answer(&mut started)) {
            Ok(()) => return Ok(started),
            Err(error) => {
                started.iter_mut().for_each(|broker| process::kill_group(&mut broker.child));
                let port_taken = sites.iter().any(|site| site.log().contains("Address already in use"));
                if !port_taken || attempt == START_ATTEMPTS_MAX || error.is::<process::Interrupted>() {
                    return Err(error);
                }
                eprintln!("kafka: another program took a port, trying others");
            }
        }
    }
    unreachable!("the last attempt returns")
}

fn prepare(jars: &Path, folder: &Path, brokers: usize, customize: Customize<'_>) -> Result<Vec<Site>> {
    let ports = ports(brokers)?;
    let mut sites = Vec::with_capacity(brokers);
    for node in 1..=brokers {
        let site = Site { folder: folder.join(format!("broker-{node}")), ports: ports[node - 1] };
        let mut properties = Properties::of_broker(node, &ports, &site.data());
        customize(node, &mut properties)?;
        site.prepare(jars, &properties)?;
        sites.push(site);
    }
    Ok(sites)
}

fn ports(brokers: usize) -> Result<Vec<Ports>> {
    // One call for all of them: ports of separate calls might meet.
    let free: [u16; 3 * BROKERS_MAX] = free_ports()?;
    let ports = free.chunks_exact(3).map(|three| match *three {
        [client, internal, controller] => Ports { client, internal, controller },
        _ => unreachable!("chunks of three"),
    });
    Ok(ports.take(brokers).collect())
}

/// More teach nothing that three do not, and each takes 310 MB.
pub(super) const BROKERS_MAX: usize = 5;

fn wait_until_all_answer(started: &mut [Started]) -> Result<()> {
    let brokers = started.len();
    let deadline = Instant::now() + START_TIMEOUT;
    loop {
        let mut all = true;
        for Started { site, child } in started.iter_mut() {
            if let Some(status) = child.try_wait()? {
                bail!("a broker ended with {status} while starting:\n{}", last_lines(&site.log()));
            }
            all = all && probe::brokers_known(site.ports.client) == Some(brokers);
        }
        if all {
            return Ok(());
        }
        if Instant::now() >= deadline {
            let logs: Vec<String> = started.iter().map(|broker| last_lines(&broker.site.log())).collect();
            bail!("the brokers do not answer within {START_TIMEOUT:?}:\n{}", logs.join("\n"));
        }
        process::check_interrupt()?;
        thread::sleep(process::POLL_INTERVAL);
    }
}
