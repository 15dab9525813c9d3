//! Compiles the C++ half of the bridge, and lays its headers where CMake finds them.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// Where the headers go instead of `tda-stream-cpp/include` beside the library.
const HEADER_FOLDER: &str = "TDA_CPP_HEADER_OUT";
/// Declares what Rust calls in C++.
const CALLBACKS: &str = "include/tda/detail/callbacks.hpp";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src/lib.rs");
    println!("cargo::rerun-if-changed={CALLBACKS}");
    println!("cargo::rerun-if-env-changed={HEADER_FOLDER}");
    cxx_build::bridge("src/lib.rs").include("include").std("c++17").compile("tda_stream_cpp_bridge");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let generated = out.join("cxxbridge/include");
    let headers = env::var_os(HEADER_FOLDER).map_or_else(|| beside_the_library(&out), PathBuf::from);
    let detail = headers.join("tda/detail");
    fs::create_dir_all(&detail)?;
    copy_if_changed(&generated.join("tda-stream-cpp/src/lib.rs.h"), &detail.join("bridge.h"))?;
    copy_if_changed(&generated.join("rust/cxx.h"), &detail.join("cxx.h"))
}

/// `OUT_DIR` is `<profile>/build/<package>-<hash>/out`.
fn beside_the_library(out: &Path) -> PathBuf {
    out.ancestors().nth(3).unwrap_or(out).join("tda-stream-cpp/include")
}

/// A file that stays as it is keeps its time, so that C++ is not compiled anew.
fn copy_if_changed(from: &Path, to: &Path) -> io::Result<()> {
    let text = fs::read(from)?;
    if fs::read(to).is_ok_and(|present| present == text) { Ok(()) } else { fs::write(to, text) }
}
