//! Certificates that change while a client runs: every new connection uses what the files hold then.
//!
//! librdkafka reads certificates once, when a client is made, into a context of OpenSSL's that it shows to nobody. OpenSSL
//! for its part asks at every handshake for the verdict on the broker's certificate, by a callback where a context has one.
//! So the context is noted while librdkafka makes it, and given that callback:
//!
//! ```text
//!   thread that makes the client                      librdkafka's threads, later
//!   ────────────────────────────                      ───────────────────────────
//!   noting begins                                     handshake: the broker shows its certificate
//!   rd_kafka_new ─► SSL_CTX_new ─► `context_made`       └► `certificate_shown` reads the files: authorities
//!                   reads the files ─► `file_read`         to judge by, and the client's own certificate,
//!                                       sets it            which is chosen after this, should it be asked for
//!   noting ends     starts its threads
//! ```
//!
//! The callback is set before librdkafka has started a thread that could make a connection. Connections that exist stay as
//! they are. Files that cannot be read, or do not fit each other, are passed over: what they held before counts. (The
//! callback for the client's certificate alone, `SSL_CTX_set_cert_cb`, is librdkafka's.)

use std::{
    cell::RefCell,
    ffi::{c_int, c_long, c_void},
    fs,
    path::{Path, PathBuf},
    ptr,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use foreign_types::ForeignType as _;
use openssl::{
    pkey::{PKey, Private},
    stack::Stack,
    x509::X509,
};
use openssl_sys::{CRYPTO_EX_DATA, SSL, SSL_CTX, X509_STORE_CTX};

use crate::config::{Secret, Security};

/// Numbers of OpenSSL (crypto.h): which kind of object is spoken of.
const CONTEXTS: c_int = 1;
const CERTIFICATES: c_int = 3;
/// Number of OpenSSL (ssl.h): adds a certificate to the chain, which keeps a reference of its own.
const ADD_TO_CHAIN: c_int = 89;
const KEEP_REFERENCE: c_long = 1;

// As ssl.h and x509_vfy.h of OpenSSL 1.1.1 and 3 declare them; openssl-sys leaves them out.
unsafe extern "C" {
    fn SSL_CTX_set_cert_verify_callback(
        context: *mut SSL_CTX,
        callback: Option<unsafe extern "C" fn(*mut X509_STORE_CTX, *mut c_void) -> c_int>,
        argument: *mut c_void,
    );
    fn SSL_certs_clear(ssl: *mut SSL);
    fn X509_STORE_CTX_set0_trusted_stack(
        context: *mut X509_STORE_CTX,
        authorities: *mut openssl_sys::stack_st_X509,
    );
}

/// The files of one client, and what they held when it was last good.
struct Files {
    authorities: Option<PathBuf>,
    identity: Option<(PathBuf, PathBuf)>,
    key_password: Option<Secret>,
    last_authorities: Mutex<Option<Arc<Authorities>>>,
    last_identity: Mutex<Option<Arc<Identity>>>,
}

struct Authorities(Stack<X509>);

// SAFETY: a stack of certificates that nobody changes any more; certificates count their references atomically.
unsafe impl Send for Authorities {}
// SAFETY: as above.
unsafe impl Sync for Authorities {}

struct Identity {
    /// The client's certificate, then those that vouch for it.
    certificates: Vec<X509>,
    key: PKey<Private>,
}

/// What is noted while a client is made.
struct Noting {
    files: Arc<Files>,
    context: *mut SSL_CTX,
    is_set: bool,
}

thread_local! {
    static NOTING: RefCell<Option<Noting>> = const { RefCell::new(None) };
}

/// Makes a client by `make`, whose new connections use what the files of `security` hold by then.
pub(super) fn renewed<T, E>(security: &Security, make: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let identity = security.certificate_file.clone().zip(security.key_file.clone());
    if !security.protocol.is_tls() || (identity.is_none() && security.ca_file.is_none()) || index().is_none()
    {
        return make();
    }
    let files = Arc::new(Files {
        authorities: security.ca_file.clone(),
        identity,
        key_password: security.key_password.clone(),
        last_authorities: Mutex::default(),
        last_identity: Mutex::default(),
    });
    NOTING.set(Some(Noting { files, context: ptr::null_mut(), is_set: false }));
    let made = make();
    let noted = NOTING.take();
    if made.is_ok() && noted.is_some_and(|noted| !noted.is_set) {
        tracing::warn!(
            "this librdkafka has an OpenSSL of its own: new certificates need a restart of this client"
        );
    }
    made
}

/// Where contexts keep their [`Files`]; `None` where OpenSSL gives no place.
fn index() -> Option<c_int> {
    static INDEX: OnceLock<Option<c_int>> = OnceLock::new();
    *INDEX.get_or_init(|| {
        // SAFETY: the functions have the signatures that OpenSSL expects, and live as long as the program.
        let index = unsafe {
            openssl_sys::CRYPTO_get_ex_new_index(
                CERTIFICATES,
                0,
                ptr::null_mut(),
                Some(file_read),
                None,
                None,
            );
            let (made, freed) = (Some(context_made as _), Some(context_freed as _));
            openssl_sys::CRYPTO_get_ex_new_index(CONTEXTS, 0, ptr::null_mut(), made, None, freed)
        };
        (index >= 0).then_some(index)
    })
}

/// OpenSSL makes a context. It is only noted: it is not whole yet.
unsafe extern "C" fn context_made(
    context: *mut c_void,
    _: *mut c_void,
    _: *mut CRYPTO_EX_DATA,
    _: c_int,
    _: c_long,
    _: *mut c_void,
) {
    while_noting(|noting| noting.context = context.cast());
}

/// OpenSSL makes a certificate: on a thread that is noting, librdkafka is reading files into the context that it made.
unsafe extern "C" fn file_read(
    _: *mut c_void,
    _: *mut c_void,
    _: *mut CRYPTO_EX_DATA,
    _: c_int,
    _: c_long,
    _: *mut c_void,
) {
    while_noting(|noting| {
        if !noting.context.is_null() {
            noting.is_set = true;
            // SAFETY: the context is whole (files are read into it) and alive: librdkafka holds it, on this thread.
            unsafe { watch(noting.context, Arc::clone(&noting.files)) };
        }
    });
}

/// Does `act` where this thread is noting and has not set the context yet. Nothing may unwind into OpenSSL.
fn while_noting(act: impl FnOnce(&mut Noting)) {
    let _ = NOTING.try_with(|noting| {
        if let Ok(mut noting) = noting.try_borrow_mut()
            && let Some(noting) = &mut *noting
            && !noting.is_set
        {
            act(noting);
        }
    });
}

/// # Safety
/// `context` is whole, alive, and used by no other thread yet.
unsafe fn watch(context: *mut SSL_CTX, files: Arc<Files>) {
    let Some(index) = index() else { return };
    let argument = Arc::into_raw(files).cast_mut().cast::<c_void>();
    // SAFETY: the context takes the reference that `into_raw` gave, and `context_freed` gives it back when the context
    // goes; connections hold the context, so the argument lives as long as a callback may use it.
    unsafe {
        if openssl_sys::SSL_CTX_set_ex_data(context, index, argument) != 1 {
            drop(Arc::from_raw(argument.cast::<Files>()));
            return;
        }
        SSL_CTX_set_cert_verify_callback(context, Some(certificate_shown), argument);
    }
}

/// OpenSSL frees a context, ours or another.
unsafe extern "C" fn context_freed(
    _: *mut c_void,
    files: *mut c_void,
    _: *mut CRYPTO_EX_DATA,
    _: c_int,
    _: c_long,
    _: *mut c_void,
) {
    if !files.is_null() {
        // SAFETY: what stands at our index was put there by `watch`, and goes with its context.
        drop(unsafe { Arc::from_raw(files.cast::<Files>()) });
    }
}

/// A broker shows its certificate. It may ask for the client's, too, which is chosen after this.
unsafe extern "C" fn certificate_shown(context: *mut X509_STORE_CTX, files: *mut c_void) -> c_int {
    // SAFETY: the argument is that of `watch`, kept alive by the context that the connection holds.
    let files = unsafe { &*files.cast::<Files>() };
    let authorities = files.authorities();
    // SAFETY: the context of this verification is valid here, and knows its connection, which this thread alone uses. The
    // stack outlives the verification, which is done when the last call returns.
    unsafe {
        let place = openssl_sys::SSL_get_ex_data_X509_STORE_CTX_idx();
        let ssl = openssl_sys::X509_STORE_CTX_get_ex_data(context, place).cast::<SSL>();
        if let Some(identity) = files.identity()
            && !ssl.is_null()
        {
            prepare(ssl, &identity);
        }
        if let Some(authorities) = &authorities {
            X509_STORE_CTX_set0_trusted_stack(context, authorities.0.as_ptr());
        }
        openssl_sys::X509_verify_cert(context)
    }
}

/// Gives a connection the client's certificate, in place of what librdkafka has read.
///
/// # Safety
/// `ssl` is alive and used by this thread alone, in a handshake that has not come to the client's certificate.
unsafe fn prepare(ssl: *mut SSL, identity: &Identity) {
    let mut certificates = identity.certificates.iter();
    let Some(own) = certificates.next() else { return };
    // SAFETY: all pointers are alive; the connection takes references of its own.
    unsafe {
        SSL_certs_clear(ssl);
        openssl_sys::SSL_use_certificate(ssl, own.as_ptr());
        openssl_sys::SSL_use_PrivateKey(ssl, identity.key.as_ptr());
        for certificate in certificates {
            openssl_sys::SSL_ctrl(ssl, ADD_TO_CHAIN, KEEP_REFERENCE, certificate.as_ptr().cast());
        }
    }
}

impl Files {
    fn authorities(&self) -> Option<Arc<Authorities>> {
        let now = self.authorities.as_deref().map(read_authorities);
        freshest(&self.last_authorities, now)
    }

    fn identity(&self) -> Option<Arc<Identity>> {
        let files = self.identity.as_ref();
        let now = files.map(|(certificate, key)| read_identity(certificate, key, self.key_password.as_ref()));
        freshest(&self.last_identity, now)
    }
}

/// What was read now, or what was good before.
fn freshest<T>(last: &Mutex<Option<Arc<T>>>, now: Option<Result<T, String>>) -> Option<Arc<T>> {
    let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
    match now? {
        Ok(now) => *last = Some(Arc::new(now)),
        Err(reason) => tracing::warn!(reason, "new certificates cannot be used; the old ones are"),
    }
    last.clone()
}

fn read_authorities(file: &Path) -> Result<Authorities, String> {
    let mut stack = Stack::new().map_err(|error| error.to_string())?;
    for certificate in read_certificates(file)? {
        stack.push(certificate).map_err(|error| error.to_string())?;
    }
    Ok(Authorities(stack))
}

fn read_identity(certificate: &Path, key: &Path, password: Option<&Secret>) -> Result<Identity, String> {
    let certificates = read_certificates(certificate)?;
    let pem = fs::read(key).map_err(|error| format!("{}: {error}", key.display()))?;
    let read = match password {
        Some(password) => PKey::private_key_from_pem_passphrase(&pem, password.reveal().as_bytes()),
        None => PKey::private_key_from_pem(&pem),
    };
    let read = read.map_err(|_| format!("{} holds no key that can be read", key.display()))?;
    let fits = certificates[0].public_key().is_ok_and(|public| public.public_eq(&read));
    if !fits {
        return Err(format!("{} is not the key of {}", key.display(), certificate.display()));
    }
    Ok(Identity { certificates, key: read })
}

/// At least one.
fn read_certificates(file: &Path) -> Result<Vec<X509>, String> {
    let pem = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let certificates = X509::stack_from_pem(&pem).unwrap_or_default();
    if certificates.is_empty() {
        return Err(format!("{} holds no certificate in PEM", file.display()));
    }
    Ok(certificates)
}
