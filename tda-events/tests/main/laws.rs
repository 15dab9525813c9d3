//! Out and back is the identity, for any event that the schema allows, in every dialect, encoding and version
//! that carries it: so also through any two in a row.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use tda_events::schema::{Presence, Record, TextForm, Type};
use tda_events::{
    Catalog, DecodeOptions, Dialect, Dynamic, EncodeError, EncodeOptions, Encoding, Event, Payload,
    SchemaIds, SchemaKey, SchemaVersion, TdaEvent, Timestamp,
};

/// Any JSON that a field of this type may hold.
fn value(ty: &Type) -> BoxedStrategy<Value> {
    match ty.clone() {
        Type::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        Type::Integer { min, max, .. } => (min..=max).prop_map(Value::from).boxed(),
        Type::Double { min, max, infinite } => {
            let number = any::<f64>().prop_filter_map("in bounds", move |number| {
                (number >= min && number <= max).then(|| Value::from(number))
            });
            let number = if min > f64::MIN {
                (min..=max.min(1e300)).prop_map(Value::from).boxed()
            } else {
                number.boxed()
            };
            if infinite {
                prop_oneof![4 => number, 1 => Just(json!("inf")), 1 => Just(json!("-inf"))].boxed()
            } else {
                number
            }
        }
        Type::Text { bytes_min, bytes_max, form } => match form {
            TextForm::Sha256 => "[0-9a-f]{64}".prop_map(Value::from).boxed(),
            TextForm::Uri => "[a-z]{1,5}:[a-z0-9/]{1,20}".prop_map(Value::from).boxed(),
            // Too short for twenty letters of four bytes.
            _ if bytes_max < 80 => {
                let letters = format!("[a-z]{{{bytes_min},{}}}", bytes_max.min(20));
                proptest::string::string_regex(&letters).expect("a pattern").prop_map(Value::from).boxed()
            }
            _ if bytes_min > 0 => "\\PC{1,20}".prop_map(Value::from).boxed(),
            _ => "(?s).{0,20}".prop_map(Value::from).boxed(),
        },
        Type::Timestamp => time().prop_map(|time| Value::from(micros_text(time))).boxed(),
        Type::Enum { symbols, .. } => proptest::sample::select(symbols).prop_map(Value::from).boxed(),
        Type::Array { items, .. } => prop::collection::vec(value(&items), 0..4).prop_map(Value::from).boxed(),
        Type::Map { values, .. } => prop::collection::vec(("[a-z/~]{1,5}", value(&values)), 0..4)
            .prop_map(|entries| Value::Object(entries.into_iter().collect()))
            .boxed(),
        Type::Record(inner) => record(&inner),
        Type::Bytes { .. } => {
            prop::collection::vec(any::<u8>(), 0..20).prop_map(|bytes| Value::from(base64(&bytes))).boxed()
        }
        Type::Date => (1970u16..2100, 1u8..=12, 1u8..=28)
            .prop_map(|(year, month, day)| Value::from(format!("{year:04}-{month:02}-{day:02}")))
            .boxed(),
        Type::Union(types) => proptest::strategy::Union::new(types.iter().map(value)).boxed(),
        Type::Json { object: false, .. } => unknown().prop_map(|fields| json!([fields, "1", null])).boxed(),
        Type::Json { object: true, .. } => unknown().prop_map(Value::Object).boxed(),
        other => panic!("no strategy for {other}"),
    }
}

fn record(record: &Record) -> BoxedStrategy<Value> {
    let fields: Vec<BoxedStrategy<Option<(String, Value)>>> = record
        .fields
        .iter()
        .map(|field| {
            let name = field.name.clone();
            if name == "packed" {
                // Written from the intervals, never beside them.
                return Just(None).boxed();
            }
            let value = value(&field.ty).prop_map(move |value| Some((name.clone(), value)));
            if matches!(field.presence, Presence::Required | Presence::Expected) {
                value.boxed()
            } else {
                prop_oneof![Just(None), value].boxed()
            }
        })
        .collect();
    // An interval has its two fields only.
    let unknown = if record.name == "Interval" { Just(Map::new()).boxed() } else { unknown().boxed() };
    (fields, unknown)
        .prop_map(|(fields, unknown)| Value::Object(fields.into_iter().flatten().chain(unknown).collect()))
        .boxed()
}

fn base64(bytes: &[u8]) -> String {
    let picture = tda_events::Visualization::new("j", "r", "t", "f").content(bytes.to_vec());
    json!(picture)["content"].as_str().expect("text").to_owned()
}

/// Fields that no schema has.
fn unknown() -> impl Strategy<Value = Map<String, Value>> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e300..1e300).prop_map(Value::from),
        "(?s).{0,8}".prop_map(Value::from),
    ];
    let tree = leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec(("[a-z/~]{0,3}", inner), 0..3)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    });
    prop::collection::vec(("x[a-z/~.0-9]{0,4}", tree), 0..3).prop_map(|entries| entries.into_iter().collect())
}

fn time() -> impl Strategy<Value = Timestamp> {
    (Timestamp::MIN.microseconds()..=Timestamp::MAX.microseconds())
        .prop_map(|microseconds| Timestamp::from_microseconds(microseconds).expect("in range"))
}

/// RFC 3339 with all six digits, which the crate's own text does not show.
fn micros_text(time: Timestamp) -> String {
    let text = time.to_string();
    format!("{}{:03}Z", text.trim_end_matches('Z'), time.microseconds().rem_euclid(1_000))
}

/// Unknown fields of the envelope: any, and such as mean something in one dialect or another.
fn unknown_in_envelope() -> impl Strategy<Value = Map<String, Value>> {
    let names =
        ["payload", "metadata", "eventId", "id", "type", "source_service", "specversion", "tdaextensions"];
    let own = prop_oneof![
        Just(json!({"metadata": {"retries": 3, "message_id": "m", "userId": "u"}, "eventVersion": "1.0.0"})),
        Just(json!({"metadata": {"version": 1, "correlation_id": ""}, "data": [1], "event_id": null})),
        Just(json!({"source": "a%20b", "sequence": 5, "flag": true, "text": "t", "id": 7, "camel_case": 1})),
        Just(
            json!({"eventSchema": 1, "eventVersion": "1.1", "metadata": 5, "extensions": {"/headers": "{}"}})
        ),
        Just(
            json!({"metadata": {}, "datacontenttype": "application/json; charset=utf-8", "correlationId": ""})
        ),
        Just(json!({})),
        Just(json!("text")),
    ];
    let special = prop_oneof![
        (proptest::sample::select(names.to_vec()), any::<i64>().prop_map(Value::from)),
        (proptest::sample::select(vec!["camel_case", "metadata_payload", "cloudevents"]), own),
    ];
    (unknown(), prop::collection::vec(special, 0..3)).prop_map(|(mut fields, special)| {
        fields.extend(special.into_iter().map(|(name, value)| (name.to_owned(), value)));
        fields
    })
}

/// Names of headers: any, and such as mean something in one dialect or another.
fn header_name() -> impl Strategy<Value = String> {
    let known = ["user_id", "userId", "traceparent", "session_id", "message_id", "time", "environment"];
    prop_oneof!["\\PC{1,9}", "[a-z]{1,5}", proptest::sample::select(known.to_vec()).prop_map(str::to_owned)]
}

/// Any event of any type, unknown fields everywhere included.
fn event() -> impl Strategy<Value = Event<TdaEvent>> {
    let dialects = vec![Dialect::Canonical, Dialect::Canonical, Dialect::MetadataPayload];
    let which = (proptest::sample::select(dialects), proptest::sample::select(TdaEvent::event_types()));
    let payload = which.prop_flat_map(|(dialect, event_type)| {
        let found = TdaEvent::schema_in(dialect, event_type).map(|schema| (dialect, schema));
        let found = found.or_else(|| Some((Dialect::Canonical, TdaEvent::schema(event_type)?)));
        let (dialect, schema) = found.expect("a schema of every event");
        record(schema).prop_map(move |data| TdaEvent::from_json_in(dialect, event_type, data))
    });
    let envelope = (
        ("(?s).{1,20}", time(), "(?s).{1,20}"),
        (prop::option::of("(?s).{1,20}"), prop::option::of("\\PC{1,20}")),
        prop::collection::vec((header_name(), prop_oneof!["(?s).{0,9}", "[a-z]{1,5}"]), 0..4),
        (unknown_in_envelope(), proptest::sample::select(SchemaVersion::ALL.to_vec()), any::<bool>()),
    );
    (payload, envelope).prop_filter_map("payloads whose counts agree", |(payload, envelope)| {
        let ((id, time, source), (correlation, causation), headers, (unknown, version, is_lacking)) =
            envelope;
        let mut event = Event::new(payload.ok()?).ok()?.event_id(id).timestamp(time).source(source);
        event.correlation_id = correlation;
        event.causation_id = causation;
        event.headers = headers.into_iter().collect();
        // Unknown fields of the envelope come only by reading.
        event.schema_version = version;
        let Ok(record) = event.encode(Dialect::Canonical, Encoding::Json) else { return Some(event) };
        let mut json: Map<String, Value> = serde_json::from_slice(&record.value).expect("json");
        json.extend(unknown);
        // Real messages lack what ours always have.
        if is_lacking && let Some(Value::Object(data)) = json.get_mut("data") {
            let schema = TdaEvent::schema(event.event_type()).expect("a schema");
            data.retain(|name, _| {
                schema.field(name).is_none_or(|field| field.presence != Presence::Expected)
            });
        }
        let text = Value::Object(json).to_string();
        Some(
            Event::decode_value(text.as_bytes(), &record.headers)
                .expect("reads what it wrote, with more in it"),
        )
    })
}

/// Any event of another system's catalog, in the envelope of any event of ours.
fn dynamic_event() -> impl Strategy<Value = (&'static Catalog, Event<Dynamic>)> {
    let catalogs = vec![Catalog::alphintra(), Catalog::todo(), Catalog::fsm()];
    let event_types = |catalog: &'static Catalog| catalog.event_types().collect::<Vec<_>>();
    let which = proptest::sample::select(catalogs).prop_flat_map(move |catalog| {
        proptest::sample::select(event_types(catalog)).prop_flat_map(move |event_type| {
            let schema = catalog.record(event_type).expect("a schema of every event");
            record(schema).prop_map(move |data| (catalog, catalog.event(event_type, data).expect("valid")))
        })
    });
    (which, event(), any::<bool>()).prop_map(|((catalog, mut event), outer, is_plain)| {
        event.event_id = outer.event_id;
        event.source = outer.source;
        event.correlation_id = outer.correlation_id;
        event.schema_version = outer.schema_version;
        if !is_plain {
            event.timestamp = outer.timestamp;
            event.headers = outer.headers;
            event.extensions = outer.extensions;
        }
        (catalog, event)
    })
}

/// A registry that keeps every schema under one id.
#[derive(Debug)]
struct Ids;

impl SchemaIds for Ids {
    fn schema_id(&self, _: &SchemaKey<'_>) -> Option<u32> {
        Some(7)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, max_global_rejects: 65_536, ..ProptestConfig::default() })]

    #[test]
    fn what_is_encoded_decodes_to_the_same_event(event in event()) {
        let mut keys = None;
        for first in Dialect::ALL {
            for encoding in Encoding::ALL.iter().copied() {
                let options = EncodeOptions::new().schemas(&Ids);
                let record = match event.encode_with(*first, encoding, &options) {
                    Ok(record) => record,
                    Err(EncodeError::NotCarried { .. }) => continue,
                    // It has what came after its version.
                    Err(EncodeError::Invalid(_)) if event.schema_version < SchemaVersion::CURRENT => continue,
                    Err(error) => panic!("{first} {encoding}: {error}"),
                };
                let read = Event::<TdaEvent>::decode(&record);
                let read = read.unwrap_or_else(|error| panic!("{first} {encoding}: {error}"));
                prop_assert_eq!(&read, &event, "{} {}: {}", first, encoding, String::from_utf8_lossy(&record.value));
                let found = (record.key.clone(), record.partition_key.clone());
                prop_assert_eq!(keys.get_or_insert_with(|| found.clone()), &found);
                let twice = read.encode_with(*first, encoding, &options).expect("encodes");
                prop_assert_eq!(&twice, &record, "{} {} has one form an event", first, encoding);
            }
        }
    }

    #[test]
    fn dynamic_events_decode_to_the_same_event((catalog, event) in dynamic_event()) {
        let writing = EncodeOptions::new().schemas(&Ids).catalog(catalog);
        let reading = DecodeOptions::new().catalog(catalog);
        for dialect in Dialect::ALL {
            for encoding in Encoding::ALL {
                let record = match event.encode_with(*dialect, *encoding, &writing) {
                    Ok(record) => record,
                    Err(EncodeError::NotCarried { .. }) => continue,
                    Err(error) => panic!("{dialect} {encoding}: {error}"),
                };
                let read = Event::<Dynamic>::decode_with(&record.value, &record.headers, &reading);
                let read = read.unwrap_or_else(|error| panic!("{dialect} {encoding}: {error}"));
                prop_assert_eq!(&read, &event, "{} {}: {}", dialect, encoding, String::from_utf8_lossy(&record.value));
            }
        }
    }

    #[test]
    fn a_peek_agrees_with_the_event(event in event()) {
        let carried = Dialect::ALL.iter().flat_map(|dialect| {
            [Encoding::Json, Encoding::Avro].map(|encoding| event.encode(*dialect, encoding))
        });
        for record in carried.flatten() {
            let peek = tda_events::peek(&record.value, &record.headers).expect("peeks");
            prop_assert_eq!(&peek.event_id, &event.event_id);
            prop_assert_eq!(&peek.event_type, event.event_type());
            prop_assert_eq!(peek.correlation_id.as_deref(), event.correlation_id.as_deref());
            prop_assert_eq!(peek.causation_id.as_deref(), event.causation_id.as_deref());
            prop_assert_eq!(peek.timestamp, event.timestamp);
            let headers: Vec<_> = peek.headers.iter().map(|(name, value)| (name.as_ref(), value.as_ref())).collect();
            prop_assert_eq!(headers, event.headers.iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn bytes_of_any_kind_are_no_panic(value in prop::collection::vec(any::<u8>(), 0..200), pick in any::<prop::sample::Index>()) {
        let event_type = pick.get(TdaEvent::event_types());
        let headers = [("event_type", *event_type), ("schema_version", "1.1"), ("content-type", "application/avro")];
        let headers = headers.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let _ = Event::<TdaEvent>::decode_value(&value, &headers);
        let _ = Event::<TdaEvent>::decode_value(&value, &[]);
    }
}
