//! The terminal: the key and the signals that end a long command.

use std::io::{IsTerminal as _, Read as _};
use std::thread;

use crate::io::watch::Bell;

/// Listens to the user until it is dropped, and leaves the terminal as it was.
pub struct Keyboard {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl Keyboard {
    /// Asks to stop when `q` is pressed or the system wants us to end.
    pub fn listen(bell: &Bell) -> Self {
        let ended = bell.clone();
        // Where the system takes no wishes of ours, it ends the program itself.
        let _ = ctrlc::set_handler(move || ended.stop());
        let keyboard = Self::open();
        if keyboard.is_heard() {
            let pressed = bell.clone();
            thread::spawn(move || {
                let keys = std::io::stdin().lock().bytes().map_while(Result::ok);
                if keys.into_iter().any(|key| key.eq_ignore_ascii_case(&b'q')) {
                    pressed.stop();
                }
            });
        }
        keyboard
    }

    /// Lets single keys through: a terminal otherwise keeps them until a line is whole.
    #[cfg(unix)]
    fn open() -> Self {
        use rustix::termios::{
            LocalModes, OptionalActions, tcgetattr, tcgetpgrp, tcsetattr,
        };
        let input = std::io::stdin();
        // Whoever reads from the terminal in the background is stopped.
        let in_front =
            tcgetpgrp(&input).is_ok_and(|group| group == rustix::process::getpgrp());
        let before = tcgetattr(&input).ok().filter(|_| in_front && input.is_terminal());
        if let Some(before) = &before {
            let mut raw = before.clone();
            raw.local_modes -= LocalModes::ICANON | LocalModes::ECHO;
            let _ = tcsetattr(&input, OptionalActions::Now, &raw);
        }
        Self { before }
    }

    /// Elsewhere `q` counts when the line is whole.
    #[cfg(not(unix))]
    fn open() -> Self {
        Self {}
    }

    /// Whether keys reach us.
    #[cfg(unix)]
    pub fn is_heard(&self) -> bool {
        self.before.is_some()
    }

    /// Whether keys reach us.
    #[cfg(not(unix))]
    pub fn is_heard(&self) -> bool {
        std::io::stdin().is_terminal()
    }
}

#[cfg(unix)]
impl Drop for Keyboard {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        if let Some(before) = &self.before {
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, before);
        }
    }
}
