//! Ctrl-C: the first one asks the simulation to stop and keeps what is complete, the second ends at once.
//!
//! SIGTERM and SIGHUP do the same.

use std::{
    fs, io,
    path::PathBuf,
    process,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    failure::{Exit, Failure},
    terminal,
};

static CANCEL: AtomicBool = AtomicBool::new(false);

/// Folders that exist only while outputs are being written, innermost first.
static LITTER: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Listens for Ctrl-C from now on; the flag that comes back is raised by the first one.
pub(super) fn listen() -> Result<&'static AtomicBool, Failure> {
    match ctrlc::set_handler(stop) {
        Ok(()) | Err(ctrlc::Error::MultipleHandlers) => Ok(&CANCEL),
        Err(error) => {
            Err(Failure::Io { what: "cannot listen for Ctrl-C".into(), source: io::Error::other(error) })
        }
    }
}

fn stop() {
    if CANCEL.swap(true, Ordering::SeqCst) {
        sweep();
        process::exit(i32::from(Exit::Interrupted.code()));
    }
    terminal::note("interrupted: keeping what is complete; press Ctrl-C again to end at once");
}

/// Sets which folders must go if the program ends at once.
pub(super) fn set_litter(folders: Vec<PathBuf>) {
    *LITTER.lock().unwrap_or_else(PoisonError::into_inner) = folders;
}

fn sweep() {
    let folders = LITTER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((staging, created)) = folders.split_first() {
        // The other threads still write: a file may appear while its folder is being emptied.
        let _ = (0..20).find(|_| fs::remove_dir_all(staging).is_ok() || !staging.exists());
        for folder in created {
            let _ = fs::remove_dir(folder);
        }
    }
}
