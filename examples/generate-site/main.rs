//! Writes a folder of made-up plans, for measuring: `generate-site N DIR`.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "an example for the command line: it writes files and says so"
)]

mod plans;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [number, folder] = arguments.as_slice() else {
        eprintln!("usage: generate-site N DIR: writes N plans below DIR");
        return ExitCode::from(2);
    };
    let Ok(number) = number.parse::<usize>() else {
        eprintln!("error: `{number}` is no number of plans");
        return ExitCode::from(2);
    };
    match generate(number, Path::new(folder)) {
        Ok(bytes) => {
            eprintln!("{number} plans, {bytes} bytes in {folder}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(3)
        }
    }
}

/// Writes the plans; gives how many bytes they have.
fn generate(number: usize, folder: &Path) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("ouro.yaml"), "title: Harbour works\n")?;
    let mut bytes = 0;
    for plan in 0..number {
        let path = folder.join("content").join(plans::path(plan));
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        let text = plans::text(plan, number);
        bytes += text.len();
        fs::write(path, text)?;
    }
    Ok(bytes)
}
