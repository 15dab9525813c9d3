//! Field encryption: the keys of persons and what wraps them.

use super::{
    super::{ClientConfig, Encryption, Secret},
    Refusal, Setting, in_milliseconds, milliseconds, number, text,
};

pub(super) const SETTINGS: &[Setting] = &[
    Setting::new(
        "encryption.keys",
        "The folder of the keys of persons: what the catalog marks as about a person is sealed with them.",
        |config, value| {
            config.encryption = Some(Encryption::new(text(value)?));
            Ok(())
        },
        |config| Some(config.encryption.as_ref()?.folder.to_string_lossy().into_owned()),
    )
    .variables(&["TDA_ENCRYPTION_KEYS"])
    .expects("a folder that no backup of topics or objects holds")
    .without_default("events travel as they are"),
    Setting::new(
        "encryption.kek",
        "The key-encryption key that wraps them; after commas older ones, which still unwrap.",
        |config, value| {
            let kek = Secret::new(text(value)?);
            encryption(config)?.kek = Some(kek);
            Ok(())
        },
        |config| Some(config.encryption.as_ref()?.kek.as_ref()?.reveal().to_owned()),
    )
    .variables(&["TDA_ENCRYPTION_KEK"])
    .expects("32 bytes in base64 (`openssl rand -base64 32`), comma-separated")
    .secret()
    .without_default("a key that everybody knows would be none"),
    Setting::new(
        "encryption.kek_file",
        "A file with the same, one key a line, that only its owner may read.",
        |config, value| {
            let path = text(value)?.into();
            encryption(config)?.kek_file = Some(path);
            Ok(())
        },
        |config| Some(config.encryption.as_ref()?.kek_file.as_ref()?.to_string_lossy().into_owned()),
    )
    .variables(&["TDA_ENCRYPTION_KEK_FILE"])
    .expects("a file of mode 0600")
    .without_default("`encryption.kek` or a provider says it"),
    Setting::new(
        "encryption.fernet_keys",
        "Keys of Fernet: what other systems wrote with them is read.",
        |config, value| {
            let keys = Secret::new(text(value)?);
            encryption(config)?.fernet_keys = Some(keys);
            Ok(())
        },
        |config| Some(config.encryption.as_ref()?.fernet_keys.as_ref()?.reveal().to_owned()),
    )
    .variables(&["TDA_ENCRYPTION_FERNET_KEYS"])
    .expects("32 bytes in base64 for URLs, comma-separated")
    .secret()
    .without_default("nobody writes Fernet here"),
    Setting::new(
        "encryption.keys_max",
        "Keys of persons held in memory at a time.",
        |config, value| {
            encryption(config)?.keys_max = number(value)?;
            Ok(())
        },
        |config| Some(config.encryption.as_ref()?.keys_max.to_string()),
    )
    .variables(&["TDA_ENCRYPTION_KEYS_MAX"])
    .expects("a number, at least 1")
    .without_default("10000 with encryption: the persons that are busy at a time"),
    Setting::new(
        "encryption.keep_for_ms",
        "How long a key is held in memory, which is how long an erasure may take to count in this process.",
        |config, value| {
            encryption(config)?.keep_for = milliseconds(value)?;
            Ok(())
        },
        |config| in_milliseconds(config.encryption.as_ref()?.keep_for),
    )
    .variables(&["TDA_ENCRYPTION_KEEP_FOR_MS"])
    .expects("milliseconds")
    .without_default("60000 with encryption: one look at the disk a minute for each person"),
];

/// The settings mean nothing without keys. The table is read in its order, so that is known by then.
fn encryption(config: &mut ClientConfig) -> Result<&mut Encryption, Refusal> {
    let missing = || Refusal::Because("needs `encryption.keys`".into());
    config.encryption.as_mut().ok_or_else(missing)
}
