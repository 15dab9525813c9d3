//! Seals events on their way out and opens them on their way in.

use std::{borrow::Cow, fmt, sync::Arc};

use tda_events::{Catalog, EncodeError, EncodedRecord, Event, Payload, SealedText};

use super::{DataKey, EncryptionError, KeyState, KeyStore, fernet::FernetKeys, key_cache::KeyCache};
use crate::{config::ClientConfig, error::Error, producer::run_blocking};

/// The Kafka header that names the key of the person that a record is about.
pub(crate) const KEY_HEADER: &str = "encryption_key";
/// The header of an event that names a person.
const USER_HEADER: &str = "user_id";

/// Seals and opens what is about persons. Clones share keys.
#[derive(Clone)]
pub(crate) struct Encryptor {
    shared: Arc<Shared>,
}

struct Shared {
    store: KeyStore,
    cache: KeyCache,
    fernet: Option<FernetKeys>,
    catalog: Option<Arc<Catalog>>,
}

/// An event ready to be encoded.
pub(crate) struct Sealed<'e, T: Clone> {
    pub(crate) event: Cow<'e, Event<T>>,
    key_id: Option<String>,
}

impl<T: Clone> Sealed<'_, T> {
    /// Tells readers of the record which key they need, and whoever erases its person that it is about them.
    pub(crate) fn mark(&self, record: &mut EncodedRecord) {
        if let Some(key_id) = &self.key_id {
            record.headers.push((KEY_HEADER.to_owned(), key_id.as_bytes().to_vec()));
        }
    }
}

/// The event as it may travel: sealed where there is an encryptor.
pub(crate) fn seal<'e, T: Payload>(
    encryptor: Option<&Encryptor>,
    event: &'e Event<T>,
    user: Option<&str>,
) -> Result<Sealed<'e, T>, Error> {
    match encryptor {
        Some(encryptor) => encryptor.seal(event, user),
        None => Ok(Sealed { event: Cow::Borrowed(event), key_id: None }),
    }
}

/// The key that a record names.
pub(crate) fn key_of(headers: &[(String, Vec<u8>)]) -> Option<&str> {
    let (_, id) = headers.iter().rev().find(|(name, _)| name == KEY_HEADER)?;
    std::str::from_utf8(id).ok()
}

impl Encryptor {
    /// What `config` asks for; `catalog` where it is another one.
    pub(crate) fn open(config: &ClientConfig, catalog: Option<&Arc<Catalog>>) -> Result<Option<Self>, Error> {
        let Some(settings) = &config.encryption else { return Ok(None) };
        let Some(store) = KeyStore::of(config)? else { return Ok(None) };
        let fernet = settings.fernet_keys.as_ref().map(FernetKeys::from_text).transpose()?;
        let cache = KeyCache::new(settings.keys_max, settings.keep_for);
        let catalog = catalog.cloned().or_else(|| config.catalog.clone());
        Ok(Some(Self { shared: Arc::new(Shared { store, cache, fernet, catalog }) }))
    }

    pub(crate) fn store(&self) -> &KeyStore {
        &self.shared.store
    }

    fn catalog(&self) -> &Catalog {
        self.shared.catalog.as_deref().unwrap_or_else(|| Catalog::tda())
    }

    /// The fields of an event that are about a person.
    fn sensitive(&self, event_type: &str) -> &[String] {
        self.catalog().event_spec(event_type).map_or(&[], |spec| spec.sensitive.as_slice())
    }

    /// Makes sure that the key which sealing `event` needs is at hand, off the async threads.
    pub(crate) async fn prepare<T: Payload>(&self, event: &Event<T>) -> Result<(), Error> {
        let Some(user) = self.user_of(event) else { return Ok(()) };
        if self.shared.cache.get(&cached_user(&user)).is_some() {
            return Ok(());
        }
        let (encryptor, user) = (self.clone(), user.into_owned());
        run_blocking("Producer::enqueue", move || Ok(encryptor.key_of_user(&user).map(|_| ())?)).await
    }

    /// Makes sure that a key is known, off the async threads. Only a store that may answer later is an error.
    pub(crate) async fn fetch(&self, key_id: &str) -> Result<(), EncryptionError> {
        if self.has(key_id) {
            return Ok(());
        }
        let (encryptor, id) = (self.clone(), key_id.to_owned());
        let asked = run_blocking("Consumer::next", move || Ok(encryptor.key(&id).err())).await;
        match asked {
            Ok(Some(error)) if error.retry() == tda_events::Retry::Safe => Err(error),
            _ => Ok(()),
        }
    }

    /// Whether a key is at hand.
    pub(crate) fn has(&self, key_id: &str) -> bool {
        self.shared.cache.get(key_id).is_some()
    }

    pub(crate) fn key(&self, id: &str) -> Result<KeyState, EncryptionError> {
        if let Some(state) = self.shared.cache.get(id) {
            return Ok(state);
        }
        let state = self.shared.store.key(id)?;
        self.shared.cache.put(id.to_owned(), state.clone());
        Ok(state)
    }

    fn key_of_user(&self, user: &str) -> Result<Arc<DataKey>, EncryptionError> {
        let name = cached_user(user);
        if let Some(KeyState::Here(key)) = self.shared.cache.get(&name) {
            return Ok(key);
        }
        let key = self.shared.store.of_user(user)?;
        self.shared.cache.put(name, KeyState::Here(Arc::clone(&key)));
        Ok(key)
    }

    /// The person that an event is about: the first field of its payload that its catalog names for that, else its header.
    pub(crate) fn user_of<'e, T: Payload>(&self, event: &'e Event<T>) -> Option<Cow<'e, str>> {
        let fields = self.catalog().user_fields();
        let mut named = fields.iter().filter_map(|field| event.field_text(field));
        let header = || event.headers.get(USER_HEADER).map(Cow::Borrowed);
        named.find(|user| is_plain(user)).or_else(header).filter(|user| is_plain(user))
    }

    /// Seals what is about a person: `user`, or whom the event names.
    pub(crate) fn seal<'e, T: Payload, E: From<EncodeError> + From<EncryptionError>>(
        &self,
        event: &'e Event<T>,
        user: Option<&str>,
    ) -> Result<Sealed<'e, T>, E> {
        let fields = self.sensitive(event.event_type());
        let has_header = event.headers.get(USER_HEADER).is_some();
        if fields.is_empty() && !has_header && user.is_none() {
            return Ok(Sealed { event: Cow::Borrowed(event), key_id: None });
        }
        let user = user.filter(|user| is_plain(user)).map(Cow::Borrowed).or_else(|| self.user_of(event));
        let Some(user) = user else {
            // Right where nothing is to be sealed.
            let event = event
                .seal(self.catalog(), fields, &[USER_HEADER], |at, _| Err(E::from(no_user(event, at))))?;
            return Ok(Sealed { event: Cow::Owned(event), key_id: None });
        };
        let key = self.key_of_user(&user)?;
        let sealed = event.seal(self.catalog(), fields, &[USER_HEADER], |at, value| {
            let bytes = key.seal(value, &bound_to(event, at))?;
            Ok::<_, E>(SealedText::new(key.id(), &bytes).to_string())
        })?;
        Ok(Sealed { event: Cow::Owned(sealed), key_id: Some(key.id().to_owned()) })
    }

    /// Opens what can be opened; the rest stays sealed.
    pub(crate) fn unseal<T: Payload>(&self, event: Event<T>) -> Event<T> {
        let foreign = if self.shared.fernet.is_some() { self.sensitive(event.event_type()) } else { &[] };
        if foreign.is_empty() && event.sealed_fields().next().is_none() {
            return event;
        }
        let (event_type, event_id) = (event.event_type().to_owned(), event.event_id.clone());
        event.unseal(self.catalog(), foreign, |at, text| {
            let Some(sealed) = SealedText::parse(text) else {
                return self.shared.fernet.as_ref()?.open(text);
            };
            match self.key(sealed.key_id()) {
                Ok(KeyState::Here(key)) => key.open(sealed.bytes(), &bound(&event_type, &event_id, at)),
                Ok(KeyState::Erased | KeyState::Unknown) => None,
                Err(error) => {
                    tracing::warn!(%error, event_id, at, "a sealed field stays sealed");
                    None
                }
            }
        })
    }
}

impl fmt::Debug for Encryptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Encryptor").field("store", &self.shared.store).finish_non_exhaustive()
    }
}

fn no_user<T: Payload>(event: &Event<T>, at: &str) -> EncryptionError {
    let (event_type, event_id) = (event.event_type().to_owned(), event.event_id.clone());
    EncryptionError::NoUser { event_type, event_id, field: at.to_owned() }
}

/// Whether a person is named by a name that can be read.
fn is_plain(user: &str) -> bool {
    !user.is_empty() && SealedText::parse(user).is_none()
}

/// Told apart from the names of keys, which are shorter.
fn cached_user(user: &str) -> String {
    format!("the key of user {user}")
}

fn bound_to<T: Payload>(event: &Event<T>, at: &str) -> Vec<u8> {
    bound(event.event_type(), &event.event_id, at)
}

/// What a sealed value is bound to; lengths keep the parts apart.
fn bound(event_type: &str, event_id: &str, at: &str) -> Vec<u8> {
    let mut bound = Vec::with_capacity(event_type.len() + event_id.len() + at.len() + 12);
    for part in [event_type, event_id, at] {
        bound.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        bound.extend(part.as_bytes());
    }
    bound
}
