//! Ctrl-C, or the wish of the system, while a site is put in place: what is half
//! done is taken back, and then the program ends.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::thread;

use crate::io::locked;

/// What the program ends with, as a shell says it of one that was interrupted.
const CODE: i32 = 130;

/// Whether the program is to end.
static WANTED: AtomicBool = AtomicBool::new(false);

/// Held while something is done that has to be taken back first.
static BUSY: Mutex<()> = Mutex::new(());

/// Does something that looks now and then whether it is wanted to end, and lets it
/// take back what it has done before the program ends; then `tell` can say how it
/// went.
pub fn finish<T>(work: impl FnOnce() -> T, tell: impl FnOnce(&T)) -> T {
    let held = hold();
    // Where the system takes no wishes of ours, it ends the program itself.
    let _ = ctrlc::set_handler(|| {
        WANTED.store(true, Ordering::SeqCst);
        let _free = hold();
        end();
    });
    let done = work();
    if is_wanted() {
        tell(&done);
    }
    drop(held);
    while is_wanted() {
        // The program ends on the thread that heard the wish.
        thread::park();
    }
    done
}

/// Whether the program is to end as soon as it can.
pub(super) fn is_wanted() -> bool {
    WANTED.load(Ordering::SeqCst)
}

fn hold() -> MutexGuard<'static, ()> {
    locked(&BUSY)
}

#[expect(clippy::exit, reason = "the program waits on another thread for its end")]
fn end() {
    process::exit(CODE);
}
