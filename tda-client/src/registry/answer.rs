//! A registry's answers, checked: an address may be another service's.

use serde_json::Value;
use tda_events::schema::Compatibility;

use super::{
    error::RegistryError,
    schema::{Reference, Registered, RegistrySchema, SchemaForm, Verdict},
};

fn text<'a>(answer: &'a Value, name: &str) -> Result<&'a str, RegistryError> {
    let value = answer.get(name).and_then(Value::as_str);
    value.ok_or_else(|| RegistryError::unexpected(format!("it has no text `{name}`")))
}

fn number(answer: &Value, name: &str) -> Result<u32, RegistryError> {
    let value = answer.get(name).and_then(Value::as_u64).and_then(|value| u32::try_from(value).ok());
    value.ok_or_else(|| RegistryError::unexpected(format!("it has no number `{name}`")))
}

pub(super) fn id(answer: &Value) -> Result<u32, RegistryError> {
    number(answer, "id")
}

pub(super) fn schema(answer: &Value) -> Result<RegistrySchema, RegistryError> {
    // Avro is what is not named.
    let form = answer.get("schemaType").and_then(Value::as_str).map_or(SchemaForm::Avro, SchemaForm::named);
    let mut schema = RegistrySchema::new(form, text(answer, "schema")?);
    for reference in answer.get("references").and_then(Value::as_array).into_iter().flatten() {
        schema.references.push(Reference {
            name: text(reference, "name")?.to_owned(),
            subject: text(reference, "subject")?.to_owned(),
            version: number(reference, "version")?,
        });
    }
    Ok(schema)
}

pub(super) fn registered(answer: &Value) -> Result<Registered, RegistryError> {
    Ok(Registered {
        subject: text(answer, "subject")?.to_owned(),
        version: number(answer, "version")?,
        id: Some(id(answer)?),
        schema: schema(answer)?,
    })
}

pub(super) fn texts(answer: &Value) -> Result<Vec<String>, RegistryError> {
    let texts = answer.as_array().and_then(|items| {
        items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
    });
    texts.ok_or_else(|| RegistryError::unexpected("it is no list of texts"))
}

pub(super) fn numbers(answer: &Value) -> Result<Vec<u32>, RegistryError> {
    let number = |item: &Value| item.as_u64().and_then(|number| u32::try_from(number).ok());
    let numbers = answer.as_array().and_then(|items| items.iter().map(number).collect::<Option<Vec<_>>>());
    numbers.ok_or_else(|| RegistryError::unexpected("it is no list of numbers"))
}

/// Registries name the level by two names.
pub(super) fn level(answer: &Value) -> Result<Compatibility, RegistryError> {
    let level = text(answer, "compatibilityLevel").or_else(|_| text(answer, "compatibility"))?;
    level.parse().map_err(|error| RegistryError::unexpected(format!("{error}")))
}

pub(super) fn verdict(answer: &Value) -> Result<Verdict, RegistryError> {
    let Some(is_compatible) = answer.get("is_compatible").and_then(Value::as_bool) else {
        return Err(RegistryError::unexpected("it has no verdict `is_compatible`"));
    };
    let messages = answer.get("messages").map_or(Ok(Vec::new()), texts).unwrap_or_default();
    Ok(Verdict { is_compatible, messages })
}
