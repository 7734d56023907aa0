//! Files that appear whole or not at all, and together.
//!
//! Everything is written to a hidden folder inside the target and moved into place at the end, the
//! manifest last: where a manifest is, the set is complete. A failure or Ctrl-C leaves no trace, unless the folder is
//! kept to go on from.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::report::charts::Chart;

use super::{
    failure::Failure,
    interrupt, manifest,
    saved::Rows,
    staging::{self, Staging},
};

/// A file that is written, and its SHA-256 in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Its name in the folder.
    pub name: String,
    /// Its hash.
    pub sha256: String,
}

impl Written {
    /// How many bytes a file has, and its hash.
    pub(super) fn of(path: &Path) -> io::Result<(u64, String)> {
        let mut hash = Sha256::new();
        let bytes = hash_of(&mut File::open(path)?, &mut hash)?;
        Ok((bytes, hexadecimal(&hash.finalize())))
    }
}

/// A set of files on its way to one folder.
#[derive(Debug)]
pub(super) struct Outputs {
    folder: PathBuf,
    /// `None` once published.
    staging: Option<Staging>,
    /// The file that comes last: where it is, the set is complete.
    seal: String,
    /// The folders that were made for this, innermost first.
    created: Vec<PathBuf>,
    written: Vec<Written>,
}

impl Outputs {
    /// Opens a set of files for `folder`, which is made if it is not there.
    pub(super) fn open(folder: &Path) -> Result<Self, Failure> {
        Self::open_in(folder, manifest::NAME, |folder| Staging::new(folder, staging::PREFIX))
    }

    /// Opens a set of files that is complete where the file `seal` is, and that is made in such a hidden folder.
    pub(super) fn open_in(
        folder: &Path,
        seal: &str,
        stage: impl FnOnce(&Path) -> io::Result<Staging>,
    ) -> Result<Self, Failure> {
        let missing = folder.ancestors().filter(|path| !path.as_os_str().is_empty() && !path.exists());
        let mut outputs = Self {
            folder: folder.to_owned(),
            staging: None,
            seal: seal.to_owned(),
            created: missing.map(Path::to_owned).collect(),
            written: Vec::new(),
        };
        fs::create_dir_all(folder).map_err(|source| Failure::io("make the folder", folder, source))?;
        let staging = stage(folder).map_err(|source| match source.kind() {
            io::ErrorKind::WouldBlock => Failure::helped(
                format!("another process is at work on the same in {}", folder.display()),
                "wait until it has ended",
            ),
            _ => Failure::io("write to", folder, source),
        })?;
        if !staging.is_kept() {
            let litter = [staging.path().to_owned()].into_iter().chain(outputs.created.iter().cloned());
            interrupt::set_litter(litter.collect());
        }
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
        let file = File::create(self.staged(name)).map_err(|source| self.failed(name, source))?;
        Ok(Stream::new(name, Hashing { file, hash: Sha256::new(), bytes: 0 }))
    }

    /// Goes on with a file that an earlier process began, as far as `rows` says; `None` if it is not what that says.
    pub(super) fn reopen(&self, name: &str, rows: &Rows) -> Result<Option<Stream>, Failure> {
        let staged = self.staged(name);
        let failed = |source| self.failed(name, source);
        // A process that was killed while it moved its files into place may have moved this one.
        let moved = self.folder.join(name);
        if !staged.exists() && Hashing::reopen(&moved, rows).map_err(failed)?.is_some() {
            fs::rename(&moved, &staged).map_err(failed)?;
        }
        let hashing = Hashing::reopen(&staged, rows).map_err(failed)?;
        if let Some(hashing) = &hashing {
            hashing.file.set_len(hashing.bytes).map_err(failed)?;
        }
        Ok(hashing.map(|hashing| Stream::new(name, hashing)))
    }

    /// Where a file is until all are moved into place.
    pub(super) fn staged(&self, name: &str) -> PathBuf {
        self.staging.as_ref().expect("files are added only before `publish`").path().join(name)
    }

    /// Ends a file.
    pub(super) fn close(&mut self, stream: Stream) -> Result<(), Failure> {
        let Stream { name, inner } = stream;
        let Hashing { file, hash, .. } =
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
        if moved.is_ok() {
            staging.discard();
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
        let seal = self.folder.join(&self.seal);
        let stale = manifest::read(&seal);
        remove(&seal)?;
        for Written { name, .. } in &self.written {
            if *name != self.seal {
                self.move_one(staging, name)?;
            }
        }
        for old in stale {
            self.remove_stale(&old)?;
        }
        if self.written.iter().any(|file| file.name == self.seal) {
            self.move_one(staging, &self.seal)?;
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

impl Stream {
    fn new(name: &str, hashing: Hashing) -> Self {
        Self { name: name.to_owned(), inner: BufWriter::with_capacity(1 << 16, hashing) }
    }

    /// Sees to it that all so far outlasts a power cut, and says what it is.
    pub(super) fn secure(&mut self) -> io::Result<Rows> {
        self.inner.flush()?;
        let Hashing { file, hash, bytes } = self.inner.get_ref();
        file.sync_data()?;
        Ok(Rows { bytes: *bytes, sha256: hexadecimal(&hash.clone().finalize()) })
    }
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
    bytes: u64,
}

impl Hashing {
    /// A file whose beginning is as `rows` says, at the end of that; `None` if it is not.
    fn reopen(path: &Path, rows: &Rows) -> io::Result<Option<Self>> {
        let mut file = match File::options().read(true).write(true).open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let mut hash = Sha256::new();
        let bytes = hash_of(&mut (&mut file).take(rows.bytes), &mut hash)?;
        file.seek(SeekFrom::Start(bytes))?;
        let is_same = bytes == rows.bytes && hexadecimal(&hash.clone().finalize()) == rows.sha256;
        Ok(is_same.then_some(Self { file, hash, bytes }))
    }
}

/// Hashes what a reader gives, and says how many bytes it was.
pub(super) fn hash_of(reader: &mut impl Read, hash: &mut Sha256) -> io::Result<u64> {
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(count) => {
                hash.update(&buffer[..count]);
                bytes += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.hash.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::io("replace", path, error)),
        _ => Ok(()),
    }
}

/// Makes sure that the moves outlast a power cut, where a folder can be synchronised.
pub(super) fn synchronise(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
