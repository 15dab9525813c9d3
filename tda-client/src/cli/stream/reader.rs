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

impl Bytes<'_> {
    fn options<'a>(reader: &'a Reader, catalog: &'a Catalog) -> DecodeOptions<'a> {
        DecodeOptions::new().catalog(catalog).dialects(&reader.dialects)
    }

    /// The envelope.
    pub(in crate::cli) fn peek(&self, reader: &Reader) -> Result<Peek<'_>, DecodeError> {
        peek_with(&self.value, &self.headers, &Self::options(reader, reader.catalogs.first()))
    }

    /// The event, and the catalog that it belongs to.
    pub(in crate::cli) fn decode<'a>(
        &self,
        reader: &'a Reader,
    ) -> Result<(Event<AnyPayload>, &'a Catalog), DecodeError> {
        // What cannot even be peeked at is decoded all the same, for the better words of its error.
        let peek = self.peek(reader).ok();
        let catalog = peek.and_then(|peek| reader.catalogs.with_event(&peek.event_type));
        let catalog = catalog.unwrap_or_else(|| reader.catalogs.first());
        let event = Event::decode_with(&self.value, &self.headers, &Self::options(reader, catalog))?;
        Ok((event, catalog))
    }
}
