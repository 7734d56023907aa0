//! Files that appear whole or not at all, and together.
//!
//! Everything is written to a hidden folder inside the target and moved into place at the end, the
//! manifest last: where a manifest is, the set is complete. A failure or Ctrl-C leaves no trace.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::report::charts::Chart;

use super::{failure::Failure, interrupt, manifest};

/// A file that is written, and its SHA-256 in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Its name in the folder.
    pub name: String,
    /// Its hash.
    pub sha256: String,
}

/// A set of files on its way to one folder.
#[derive(Debug)]
pub(super) struct Outputs {
    folder: PathBuf,
    /// `None` once published.
    staging: Option<TempDir>,
    /// The folders that were made for this, innermost first.
    created: Vec<PathBuf>,
    written: Vec<Written>,
}

impl Outputs {
    /// Opens a set of files for `folder`, which is made if it is not there.
    pub(super) fn open(folder: &Path) -> Result<Self, Failure> {
        let missing = folder.ancestors().filter(|path| !path.as_os_str().is_empty() && !path.exists());
        let mut outputs = Self {
            folder: folder.to_owned(),
            staging: None,
            created: missing.map(Path::to_owned).collect(),
            written: Vec::new(),
        };
        fs::create_dir_all(folder).map_err(|source| Failure::io("make the folder", folder, source))?;
        let staging = tempfile::Builder::new()
            .prefix(".armistice-")
            .tempdir_in(folder)
            .map_err(|source| Failure::io("write to", folder, source))?;
        let litter = [staging.path().to_owned()].into_iter().chain(outputs.created.iter().cloned());
        interrupt::set_litter(litter.collect());
        outputs.staging = Some(staging);
        Ok(outputs)
    }

    /// The files so far, in the order in which they were written.
    pub(super) fn written(&self) -> &[Written] {
        &self.written
    }

    /// Writes one file.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let mut stream = self.stream(name)?;
        stream.write_all(bytes).map_err(|source| self.failed(name, source))?;
        self.close(stream)
    }

    /// Writes both pictures of a chart.
    pub(super) fn add_chart(&mut self, chart: &Chart) -> Result<(), Failure> {
        self.add(&format!("{}.svg", chart.id), chart.svg().as_bytes())?;
        self.add(&format!("{}.png", chart.id), &chart.png())
    }

    /// Begins a file that is written piece by piece; [`close`](Self::close) ends it.
    pub(super) fn stream(&self, name: &str) -> Result<Stream, Failure> {
        let staging = self.staging.as_ref().expect("files are added only before `publish`");
        let file = File::create_new(staging.path().join(name)).map_err(|source| self.failed(name, source))?;
        let hashing = Hashing { file, hash: Sha256::new() };
        Ok(Stream { name: name.to_owned(), inner: BufWriter::with_capacity(1 << 16, hashing) })
    }

    /// Ends a file.
    pub(super) fn close(&mut self, stream: Stream) -> Result<(), Failure> {
        let Stream { name, inner } = stream;
        let Hashing { file, hash } =
            inner.into_inner().map_err(|error| self.failed(&name, error.into_error()))?;
        file.sync_all().map_err(|source| self.failed(&name, source))?;
        self.written.push(Written { name, sha256: hexadecimal(&hash.finalize()) });
        Ok(())
    }

    /// The failure of writing the file `name`.
    pub(super) fn failed(&self, name: &str, source: io::Error) -> Failure {
        Failure::io("write", &self.folder.join(name), source)
    }

    /// Moves every file into place, and takes away what an earlier run left that this one does not make.
    pub(super) fn publish(mut self) -> Result<(), Failure> {
        let staging = self.staging.take().expect("`publish` takes the set, so it is called once");
        let moved = self.move_into_place(staging.path());
        drop(staging);
        if moved.is_ok() {
            self.created.clear();
        }
        interrupt::set_litter(Vec::new());
        moved
    }

    fn move_into_place(&self, staging: &Path) -> Result<(), Failure> {
        for Written { name, .. } in &self.written {
            if self.folder.join(name).is_dir() {
                return Err(self.failed(name, io::Error::other("a folder of that name is in the way")));
            }
        }
        let manifest = self.folder.join(manifest::NAME);
        let stale = manifest::read(&manifest);
        remove(&manifest)?;
        for Written { name, .. } in &self.written {
            if name != manifest::NAME {
                self.move_one(staging, name)?;
            }
        }
        for old in stale {
            self.remove_stale(&old)?;
        }
        if self.written.iter().any(|file| file.name == manifest::NAME) {
            self.move_one(staging, manifest::NAME)?;
        }
        synchronise(&self.folder).map_err(|source| Failure::io("write to", &self.folder, source))
    }

    fn move_one(&self, staging: &Path, name: &str) -> Result<(), Failure> {
        fs::rename(staging.join(name), self.folder.join(name)).map_err(|source| self.failed(name, source))
    }

    /// Removes an output of an earlier run, unless it is one of this run's or somebody has changed it since.
    fn remove_stale(&self, old: &Written) -> Result<(), Failure> {
        let ours = self.written.iter().any(|file| file.name == old.name);
        let path = self.folder.join(&old.name);
        let unchanged =
            || fs::read(&path).is_ok_and(|bytes| hexadecimal(&Sha256::digest(bytes)) == old.sha256);
        if ours || !unchanged() { Ok(()) } else { remove(&path) }
    }
}

impl Drop for Outputs {
    fn drop(&mut self) {
        drop(self.staging.take());
        for folder in &self.created {
            // Fails where somebody else has put something in meanwhile, which then stays.
            let _ = fs::remove_dir(folder);
        }
        interrupt::set_litter(Vec::new());
    }
}

/// A file being written piece by piece.
#[derive(Debug)]
pub(super) struct Stream {
    name: String,
    inner: BufWriter<Hashing>,
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Hashes what it writes.
#[derive(Debug)]
struct Hashing {
    file: File,
    hash: Sha256,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.hash.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::io("replace", path, error)),
        _ => Ok(()),
    }
}

/// Makes sure that the moves outlast a power cut, where a folder can be synchronised.
fn synchronise(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
