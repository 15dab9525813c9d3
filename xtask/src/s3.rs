//! A server that speaks S3 (moto), for the tests of object stores: its own virtual environment, its own port.

use std::{
    fs::{self, File},
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    kafka,
    process::{self, Lifetime},
    workspace,
};

/// What pip must bring, with its hashes.
const LOCK: &str = include_str!("../locks/s3.txt");
/// The bucket that the tests use.
const BUCKET: &str = "tda-stream-tests";
/// Python and its packages take seconds to load on a busy machine.
const START_TIMEOUT: Duration = Duration::from_secs(60);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);

/// A server that runs as long as this value.
pub(crate) struct S3 {
    child: Child,
    port: u16,
}

impl S3 {
    /// Starts the server with an empty bucket.
    pub(crate) fn start_scoped() -> Result<Self> {
        let folder = workspace::target().join("s3");
        let python = environment(&folder)?;
        let [port] = kafka::free_ports()?;
        let log = File::create(folder.join("server.log"))?;
        let mut command = Command::new(python);
        command
            .args(["-m", "moto.server", "-H", "127.0.0.1", "-p"])
            .arg(port.to_string())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        let mut server = Self { child: process::spawn(&mut command, Lifetime::Scoped)?, port };
        server.make_bucket().with_context(|| format!("see {}", folder.join("server.log").display()))?;
        Ok(server)
    }

    /// The bucket, as claim checks name it.
    pub(crate) fn url(&self) -> String {
        format!("s3://{BUCKET}")
    }

    /// What a client must find in its environment to reach the server.
    pub(crate) fn variables(&self) -> [(&'static str, String); 5] {
        [
            ("AWS_ACCESS_KEY_ID", "test".into()),
            ("AWS_SECRET_ACCESS_KEY", "test".into()),
            ("AWS_REGION", "us-east-1".into()),
            ("AWS_ENDPOINT", format!("http://127.0.0.1:{}", self.port)),
            ("AWS_ALLOW_HTTP", "true".into()),
        ]
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    fn make_bucket(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_TIMEOUT;
        loop {
            if let Some(status) = self.child.try_wait()? {
                bail!("the S3 server ended with {status} while starting");
            }
            if put_bucket(self.port).is_some_and(|answer| answer.starts_with(b"HTTP/1.1 200")) {
                return Ok(());
            }
            if Instant::now() >= deadline {
                bail!("the S3 server does not answer within {START_TIMEOUT:?}");
            }
            process::check_interrupt()?;
            thread::sleep(process::POLL_INTERVAL);
        }
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        process::kill_group(&mut self.child);
    }
}

fn put_bucket(port: u16) -> Option<[u8; 12]> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, ANSWER_TIMEOUT).ok()?;
    stream.set_read_timeout(Some(ANSWER_TIMEOUT)).ok()?;
    let request = format!(
        "PUT /{BUCKET} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 0\r\nConnection: close\r\n\
         Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut status = [0; 12];
    stream.read_exact(&mut status).ok()?;
    Some(status)
}

/// The interpreter of an environment that holds exactly what the lock says; made once.
fn environment(folder: &Path) -> Result<PathBuf> {
    let venv = folder.join("venv");
    let python = venv.join("bin/python");
    let stamp = folder.join("installed.lock");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == LOCK) {
        return Ok(python);
    }
    eprintln!("s3: making {}", venv.display());
    kafka::remove_files(folder)?;
    fs::create_dir_all(folder)?;
    process::run(Command::new("python3").args(["-m", "venv"]).arg(&venv).stdin(Stdio::null())).context(
        "no virtual environment can be made; on Debian and Ubuntu: `apt-get install python3-venv`",
    )?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"])
        .args(["--retries", "8", "--requirement"])
        .arg(workspace::root().join("xtask/locks/s3.txt"))
        .stdin(Stdio::null())
        .stdout(std::io::stderr());
    process::run(&mut pip).context("no S3 server")?;
    fs::write(stamp, LOCK)?;
    Ok(python)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::versions::Versions;

    #[test]
    fn the_lock_holds_the_pinned_version() {
        let version = Versions::load().unwrap().s3.version;
        assert!(LOCK.contains(&format!("moto=={version} ")) && LOCK.contains("--hash=sha256:"));
    }
}
