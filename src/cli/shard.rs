//! `armistice run --shard I/N`: one of N shares of a simulation, to be merged later.
//!
//! Many shards may be made at once in one folder, on one machine or many: a shard writes two files with its number in
//! their names, and touches no other.

use std::{fmt, path::Path, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    failure::{Exit, Failure},
    outputs::Written,
    progress::Progress,
    resume::{self, Job},
    saved::{Head, Saved},
    terminal::{self, grouped},
    work::Work,
};

/// The most shards of a simulation.
const MOST: u64 = 99_999;

/// One of some shares of a simulation, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shard {
    pub(super) number: u64,
    pub(super) of: u64,
}

impl Shard {
    /// All of it.
    pub(super) const WHOLE: Self = Self { number: 1, of: 1 };

    /// `shard-00003-of-00010.json`: what its runs add up to.
    pub(super) fn file(self) -> String {
        format!("shard-{}.json", self.place())
    }

    /// `runs-00003-of-00010.csv`: the runs.
    pub(super) fn rows(self) -> String {
        format!("runs-{}.csv", self.place())
    }

    /// `00003-of-00010`.
    pub(super) fn place(self) -> String {
        format!("{:05}-of-{:05}", self.number, self.of)
    }

    pub(super) fn is_sensible(self) -> bool {
        (1..=MOST).contains(&self.of) && (1..=self.of).contains(&self.number)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts =
            text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        let shard = parts.map(|(number, of)| Self { number, of });
        shard.filter(|shard| shard.is_sensible()).ok_or_else(|| {
            format!("a shard is a number of a number, such as 3/10, from 1/N to N/N with N at most {MOST}")
        })
    }
}

/// Makes the shard's two files in `folder`.
pub(super) fn execute(job: &Job<'_>, folder: &Path, work: &Work) -> Result<Exit, Failure> {
    let shard = job.shard;
    if job.resume.is_some() && is_made(job, folder) {
        if !work.quiet {
            terminal::note(format_args!("shard {shard} is in {} already", folder.display()));
        }
        return Ok(Exit::Done);
    }
    let mut outputs = resume::outputs(job, folder, &shard.file())?;
    let options = work.options()?;
    let progress = Progress::new(job.runs(), work.quiet);
    let simulated = resume::simulate(job, &mut outputs, &shard.rows(), &options, &progress);
    progress.clear();
    let (part, rows) = simulated?;
    if !part.is_done() {
        terminal::note(if job.resume.is_some() {
            resume::interrupted(&part, job)
        } else {
            format!(
                "interrupted: nothing of shard {shard} is written; with --resume it could be gone on with"
            )
        });
        return Ok(Exit::Interrupted);
    }
    let runs = part.runs();
    let saved = Saved::new(shard, job.identity.clone(), rows, part);
    outputs.add(&shard.file(), saved.document().as_bytes())?;
    outputs.publish()?;
    if !work.quiet {
        let (runs, folder) = (grouped(runs), folder.display());
        terminal::note(format_args!(
            "shard {shard}: {runs} runs in {folder}; when all are made, `armistice merge {folder}` joins them"
        ));
    }
    Ok(Exit::Done)
}

/// Whether the folder has this very shard, rows and all.
fn is_made(job: &Job<'_>, folder: &Path) -> bool {
    let head = Head::open(&folder.join(job.shard.file()));
    head.is_ok_and(|head| {
        head.shard == job.shard
            && head.identity == job.identity
            && Written::of(&folder.join(job.shard.rows()))
                .is_ok_and(|(bytes, sha256)| bytes == head.rows.bytes && sha256 == head.rows.sha256)
    })
}
