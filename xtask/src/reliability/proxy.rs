//! Toxiproxy between clients and brokers, and between brokers: connections that break, stall and crawl.

use std::{
    collections::BTreeSet,
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::{
    kafka,
    process::{self, Lifetime},
    versions::Versions,
    workspace,
};

/// Its start takes a tenth of a second.
const START_TIMEOUT: Duration = Duration::from_secs(30);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);
/// An answer is a few hundred bytes.
const ANSWER_BYTES_MAX: u64 = 64 * 1024;

/// A running Toxiproxy; killed when it is dropped.
pub(crate) struct Proxy {
    child: Child,
    port: u16,
    faulty: BTreeSet<String>,
}

/// How a way is broken.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Break {
    /// Connections end, new ones are refused.
    Cut,
    /// Every answer comes so much later.
    Delay(i64),
    /// Connections stay and carry nothing.
    Swallow,
}

impl Proxy {
    /// Starts it; the first time builds it with Go. Call it on the main thread.
    pub(crate) fn start() -> Result<Self> {
        let program = program()?;
        let [port] = kafka::free_ports()?;
        let mut command = Command::new(program);
        command
            .args(["-host", "127.0.0.1", "-port", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = process::spawn(&mut command, Lifetime::Scoped)?;
        let mut proxy = Self { child, port, faulty: BTreeSet::new() };
        let deadline = Instant::now() + START_TIMEOUT;
        while proxy.ask("GET", "/version", None).is_err() {
            if Instant::now() >= deadline || proxy.child.try_wait()?.is_some() {
                bail!("toxiproxy does not answer on port {port}");
            }
            process::check_interrupt()?;
            thread::sleep(process::POLL_INTERVAL);
        }
        Ok(proxy)
    }

    /// Opens a way called `name` to a port of 127.0.0.1 and returns the port where it begins.
    pub(crate) fn open(&self, name: &str, port: u16) -> Result<u16> {
        let way = json!({
            "name": name,
            "listen": "127.0.0.1:0",
            "upstream": format!("127.0.0.1:{port}"),
            "enabled": true,
        });
        let answer = self.ask("POST", "/proxies", Some(&way))?;
        let listen = answer["listen"].as_str().and_then(|address| address.rsplit_once(':')?.1.parse().ok());
        listen.with_context(|| format!("toxiproxy says nothing of a port: {answer}"))
    }

    /// Breaks the way `name`, until it is mended.
    pub(crate) fn spoil(&mut self, name: &str, how: Break) -> Result<()> {
        self.faulty.insert(name.to_owned());
        let toxics = format!("/proxies/{name}/toxics");
        match how {
            Break::Cut => {
                self.ask("POST", &format!("/proxies/{name}"), Some(&json!({ "enabled": false })))?;
            }
            Break::Delay(ms) => {
                let toxic = json!({ "type": "latency", "attributes": { "latency": ms, "jitter": ms / 2 } });
                self.ask("POST", &toxics, Some(&toxic))?;
            }
            Break::Swallow => {
                for stream in ["upstream", "downstream"] {
                    let toxic =
                        json!({ "type": "timeout", "stream": stream, "attributes": { "timeout": 0 } });
                    self.ask("POST", &toxics, Some(&toxic))?;
                }
            }
        }
        Ok(())
    }

    /// Makes the way `name` whole again.
    pub(crate) fn mend(&mut self, name: &str) -> Result<()> {
        if !self.faulty.remove(name) {
            return Ok(());
        }
        let toxics = self.ask("GET", &format!("/proxies/{name}/toxics"), None)?;
        for toxic in toxics.as_array().into_iter().flatten() {
            if let Some(toxic) = toxic["name"].as_str() {
                self.ask("DELETE", &format!("/proxies/{name}/toxics/{toxic}"), None)?;
            }
        }
        self.ask("POST", &format!("/proxies/{name}"), Some(&json!({ "enabled": true })))?;
        Ok(())
    }

    pub(crate) fn mend_all(&mut self) -> Result<()> {
        for name in self.faulty.clone() {
            self.mend(&name)?;
        }
        Ok(())
    }

    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let mut stream = TcpStream::connect_timeout(&address, ANSWER_TIMEOUT)?;
        stream.set_read_timeout(Some(ANSWER_TIMEOUT))?;
        stream.set_write_timeout(Some(ANSWER_TIMEOUT))?;
        let body = body.map(Value::to_string).unwrap_or_default();
        // HTTP/1.0: the answer ends where the connection ends.
        write!(
            stream,
            "{method} {path} HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = String::new();
        stream.take(ANSWER_BYTES_MAX).read_to_string(&mut answer)?;
        parse(&answer).with_context(|| format!("toxiproxy: {method} {path}"))
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        process::kill_group(&mut self.child);
    }
}

fn parse(answer: &str) -> Result<Value> {
    let (head, body) = answer.split_once("\r\n\r\n").context("the answer has no end of its head")?;
    let status = head.split(' ').nth(1).unwrap_or_default();
    if !status.starts_with('2') {
        bail!("status {status}: {body}");
    }
    // What it answers to GET /version and to DELETE is no JSON.
    Ok(serde_json::from_str(body).unwrap_or(Value::Null))
}

/// The program, built once for each version.
fn program() -> Result<PathBuf> {
    let version = Versions::load()?.toxiproxy.version;
    let folder = workspace::target().join("toxiproxy").join(&version);
    let program = folder.join("server");
    if program.exists() {
        return Ok(program);
    }
    kafka::require("go", &["version"], "Go", "golang-go")?;
    eprintln!("reliability: building toxiproxy {version} with Go into {}", folder.display());
    let mut command = Command::new("go");
    command
        .args(["install", &format!("github.com/Shopify/toxiproxy/v2/cmd/server@{version}")])
        .env("GOBIN", &folder)
        .stdin(Stdio::null());
    process::run(&mut command).context("toxiproxy cannot be built")?;
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_and_refusals_are_errors() {
        assert_eq!(
            parse("HTTP/1.0 201 Created\r\nA: b\r\n\r\n{\"listen\":\"x:1\"}").unwrap()["listen"],
            "x:1"
        );
        assert_eq!(parse("HTTP/1.0 204 No Content\r\n\r\n").unwrap(), Value::Null);
        assert!(parse("HTTP/1.0 409 Conflict\r\n\r\n{\"error\":\"there\"}").is_err());
        assert!(parse("").is_err());
    }
}
