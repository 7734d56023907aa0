//! The transcripts on disk: written whole and to new files only, and read again.

use std::path::{Path, PathBuf};

use crate::{
    engine::play::{Ended, Misfit, Score, Session, TRANSCRIPT_VERSION, Transcript},
    report::{play as report, text::Style, trace::story},
    scenario::{Override, Scenario},
};

use super::super::{
    failure::Failure,
    identity::VERSION,
    one_file::{self, Existing},
    source::{Source, read_bytes},
    terminal,
};
use super::command::cut;

/// Where a play is to be written down.
pub(super) struct Records(Vec<(PathBuf, Kind)>);

#[derive(Clone, Copy)]
enum Kind {
    Json,
    Text,
}

impl Records {
    /// Files that can be written, as far as can be told beforehand: nobody plays for an hour to be told otherwise.
    pub(super) fn new(paths: &[PathBuf]) -> Result<Self, Failure> {
        let record = |path: &PathBuf| {
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            let kind = match extension.to_ascii_lowercase().as_str() {
                "json" => Kind::Json,
                "txt" => Kind::Text,
                _ => {
                    return Err(Failure::usage(format!(
                        "{}: a transcript ends in .json or .txt",
                        path.display()
                    )));
                }
            };
            if path.exists() {
                return Err(Failure::helped(
                    format!("{} is there already", path.display()),
                    "a transcript is never written over: give it another name",
                ));
            }
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
                return Err(Failure::helped(
                    format!("cannot write {}: there is no folder {}", path.display(), folder.display()),
                    "make it first",
                ));
            }
            Ok((path.clone(), kind))
        };
        paths.iter().map(record).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn write(
        &self,
        session: &Session<'_, '_>,
        player: Option<String>,
        end: Option<&(Ended, Score)>,
    ) -> Result<(), Failure> {
        if self.0.is_empty() {
            return Ok(());
        }
        let transcript = Transcript::new(session, player, end.map(|(ended, score)| (ended, score)));
        for (path, kind) in &self.0 {
            let text = match kind {
                Kind::Json => {
                    serde_json::to_string_pretty(&transcript).expect("a transcript has plain values only")
                        + "\n"
                }
                Kind::Text => {
                    let mut text = report::transcript(&transcript, session);
                    if let Some((ended, score)) = end {
                        text += &format!("\n{}\n", story(&ended.trace, Style::Plain));
                        text += &report::score(&ended.trace, score, Style::Plain);
                    }
                    text
                }
            };
            one_file::write(path, text.as_bytes(), Existing::Keep)
                .map_err(|source| Failure::io("write", path, source))?;
            terminal::note(format_args!("wrote {}", path.display()));
        }
        Ok(())
    }
}

/// A transcript that is played again.
pub(super) struct Replay {
    path: PathBuf,
    pub(super) transcript: Transcript,
}

impl Replay {
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let wrong = |what: String| Failure::usage(format!("{}: {what}", path.display()));
        let bytes = read_bytes(path).map_err(|source| Failure::io("read", path, source))?;
        let bytes =
            bytes.ok_or_else(|| wrong("it is too large for a transcript (over 32 MiB)".to_owned()))?;
        let transcript: Transcript = serde_json::from_slice(&bytes).map_err(|error| {
            wrong(if error.is_eof() {
                "it is cut short".to_owned()
            } else {
                format!("it is no transcript: {error}")
            })
        })?;
        if transcript.schema_version != TRANSCRIPT_VERSION {
            return Err(wrong(format!(
                "Armistice {} made it in version {} of the format, and Armistice {VERSION} reads version \
                 {TRANSCRIPT_VERSION}",
                transcript.armistice, transcript.schema_version
            )));
        }
        Ok(Self { path: path.to_owned(), transcript })
    }

    /// The scenario that was played, with what was changed in it.
    pub(super) fn scenario(&self, source: &Source) -> Result<Scenario, Failure> {
        self.transcript.is_of(&source.parse(&[])?).map_err(|misfit| self.misfit(&misfit))?;
        source.parse(&self.overrides()?)
    }

    /// The actor's place.
    pub(super) fn actor(&self, scenario: &Scenario) -> Result<usize, Failure> {
        let key = &self.transcript.actor;
        let place = scenario.setting.model.actors.iter().position(|actor| *actor.id == **key);
        place.ok_or_else(|| self.wrong(&format!("there is no actor `{}` to play", cut(key))))
    }

    fn overrides(&self) -> Result<Vec<Override>, Failure> {
        let read = |text: &String| {
            text.parse::<Override>().map_err(|error| self.wrong(&format!("`overrides`: {error}")))
        };
        self.transcript.scenario.overrides.iter().map(read).collect()
    }

    /// Plays its moves.
    pub(super) fn play(&self, session: &mut Session<'_, '_>) -> Result<(), Failure> {
        self.transcript.fits(session.seat).map_err(|misfit| self.misfit(&misfit))?;
        self.transcript.play(session).map_err(|misfit| self.misfit(&misfit))
    }

    /// Whether a transcript that was finished states what its moves come to.
    pub(super) fn compare(
        &self,
        session: &Session<'_, '_>,
        ended: &Ended,
        score: &Score,
    ) -> Result<(), Failure> {
        let again = Transcript::new(session, None, Some((ended, score)));
        if self.transcript.finished && !self.transcript.has_result_of(&again) {
            return Err(self.misfit(&Misfit::Result));
        }
        Ok(())
    }

    fn wrong(&self, what: &str) -> Failure {
        Failure::usage(format!("{}: {what}", self.path.display()))
    }

    fn misfit(&self, misfit: &Misfit) -> Failure {
        let what = format!("{}: {misfit}", self.path.display());
        match misfit {
            _ if self.transcript.armistice != VERSION => Failure::helped(
                what,
                format!("Armistice {} made it; this is {VERSION}", self.transcript.armistice),
            ),
            Misfit::Scenario => Failure::helped(what, "give the scenario file that was played, unchanged"),
            _ => Failure::helped(what, "was it changed by hand?"),
        }
    }
}
