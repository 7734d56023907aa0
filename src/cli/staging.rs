//! The hidden folder in which outputs are made before they are moved into place, and who holds it.
//!
//! It has a lock while its process lives. One that a killed process left is cleared by the next of its kind, unless it
//! is kept to go on from.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::outputs::synchronise;

/// What every such folder's name begins with.
pub(super) const PREFIX: &str = ".armistice-";

/// What its name begins with when it is kept.
pub(super) const KEPT_PREFIX: &str = ".armistice-resume-";

/// What is in one that is worth keeping.
pub(super) const CHECKPOINT: &str = "checkpoint.json";

const LOCK: &str = "lock";

/// A hidden folder; it goes with this value unless it is kept and has a checkpoint.
#[derive(Debug)]
pub(super) struct Staging {
    path: PathBuf,
    /// `None` where the file system knows no locks.
    lock: Option<File>,
    is_kept: bool,
}

impl Staging {
    /// A new one inside `folder`, after those of dead processes with the same `prefix` have been cleared.
    pub(super) fn new(folder: &Path, prefix: &str) -> io::Result<Self> {
        clear_dead(folder, prefix)?;
        // Between making the folder and locking it, another process may take it for a dead one's.
        let mut attempts = 3;
        loop {
            let path = tempfile::Builder::new().prefix(prefix).tempdir_in(folder)?.keep();
            match lock(&path) {
                Ok(lock) => return Ok(Self { path, lock, is_kept: false }),
                Err(_) if attempts > 0 => attempts -= 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// The one of this name inside `folder`, with what an earlier process left in it; it is kept until it is
    /// [discarded](Self::discard). Fails with [`io::ErrorKind::WouldBlock`] while another process holds it.
    pub(super) fn kept(folder: &Path, name: &str) -> io::Result<Self> {
        let path = folder.join(name);
        fs::create_dir_all(&path)?;
        synchronise(folder)?;
        Ok(Self { lock: lock(&path)?, path, is_kept: true })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) const fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// Removes it, with all that is still in it.
    pub(super) fn discard(mut self) {
        self.is_kept = false;
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.is_kept || !self.path.join(CHECKPOINT).exists() {
            // Unlocked first, since some systems remove no open file.
            drop(self.lock.take());
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

fn lock(path: &Path) -> io::Result<Option<File>> {
    let file = File::create(path.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Removes what killed processes left of this kind: a prefix and a random end.
fn clear_dead(folder: &Path, prefix: &str) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let end = name.to_str().and_then(|name| name.strip_prefix(prefix));
        if end.is_some_and(|end| !end.is_empty() && !end.contains('-')) {
            clear_if_dead(&entry.path());
        }
    }
    Ok(())
}

/// Removes a hidden folder that no process holds.
pub(super) fn clear_if_dead(path: &Path) {
    // One without a lock may be about to get it: only an empty one goes.
    let Ok(lock) = File::open(path.join(LOCK)) else {
        let _ = fs::remove_dir(path);
        return;
    };
    if lock.try_lock().is_ok() {
        let _ = fs::remove_dir_all(path);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{CHECKPOINT, PREFIX, Staging};

    #[test]
    fn what_a_dead_process_left_goes_and_what_a_living_one_holds_stays() {
        let folder = tempfile::TempDir::new().unwrap();
        let names = || {
            let mut names: Vec<_> =
                fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        for name in [
            ".armistice-dead",
            ".armistice-empty",
            ".armistice-resume-dead",
            ".armistice-shard-1-dead",
            "mine",
        ] {
            fs::create_dir(folder.path().join(name)).unwrap();
            if !name.ends_with("empty") {
                fs::write(folder.path().join(name).join("lock"), "").unwrap();
            }
        }
        let living = Staging::new(folder.path(), PREFIX).unwrap();
        let another = Staging::new(folder.path(), PREFIX).unwrap();
        let mut expected = vec![
            ".armistice-resume-dead".into(),
            ".armistice-shard-1-dead".into(),
            living.path().file_name().unwrap().to_owned(),
            another.path().file_name().unwrap().to_owned(),
            "mine".into(),
        ];
        expected.sort();
        assert_eq!(names(), expected);
        drop((living, another));
        assert_eq!(names(), [".armistice-resume-dead", ".armistice-shard-1-dead", "mine"]);
    }

    #[test]
    fn a_kept_one_is_there_again_but_not_for_two_at_once() {
        let folder = tempfile::TempDir::new().unwrap();
        let kept = Staging::kept(folder.path(), ".armistice-resume-1").unwrap();
        fs::write(kept.path().join(CHECKPOINT), "rows").unwrap();
        let error = Staging::kept(folder.path(), ".armistice-resume-1").unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock);
        drop(kept);
        let kept = Staging::kept(folder.path(), ".armistice-resume-1").unwrap();
        assert_eq!(fs::read(kept.path().join(CHECKPOINT)).unwrap(), b"rows");
        kept.discard();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        drop(Staging::kept(folder.path(), ".armistice-resume-1").unwrap());
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            0,
            "without a checkpoint it is not worth keeping"
        );
    }
}
