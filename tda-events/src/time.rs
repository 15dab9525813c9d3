//! Points in time: microseconds in memory, RFC 3339 text on the wire.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::fmt::temporal::DateTimePrinter;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Writes everything that a [`Timestamp`] holds.
const MICROSECONDS: DateTimePrinter = DateTimePrinter::new().precision(Some(6));

/// A point in time, UTC, in whole microseconds since the Unix epoch.
///
/// It lies in the years 0001 to 9999, so that its RFC 3339 text always exists.
///
/// ```
/// use tda_events::Timestamp;
/// let time: Timestamp = "2026-11-21T10:52:00.123456+02:00".parse()?;
/// assert_eq!(time.to_string(), "2026-11-21T08:52:00.123Z");
/// assert_eq!(time.microseconds() % 1_000, 456);
/// # Ok::<(), tda_events::TimestampError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// Why a text or a number is not a [`Timestamp`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an RFC 3339 time of the years 0001 to 9999, got {found}")]
pub struct TimestampError {
    found: String,
}

impl Timestamp {
    /// 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_135_596_800_000_000);
    /// 9999-12-29T23:59:59.999999Z: the last full day that has a form in every time zone.
    pub const MAX: Self = Self(253_402_127_999_999_999);

    /// The clock's time.
    pub fn now() -> Self {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(i64::try_from(since_epoch.as_micros()).unwrap_or(Self::MAX.0).min(Self::MAX.0))
    }

    /// From microseconds since the Unix epoch; an error outside the years 0001 to 9999.
    pub fn from_microseconds(microseconds: i64) -> Result<Self, TimestampError> {
        let time = Self(microseconds);
        if time < Self::MIN || time > Self::MAX {
            return Err(TimestampError { found: format!("{microseconds} microseconds") });
        }
        Ok(time)
    }

    /// Microseconds since the Unix epoch.
    pub fn microseconds(self) -> i64 {
        self.0
    }

    /// This time without what millisecond text cannot hold.
    pub(crate) fn floor_to_milliseconds(self) -> Self {
        Self(self.0 - self.0.rem_euclid(1_000))
    }

    /// RFC 3339 text with all six digits of the second's fraction.
    pub(crate) fn to_microsecond_text(self) -> String {
        self.print(&MICROSECONDS)
    }

    fn print(self, printer: &DateTimePrinter) -> String {
        let mut text = String::with_capacity(27);
        // The range of `Timestamp` lies inside jiff's, and writing to a `String` does not fail.
        if let Ok(time) = jiff::Timestamp::from_microsecond(self.0) {
            let _ = printer.print_timestamp(&time, &mut text);
        }
        text
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 text with milliseconds, such as `2026-11-21T08:52:00.123Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(str::from_utf8(&millisecond_text(*self)).unwrap_or_default())
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    /// Reads RFC 3339 text with any offset, or a blank in the place of `T`. Without an offset it is UTC, as
    /// Python's `datetime.utcnow().isoformat()` means it. Digits finer than a microsecond are dropped.
    fn from_str(text: &str) -> Result<Self, TimestampError> {
        if let Some(time) = usual_text(text.as_bytes()) {
            return Ok(time);
        }
        let refused = || TimestampError { found: format!("{:?}", text.chars().take(40).collect::<String>()) };
        let time: Result<jiff::Timestamp, _> = text.parse();
        let time = time.or_else(|_| format!("{text}Z").parse()).map_err(|_: jiff::Error| refused())?;
        Self::from_microseconds(time.as_microsecond()).map_err(|_| refused())
    }
}

/// Reads `YYYY-MM-DDTHH:MM:SS.mmmZ`, the one form that most messages have, without the general parser.
fn usual_text(text: &[u8]) -> Option<Timestamp> {
    let shape = text.len() == 24 && [4, 7, 10, 13, 16, 19, 23].map(|at| text[at]) == *b"--T::.Z";
    if !shape {
        return None;
    }
    let number = |from: usize, to: usize| {
        text[from..to].iter().try_fold(0i64, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0'))
        })
    };
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    // Days that not every month has, and leap seconds, are left to the general parser.
    let is_plain = (1..=12).contains(&month) && (1..=28).contains(&day);
    if !is_plain || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = ((days_since_epoch(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    Timestamp::from_microseconds((seconds * 1_000 + number(20, 23)?) * 1_000).ok()
}

/// `YYYY-MM-DDTHH:MM:SS.mmmZ`, which every event has, without the general printer.
fn millisecond_text(time: Timestamp) -> [u8; 24] {
    let milliseconds = time.0.div_euclid(1_000);
    let (days, of_day) = (milliseconds.div_euclid(86_400_000), milliseconds.rem_euclid(86_400_000));
    let (year, month, day) = date_of_days(days);
    let (of_minute, thousandths) = (of_day % 60_000, of_day % 1_000);
    let mut text = *b"0000-00-00T00:00:00.000Z";
    let pairs = [
        (0, year / 100),
        (2, year % 100),
        (5, month),
        (8, day),
        (11, of_day / 3_600_000),
        (14, of_day / 60_000 % 60),
        (17, of_minute / 1_000),
        (20, thousandths / 10),
    ];
    // A remainder of ten fits.
    let digit = |number: i64| b'0' + u8::try_from(number % 10).unwrap_or_default();
    for (place, number) in pairs {
        text[place] = digit(number / 10);
        text[place + 1] = digit(number);
    }
    text[22] = digit(thousandths);
    text
}

/// Year, month and day of a day from 1970-01-01: the inverse of [`days_since_epoch`], from the same source.
fn date_of_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// Days from 1970-01-01 to a date of the Gregorian calendar.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Days from 1970-01-01 to the day that `text`, `YYYY-MM-DD`, names.
pub(crate) fn days_of(text: &str) -> Option<i32> {
    let shape = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let day: jiff::civil::Date = if shape { text.parse().ok()? } else { return None };
    let (year, month, day) = (i64::from(day.year()), i64::from(day.month()), i64::from(day.day()));
    i32::try_from(days_since_epoch(year, month, day)).ok()
}

/// The day that lies `days` after 1970-01-01 as `YYYY-MM-DD`; `None` outside the years 0001 to 9999.
pub(crate) fn date_text(days: i32) -> Option<String> {
    let microseconds = i64::from(days).checked_mul(86_400_000_000)?;
    Timestamp::from_microseconds(microseconds).ok()?.to_string().get(..10).map(str::to_owned)
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(str::from_utf8(&millisecond_text(*self)).unwrap_or_default())
        } else {
            serializer.serialize_i64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(TextVisitor)
        } else {
            let microseconds = i64::deserialize(deserializer)?;
            Self::from_microseconds(microseconds).map_err(de::Error::custom)
        }
    }
}

struct TextVisitor;

impl de::Visitor<'_> for TextVisitor {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an RFC 3339 time")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
        text.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_range_have_text_that_reads_back() {
        for time in [Timestamp::MIN, Timestamp::MAX, Timestamp(-1), Timestamp(0)] {
            assert_eq!(time.to_microsecond_text().parse(), Ok(time));
            assert_eq!(time.to_string().parse(), Ok(time.floor_to_milliseconds()));
        }
    }

    #[test]
    fn the_usual_text_is_that_of_the_general_parser_and_printer() {
        for days in -719_162..2_932_896i64 {
            let time = Timestamp((days * 86_400_000 + days.rem_euclid(86_400_000)) * 1_000);
            if days % 97 != 0 || time > Timestamp::MAX || time < Timestamp::MIN {
                continue;
            }
            let text = time.to_string();
            assert_eq!(text, time.print(&DateTimePrinter::new().precision(Some(3))));
            let general: jiff::Timestamp = text.parse().expect("a time");
            assert_eq!(text.parse().map(Timestamp::microseconds), Ok(general.as_microsecond()), "{text}");
            assert_eq!(text.parse(), Ok(time));
        }
        for text in ["2026-02-30T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-01-01T24:00:00.000Z"] {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
    }

    #[test]
    fn times_are_read_as_systems_write_them() {
        let expected: Timestamp = "2026-11-21T08:52:00.123456Z".parse().expect("a time");
        for text in [
            "2026-11-21T08:52:00.123456",
            "2026-11-21 08:52:00.123456",
            "2026-11-21 08:52:00.123456+00:00",
            "2026-11-21t08:52:00.123456z",
            "2026-11-21T10:52:00.123456789+02:00",
        ] {
            assert_eq!(text.parse(), Ok(expected), "{text}");
        }
        assert_eq!("2026-11-21T08:52:00".parse(), "2026-11-21T08:52:00.000Z".parse::<Timestamp>());
    }

    #[test]
    fn days_have_a_text_and_a_number() {
        for (text, days) in
            [("1970-01-01", 0), ("1969-12-31", -1), ("2024-02-29", 19_782), ("0001-01-01", -719_162)]
        {
            assert_eq!((days_of(text), date_text(days).as_deref()), (Some(days), Some(text)));
        }
        for text in ["2023-02-29", "2024-2-29", "20240229", "2024-02-29T00:00:00Z", ""] {
            assert_eq!(days_of(text), None, "{text}");
        }
        assert_eq!(date_text(i32::MAX), None);
    }

    #[test]
    fn text_of_no_time_or_past_the_range_is_refused() {
        for text in [
            "2026-11-21",
            "2026-11-21T08:52:00+02:00Z",
            "1763715120",
            "-000044-03-15T12:00:00Z",
            "yesterday",
            "",
        ] {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
        assert!(Timestamp::from_microseconds(i64::MAX).is_err());
    }
}
