//! How a client proves who it is, and how it knows the broker.

use super::{
    super::{SaslMechanism, Secret, SecurityProtocol},
    Setting, one_of, text, truth,
};

pub(super) const SETTINGS: &[Setting] = &[
    Setting::new(
        "security_protocol",
        "Whether the connection is encrypted, and whether the client proves itself by SASL.",
        |config, value| {
            one_of(SecurityProtocol::from_name(value)).map(|protocol| config.security.protocol = protocol)
        },
        |config| Some(config.security.protocol.name().to_owned()),
    )
    .variables(&["KAFKA_SECURITY_PROTOCOL"])
    .properties(&["security.protocol"])
    .expects("PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL")
    .default("PLAINTEXT", "Kafka's own; what is outside of one machine should say SASL_SSL or SSL"),
    Setting::new(
        "ssl",
        "Encrypted or not, where `security_protocol` is not given.",
        |config, value| truth(value).map(|on| config.security.ssl = Some(on)),
        |config| config.security.ssl.map(|on| on.to_string()),
    )
    .variables(&["KAFKA_SSL"])
    .expects("true or false")
    .without_default("`security_protocol` says it"),
    Setting::new(
        "sasl",
        "Authenticated by SASL or not, where `security_protocol` is not given.",
        |config, value| truth(value).map(|on| config.security.sasl = Some(on)),
        |config| config.security.sasl.map(|on| on.to_string()),
    )
    .variables(&["KAFKA_SASL_ENABLED"])
    .expects("true or false")
    .without_default("`security_protocol` says it"),
    Setting::new(
        "sasl_mechanism",
        "How the client proves who it is.",
        |config, value| {
            one_of(SaslMechanism::from_name(value))
                .map(|mechanism| config.security.mechanism = Some(mechanism))
        },
        |config| config.security.mechanism.map(|mechanism| mechanism.name().to_owned()),
    )
    .variables(&["KAFKA_SASL_MECHANISM"])
    .properties(&["sasl.mechanism", "sasl.mechanisms"])
    .expects("PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512")
    .without_default("the listener decides"),
    Setting::new(
        "sasl_username",
        "The name of the user.",
        |config, value| text(value).map(|name| config.security.username = Some(name)),
        |config| config.security.username.clone(),
    )
    .variables(&["KAFKA_SASL_USERNAME"])
    .properties(&["sasl.username"])
    .without_default("no credentials are guessed"),
    Setting::new(
        "sasl_password",
        "The user's password.",
        |config, value| text(value).map(|password| config.security.password = Some(Secret::new(password))),
        |config| config.security.password.as_ref().map(|password| password.reveal().to_owned()),
    )
    .variables(&["KAFKA_SASL_PASSWORD"])
    .properties(&["sasl.password"])
    .secret()
    .without_default("no credentials are guessed"),
    Setting::new(
        "ca_file",
        "The certificate authority that the broker's certificate is checked against (PEM).",
        |config, value| text(value).map(|file| config.security.ca_file = Some(file.into())),
        |config| config.security.ca_file.as_ref().map(|file| file.to_string_lossy().into_owned()),
    )
    .variables(&["KAFKA_SSL_CAFILE"])
    .properties(&["ssl.ca.location"])
    .expects("a file")
    .without_default("the system's authorities"),
    Setting::new(
        "certificate_file",
        "The client's certificate for mutual TLS (PEM).",
        |config, value| text(value).map(|file| config.security.certificate_file = Some(file.into())),
        |config| config.security.certificate_file.as_ref().map(|file| file.to_string_lossy().into_owned()),
    )
    .variables(&["KAFKA_SSL_CERTFILE", "KAFKA_CLIENT_CERT"])
    .properties(&["ssl.certificate.location"])
    .expects("a file")
    .without_default("mutual TLS is asked for by the listener"),
    Setting::new(
        "key_file",
        "The key of that certificate (PEM).",
        |config, value| text(value).map(|file| config.security.key_file = Some(file.into())),
        |config| config.security.key_file.as_ref().map(|file| file.to_string_lossy().into_owned()),
    )
    .variables(&["KAFKA_SSL_KEYFILE", "KAFKA_CLIENT_KEY"])
    .properties(&["ssl.key.location"])
    .expects("a file")
    .without_default("mutual TLS is asked for by the listener"),
];
