//! Field encryption: what the catalog marks as about a person is sealed with a key of that person's own.
//!
//! ```text
//!   publish ─► fields about a person ─► AES-256-GCM, key of that person ─► sealed event ─► encode, route, send
//!   consume ─► decode ─► key still there? ─► open ─► the event as it was
//!                            └── erased, or not for this reader: the event comes with these fields sealed
//!
//!   keys of persons ── wrapped by a key-encryption key (environment, file, KMS) ── in a folder that no backup of topics holds
//! ```
//!
//! Whoever destroys a person's key ([`erase_user`]) makes every copy of what it sealed unreadable, wherever it lies: topics,
//! backups, object stores.
//!
//! What is sealed is bound to its event and its place: a value that is moved elsewhere does not open there. A field that cannot be
//! opened never makes its event fail: it stays sealed, and [`Event::sealed_fields`](tda_events::Event::sealed_fields) names it.

mod audit;
mod data_key;
mod encryptor;
mod erase;
mod error;
mod fernet;
mod folder;
mod kek;
mod key_cache;
mod key_store;
mod scan;

pub use self::{
    audit::{AuditEntry, verify_audit},
    erase::{EraseReport, EraseUser, erase_user},
    error::EncryptionError,
    kek::{KeyEncryption, LocalKeks, WrappedKey},
    key_store::{KeyStore, RotationReport},
};
pub(crate) use self::{
    data_key::DataKey,
    encryptor::{Encryptor, key_of, seal},
    key_store::KeyState,
};
