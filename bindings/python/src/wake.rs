//! A file descriptor that is readable while there is something to fetch: what an event loop can wait for.

use std::io;

pub(crate) use platform::Wake;

/// One eventfd.
#[cfg(target_os = "linux")]
mod platform {
    use std::os::fd::{AsRawFd, OwnedFd};

    use rustix::{
        event::{EventfdFlags, eventfd},
        io::{read, write},
    };

    use super::io;

    pub(crate) struct Wake(OwnedFd);

    impl Wake {
        pub(crate) fn new() -> io::Result<Self> {
            Ok(Self(eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?))
        }

        /// Makes the descriptor readable.
        pub(crate) fn set(&self) {
            // It can only fail when the counter is full: then it is readable.
            let _ = write(&self.0, &1u64.to_ne_bytes());
        }

        /// Makes it unreadable.
        pub(crate) fn clear(&self) {
            let _ = read(&self.0, &mut [0u8; 8]);
        }

        pub(crate) fn descriptor(&self) -> i32 {
            self.0.as_raw_fd()
        }
    }
}

/// A pair of sockets, where there is no eventfd.
#[cfg(not(target_os = "linux"))]
mod platform {
    use std::{
        io::{Read as _, Write as _},
        os::{fd::AsRawFd, unix::net::UnixStream},
    };

    use super::io;

    pub(crate) struct Wake {
        near: UnixStream,
        far: UnixStream,
    }

    impl Wake {
        pub(crate) fn new() -> io::Result<Self> {
            let (near, far) = UnixStream::pair()?;
            near.set_nonblocking(true)?;
            far.set_nonblocking(true)?;
            Ok(Self { near, far })
        }

        /// Makes the descriptor readable.
        pub(crate) fn set(&self) {
            let _ = (&self.far).write(&[1]);
        }

        /// Makes it unreadable.
        pub(crate) fn clear(&self) {
            let _ = (&self.near).read(&mut [0; 64]);
        }

        pub(crate) fn descriptor(&self) -> i32 {
            self.near.as_raw_fd()
        }
    }
}
