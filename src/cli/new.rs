//! `armistice new`: a commented scenario to start from. A new template is a file in templates/ and a line here.

use std::{
    ffi::OsStr,
    io,
    path::{MAIN_SEPARATOR, Path, PathBuf},
};

use clap::{Args, ValueEnum};

use super::{
    failure::{Exit, Failure},
    one_file, terminal,
};

/// Write a commented scenario to start from
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Its name; NAME.toml is written, and never over a file that is there
    name: PathBuf,
    /// What to start from
    #[arg(long, value_enum, default_value_t = Template::Ceasefire)]
    template: Template,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Template {
    /// Two belligerents and a guarantor, with a ceasefire to hold
    Ceasefire,
    /// Two sides and one issue: the smallest talks there are
    Bargain,
}

impl Template {
    const fn text(self) -> &'static str {
        match self {
            Self::Ceasefire => include_str!("templates/ceasefire.toml"),
            Self::Bargain => include_str!("templates/bargain.toml"),
        }
    }
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let (path, title) = target(&arguments.name)?;
    let text = arguments.template.text().replace("{{name}}", &title);
    write_new(&path, &text)?;
    let shown = path.display();
    terminal::print(&format!("{shown}\n"))?;
    let typed = for_a_shell(&shown.to_string());
    terminal::note(format_args!("next: armistice check {typed} && armistice run {typed}"));
    Ok(Exit::Done)
}

/// A path as it is typed in a shell: in quotes when it has spaces or characters that a shell reads itself.
pub(super) fn for_a_shell(path: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./\\:".contains(letter);
    if path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

/// The file to write and the scenario's name.
fn target(name: &Path) -> Result<(PathBuf, String), Failure> {
    let refused = || {
        let what = format!("`{}` is no name for a scenario", name.display());
        Failure::helped(what, "use letters, digits, `-` and `_`")
    };
    let file = name.file_name().and_then(OsStr::to_str).ok_or_else(refused)?;
    let stem = file.strip_suffix(".toml").unwrap_or(file);
    let good = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | ' ' | '.');
    let names_a_folder = name.as_os_str().to_string_lossy().ends_with(MAIN_SEPARATOR);
    if stem.trim().is_empty() || !stem.chars().all(good) || names_a_folder {
        return Err(refused());
    }
    Ok((name.with_file_name(format!("{stem}.toml")), stem.replace(['-', '_'], " ")))
}

/// Writes a file whole, if nothing of that name is there.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => Failure::helped(
            format!("{} is already there", path.display()),
            "choose another name, or remove the file first",
        ),
        _ => Failure::io("write", path, source),
    };
    if path.symlink_metadata().is_ok() {
        return Err(failed(io::ErrorKind::AlreadyExists.into()));
    }
    one_file::write(path, text.as_bytes(), one_file::Existing::Keep).map_err(failed)
}
