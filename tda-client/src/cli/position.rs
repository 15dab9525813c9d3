//! Places in a topic, in the command's words: `earliest`, `latest`, an offset, a time.

use std::str::FromStr;

use tda_events::Timestamp;

use crate::admin::OffsetSpec;

/// Where to begin, or to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    Earliest,
    Latest,
    /// This offset, in each partition.
    Offset(i64),
    /// The first record of this time or later; milliseconds since the Unix epoch, UTC.
    TimeMs(i64),
}

impl Position {
    pub(super) fn spec(self) -> Option<OffsetSpec> {
        match self {
            Self::Earliest => Some(OffsetSpec::Earliest),
            Self::Latest => Some(OffsetSpec::Latest),
            Self::TimeMs(time_ms) => Some(OffsetSpec::AtMs(time_ms)),
            Self::Offset(_) => None,
        }
    }
}

impl FromStr for Position {
    type Err = String;

    /// `earliest`, `latest`, a number, a time as `2026-01-31T23:59:00Z`, or so long ago: `15m`, `2h`, `7d`.
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "earliest" => return Ok(Self::Earliest),
            "latest" => return Ok(Self::Latest),
            _ => {}
        }
        if let Ok(offset) = text.parse::<i64>() {
            return if offset < 0 {
                Err("an offset is not negative".into())
            } else {
                Ok(Self::Offset(offset))
            };
        }
        if let Some(ago_ms) = duration_ms(text) {
            return Ok(Self::TimeMs(now_ms().saturating_sub(ago_ms)));
        }
        time_ms(text).map(Self::TimeMs).ok_or_else(|| {
            "expected earliest, latest, an offset, a time such as 2026-01-31T23:59:00Z, or 15m for so long ago".into()
        })
    }
}

/// A time as events write it.
fn time_ms(text: &str) -> Option<i64> {
    text.parse::<Timestamp>().ok().map(|time| time.microseconds().div_euclid(1000))
}

fn now_ms() -> i64 {
    Timestamp::now().microseconds().div_euclid(1000)
}

/// A length of time: a number and `s`, `m`, `h` or `d`.
fn duration_ms(text: &str) -> Option<i64> {
    let unit = text.chars().last()?;
    let unit_ms = match unit {
        's' => 1000,
        'm' => 60_000,
        'h' => 3_600_000,
        'd' => 86_400_000,
        _ => return None,
    };
    text.strip_suffix(unit)?.parse::<u32>().ok().map(|number| i64::from(number) * unit_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_and_others_refused() {
        assert_eq!("earliest".parse(), Ok(Position::Earliest));
        assert_eq!("42".parse(), Ok(Position::Offset(42)));
        assert_eq!("1970-01-01T00:00:01.500Z".parse(), Ok(Position::TimeMs(1500)));
        let Ok(Position::TimeMs(ago)) = "2h".parse() else { panic!("a time") };
        assert!((now_ms() - ago - 7_200_000).abs() < 60_000);
        for wrong in ["", "-1", "yesterday", "5w", "99999999999s", "h"] {
            assert!(wrong.parse::<Position>().is_err(), "{wrong}");
        }
    }
}
