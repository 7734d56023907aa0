//! A file by itself that appears whole or not at all.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Existing {
    /// It stays, and writing fails.
    Keep,
    /// The new one takes its place.
    Replace,
    /// The new one takes its place, and is for whom the old one was.
    Rewrite,
}

/// Writes a file into a folder that is there.
pub(super) fn write(path: &Path, bytes: &[u8], existing: Existing) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".armistice-");
    if let Some(permissions) = new_file_permissions() {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder)?;
    if existing == Existing::Rewrite {
        file.as_file().set_permissions(path.metadata()?.permissions())?;
    }
    file.write_all(bytes).and_then(|()| file.as_file().sync_all())?;
    let moved = match existing {
        Existing::Keep => file.persist_noclobber(path),
        Existing::Replace | Existing::Rewrite => file.persist(path),
    };
    moved.map(drop).map_err(|error| error.error)
}

/// A temporary file is its owner's alone; what the user asked for is as open as their other files.
fn new_file_permissions() -> Option<fs::Permissions> {
    #[cfg(unix)]
    return Some(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    #[cfg(not(unix))]
    return None;
}
