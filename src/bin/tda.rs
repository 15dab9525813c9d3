//! The `tda` command. Its logic is `tda_client::cli`, which the Python wheel's script calls too.

fn main() -> std::process::ExitCode {
    tda_client::cli::main(std::env::args_os())
}
