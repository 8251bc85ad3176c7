//! The program: everything is in the library; the command line is one of its doors.

use std::process::ExitCode;

fn main() -> ExitCode {
    aftersales::cli::main()
}
