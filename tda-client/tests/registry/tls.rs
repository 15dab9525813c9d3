//! TLS: an authority of one's own, and a certificate of the client's.

use std::{fs, net::TcpStream, path::Path};

use openssl::{
    asn1::Asn1Time,
    bn::BigNum,
    hash::MessageDigest,
    nid::Nid,
    pkey::{PKey, Private},
    rsa::Rsa,
    ssl::{SslAcceptor, SslMethod, SslVerifyMode},
    x509::{
        X509, X509NameBuilder,
        extension::{BasicConstraints, SubjectAlternativeName},
        store::X509StoreBuilder,
    },
};
use tda_client::{
    ErrorKind,
    registry::{Registry, RegistryConfig},
};

use super::server::{Answer, Server, Stream};
use crate::fixture::run;

struct Identity {
    certificate: X509,
    key: PKey<Private>,
}

/// A certificate for 127.0.0.1, signed by `authority` or, without one, an authority itself.
fn identity(name: &str, serial: u32, authority: Option<&Identity>) -> Identity {
    let key = PKey::from_rsa(Rsa::generate(2048).expect("a key")).expect("a key");
    let mut names = X509NameBuilder::new().expect("a name");
    names.append_entry_by_nid(Nid::COMMONNAME, name).expect("a name");
    let names = names.build();
    let mut builder = X509::builder().expect("a builder");
    builder.set_version(2).expect("set");
    let serial = BigNum::from_u32(serial).and_then(|serial| serial.to_asn1_integer()).expect("a number");
    builder.set_serial_number(&serial).expect("set");
    builder.set_subject_name(&names).expect("set");
    builder.set_issuer_name(authority.map_or(&names, |a| a.certificate.subject_name())).expect("set");
    builder.set_not_before(&Asn1Time::days_from_now(0).expect("a day")).expect("set");
    builder.set_not_after(&Asn1Time::days_from_now(2).expect("a day")).expect("set");
    builder.set_pubkey(&key).expect("set");
    if authority.is_none() {
        builder
            .append_extension(BasicConstraints::new().critical().ca().build().expect("built"))
            .expect("set");
    } else {
        let names = SubjectAlternativeName::new().ip("127.0.0.1").build(&builder.x509v3_context(None, None));
        builder.append_extension(names.expect("built")).expect("set");
    }
    builder.sign(authority.map_or(&key, |a| &a.key), MessageDigest::sha256()).expect("signed");
    Identity { certificate: builder.build(), key }
}

/// Wants a certificate that the authority has signed.
fn server(authority: &Identity) -> Server {
    let own = identity("server", 2, Some(authority));
    let mut acceptor = SslAcceptor::mozilla_intermediate(SslMethod::tls()).expect("an acceptor");
    acceptor.set_private_key(&own.key).expect("set");
    acceptor.set_certificate(&own.certificate).expect("set");
    let mut store = X509StoreBuilder::new().expect("a store");
    store.add_cert(authority.certificate.clone()).expect("added");
    acceptor.set_verify_cert_store(store.build()).expect("set");
    acceptor.set_verify(SslVerifyMode::PEER | SslVerifyMode::FAIL_IF_NO_PEER_CERT);
    let acceptor = acceptor.build();
    let open = move |stream: TcpStream| Some(Box::new(acceptor.accept(stream).ok()?) as Box<dyn Stream>);
    Server::start_with(open, |_| Answer::Json(200, r#"["tda_jobs-value"]"#.into()))
}

fn write(folder: &Path, name: &str, identity: &Identity) {
    let file = |ending: &str| folder.join(format!("{name}.{ending}"));
    fs::write(file("pem"), identity.certificate.to_pem().expect("PEM")).expect("written");
    fs::write(file("key"), identity.key.private_key_to_pem_pkcs8().expect("PEM")).expect("written");
}

#[test]
fn both_sides_are_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let (authority, stranger) = (identity("authority", 1, None), identity("stranger", 1, None));
    for (name, identity) in [
        ("authority", &authority),
        ("stranger", &stranger),
        ("client", &identity("client", 3, Some(&authority))),
    ] {
        write(folder.path(), name, identity);
    }
    let server = server(&authority);
    let file = |name: &str| folder.path().join(name);
    let config = || RegistryConfig::new(format!("https://127.0.0.1:{}", server.port())).attempts_max(1);
    let subjects = |config: RegistryConfig| run(Registry::new(&config).expect("a client").subjects());

    let whole =
        config().ca_file(file("authority.pem")).client_certificate(file("client.pem"), file("client.key"));
    assert_eq!(subjects(whole).expect("both are known"), ["tda_jobs-value"]);
    for (fault, config) in [
        ("the system knows no such authority", config()),
        ("another authority", config().ca_file(file("stranger.pem"))),
        ("no certificate of the client's", config().ca_file(file("authority.pem"))),
        (
            "a stranger's certificate",
            config()
                .ca_file(file("authority.pem"))
                .client_certificate(file("stranger.pem"), file("stranger.key")),
        ),
    ] {
        let error = subjects(config).expect_err(fault);
        assert_eq!(error.kind(), ErrorKind::Unreachable, "{fault}: {error}");
    }
    let wrong = config().client_certificate(file("client.pem"), file("stranger.key"));
    assert_eq!(Registry::new(&wrong).map(drop).expect_err("not its key").kind(), ErrorKind::Config);
    let missing = config().ca_file(file("nowhere.pem"));
    assert!(Registry::new(&missing).map(drop).expect_err("no file").to_string().contains("nowhere.pem"));
}
