//! One registry process: its start, and the wait until it answers.

use std::{
    fs::{self, File},
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use super::install::Program;
use crate::{
    kafka,
    process::{self, Lifetime},
};

/// A start takes 5 s on an idle machine; a loaded one with two cores was seen to need 13 s.
const START_TIMEOUT: Duration = Duration::from_secs(120);
/// Between choosing a free port and binding it another program may take it.
const START_ATTEMPTS_MAX: u32 = 3;
/// Longer than a healthy answer on loopback takes, short enough to ask again soon.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(2);

pub(super) const LOG_FILE: &str = "registry.log";

/// A registry that has just been started and answers on 127.0.0.1.
pub(super) struct Started {
    pub(super) child: Child,
    pub(super) ports: Ports,
}

/// Where a registry listens on 127.0.0.1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ports {
    pub(super) http: u16,
    pub(super) management: u16,
}

impl Ports {
    /// The Confluent-compatible interface.
    pub(super) fn url(self) -> String {
        format!("http://127.0.0.1:{}/apis/ccompat/v7", self.http)
    }

    /// Its own word for it: the interface answers before the storage is there.
    pub(super) fn is_ready(self) -> bool {
        self.health().is_some_and(|answer| answer.starts_with(b"HTTP/1.1 200"))
    }

    fn health(self) -> Option<[u8; 12]> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.management));
        let mut stream = TcpStream::connect_timeout(&address, ANSWER_TIMEOUT).ok()?;
        stream.set_read_timeout(Some(ANSWER_TIMEOUT)).ok()?;
        stream.set_write_timeout(Some(ANSWER_TIMEOUT)).ok()?;
        stream
            .write_all(b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .ok()?;
        let mut status = [0; 12];
        stream.read_exact(&mut status).ok()?;
        Some(status)
    }
}

/// Starts an empty registry whose files are under `folder`, which is emptied first.
///
/// `launched` hears of the process and its ports before the wait, so that no registry is ever unknown.
pub(super) fn start(
    program: &Program,
    folder: &Path,
    lifetime: Lifetime,
    launched: impl Fn(u32, Ports) -> Result<()>,
) -> Result<Started> {
    for attempt in 1..=START_ATTEMPTS_MAX {
        let [http, management] = kafka::free_ports()?;
        let ports = Ports { http, management };
        kafka::remove_files(folder)?;
        fs::create_dir_all(folder)?;
        let mut child = launch(program, folder, ports, lifetime)?;
        let answers = launched(child.id(), ports).and_then(|()| wait_until_ready(&mut child, ports, folder));
        match answers {
            Ok(()) => return Ok(Started { child, ports }),
            Err(error) => {
                process::kill_group(&mut child);
                let port_taken = log_of(folder).contains("already in use");
                if !port_taken || attempt == START_ATTEMPTS_MAX || error.is::<process::Interrupted>() {
                    return Err(error);
                }
                eprintln!("registry: another program took port {http} or {management}, trying two others");
            }
        }
    }
    unreachable!("the last attempt returns")
}

/// An argument that only a registry with this folder has.
pub(super) fn mark(folder: &Path) -> String {
    format!("-Dtda.folder={}", folder.display())
}

fn launch(program: &Program, folder: &Path, ports: Ports, lifetime: Lifetime) -> Result<Child> {
    let log = File::create(folder.join(LOG_FILE))?;
    let mut command = Command::new(&program.java);
    command
        .args(["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"])
        .arg(mark(folder))
        .arg(format!("-Djava.io.tmpdir={}", folder.display()))
        .args(["-Dquarkus.http.host=127.0.0.1", "-Dquarkus.management.host=127.0.0.1"])
        .arg(format!("-Dquarkus.http.port={}", ports.http))
        .arg(format!("-Dquarkus.management.port={}", ports.management))
        .arg("-Dapicurio.rest.artifact.deletion.enabled=true")
        .arg("-jar")
        .arg(&program.jar)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log);
    process::spawn(&mut command, lifetime)
}

fn wait_until_ready(child: &mut Child, ports: Ports, folder: &Path) -> Result<()> {
    let deadline = Instant::now() + START_TIMEOUT;
    loop {
        if let Some(status) = child.try_wait()? {
            let log = log_of(folder);
            bail!("the registry ended with {status} while starting:\n{}", kafka::last_lines(&log));
        }
        if ports.is_ready() {
            return Ok(());
        }
        if Instant::now() >= deadline {
            let log = log_of(folder);
            bail!("the registry is not ready within {START_TIMEOUT:?}:\n{}", kafka::last_lines(&log));
        }
        process::check_interrupt()?;
        thread::sleep(process::POLL_INTERVAL);
    }
}

fn log_of(folder: &Path) -> String {
    fs::read_to_string(folder.join(LOG_FILE)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn only_a_ready_registry_is_ready() {
        for (answer, is_ready) in
            [("HTTP/1.1 200 OK\r\n\r\n", true), ("HTTP/1.1 503 Wait\r\n\r\n", false), ("", false)]
        {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            let management = listener.local_addr().unwrap().port();
            let server = thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                let mut request = [0; 64];
                let _ = stream.read(&mut request).unwrap();
                stream.write_all(answer.as_bytes()).unwrap();
            });
            assert_eq!(Ports { http: 0, management }.is_ready(), is_ready, "{answer}");
            server.join().unwrap();
        }
    }
}
