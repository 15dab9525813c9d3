//! Certificates: what the client's own file says, and what is wrong with a broker's.

use std::{
    fs,
    net::{TcpStream, ToSocketAddrs as _},
    path::Path,
    time::Duration,
};

use openssl::{
    asn1::Asn1Time,
    ssl::{HandshakeError, SslConnector, SslMethod},
    x509::{X509, X509VerifyResult},
};

use super::SecurityFault;
use crate::error::Error;

/// A look at a broker's certificate may take this long; it only adds words to an error that is certain already.
const LOOK_TIMEOUT: Duration = Duration::from_secs(2);

// Numbers of OpenSSL (x509_vfy.h).
const NOT_YET_VALID: i32 = 9;
const HAS_EXPIRED: i32 = 10;
const HOSTNAME_MISMATCH: i32 = 62;
const IP_ADDRESS_MISMATCH: i32 = 64;

/// Checks that the client's certificate is one, and is valid today.
pub(crate) fn check_own(file: &Path) -> Result<(), Error> {
    let setting = "client_certificate";
    let pem =
        fs::read(file).map_err(|error| Error::config(setting, format!("{}: {error}", file.display())))?;
    let certificate = X509::from_pem(&pem)
        .map_err(|_| Error::config(setting, format!("{} holds no certificate in PEM", file.display())))?;
    let Ok(now) = Asn1Time::days_from_now(0) else { return Ok(()) };
    let (begin, end) = (certificate.not_before(), certificate.not_after());
    if *end < *now || *begin > *now {
        return Err(Error::Security {
            fault: SecurityFault::ClientCertificateExpired,
            broker: "not asked".into(),
            reason: format!("{} is valid from {begin} to {end}", file.display()),
        });
    }
    Ok(())
}

/// Looks at the certificate of `broker` (`host:port`) as librdkafka did, which only says that it does not like it.
pub(crate) fn look_at_broker(broker: &str, ca_file: Option<&Path>) -> Option<(SecurityFault, String)> {
    let result = verify_result(broker, ca_file)?;
    let fault = match result.as_raw() {
        NOT_YET_VALID | HAS_EXPIRED => SecurityFault::BrokerCertificateExpired,
        HOSTNAME_MISMATCH | IP_ADDRESS_MISMATCH => SecurityFault::BrokerHostName,
        _ => SecurityFault::BrokerNotTrusted,
    };
    (result != X509VerifyResult::OK).then(|| (fault, result.error_string().to_owned()))
}

fn verify_result(broker: &str, ca_file: Option<&Path>) -> Option<X509VerifyResult> {
    let mut builder = SslConnector::builder(SslMethod::tls()).ok()?;
    if let Some(file) = ca_file {
        builder.set_ca_file(file).ok()?;
    }
    let address = broker.to_socket_addrs().ok()?.next()?;
    let stream = TcpStream::connect_timeout(&address, LOOK_TIMEOUT).ok()?;
    stream.set_read_timeout(Some(LOOK_TIMEOUT)).ok()?;
    stream.set_write_timeout(Some(LOOK_TIMEOUT)).ok()?;
    let (host, _) = broker.rsplit_once(':')?;
    match builder.build().connect(host.trim_matches(['[', ']']), stream) {
        Err(HandshakeError::Failure(stream)) => Some(stream.ssl().verify_result()),
        _ => None,
    }
}
