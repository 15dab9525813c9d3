//! The logic of the `tda` command, behind the Rust binary and the script of the Python wheel alike.
//!
//! Data goes to stdout, progress and messages to stderr. A new subcommand is a file in this folder and a variant of
//! `Command`.

#[cfg(feature = "kafka")]
mod acls;
mod catalog;
mod catalogs;
#[cfg(feature = "kafka")]
mod cluster_topics;
#[cfg(feature = "compute")]
mod compute;
#[cfg(feature = "kafka")]
mod connect;
mod convert;
#[cfg(all(feature = "kafka", feature = "compute"))]
mod demo;
#[cfg(feature = "kafka")]
mod deployment;
#[cfg(feature = "kafka")]
mod dlq;
#[cfg(feature = "kafka")]
mod doctor;
#[cfg(feature = "kafka")]
mod erase_user;
mod failure;
mod form;
mod generate;
#[cfg(feature = "kafka")]
mod groups;
#[cfg(feature = "kafka")]
mod health;
#[cfg(feature = "kafka")]
mod keys;
mod new_event;
mod peek;
#[cfg(feature = "kafka")]
mod plan_report;
#[cfg(feature = "compute")]
mod points;
#[cfg(feature = "kafka")]
mod position;
#[cfg(feature = "kafka")]
mod produce;
#[cfg(feature = "kafka")]
mod rows;
#[cfg(feature = "kafka")]
mod scale;
mod schemas;
#[cfg(all(feature = "kafka", feature = "compute"))]
mod selftest;
mod stream;
#[cfg(feature = "kafka")]
mod tail;
mod topics;
mod validate;
#[cfg(all(feature = "kafka", feature = "compute"))]
mod worker;

use std::{ffi::OsString, process::ExitCode};

use clap::{Parser, Subcommand};

pub(crate) use self::failure::Failure;

/// Topological data analysis as a service: compute barcodes, watch jobs, try it all without a server.
#[derive(Debug, Parser)]
#[command(name = "tda", version, after_help = AFTER_HELP, max_term_width = 100)]
struct Arguments {
    /// How a line of the log looks on stderr, text or json; else LOG_FORMAT. LOG_LEVEL says how much is told.
    #[cfg(feature = "kafka")]
    #[arg(long, global = true, value_name = "FORMAT")]
    log_format: Option<crate::telemetry::LogFormat>,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Try it:
  tda demo                                        a job from event to barcode, no server needed
  tda compute vietoris-rips points.csv            the barcode of your own points
  tda new-event job.submitted                     a valid sample of an event
  tda new-event job.submitted | tda convert --to cloudevents/json

Exit codes: 0 done; 1 bad data; 2 bad arguments; 3 the broker; 4 a limit; 5 a fault of tda; 130 interrupted.";

#[derive(Debug, Subcommand)]
enum Command {
    #[cfg(feature = "kafka")]
    Acls(acls::Acls),
    Catalog(catalog::CatalogCommand),
    /// Compute persistence diagrams of points or distances.
    #[cfg(feature = "compute")]
    Compute(compute::Compute),
    Convert(convert::Convert),
    /// Run a job from event to barcode with a broker inside the process: nothing to install.
    #[cfg(all(feature = "kafka", feature = "compute"))]
    Demo(demo::Demo),
    #[cfg(feature = "kafka")]
    Dlq(dlq::Dlq),
    #[cfg(feature = "kafka")]
    Doctor(doctor::Doctor),
    #[cfg(feature = "kafka")]
    EraseUser(erase_user::EraseUserArguments),
    Generate(generate::Generate),
    #[cfg(feature = "kafka")]
    Groups(groups::Groups),
    #[cfg(feature = "kafka")]
    Health(health::HealthArguments),
    #[cfg(feature = "kafka")]
    Keys(keys::Keys),
    /// Print a valid sample of an event.
    NewEvent(new_event::NewEvent),
    Peek(peek::Peek),
    #[cfg(feature = "kafka")]
    Produce(produce::Produce),
    #[cfg(feature = "kafka")]
    Scale(scale::Scale),
    Schemas(schemas::Schemas),
    #[cfg(all(feature = "kafka", feature = "compute"))]
    Selftest(selftest::Selftest),
    /// Print the events of topics as they come.
    #[cfg(feature = "kafka")]
    Tail(tail::Tail),
    Topics(topics::TopicsCommand),
    Validate(validate::Validate),
    /// Compute jobs from `job.submitted` events until interrupted.
    #[cfg(all(feature = "kafka", feature = "compute"))]
    Worker(worker::WorkerArguments),
}

/// Runs the command; `arguments` begin with the program's name, which is also how it starts itself again.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let program = std::env::current_exe().map_or_else(|_| OsString::from("tda"), OsString::from);
    main_as(&[program], arguments)
}

/// As [`main`], where the command is started as `program` (a path and first arguments), such as
/// `python -m tda_stream`.
pub fn main_as(program: &[OsString], arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::from(exit_code_as(program, arguments))
}

/// As [`main_as`], with the exit code as a number, for hosts that end the process themselves.
pub fn exit_code_as(program: &[OsString], arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to stdout with 0, everything else to stderr with 2.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    #[cfg(feature = "kafka")]
    connect::prefer_log_format(arguments.log_format);
    let outcome = run(program, arguments.command);
    #[cfg(feature = "kafka")]
    connect::end_telemetry();
    match outcome {
        Ok(()) => 0,
        Err(failure) => {
            failure.print();
            failure.exit_code()
        }
    }
}

#[cfg_attr(not(feature = "kafka"), allow(unused_variables, reason = "only the demo starts itself again"))]
fn run(program: &[OsString], command: Command) -> Result<(), Failure> {
    match command {
        #[cfg(feature = "kafka")]
        Command::Acls(acls) => acls.run(),
        Command::Catalog(catalog) => catalog.run(),
        #[cfg(feature = "compute")]
        Command::Compute(compute) => compute.run(),
        Command::Convert(convert) => convert.run(),
        #[cfg(all(feature = "kafka", feature = "compute"))]
        Command::Demo(demo) => demo.run(program),
        #[cfg(feature = "kafka")]
        Command::Dlq(dlq) => dlq.run(),
        #[cfg(feature = "kafka")]
        Command::Doctor(doctor) => doctor.run(),
        #[cfg(feature = "kafka")]
        Command::EraseUser(erase_user) => erase_user.run(),
        Command::Generate(generate) => generate.run(),
        #[cfg(feature = "kafka")]
        Command::Groups(groups) => groups.run(),
        #[cfg(feature = "kafka")]
        Command::Health(health) => health.run(),
        #[cfg(feature = "kafka")]
        Command::Keys(keys) => keys.run(),
        Command::NewEvent(new_event) => new_event.run(),
        Command::Peek(peek) => peek.run(),
        #[cfg(feature = "kafka")]
        Command::Produce(produce) => produce.run(),
        #[cfg(feature = "kafka")]
        Command::Scale(scale) => scale.run(),
        Command::Schemas(schemas) => schemas.run(),
        #[cfg(all(feature = "kafka", feature = "compute"))]
        Command::Selftest(selftest) => selftest.run(),
        #[cfg(feature = "kafka")]
        Command::Tail(tail) => tail.run(),
        Command::Topics(topics) => topics.run(),
        Command::Validate(validate) => validate.run(),
        #[cfg(all(feature = "kafka", feature = "compute"))]
        Command::Worker(worker) => worker.run(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
