//! The object stores behind claim checks: one to write, and the places that may be read.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use object_store::{
    ObjectMeta, ObjectStore, ObjectStoreExt as _, local::LocalFileSystem, memory::InMemory, path::Path,
};
use sha2::{Digest as _, Sha256};
use tda_events::{BorrowedRecord, EncodedRecord, Event, TdaEvent};

use super::{
    ClaimCheckError,
    reference::{self, Reference},
};
use crate::{
    config::{ClaimCheck, ClientConfig},
    encryption::{self, Encryptor, KeyState},
    error::Error,
    transport::RawRecord,
};

/// The store of a client's claim checks.
///
/// Producers and consumers open it by themselves where [`ClientConfig::claim_check`] asks for one; this is for
/// looking after what lies there: sweeping orphans and erasing users.
#[derive(Clone, Debug)]
pub struct ClaimStore {
    settings: Arc<ClaimCheck>,
    /// Objects about a person are sealed as a whole.
    encryptor: Option<Encryptor>,
    /// The first one is written to.
    places: Arc<Vec<Place>>,
}

/// A URL under which objects lie, ending in `/`, and the store that has them.
#[derive(Debug)]
struct Place {
    url: String,
    store: Arc<dyn ObjectStore>,
    /// Where in the store the URL points.
    base: Path,
}

/// What a sealed object is bound to.
const SEALED_OBJECT: &[u8] = b"claim check";
/// The root of the objects of all users.
const USERS: &str = "users";
/// The root of the objects of nobody.
const SHARED: &str = "shared";

impl ClaimStore {
    /// The store of `config`, or `None` where it has no claim check.
    ///
    /// # Errors
    /// [`Error::Config`] for a URL that names no store, and where objects would be gone before the records that
    /// name them.
    pub fn open(config: &ClientConfig) -> Result<Option<Self>, Error> {
        let Some(settings) = &config.publishing.claim_check else { return Ok(None) };
        super::sweep::check_retention(config, settings)?;
        let urls = std::iter::once(&settings.url).chain(&settings.allowed);
        let places = urls.map(|url| Place::open(url, settings.timeout)).collect::<Result<_, _>>()?;
        let encryptor = Encryptor::open(config, None)?;
        Ok(Some(Self { settings: Arc::new(settings.clone()), encryptor, places: Arc::new(places) }))
    }

    /// Whether the value of `record` belongs into the store.
    pub(crate) fn wants(&self, record: &BorrowedRecord<'_>, record_bytes_max: usize) -> bool {
        let value_bytes_max = self.settings.value_bytes_max;
        value_bytes_max.is_some_and(|value_bytes_max| record.value().len() > value_bytes_max)
            || record.size_bytes() > record_bytes_max
    }

    /// Puts the value of `record` away and gives the record that travels instead. `user_id` is asked of the event where
    /// the caller does not know it.
    pub(crate) async fn put_away(
        &self,
        record: &EncodedRecord,
        user_id: Option<&str>,
    ) -> Result<EncodedRecord, ClaimCheckError> {
        let place = &self.places[0];
        // What is sealed lies under the name of its key, which says nothing of its user.
        let (value, owner) = match encryption::key_of(&record.headers) {
            Some(key_id) => {
                (Cow::Owned(self.sealed(key_id, &record.value).await?), Some(Cow::Borrowed(key_id)))
            }
            None => {
                let user_id = user_id.map(Cow::Borrowed);
                (Cow::Borrowed(&record.value), user_id.or_else(|| user_of(record).map(Cow::Owned)))
            }
        };
        let sha256 = hex_sha256(&value);
        let path = place.object(owner.as_deref(), &today(), &sha256);
        let location = place.location(&path);
        let (size_bytes, limit_bytes) = (value.len() as u64, self.settings.object_bytes_max);
        if size_bytes > limit_bytes {
            return Err(ClaimCheckError::TooLarge { location, size_bytes, limit_bytes });
        }
        // Written even where it is there already: its age must be that of the last record that names it.
        let put = place.store.put(&path, value.into_owned().into());
        self.in_time(&location, "written", put).await?;
        Ok(Reference { location, sha256, size_bytes }.stand_in(record))
    }

    /// As [`put_away`](Self::put_away), blocking the thread, in or outside of a runtime.
    #[cfg_attr(not(feature = "compute"), allow(dead_code))]
    pub(crate) fn put_away_blocking(
        &self,
        record: &EncodedRecord,
        user_id: Option<&str>,
    ) -> Result<EncodedRecord, ClaimCheckError> {
        let failed = |reason: &str| ClaimCheckError::Unavailable {
            location: self.places[0].url.clone(),
            action: "written",
            reason: reason.to_owned(),
        };
        // A thread of its own: the caller's may belong to a runtime already.
        std::thread::scope(|scope| {
            let writing = scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .map_err(|error| failed(&error.to_string()))?;
                runtime.block_on(self.put_away(record, user_id))
            });
            writing.join().unwrap_or_else(|_| Err(failed("the store panicked")))
        })
    }

    /// Fetches the value of a record that was put away; leaves any other as it is.
    pub(crate) async fn redeem(&self, record: &mut RawRecord) -> Result<(), ClaimCheckError> {
        let Some(Reference { location, sha256, size_bytes }) = Reference::of(&record.headers)? else {
            return Ok(());
        };
        let (place, path) = self.find(&location)?;
        let value = self.fetch(place, &path, &location, size_bytes).await?;
        let found = hex_sha256(&value);
        if found != sha256 {
            return Err(ClaimCheckError::ChecksumMismatch { location, found, expected: sha256 });
        }
        record.value = Some(match encryption::key_of(&record.headers) {
            Some(key_id) => self.opened(key_id, value, &location).await?,
            None => value,
        });
        record.headers = reference::original_headers(&record.headers).into();
        Ok(())
    }

    async fn sealed(&self, key_id: &str, value: &[u8]) -> Result<Vec<u8>, ClaimCheckError> {
        let failed = |reason: &str| ClaimCheckError::Unavailable {
            location: self.places[0].url.clone(),
            action: "written",
            reason: reason.to_owned(),
        };
        match self.key(key_id, &self.places[0].url, "written").await? {
            KeyState::Here(key) => key.seal(value, SEALED_OBJECT).map_err(|error| failed(&error.to_string())),
            KeyState::Erased | KeyState::Unknown => Err(failed("the key of its user is gone")),
        }
    }

    async fn opened(&self, key_id: &str, value: Vec<u8>, location: &str) -> Result<Vec<u8>, ClaimCheckError> {
        let unreadable =
            |reason: &'static str| ClaimCheckError::Unreadable { location: location.to_owned(), reason };
        match self.key(key_id, location, "read").await? {
            KeyState::Here(key) => {
                key.open(&value, SEALED_OBJECT).ok_or_else(|| unreadable("its user's key does not open it"))
            }
            KeyState::Erased => Err(unreadable("its user was erased")),
            KeyState::Unknown => Err(unreadable("this reader does not have its user's key")),
        }
    }

    async fn key(
        &self,
        key_id: &str,
        location: &str,
        action: &'static str,
    ) -> Result<KeyState, ClaimCheckError> {
        let Some(encryptor) = &self.encryptor else { return Ok(KeyState::Unknown) };
        let unavailable =
            |reason: String| ClaimCheckError::Unavailable { location: location.to_owned(), action, reason };
        encryptor.fetch(key_id).await.map_err(|error| unavailable(error.to_string()))?;
        // What is no matter of time is the same as not having the key.
        Ok(encryptor.key(key_id).unwrap_or(KeyState::Unknown))
    }

    async fn fetch(
        &self,
        place: &Place,
        path: &Path,
        location: &str,
        size_bytes: u64,
    ) -> Result<Vec<u8>, ClaimCheckError> {
        let limit_bytes = self.settings.object_bytes_max;
        let too_large =
            |size_bytes| ClaimCheckError::TooLarge { location: location.to_owned(), size_bytes, limit_bytes };
        if size_bytes > limit_bytes {
            return Err(too_large(size_bytes));
        }
        let found = self.in_time(location, "read", place.store.get(path)).await?;
        // The record may lie about the size; the store does not.
        if found.meta.size > limit_bytes {
            return Err(too_large(found.meta.size));
        }
        Ok(self.in_time(location, "read", found.bytes()).await?.to_vec())
    }

    fn find(&self, location: &str) -> Result<(&Place, Path), ClaimCheckError> {
        let not_allowed = || ClaimCheckError::NotAllowed {
            location: location.to_owned(),
            allowed: self.places.iter().map(|place| place.url.as_str()).collect::<Vec<_>>().join(", "),
        };
        let place =
            self.places.iter().find(|place| location.starts_with(&place.url)).ok_or_else(not_allowed)?;
        // Refuses `..` and empty parts, so nothing outside of the place can be named.
        let below = Path::parse(&location[place.url.len()..]).map_err(|_| not_allowed())?;
        Ok((place, place.base.parts().chain(below.parts()).collect()))
    }

    /// Deletes every object of a user, or of a user's key by its name, and gives their number.
    ///
    /// # Errors
    /// [`ClaimCheckError::Unavailable`]; calling again goes on.
    pub async fn erase_user(&self, user_id: &str) -> Result<usize, ClaimCheckError> {
        let objects = self.list(&self.root_of(user_id)).await?;
        for object in &objects {
            self.delete(&object.location).await?;
        }
        Ok(objects.len())
    }

    /// The number of objects of a user.
    pub(crate) async fn objects_of(&self, user_id: &str) -> Result<usize, ClaimCheckError> {
        Ok(self.list(&self.root_of(user_id)).await?.len())
    }

    fn root_of(&self, user_id: &str) -> Path {
        self.places[0].base.parts().chain([USERS.into(), user_id.into()]).collect()
    }

    /// Everything under `users/` and `shared/`.
    pub(super) async fn all(&self) -> Result<Vec<ObjectMeta>, ClaimCheckError> {
        let mut all = Vec::new();
        for root in [USERS, SHARED] {
            all.extend(self.list(&self.places[0].base.parts().chain([root.into()]).collect()).await?);
        }
        Ok(all)
    }

    async fn list(&self, root: &Path) -> Result<Vec<ObjectMeta>, ClaimCheckError> {
        let place = &self.places[0];
        let location = place.location(root);
        // Page by page, each in time: a large store takes long as a whole.
        let mut pages = place.store.list(Some(root));
        let mut found = Vec::new();
        loop {
            let next = std::future::poll_fn(|context| pages.as_mut().poll_next(context));
            match tokio::time::timeout(self.settings.timeout, next).await {
                Ok(None) => return Ok(found),
                Ok(Some(Ok(object))) => found.push(object),
                Ok(Some(Err(error))) => return Err(translated(error, &location, "listed")),
                Err(_) => return Err(self.too_late(&location, "listed")),
            }
        }
    }

    /// Deletes an object; one that is gone already is no failure.
    pub(super) async fn delete(&self, path: &Path) -> Result<(), ClaimCheckError> {
        let place = &self.places[0];
        let location = place.location(path);
        match self.in_time(&location, "deleted", place.store.delete(path)).await {
            Err(ClaimCheckError::NotFound { .. }) => Ok(()),
            other => other,
        }
    }

    /// The location that records name for an object of the place that is written to.
    pub(super) fn location(&self, path: &Path) -> String {
        self.places[0].location(path)
    }

    async fn in_time<T>(
        &self,
        location: &str,
        action: &'static str,
        call: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, ClaimCheckError> {
        match tokio::time::timeout(self.settings.timeout, call).await {
            Ok(outcome) => outcome.map_err(|error| translated(error, location, action)),
            Err(_) => Err(self.too_late(location, action)),
        }
    }

    fn too_late(&self, location: &str, action: &'static str) -> ClaimCheckError {
        let reason = format!("no answer within {:?}", self.settings.timeout);
        ClaimCheckError::Unavailable { location: location.to_owned(), action, reason }
    }
}

fn translated(error: object_store::Error, location: &str, action: &'static str) -> ClaimCheckError {
    let location = location.to_owned();
    match error {
        object_store::Error::NotFound { .. } => ClaimCheckError::NotFound { location },
        other => {
            // The cause, such as a full disk, stands behind the store's own words.
            let mut reason = other.to_string();
            let mut cause = std::error::Error::source(&other);
            while let Some(inner) = cause {
                if !reason.contains(&inner.to_string()) {
                    reason = format!("{reason}: {inner}");
                }
                cause = inner.source();
            }
            ClaimCheckError::Unavailable { location, action, reason }
        }
    }
}

impl Place {
    fn open(url: &str, timeout: Duration) -> Result<Self, Error> {
        let refused = |fault: String| Error::config("claim_check", format!("`{url}`: {fault}"));
        let url_with_slash = format!("{}/", url.trim_end_matches('/'));
        let (scheme, rest) = url.split_once("://").ok_or_else(|| refused("is no URL".into()))?;
        let (store, base): (Arc<dyn ObjectStore>, Path) = match scheme {
            "file" => {
                std::fs::create_dir_all(rest).map_err(|error| refused(error.to_string()))?;
                let store =
                    LocalFileSystem::new_with_prefix(rest).map_err(|error| refused(error.to_string()))?;
                // Synced, since a record may name it the moment after.
                (Arc::new(store.with_fsync(true)), Path::default())
            }
            "memory" => (in_memory(rest), Path::default()),
            "s3" => {
                let prefix = rest.split_once('/').map_or("", |(_, prefix)| prefix);
                let prefix = Path::parse(prefix).map_err(|error| refused(error.to_string()))?;
                (s3(url, timeout).map_err(refused)?, prefix)
            }
            _ => return Err(refused("is neither file:///, memory:// nor s3://".into())),
        };
        Ok(Self { url: url_with_slash, store, base })
    }

    fn object(&self, user_id: Option<&str>, day: &str, sha256: &str) -> Path {
        let owner = match user_id {
            Some(user_id) => vec![USERS.into(), user_id.into()],
            None => vec![SHARED.into()],
        };
        self.base.parts().chain(owner).chain([day.into(), sha256.into()]).collect()
    }

    /// The URL of an object of this store.
    fn location(&self, path: &Path) -> String {
        let below: Vec<_> =
            path.parts().skip(self.base.parts().count()).map(|part| part.as_ref().to_owned()).collect();
        format!("{}{}", self.url, below.join("/"))
    }
}

/// The store in memory of that name: one for all clients of this process.
fn in_memory(name: &str) -> Arc<dyn ObjectStore> {
    static STORES: Mutex<BTreeMap<String, Arc<InMemory>>> = Mutex::new(BTreeMap::new());
    let mut stores = STORES.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    Arc::clone(stores.entry(name.to_owned()).or_default()) as Arc<dyn ObjectStore>
}

#[cfg(feature = "s3")]
fn s3(url: &str, timeout: Duration) -> Result<Arc<dyn ObjectStore>, String> {
    let retry = object_store::RetryConfig { max_retries: 3, retry_timeout: timeout, ..Default::default() };
    let store = object_store::aws::AmazonS3Builder::from_env().with_url(url).with_retry(retry).build();
    store.map(|store| Arc::new(store) as Arc<dyn ObjectStore>).map_err(|error| error.to_string())
}

#[cfg(not(feature = "s3"))]
fn s3(_: &str, _: Duration) -> Result<Arc<dyn ObjectStore>, String> {
    Err("this build knows no S3: it needs the feature `s3`".into())
}

/// Whose event it is: the header of the event, or the field of its payload.
fn user_of(record: &EncodedRecord) -> Option<String> {
    if let Ok(peek) = tda_events::peek(&record.value, &record.headers)
        && let Some(user_id) = peek.header("user_id")
    {
        return Some(user_id.to_owned());
    }
    let event = Event::<TdaEvent>::decode_value(&record.value, &record.headers).ok()?;
    let payload = serde_json::to_value(&event.data).ok()?;
    payload.get("user_id")?.as_str().map(str::to_owned)
}

/// The day, UTC, as `2026-11-21`.
fn today() -> String {
    tda_events::Timestamp::now().to_string().chars().take("2026-11-21".len()).collect()
}

fn hex_sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}
