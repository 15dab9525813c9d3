//! What a broker can do, for those who look for faults: the versions of its interfaces.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use rdkafka::{
    ClientContext,
    config::RDKafkaLogLevel,
    producer::{BaseProducer, Producer as _, ProducerContext},
};

use super::connection::{Connection, Role};
use crate::error::Error;

/// Lowest and highest version of each interface, by its number in Kafka's protocol.
pub(crate) type ApiVersions = BTreeMap<i16, (i16, i16)>;

/// Gathers what librdkafka tells about interfaces: it has no call for them.
#[derive(Default)]
struct Listener {
    versions: Mutex<ApiVersions>,
}

impl Listener {
    fn versions(&self) -> MutexGuard<'_, ApiVersions> {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ClientContext for Listener {
    fn log(&self, _: RDKafkaLogLevel, _: &str, message: &str) {
        if let Some((key, range)) = interface(message) {
            self.versions().insert(key, range);
        }
    }
}

impl ProducerContext for Listener {
    type DeliveryOpaque = ();

    fn delivery(&self, _: &rdkafka::message::DeliveryResult<'_>, (): ()) {}
}

/// The interfaces of the first broker that answers; none where none does within `patience`.
pub(crate) fn api_versions(connection: &Connection, patience: Duration) -> Result<ApiVersions, Error> {
    let started = Instant::now();
    let mut properties = connection.finish(connection.properties(), Role::Producer);
    properties.set("debug", "feature").set_log_level(RDKafkaLogLevel::Debug);
    let client: BaseProducer<Listener> = properties
        .create_with_context(Listener::default())
        .map_err(|error| connection.translate("looking at a broker", &error, patience))?;
    while client.context().versions().is_empty() && started.elapsed() < patience {
        // Its failure says nothing that connecting did not say before.
        let _ = client.client().fetch_metadata(Some(""), Duration::from_millis(200));
        client.poll(Duration::from_millis(50));
    }
    Ok(client.context().versions().clone())
}

/// Reads `ApiKey Produce (0) Versions 3..12`.
fn interface(message: &str) -> Option<(i16, (i16, i16))> {
    let (_, rest) = message.split_once("ApiKey ")?;
    let (_, rest) = rest.split_once('(')?;
    let (key, rest) = rest.split_once(')')?;
    let (low, high) = rest.trim().strip_prefix("Versions ")?.split_once("..")?;
    Some((key.parse().ok()?, (low.parse().ok()?, high.trim().parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_librdkafka_tells() {
        let line = "[thrd:h:1/bootstrap]: h:1/bootstrap:   ApiKey Produce (0) Versions 3..12";
        assert_eq!(interface(line), Some((0, (3, 12))));
        assert_eq!(interface("Broker API support:"), None);
    }
}
