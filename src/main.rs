//! The command line of crosscheck: arguments in, exit status out. Everything else is in the library.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
