//! How a client proves who it is, and how it knows the broker.

use super::{
    super::{SaslMechanism, Secret, SecurityProtocol, TlsVersion},
    Setting, milliseconds_above_zero, one_of, text, truth,
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
    .expects("GSSAPI, OAUTHBEARER, PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512")
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
    Setting::new(
        "key_password",
        "The password of that key.",
        |config, value| text(value).map(|value| config.security.key_password = Some(Secret::new(value))),
        |config| config.security.key_password.as_ref().map(|value| value.reveal().to_owned()),
    )
    .variables(&["KAFKA_SSL_KEY_PASSWORD"])
    .properties(&["ssl.key.password"])
    .secret()
    .without_default("keys are mostly not encrypted"),
    Setting::new(
        "sasl_password_file",
        "A file with the user's password, read again while clients run.",
        |config, value| text(value).map(|file| config.security.password_file = Some(file.into())),
        |config| config.security.password_file.as_ref().map(|file| file.to_string_lossy().into_owned()),
    )
    .variables(&["KAFKA_SASL_PASSWORD_FILE"])
    .expects("a file")
    .without_default("no credentials are guessed"),
    Setting::new(
        "tls_version_min",
        "The oldest version of TLS that the client speaks.",
        |config, value| {
            one_of(TlsVersion::from_name(value)).map(|version| config.security.tls_version_min = version)
        },
        |config| Some(config.security.tls_version_min.name().to_owned()),
    )
    .variables(&["KAFKA_SSL_VERSION_MIN"])
    .expects("TLSv1.2 or TLSv1.3")
    .default("TLSv1.2", "every supported broker speaks it; what is older is broken"),
    Setting::new(
        "credentials_check_interval_ms",
        "How often files with certificates and passwords are looked at for new contents.",
        |config, value| milliseconds_above_zero(value).map(|interval| config.security.credentials_check_interval = interval),
        |config| Some(config.security.credentials_check_interval.as_millis().to_string()),
    )
    .variables(&["KAFKA_CREDENTIALS_CHECK_INTERVAL_MS"])
    .expects("milliseconds, at least 1")
    .default("30000", "certificates are renewed days before they end: half a minute is soon, and reads a few files"),
    Setting::new(
        "oauthbearer_token_endpoint",
        "Where the token issuer gives out tokens for client id and secret (OAuth 2.0, OpenID Connect).",
        |config, value| text(value).map(|value| config.security.oauth.token_endpoint = Some(value)),
        |config| config.security.oauth.token_endpoint.clone(),
    )
    .variables(&["KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL"])
    .properties(&["sasl.oauthbearer.token.endpoint.url"])
    .expects("a URL")
    .without_default("no issuer is guessed"),
    Setting::new(
        "oauthbearer_client_id",
        "Who asks the issuer.",
        |config, value| text(value).map(|value| config.security.oauth.client_id = Some(value)),
        |config| config.security.oauth.client_id.clone(),
    )
    .variables(&["KAFKA_SASL_OAUTHBEARER_CLIENT_ID"])
    .properties(&["sasl.oauthbearer.client.id"])
    .without_default("no credentials are guessed"),
    Setting::new(
        "oauthbearer_client_secret",
        "What proves that to the issuer.",
        |config, value| text(value).map(|value| config.security.oauth.client_secret = Some(Secret::new(value))),
        |config| config.security.oauth.client_secret.as_ref().map(|value| value.reveal().to_owned()),
    )
    .variables(&["KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET"])
    .properties(&["sasl.oauthbearer.client.secret"])
    .secret()
    .without_default("no credentials are guessed"),
    Setting::new(
        "oauthbearer_scope",
        "What the token shall be good for.",
        |config, value| text(value).map(|value| config.security.oauth.scope = Some(value)),
        |config| config.security.oauth.scope.clone(),
    )
    .variables(&["KAFKA_SASL_OAUTHBEARER_SCOPE"])
    .properties(&["sasl.oauthbearer.scope"])
    .without_default("the issuer decides"),
    Setting::new(
        "oauthbearer_audience",
        "For whom the token shall be.",
        |config, value| text(value).map(|value| config.security.oauth.audience = Some(value)),
        |config| config.security.oauth.audience.clone(),
    )
    .variables(&["KAFKA_SASL_OAUTHBEARER_AUDIENCE"])
    .without_default("the issuer decides"),
    Setting::new(
        "oauthbearer_ca_file",
        "The certificate authority that the issuer's certificate is checked against (PEM), beside the system's.",
        |config, value| text(value).map(|file| config.security.oauth.ca_file = Some(file.into())),
        |config| config.security.oauth.ca_file.as_ref().map(|file| file.to_string_lossy().into_owned()),
    )
    .variables(&["KAFKA_SASL_OAUTHBEARER_CAFILE"])
    .expects("a file")
    .without_default("the system's authorities"),
    Setting::new(
        "oauthbearer_token_file",
        "A file with a JSON Web Token that somebody keeps fresh, in place of an issuer.",
        |config, value| text(value).map(|file| config.security.oauth.token_file = Some(file.into())),
        |config| config.security.oauth.token_file.as_ref().map(|file| file.to_string_lossy().into_owned()),
    )
    .variables(&["KAFKA_SASL_OAUTHBEARER_TOKEN_FILE"])
    .expects("a file")
    .without_default("no credentials are guessed"),
    Setting::new(
        "kerberos_service_name",
        "The brokers' service name, for GSSAPI.",
        |config, value| text(value).map(|value| config.security.kerberos.service_name = Some(value)),
        |config| config.security.kerberos.service_name.clone(),
    )
    .variables(&["KAFKA_SASL_KERBEROS_SERVICE_NAME"])
    .properties(&["sasl.kerberos.service.name"])
    .without_default("kafka, as librdkafka has it"),
    Setting::new(
        "kerberos_principal",
        "The client's principal, for GSSAPI.",
        |config, value| text(value).map(|value| config.security.kerberos.principal = Some(value)),
        |config| config.security.kerberos.principal.clone(),
    )
    .variables(&["KAFKA_SASL_KERBEROS_PRINCIPAL"])
    .properties(&["sasl.kerberos.principal"])
    .without_default("no credentials are guessed"),
    Setting::new(
        "kerberos_keytab",
        "The file with the key of that principal.",
        |config, value| text(value).map(|file| config.security.kerberos.keytab = Some(file.into())),
        |config| config.security.kerberos.keytab.as_ref().map(|file| file.to_string_lossy().into_owned()),
    )
    .variables(&["KAFKA_SASL_KERBEROS_KEYTAB"])
    .properties(&["sasl.kerberos.keytab"])
    .expects("a file")
    .without_default("no credentials are guessed"),
];
