//! Certificates and keys for a broker with TLS, made new at every start by the `openssl` command.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::kafka::install::require;

/// Longer than any test runs, shorter than anybody would rely on it.
const DAYS: &str = "2";
/// What the signature of tokens is checked with, by name.
const TOKEN_KEY_ID: &str = "tda-tokens";

/// Files of one authority and of the servers that it vouches for.
pub(super) struct Certificates {
    folder: PathBuf,
}

impl Certificates {
    /// Makes, in `folder`:
    ///
    /// * `ca.pem` and `ca.key`, the authority; `stranger.pem` and `stranger.key`, one that nobody knows;
    /// * `broker.pem` for 127.0.0.1, `expired.pem` that is over since yesterday, `other-host.pem` for another name:
    ///   each with its key in the same file, as Kafka reads it;
    /// * `token.key`, which signs tokens, and `jwks.json`, which checks them.
    pub(super) fn make(folder: &Path) -> Result<Self> {
        require("openssl", &["version"], "OpenSSL", "openssl")?;
        fs::create_dir_all(folder)?;
        let made = Self { folder: folder.to_owned() };
        for authority in ["ca", "stranger"] {
            made.authority(authority)?;
        }
        made.server("broker", "IP:127.0.0.1", DAYS)?;
        made.server("expired", "IP:127.0.0.1", "-1")?;
        made.server("other-host", "DNS:elsewhere.example", DAYS)?;
        made.token_key()?;
        Ok(made)
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn authority(&self, name: &str) -> Result<()> {
        self.openssl(&format!(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout {name}.key -out {name}.pem \
             -subj /CN={name} -days {DAYS}"
        ))
        .map(drop)
    }

    fn server(&self, name: &str, alternative_name: &str, days: &str) -> Result<()> {
        fs::write(self.file("extensions"), format!("subjectAltName={alternative_name}\n"))?;
        self.openssl(&format!(
            "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout {name}.key -out {name}.csr -subj /CN={name}"
        ))?;
        self.openssl(&format!(
            "x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out {name}.crt -days {days} \
             -extfile extensions"
        ))?;
        let parts =
            [format!("{name}.key"), format!("{name}.crt")].map(|part| fs::read_to_string(self.file(&part)));
        let [key, certificate] = parts;
        fs::write(self.file(&format!("{name}.pem")), key? + &certificate?)?;
        Ok(())
    }

    fn token_key(&self) -> Result<()> {
        self.openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out token.key")?;
        let modulus = self.openssl("rsa -in token.key -noout -modulus")?;
        let hex = modulus.trim().strip_prefix("Modulus=").context("openssl prints no modulus")?;
        let modulus = base64url(&bytes_of(hex)?);
        let keys = serde_json::json!({"keys": [
            {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": TOKEN_KEY_ID, "n": modulus, "e": "AQAB"}
        ]});
        fs::write(self.file("jwks.json"), keys.to_string())?;
        Ok(())
    }

    fn openssl(&self, arguments: &str) -> Result<String> {
        let mut command = Command::new("openssl");
        command.current_dir(&self.folder).args(arguments.split_whitespace()).stdin(Stdio::null());
        let output = command.output().context("openssl does not start")?;
        if !output.status.success() {
            bail!("openssl {arguments} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

fn bytes_of(hex: &str) -> Result<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| {
            let digits = std::str::from_utf8(pair)?;
            u8::from_str_radix(digits, 16).with_context(|| format!("{digits} is no byte in hexadecimal"))
        })
        .collect()
}

/// Base64 for URLs, without padding (RFC 4648, section 5).
fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits =
            group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..=group.len() {
            let index = (bits >> (18 - 6 * place)) & 63;
            text.push(char::from(LETTERS[index as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_the_standard() {
        for (plain, coded) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64url(plain.as_bytes()), coded);
        }
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
        assert_eq!(bytes_of("00fF").unwrap(), [0, 255]);
    }

    #[test]
    fn all_files_are_made() {
        let folder = tempfile::tempdir().unwrap();
        let made = Certificates::make(folder.path()).unwrap();
        for name in
            ["ca.pem", "ca.key", "stranger.pem", "broker.pem", "expired.pem", "other-host.pem", "jwks.json"]
        {
            assert!(made.file(name).exists(), "{name}");
        }
        let store = fs::read_to_string(made.file("broker.pem")).unwrap();
        assert!(store.contains("BEGIN PRIVATE KEY") && store.contains("BEGIN CERTIFICATE"));
    }
}
