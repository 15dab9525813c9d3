//! Values from a connection string: `kafka+ssl://user:password@host:9092,host:9092/?setting=value`.

use super::{
    ConfigProblem, SaslMechanism, Secret, SecurityProtocol,
    origin::Origin,
    sources::{Given, Layer},
};

const PLAIN: &str = "kafka://";
const ENCRYPTED: &str = "kafka+ssl://";

/// Whether `value`, given for the brokers, is a whole connection string.
pub(super) fn is_one(setting: &str, value: &str) -> bool {
    setting == "bootstrap_servers" && value.contains("://")
}

/// Reads it. What it says is never repeated in a problem: a password may stand anywhere in a string that is broken.
pub(super) fn read(text: &Secret) -> Layer {
    let mut layer = Layer::default();
    let text = text.reveal().trim();
    let (encrypted, rest) = match (text.strip_prefix(ENCRYPTED), text.strip_prefix(PLAIN)) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => {
            refuse(&mut layer, "scheme", "expected kafka://host:port or kafka+ssl://host:port");
            return layer;
        }
    };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    if query.contains('@') {
        // Perhaps the end of a password that holds a question mark: nothing of it may be looked at, or shown.
        refuse(&mut layer, "user", "write an @ behind the ? as %40, and a ? in the password as %3F");
        return layer;
    }
    let (user, servers) =
        place.rsplit_once('@').map_or((None, place), |(user, servers)| (Some(user), servers));
    let servers = servers.strip_suffix('/').unwrap_or(servers);
    // Some write the scheme before every broker.
    let servers: Vec<&str> = servers
        .split(',')
        .map(|server| server.trim_start_matches(ENCRYPTED).trim_start_matches(PLAIN).trim())
        .collect();
    if servers.iter().any(|server| server.contains('/')) {
        refuse(&mut layer, "path", "is not used; topics are named by the catalog");
        return layer;
    }
    give(&mut layer, "bootstrap_servers", servers.join(","));
    give_security(&mut layer, encrypted, user, query);
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match (decode(name), decode(value)) {
            (Some(name), Some(value)) => give(&mut layer, &name, value),
            _ => refuse(
                &mut layer,
                "query",
                "a % is not followed by two hexadecimal digits, or hides no UTF-8",
            ),
        }
    }
    layer
}

/// Scheme and user say the protocol, unless the query does.
fn give_security(layer: &mut Layer, encrypted: bool, user: Option<&str>, query: &str) {
    let says = |name: &str| query.split('&').any(|pair| pair.split('=').next() == Some(name));
    if !says("security_protocol") {
        let protocol = match (encrypted, user.is_some() || says("sasl_mechanism")) {
            (false, false) => SecurityProtocol::Plaintext,
            (false, true) => SecurityProtocol::SaslPlaintext,
            (true, false) => SecurityProtocol::Ssl,
            (true, true) => SecurityProtocol::SaslSsl,
        };
        give(layer, "security_protocol", protocol.name().into());
    }
    let Some(user) = user else { return };
    // The strongest that every broker with users has.
    if !says("sasl_mechanism") {
        give(layer, "sasl_mechanism", SaslMechanism::ScramSha512.name().into());
    }
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    match (decode(name), decode(password)) {
        (Some(name), Some(password)) => {
            give(layer, "sasl_username", name);
            if !password.is_empty() {
                give(layer, "sasl_password", password);
            }
        }
        _ => refuse(layer, "user", "a % is not followed by two hexadecimal digits, or hides no UTF-8"),
    }
}

fn give(layer: &mut Layer, setting: &str, value: String) {
    let given =
        Given { setting: setting.into(), value: Secret::new(value), origin: Origin::ConnectionString };
    layer.given.push(given);
}

fn refuse(layer: &mut Layer, part: &str, fault: &str) {
    let setting = Origin::ConnectionString.label(part);
    layer.problems.push(ConfigProblem { setting, fault: fault.into() });
}

/// `%40` is `@`. A plus is a plus: passwords hold them.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
            let value = digit()? * 16 + digit()?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(text: &str) -> Vec<(String, String)> {
        let layer = read(&Secret::new(text));
        assert!(layer.problems.is_empty(), "{:?}", layer.problems);
        layer.given.into_iter().map(|given| (given.setting, given.value.reveal().to_owned())).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn brokers_users_and_settings_are_read() {
        let servers = ("bootstrap_servers", "a:1,b:2");
        for (text, security) in [
            ("kafka://a:1,b:2", vec![("security_protocol", "PLAINTEXT")]),
            ("kafka+ssl://a:1,kafka+ssl://b:2/", vec![("security_protocol", "SSL")]),
            (
                "kafka://u:p%40%2B+@a:1,b:2",
                vec![
                    ("security_protocol", "SASL_PLAINTEXT"),
                    ("sasl_mechanism", "SCRAM-SHA-512"),
                    ("sasl_username", "u"),
                    ("sasl_password", "p@++"),
                ],
            ),
            (
                "kafka+ssl://a:1,b:2?sasl_mechanism=PLAIN&client_id=x%20y",
                vec![("security_protocol", "SASL_SSL"), ("sasl_mechanism", "PLAIN"), ("client_id", "x y")],
            ),
        ] {
            let expected: Vec<_> = std::iter::once(servers).chain(security).collect();
            assert_eq!(given(text), pairs(&expected), "{text}");
        }
    }

    #[test]
    fn a_broken_string_shows_nothing_of_itself() {
        for text in [
            "postgres://u:hunter2@h:1",
            "kafka://u:hunt?er2@h:1",
            "kafka://u:hunter2%zz@h:1",
            "kafka://u:hunter2%ff@h:1",
            "kafka://u:hunter2@h:1/topic",
            "kafka://h:1?linger_ms=%4",
            "kafka://u:hunter2@h/",
            "kafka://u:hunter2@:9/?nonsense=1",
        ] {
            let error = crate::ClientConfig::from_connection_string(text).expect_err(text).to_string();
            assert!(!error.contains("hunt") && !error.contains("er2"), "{error}");
        }
    }
}
