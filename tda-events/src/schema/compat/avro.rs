//! Avro schemas from their JSON: names resolved in their namespaces, every rule of the specification checked.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};

use super::SchemaError;

/// Nodes of one schema with its references. Bounds the work of a comparison.
const NODES_MAX: usize = 50_000;

/// A parsed schema: its root and every named type that is defined in it or in its references.
#[derive(Clone, Debug)]
pub(crate) struct AvroSchema {
    pub(crate) root: AvroType,
    pub(crate) named: BTreeMap<String, Named>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AvroType {
    Array(Box<AvroType>),
    Map(Box<AvroType>),
    /// A record, enum or fixed, by its full name.
    Named(String),
    Primitive(Primitive, Option<Logical>),
    Union(Vec<AvroType>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Primitive {
    Boolean,
    Bytes,
    Double,
    Float,
    Int,
    Long,
    Null,
    String,
}

/// What a number or text means beyond its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Logical {
    Decimal { precision: u64, scale: u64 },
    Plain(&'static str),
}

#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// Full names by which a reader also knows it.
    pub(crate) aliases: Vec<String>,
    pub(crate) kind: NamedKind,
}

#[derive(Clone, Debug)]
pub(crate) enum NamedKind {
    Enum { symbols: Vec<String>, default: Option<String> },
    Fixed { size_bytes: u64, logical: Option<Logical> },
    Record(Vec<AvroField>),
}

#[derive(Clone, Debug)]
pub(crate) struct AvroField {
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) ty: AvroType,
    pub(crate) default: Option<Value>,
}

impl AvroSchema {
    pub(crate) fn new(schema: &Value, references: &[Value]) -> Result<Self, SchemaError> {
        let mut parser = Parser { named: BTreeMap::new(), open: HashSet::new(), nodes: 0 };
        for reference in references {
            parser.parse(reference, "", "reference")?;
        }
        let root = parser.parse(schema, "", "")?;
        let schema = Self { root, named: parser.named };
        super::avro_default::check(&schema)?;
        Ok(schema)
    }
}

impl Primitive {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "boolean" => Self::Boolean,
            "bytes" => Self::Bytes,
            "double" => Self::Double,
            "float" => Self::Float,
            "int" => Self::Int,
            "long" => Self::Long,
            "null" => Self::Null,
            "string" => Self::String,
            _ => return None,
        })
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Bytes => "bytes",
            Self::Double => "double",
            Self::Float => "float",
            Self::Int => "int",
            Self::Long => "long",
            Self::Null => "null",
            Self::String => "string",
        }
    }
}

impl Named {
    pub(crate) fn kind_name(&self) -> &'static str {
        match self.kind {
            NamedKind::Enum { .. } => "enum",
            NamedKind::Fixed { .. } => "fixed",
            NamedKind::Record(_) => "record",
        }
    }
}

/// The part of a full name behind its namespace.
pub(crate) fn simple_name(full_name: &str) -> &str {
    full_name.rsplit('.').next().unwrap_or(full_name)
}

struct Parser {
    named: BTreeMap<String, Named>,
    /// Names whose definition has begun: a record may use itself.
    open: HashSet<String>,
    nodes: usize,
}

impl Parser {
    fn parse(&mut self, schema: &Value, namespace: &str, path: &str) -> Result<AvroType, SchemaError> {
        self.nodes += 1;
        if self.nodes > NODES_MAX {
            return Err(SchemaError::invalid(path, format!("the schema has more than {NODES_MAX} types")));
        }
        match schema {
            Value::String(name) => self.reference(name, namespace, path),
            Value::Array(branches) => self.union(branches, namespace, path),
            Value::Object(object) => self.complex(object, namespace, path),
            _ => Err(SchemaError::invalid(path, format!("`{schema}` is no Avro type"))),
        }
    }

    fn reference(&self, name: &str, namespace: &str, path: &str) -> Result<AvroType, SchemaError> {
        if let Some(primitive) = Primitive::named(name) {
            return Ok(AvroType::Primitive(primitive, None));
        }
        let full = qualified(name, namespace);
        if self.open.contains(&full) {
            return Ok(AvroType::Named(full));
        }
        Err(SchemaError::invalid(path, format!("type `{full}` is not defined before it is used")))
    }

    fn union(&mut self, branches: &[Value], namespace: &str, path: &str) -> Result<AvroType, SchemaError> {
        let mut types: Vec<AvroType> = Vec::with_capacity(branches.len().min(64));
        for branch in branches {
            let ty = self.parse(branch, namespace, path)?;
            let is_same_kind = |other: &AvroType| match (other, &ty) {
                (AvroType::Primitive(one, _), AvroType::Primitive(other, _)) => one == other,
                (AvroType::Named(one), AvroType::Named(other)) => one == other,
                (AvroType::Array(_), AvroType::Array(_)) | (AvroType::Map(_), AvroType::Map(_)) => true,
                _ => false,
            };
            if matches!(ty, AvroType::Union(_)) {
                return Err(SchemaError::invalid(path, "a union may not hold a union itself"));
            }
            if types.iter().any(is_same_kind) {
                return Err(SchemaError::invalid(path, format!("the union holds {branch} twice")));
            }
            types.push(ty);
        }
        Ok(AvroType::Union(types))
    }

    fn complex(
        &mut self,
        object: &Map<String, Value>,
        namespace: &str,
        path: &str,
    ) -> Result<AvroType, SchemaError> {
        let inner = |name: &str| {
            object.get(name).ok_or_else(|| SchemaError::invalid(path, format!("`{name}` is missing")))
        };
        let ty = inner("type")?;
        let Value::String(name) = ty else { return self.parse(ty, namespace, path) };
        match name.as_str() {
            "array" => {
                let items = self.parse(inner("items")?, namespace, &format!("{path}[]"))?;
                Ok(AvroType::Array(Box::new(items)))
            }
            "map" => {
                let values = self.parse(inner("values")?, namespace, &format!("{path}{{}}"))?;
                Ok(AvroType::Map(Box::new(values)))
            }
            "record" | "error" | "enum" | "fixed" => self.definition(object, name, namespace, path),
            _ => match self.reference(name, namespace, path)? {
                AvroType::Primitive(primitive, _) => {
                    Ok(AvroType::Primitive(primitive, logical(object, primitive)))
                }
                named => Ok(named),
            },
        }
    }

    fn definition(
        &mut self,
        object: &Map<String, Value>,
        kind: &str,
        namespace: &str,
        path: &str,
    ) -> Result<AvroType, SchemaError> {
        let name = text(object, "name", path)?
            .ok_or_else(|| SchemaError::invalid(path, format!("a {kind} needs a `name`")))?;
        let namespace = text(object, "namespace", path)?.unwrap_or(namespace);
        let full = qualified(name, namespace);
        legal_name(&full, path)?;
        if !self.open.insert(full.clone()) {
            return Err(SchemaError::invalid(path, format!("`{full}` is defined twice")));
        }
        let namespace = full.rsplit_once('.').map_or("", |(namespace, _)| namespace).to_owned();
        let aliases = texts(object, "aliases", path)?;
        let aliases = aliases.iter().map(|alias| qualified(alias, &namespace)).collect();
        let kind = match kind {
            "enum" => enum_kind(object, path)?,
            "fixed" => fixed_kind(object, path)?,
            _ => NamedKind::Record(self.fields(object, &namespace, path)?),
        };
        self.named.insert(full.clone(), Named { aliases, kind });
        Ok(AvroType::Named(full))
    }

    fn fields(
        &mut self,
        object: &Map<String, Value>,
        namespace: &str,
        path: &str,
    ) -> Result<Vec<AvroField>, SchemaError> {
        let Some(Value::Array(fields)) = object.get("fields") else {
            return Err(SchemaError::invalid(path, "a record needs `fields`, a list"));
        };
        let mut seen = HashSet::new();
        let mut parsed = Vec::new();
        for field in fields {
            let Value::Object(field) = field else {
                return Err(SchemaError::invalid(path, "a field is an object"));
            };
            let name = text(field, "name", path)?
                .ok_or_else(|| SchemaError::invalid(path, "a field needs a `name`"))?;
            let here = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            legal_name(name, &here)?;
            if !seen.insert(name) {
                return Err(SchemaError::invalid(&here, "the field stands twice"));
            }
            let Some(ty) = field.get("type") else {
                return Err(SchemaError::invalid(&here, "the field has no `type`"));
            };
            let aliases = texts(field, "aliases", &here)?.iter().map(|alias| (*alias).to_owned()).collect();
            let ty = self.parse(ty, namespace, &here)?;
            parsed.push(AvroField {
                name: name.to_owned(),
                aliases,
                ty,
                default: field.get("default").cloned(),
            });
        }
        Ok(parsed)
    }
}

fn enum_kind(object: &Map<String, Value>, path: &str) -> Result<NamedKind, SchemaError> {
    if !object.contains_key("symbols") {
        return Err(SchemaError::invalid(path, "an enum needs `symbols`, a list"));
    }
    let symbols: Vec<String> =
        texts(object, "symbols", path)?.iter().map(|symbol| (*symbol).to_owned()).collect();
    let mut seen = HashSet::new();
    for symbol in &symbols {
        legal_name(symbol, path)?;
        if !seen.insert(symbol) {
            return Err(SchemaError::invalid(path, format!("the symbol `{symbol}` stands twice")));
        }
    }
    let default = text(object, "default", path)?.map(str::to_owned);
    match default {
        Some(default) if !symbols.contains(&default) => {
            Err(SchemaError::invalid(path, format!("the default `{default}` is none of the symbols")))
        }
        default => Ok(NamedKind::Enum { symbols, default }),
    }
}

fn fixed_kind(object: &Map<String, Value>, path: &str) -> Result<NamedKind, SchemaError> {
    let Some(size_bytes) = object.get("size").and_then(Value::as_u64) else {
        return Err(SchemaError::invalid(path, "a fixed needs `size`, a number of bytes"));
    };
    let logical = match object.get("logicalType").and_then(Value::as_str) {
        Some("decimal") => decimal(object),
        Some("duration") if size_bytes == 12 => Some(Logical::Plain("duration")),
        Some("uuid") if size_bytes == 16 => Some(Logical::Plain("uuid")),
        _ => None,
    };
    Ok(NamedKind::Fixed { size_bytes, logical })
}

/// The logical type where it is one of this primitive; an unknown or invalid one is ignored, as Avro says.
fn logical(object: &Map<String, Value>, primitive: Primitive) -> Option<Logical> {
    const TIMES: [&str; 6] = [
        "timestamp-millis",
        "timestamp-micros",
        "timestamp-nanos",
        "local-timestamp-millis",
        "local-timestamp-micros",
        "local-timestamp-nanos",
    ];
    let name = object.get("logicalType")?.as_str()?;
    let known: &[&'static str] = match primitive {
        Primitive::Bytes if name == "decimal" => return decimal(object),
        Primitive::Bytes => &["big-decimal"],
        Primitive::Int => &["date", "time-millis"],
        Primitive::Long if name == "time-micros" => &["time-micros"],
        Primitive::Long => &TIMES,
        Primitive::String => &["uuid"],
        Primitive::Boolean | Primitive::Double | Primitive::Float | Primitive::Null => &[],
    };
    known.iter().find(|known| **known == name).map(|known| Logical::Plain(known))
}

fn decimal(object: &Map<String, Value>) -> Option<Logical> {
    let precision = object.get("precision")?.as_u64()?;
    let scale = object.get("scale").map_or(Some(0), Value::as_u64)?;
    (precision > 0 && scale <= precision).then_some(Logical::Decimal { precision, scale })
}

fn qualified(name: &str, namespace: &str) -> String {
    if name.contains('.') || namespace.is_empty() { name.to_owned() } else { format!("{namespace}.{name}") }
}

fn legal_name(name: &str, path: &str) -> Result<(), SchemaError> {
    let legal = |part: &str| {
        let mut bytes = part.bytes();
        bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    if name.split('.').all(legal) {
        return Ok(());
    }
    Err(SchemaError::invalid(path, format!("`{name}` is no Avro name ([A-Za-z_][A-Za-z0-9_]*)")))
}

fn text<'a>(object: &'a Map<String, Value>, name: &str, path: &str) -> Result<Option<&'a str>, SchemaError> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(SchemaError::invalid(path, format!("`{name}` is a text, not {other}"))),
    }
}

fn texts<'a>(object: &'a Map<String, Value>, name: &str, path: &str) -> Result<Vec<&'a str>, SchemaError> {
    let fault = || SchemaError::invalid(path, format!("`{name}` is a list of texts"));
    match object.get(name) {
        None => Ok(Vec::new()),
        Some(Value::Array(items)) => items.iter().map(|item| item.as_str().ok_or_else(fault)).collect(),
        Some(_) => Err(fault()),
    }
}
