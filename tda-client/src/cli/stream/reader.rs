//! Reading events of any system and dialect.

use std::borrow::Cow;

use clap::Args;
use tda_events::{
    AnyPayload, Catalog, DecodeError, DecodeOptions, Dialect, Event, Peek, limits::VALUE_BYTES_MAX, peek_with,
};

use super::{Framing, Item, record::Record};
use crate::cli::{
    Failure,
    catalogs::{CatalogArguments, Catalogs},
    form::Form,
};

/// Which events are read, and how.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct ReaderArguments {
    #[command(flatten)]
    catalogs: CatalogArguments,
    /// The form that is read, such as camel_case/json; any by default, told by headers and shape.
    #[arg(long, value_name = "DIALECT/ENCODING")]
    from: Option<Form>,
    /// How events are told apart; by default as the form that is read asks for.
    #[arg(long, value_enum, value_name = "FRAMING")]
    read_as: Option<Framing>,
}

impl ReaderArguments {
    fn framing(&self) -> Framing {
        self.read_as.or_else(|| self.from.map(Form::framing)).unwrap_or(Framing::Lines)
    }

    pub(in crate::cli) fn reader(&self) -> Result<Reader, Failure> {
        let dialects = self.from.map_or_else(|| Dialect::ALL.to_vec(), |form| vec![form.dialect]);
        Ok(Reader { catalogs: self.catalogs.load()?, dialects, framing: self.framing() })
    }
}

/// Reads events by their catalogs.
#[derive(Debug)]
pub(in crate::cli) struct Reader {
    catalogs: Catalogs,
    dialects: Vec<Dialect>,
    framing: Framing,
}

/// Why an item of a stream is no event.
#[derive(Debug, thiserror::Error)]
pub(in crate::cli) enum Unread {
    /// The input ends within the event.
    #[error("the input ends after {size_bytes} of {expected_bytes} bytes")]
    Cut { size_bytes: u64, expected_bytes: u64 },
    /// Its bytes are none.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// It has more bytes than an event may have.
    #[error("event of {size_bytes} bytes is over the limit of {VALUE_BYTES_MAX}")]
    Oversized { size_bytes: u64 },
    /// It is no record.
    #[error("no record: {0}")]
    Record(serde_json::Error),
}

/// The bytes of an event, and the headers where there are some.
pub(in crate::cli) struct Bytes<'a> {
    headers: Vec<(String, Vec<u8>)>,
    value: Cow<'a, [u8]>,
}

impl Reader {
    /// Reads events of these catalogs in any dialect.
    #[cfg(feature = "kafka")]
    pub(in crate::cli) fn of(catalogs: Catalogs) -> Self {
        Self { catalogs, dialects: Dialect::ALL.to_vec(), framing: Framing::Records }
    }

    pub(in crate::cli) fn framing(&self) -> Framing {
        self.framing
    }

    /// The bytes of `item`.
    pub(in crate::cli) fn open<'a>(&self, item: Item<'a>) -> Result<Bytes<'a>, Unread> {
        let whole = match item {
            Item::Cut { size_bytes, expected_bytes } => {
                return Err(Unread::Cut { size_bytes, expected_bytes });
            }
            Item::Oversized { size_bytes } => return Err(Unread::Oversized { size_bytes }),
            Item::Whole(whole) => whole,
        };
        if self.framing != Framing::Records {
            return Ok(Bytes { headers: Vec::new(), value: Cow::Borrowed(whole) });
        }
        let record: Record = serde_json::from_slice(whole).map_err(Unread::Record)?;
        let (headers, value) = record.into_headers_and_value();
        Ok(Bytes { headers, value: Cow::Owned(value) })
    }
}

impl<'a> Bytes<'a> {
    /// Those of a record.
    #[cfg(feature = "kafka")]
    pub(in crate::cli) fn of(headers: Vec<(String, Vec<u8>)>, value: &'a [u8]) -> Self {
        Self { headers, value: Cow::Borrowed(value) }
    }
}

impl Bytes<'_> {
    fn options<'a>(reader: &'a Reader, catalog: &'a Catalog) -> DecodeOptions<'a> {
        DecodeOptions::new().catalog(catalog).dialects(&reader.dialects)
    }

    /// The envelope. Whose schema the event names is found by asking catalog after catalog.
    pub(in crate::cli) fn peek(&self, reader: &Reader) -> Result<Peek<'_>, DecodeError> {
        let mut peeks = reader.catalogs.iter().map(|catalog| self.peek_by(&Self::options(reader, catalog)));
        peeks
            .find(|peek| !matches!(peek, Err(DecodeError::UnknownSchema { .. })))
            .unwrap_or_else(|| self.peek_by(&Self::options(reader, reader.catalogs.first())))
    }

    fn peek_by(&self, options: &DecodeOptions<'_>) -> Result<Peek<'_>, DecodeError> {
        peek_with(&self.value, &self.headers, options)
    }

    /// The event, and the catalog that it belongs to: of those that have its type, one that declares the
    /// dialect it is written in before the others, and one that it keeps the rules of.
    pub(in crate::cli) fn decode<'a>(
        &self,
        reader: &'a Reader,
    ) -> Result<(Event<AnyPayload>, &'a Catalog), DecodeError> {
        // What cannot even be peeked at is decoded all the same, for the better words of its error.
        let event_type = self.peek(reader).map(|peek| peek.event_type.into_owned()).unwrap_or_default();
        let mut catalogs: Vec<_> = reader.catalogs.with_event(&event_type).collect();
        catalogs.sort_by_cached_key(|catalog| {
            let declared = catalog.event_spec(&event_type).map(|spec| spec.dialect);
            declared != self.dialect(reader, catalog)
        });
        let (first, others) = match catalogs.split_first() {
            Some((first, others)) => (*first, others),
            None => (reader.catalogs.first(), &[][..]),
        };
        let decode = |catalog| {
            let event = Event::decode_with(&self.value, &self.headers, &Self::options(reader, catalog))?;
            Ok((event, catalog))
        };
        // Where it fits none, the likeliest one says why.
        decode(first).or_else(|error| others.iter().find_map(|catalog| decode(catalog).ok()).ok_or(error))
    }

    /// The dialect that the event is written in. FSM records are told so loosely that events of other dialects
    /// can be read as ones: they are tried last.
    fn dialect(&self, reader: &Reader, catalog: &Catalog) -> Option<Dialect> {
        let mut dialects = reader.dialects.clone();
        dialects.sort_by_key(|dialect| *dialect == Dialect::FsmRecord);
        dialects.into_iter().find(|dialect| {
            self.peek_by(&DecodeOptions::new().catalog(catalog).dialects(&[*dialect])).is_ok()
        })
    }
}
