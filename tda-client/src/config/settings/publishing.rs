//! What publishing does in need: circuit breaker, spill, claim checks.

use super::{
    super::{Breaker, BreakerPolicy, ClaimCheck, ClientConfig, Spill},
    Refusal, Setting, in_milliseconds, milliseconds_above_zero, number, text,
};

pub(super) const BREAKER: &[Setting] = &[
    Setting::new(
        "breaker.policy",
        "What becomes of events while the cluster cannot be reached: refused at once, or spilled to a local queue.",
        read_policy,
        |config| {
            Some(match config.publishing.breaker.as_ref().map(|breaker| &breaker.policy) {
                None => "off".to_owned(),
                Some(BreakerPolicy::FailFast) => "fail_fast".to_owned(),
                Some(BreakerPolicy::Spill(_)) => "spill".to_owned(),
            })
        },
    )
    .variables(&["TDA_BREAKER_POLICY"])
    .expects("off, fail_fast or spill")
    .default("off", "programs that may wait ride out a broker's restart better without one"),
    Setting::new(
        "breaker.stalled_after_ms",
        "The circuit opens when records wait and none was acknowledged for this long.",
        |config, value| {
            breaker(config)?.stalled_after = milliseconds_above_zero(value)?;
            Ok(())
        },
        |config| config.publishing.breaker.as_ref().and_then(|breaker| in_milliseconds(breaker.stalled_after)),
    )
    .variables(&["TDA_BREAKER_STALLED_AFTER_MS"])
    .expects("milliseconds, at least 1")
    .without_default("5000 with a breaker: longer than an election of leaders takes, shorter than people wait"),
    Setting::new(
        "breaker.failures_max",
        "The circuit opens after this many records in a row timed out.",
        |config, value| {
            let failures = value.parse().ok().filter(|failures| *failures > 0).ok_or(Refusal::Unexpected)?;
            breaker(config)?.failures_max = failures;
            Ok(())
        },
        |config| config.publishing.breaker.as_ref().map(|breaker| breaker.failures_max.to_string()),
    )
    .variables(&["TDA_BREAKER_FAILURES_MAX"])
    .expects("a number, at least 1")
    .without_default("3 with a breaker: one late record may be bad luck, three in a row are none"),
    Setting::new(
        "breaker.pause_first_ms",
        "The first pause between two looks for the cluster; each further one is twice as long.",
        |config, value| {
            breaker(config)?.pause_first = milliseconds_above_zero(value)?;
            Ok(())
        },
        |config| config.publishing.breaker.as_ref().and_then(|breaker| in_milliseconds(breaker.pause_first)),
    )
    .variables(&["TDA_BREAKER_PAUSE_FIRST_MS"])
    .expects("milliseconds, at least 1")
    .without_default("500 with a breaker: a broker that restarts is found soon"),
    Setting::new(
        "breaker.pause_max_ms",
        "The longest of these pauses.",
        |config, value| {
            breaker(config)?.pause_max = milliseconds_above_zero(value)?;
            Ok(())
        },
        |config| config.publishing.breaker.as_ref().and_then(|breaker| in_milliseconds(breaker.pause_max)),
    )
    .variables(&["TDA_BREAKER_PAUSE_MAX_MS"])
    .expects("milliseconds, at least 1")
    .without_default("30000 with a breaker: one that is gone is asked twice a minute"),
    Setting::new(
        "spill.directory",
        "Where spilled events wait, beyond the end of the process; each producer needs one of its own.",
        |config, value| {
            let directory = text(value)?.into();
            spill(config)?.directory = Some(directory);
            Ok(())
        },
        |config| spilling(config)?.directory.as_ref().map(|directory| directory.to_string_lossy().into_owned()),
    )
    .variables(&["TDA_SPILL_DIRECTORY"])
    .expects("a folder")
    .without_default("they wait in memory, and are lost with the process"),
    Setting::new(
        "spill.records_max",
        "Events that may wait in the spill; past it publishing fails.",
        |config, value| {
            spill(config)?.records_max = number(value)?;
            Ok(())
        },
        |config| Some(spilling(config)?.records_max.to_string()),
    )
    .variables(&["TDA_SPILL_RECORDS_MAX"])
    .expects("a number, at least 1")
    .without_default("100000 with a spill, as many as the queue takes"),
    Setting::new(
        "spill.bytes_max",
        "Bytes that may wait in the spill.",
        |config, value| {
            spill(config)?.bytes_max = number(value)?;
            Ok(())
        },
        |config| Some(spilling(config)?.bytes_max.to_string()),
    )
    .variables(&["TDA_SPILL_BYTES_MAX"])
    .expects("bytes, at least 1")
    .without_default("268435456 with a spill: 256 MiB, as the queue"),
    Setting::new(
        "spill.wait_max_ms",
        "How long an event may wait for its delivery, in place of `delivery_timeout_ms`.",
        |config, value| {
            spill(config)?.wait_max = milliseconds_above_zero(value)?;
            Ok(())
        },
        |config| in_milliseconds(spilling(config)?.wait_max),
    )
    .variables(&["TDA_SPILL_WAIT_MAX_MS"])
    .expects("milliseconds, at least 1")
    .without_default("86400000 with a spill: a night, and the people who come in the morning"),
];

pub(super) const CLAIM_CHECK: &[Setting] = &[
    Setting::new(
        "claim_check.url",
        "The object store for values that are too large for their topic: `file:///folder`, `memory://name` or `s3://bucket/prefix`.",
        |config, value| {
            let url = text(value)?;
            config.publishing.claim_check = Some(ClaimCheck::new(url));
            Ok(())
        },
        |config| Some(claiming(config)?.url.clone()),
    )
    .variables(&["TDA_CLAIM_CHECK_URL"])
    .expects("a URL")
    .without_default("a value that is too large is refused"),
    Setting::new(
        "claim_check.allowed",
        "Further places that records may name for reading; nothing is written there.",
        |config, value| {
            let places = text(value)?;
            let places = places.split(',').map(|place| place.trim().to_owned());
            claim_check(config)?.allowed = places.filter(|place| !place.is_empty()).collect();
            Ok(())
        },
        |config| Some(claiming(config)?.allowed.join(",")).filter(|places| !places.is_empty()),
    )
    .variables(&["TDA_CLAIM_CHECK_ALLOWED"])
    .expects("URLs, comma-separated")
    .without_default("records are not to choose what is read"),
    Setting::new(
        "claim_check.value_bytes_max",
        "Values above this go to the store.",
        |config, value| {
            claim_check(config)?.value_bytes_max = Some(number(value)?);
            Ok(())
        },
        |config| claiming(config)?.value_bytes_max.map(|bytes| bytes.to_string()),
    )
    .variables(&["TDA_CLAIM_CHECK_VALUE_BYTES_MAX"])
    .expects("bytes, at least 1")
    .without_default("those whose record is over `record_bytes_max`"),
    Setting::new(
        "claim_check.object_bytes_max",
        "The largest value that is stored or fetched.",
        |config, value| {
            let bytes = value.parse().ok().filter(|bytes| *bytes > 0).ok_or(Refusal::Unexpected)?;
            claim_check(config)?.object_bytes_max = bytes;
            Ok(())
        },
        |config| Some(claiming(config)?.object_bytes_max.to_string()),
    )
    .variables(&["TDA_CLAIM_CHECK_OBJECT_BYTES_MAX"])
    .expects("bytes, at least 1")
    .without_default("268435456 with a store: 256 MiB, what fits the memory of a small machine"),
    Setting::new(
        "claim_check.timeout_ms",
        "How long storing or fetching one value may take.",
        |config, value| {
            claim_check(config)?.timeout = milliseconds_above_zero(value)?;
            Ok(())
        },
        |config| in_milliseconds(claiming(config)?.timeout),
    )
    .variables(&["TDA_CLAIM_CHECK_TIMEOUT_MS"])
    .expects("milliseconds, at least 1")
    .without_default("30000 with a store: the largest value over a slow line"),
    Setting::new(
        "claim_check.keep_for_ms",
        "How long the store keeps objects before its own rules delete them; no topic may keep its records for longer.",
        |config, value| {
            claim_check(config)?.keep_for = Some(milliseconds_above_zero(value)?);
            Ok(())
        },
        |config| claiming(config)?.keep_for.and_then(in_milliseconds),
    )
    .variables(&["TDA_CLAIM_CHECK_KEEP_FOR_MS"])
    .expects("milliseconds, at least 1")
    .without_default("stores keep what nobody deletes"),
];

fn read_policy(config: &mut ClientConfig, value: &str) -> Result<(), Refusal> {
    let policy = match value.to_ascii_lowercase().as_str() {
        "off" => None,
        "fail_fast" => Some(BreakerPolicy::FailFast),
        "spill" => Some(BreakerPolicy::Spill(Spill::memory())),
        _ => return Err(Refusal::Unexpected),
    };
    config.publishing.breaker = policy.map(Breaker::new);
    Ok(())
}

/// The settings of a breaker mean nothing without one. The table is read in its order, so it is known by then.
fn breaker(config: &mut ClientConfig) -> Result<&mut Breaker, Refusal> {
    let missing = || Refusal::Because("needs `breaker.policy` fail_fast or spill".into());
    config.publishing.breaker.as_mut().ok_or_else(missing)
}

fn spill(config: &mut ClientConfig) -> Result<&mut Spill, Refusal> {
    match config.publishing.breaker.as_mut().map(|breaker| &mut breaker.policy) {
        Some(BreakerPolicy::Spill(spill)) => Ok(spill),
        _ => Err(Refusal::Because("needs `breaker.policy` spill".into())),
    }
}

fn claim_check(config: &mut ClientConfig) -> Result<&mut ClaimCheck, Refusal> {
    let missing = || Refusal::Because("needs `claim_check.url`".into());
    config.publishing.claim_check.as_mut().ok_or_else(missing)
}

fn spilling(config: &ClientConfig) -> Option<&Spill> {
    config.publishing.breaker.as_ref()?.spill()
}

fn claiming(config: &ClientConfig) -> Option<&ClaimCheck> {
    config.publishing.claim_check.as_ref()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::error::Error;

    #[test]
    fn a_connection_string_says_all_of_it() {
        let config = ClientConfig::from_connection_string(
            "kafka://h:1/?breaker.policy=spill&breaker.stalled_after_ms=700&breaker.failures_max=2\
             &breaker.pause_first_ms=10&breaker.pause_max_ms=20&spill.directory=x&spill.records_max=3&spill.bytes_max=4\
             &spill.wait_max_ms=5&claim_check.url=memory://m&claim_check.allowed=memory://n,memory://o\
             &claim_check.value_bytes_max=6&claim_check.object_bytes_max=7&claim_check.timeout_ms=8&claim_check.keep_for_ms=9\
             &transaction_timeout_ms=2000&simulated_transactions=true",
        )
        .expect("valid");
        let ms = Duration::from_millis;
        let spill = Spill::directory("x").records_max(3).bytes_max(4).wait_max(ms(5));
        let breaker = Breaker::new(BreakerPolicy::Spill(spill)).stalled_after(ms(700)).failures_max(2);
        let claims = ClaimCheck::new("memory://m").allow("memory://n").allow("memory://o");
        let claims = claims.value_bytes_max(6).object_bytes_max(7).timeout(ms(8)).keep_for(ms(9));
        let publishing = &config.publishing;
        assert_eq!(publishing.breaker, Some(breaker.pauses(ms(10), ms(20))));
        assert_eq!(publishing.claim_check, Some(claims));
        assert_eq!((publishing.transaction_timeout, publishing.simulated_transactions), (ms(2000), true));
        // And all of it is shown again.
        for setting in BREAKER.iter().chain(CLAIM_CHECK) {
            let shown = (setting.get)(&config).expect(setting.name);
            let mut again = config.clone();
            setting.read(&mut again, &shown).expect(setting.name);
        }
    }

    #[test]
    fn what_means_nothing_alone_is_refused() {
        for (setting, reason) in [
            ("breaker.failures_max=2", "needs `breaker.policy` fail_fast or spill"),
            ("breaker.policy=fail_fast&spill.records_max=2", "needs `breaker.policy` spill"),
            ("claim_check.timeout_ms=2", "needs `claim_check.url`"),
            ("breaker.policy=on", "expected off, fail_fast or spill, got `on`"),
            ("breaker.policy=spill&breaker.stalled_after_ms=0", "expected milliseconds, at least 1, got `0`"),
        ] {
            let outcome = ClientConfig::from_connection_string(format!("kafka://h:1/?{setting}"));
            let Err(Error::Config(problems)) = outcome else { panic!("{setting} is accepted") };
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert_eq!(problems[0].fault, reason);
        }
    }
}
