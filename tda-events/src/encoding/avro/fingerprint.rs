//! Fingerprints of schemas: CRC-64-AVRO of the parsing canonical form (specification 1.12).

use std::collections::HashSet;
use std::fmt::Write as _;

use serde_json::Value;

use crate::schema::compat::{AvroSchema, AvroType, NamedKind};

/// CRC-64-AVRO of the empty text, and the polynomial.
const EMPTY: u64 = 0xc15d_213a_a4d7_a795;

const TABLE: [u64; 256] = {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut entry = index as u64;
        let mut bit = 0;
        while bit < 8 {
            entry = (entry >> 1) ^ (EMPTY & (entry & 1).wrapping_neg());
            bit += 1;
        }
        table[index] = entry;
        index += 1;
    }
    table
};

/// The fingerprint of a schema.
pub(crate) fn fingerprint(schema: &AvroSchema) -> u64 {
    canonical_form(schema).bytes().fold(EMPTY, |hash, byte| {
        let index = usize::from(hash.to_le_bytes()[0] ^ byte);
        (hash >> 8) ^ TABLE[index]
    })
}

/// The parsing canonical form: what matters to reading, in one order, without blanks.
fn canonical_form(schema: &AvroSchema) -> String {
    let mut form = Form { schema, defined: HashSet::new(), text: String::new() };
    form.put(&schema.root);
    form.text
}

struct Form<'a> {
    schema: &'a AvroSchema,
    defined: HashSet<&'a str>,
    text: String,
}

impl<'a> Form<'a> {
    fn put(&mut self, ty: &'a AvroType) {
        match ty {
            AvroType::Primitive(primitive, _) => self.quote(primitive.name()),
            AvroType::Array(items) => {
                self.text.push_str("{\"type\":\"array\",\"items\":");
                self.put(items);
                self.text.push('}');
            }
            AvroType::Map(values) => {
                self.text.push_str("{\"type\":\"map\",\"values\":");
                self.put(values);
                self.text.push('}');
            }
            AvroType::Union(types) => self.list(types, Form::put),
            AvroType::Named(name) => self.named(name),
        }
    }

    /// A named type is defined where it first stands and only named afterwards.
    fn named(&mut self, name: &'a str) {
        let kind = self.schema.named.get(name).map(|named| &named.kind);
        let Some(kind) = kind.filter(|_| self.defined.insert(name)) else { return self.quote(name) };
        self.text.push_str("{\"name\":");
        self.quote(name);
        match kind {
            NamedKind::Record(fields) => {
                self.text.push_str(",\"type\":\"record\",\"fields\":");
                self.list(fields, |form, field| {
                    form.text.push_str("{\"name\":");
                    form.quote(&field.name);
                    form.text.push_str(",\"type\":");
                    form.put(&field.ty);
                    form.text.push('}');
                });
            }
            NamedKind::Enum { symbols, .. } => {
                self.text.push_str(",\"type\":\"enum\",\"symbols\":");
                self.list(symbols, |form, symbol| form.quote(symbol));
            }
            NamedKind::Fixed { size_bytes, .. } => {
                let _ = write!(self.text, ",\"type\":\"fixed\",\"size\":{size_bytes}");
            }
        }
        self.text.push('}');
    }

    fn list<T>(&mut self, items: &'a [T], put: impl Fn(&mut Self, &'a T)) {
        self.text.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            put(self, item);
        }
        self.text.push(']');
    }

    fn quote(&mut self, text: &str) {
        let _ = write!(self.text, "{}", Value::from(text));
    }
}

#[cfg(test)]
mod tests {
    use super::fingerprint;
    use crate::encoding::WriterSchema;

    /// Known answers of fastavro 1.13, which writes bytes where numbers have their lowest first.
    #[test]
    fn known_schemas_have_their_fingerprints() {
        let nested = r#"{"type":"record","name":"Outer","namespace":"a.b","doc":"d","fields":[
            {"name":"x","type":["null",{"type":"record","name":"Inner","fields":[
                {"name":"t","type":{"type":"long","logicalType":"timestamp-micros"}}]}],"default":null},
            {"name":"y","type":{"type":"map","values":"Inner"}},
            {"name":"e","type":{"type":"enum","name":"E","symbols":["A","B"]}},
            {"name":"f","type":{"type":"fixed","name":"c.F","size":4}}]}"#;
        for (schema, expected) in [
            ("\"int\"", 0x8f5c_393f_1ad5_7572_u64.swap_bytes()),
            (nested, 0x6456_08f4_e827_3713_u64.swap_bytes()),
        ] {
            let parsed = WriterSchema::parse(schema).expect("a schema");
            assert_eq!(fingerprint(parsed.avro()), expected, "{schema}");
        }
    }
}
