//! `ouro completions` and `ouro man`: what is made from the arguments themselves.

use clap::CommandFactory as _;

use crate::cli::args::{Arguments, Completions, Man};
use crate::cli::report;
use crate::cli::{Done, Outcome};
use crate::diagnostic::nearest;
use crate::io::{self, IoError};

/// The name under which the program is called.
const NAME: &str = "ouro";

/// Prints what a shell needs.
pub(super) fn completions(options: &Completions) -> Done {
    let mut text = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), NAME, &mut text);
    report::document(&String::from_utf8_lossy(&text));
    Ok(Outcome::Fine)
}

/// Prints a manual page, or writes all of them.
pub(super) fn page(options: &Man) -> Done {
    if let Some(folder) = &options.output {
        io::create_folder(folder)?;
        clap_mangen::generate_to(Arguments::command(), folder)
            .map_err(|error| IoError::write(folder, error))?;
        return Ok(Outcome::Fine);
    }
    let mut program = Arguments::command();
    // So each command knows its whole name.
    program.build();
    let Some(name) = &options.command else { return Ok(print(program)) };
    if let Some(command) = program.find_subcommand(name) {
        return Ok(print(command.clone()));
    }
    let names = program.get_subcommands().map(clap::Command::get_name);
    let hint = nearest(name, names).map_or_else(
        || "`ouro --help` names them all".to_owned(),
        |near| format!("the nearest is `{near}`"),
    );
    report::note(&format!("error: there is no command `{name}`\n  = hint: {hint}"));
    Ok(Outcome::Usage)
}

fn print(command: clap::Command) -> Outcome {
    let mut text = Vec::new();
    let written = clap_mangen::Man::new(command).render(&mut text);
    written.expect("a page is written to memory");
    report::document(&String::from_utf8_lossy(&text));
    Outcome::Fine
}
