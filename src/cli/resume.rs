//! Simulating into a file of rows, with `--resume` so that a run that was killed can be gone on with.
//!
//! The files are then made in a hidden folder of the run's own, which stays if the run does not end well. Now and then
//! the rows so far are secured, and after them a checkpoint: what they add up to, and how many bytes they are. Rows that
//! came after the last checkpoint are cut off when the run is gone on with, so nothing is lost or counted twice.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::{
    engine::{self, Options, Partial, RunRecord, Sink},
    report::{csv, runs::Table},
    scenario::{Scenario, shown},
};

use super::{
    failure::Failure,
    identity::Identity,
    outputs::{Outputs, Stream, synchronise},
    progress::Progress,
    rows::table,
    saved::{Head, Rows, Saved, Whole},
    shard::Shard,
    staging::{self, CHECKPOINT, Staging},
    terminal::{self, grouped},
};

/// A checkpoint takes at most one part in so many of the time.
const SELDOM: u32 = 20;

/// What is to be simulated, and whether it can be gone on with.
#[derive(Debug)]
pub(super) struct Job<'j> {
    pub(super) scenario: &'j Scenario,
    pub(super) identity: Identity,
    pub(super) shard: Shard,
    /// Time between two checkpoints, at least; `None` if it cannot be gone on with.
    pub(super) resume: Option<Duration>,
}

impl Job<'_> {
    /// Nothing yet of it.
    fn part(&self) -> Partial {
        Partial::shard(self.scenario, self.shard.number, self.shard.of)
    }

    /// How many runs it has.
    pub(super) fn runs(&self) -> u64 {
        engine::runs_of_shard(self.scenario, self.shard.number, self.shard.of)
    }

    /// What the hidden folders of its shard's checkpoints begin with.
    fn prefix(&self) -> String {
        format!("{}{}-", staging::KEPT_PREFIX, self.shard.place())
    }

    /// The hidden folder of its checkpoint.
    fn name(&self) -> String {
        format!("{}{}", self.prefix(), self.identity.digest())
    }

    /// Takes away a checkpoint that is of no use any more.
    pub(super) fn forget(&self, folder: &Path) {
        staging::clear_if_dead(&folder.join(self.name()));
    }
}

/// Opens the outputs of a job.
pub(super) fn outputs(job: &Job<'_>, folder: &Path, seal: &str) -> Result<Outputs, Failure> {
    let outputs = Outputs::open_in(folder, seal, |folder| {
        if job.resume.is_some() {
            Staging::kept(folder, &job.name())
        } else if job.shard == Shard::WHOLE {
            Staging::new(folder, staging::PREFIX)
        } else {
            Staging::new(folder, &format!("{}shard-{}-", staging::PREFIX, job.shard.place()))
        }
    })?;
    mention_others(job, folder);
    Ok(outputs)
}

/// Says which checkpoints of this shard are there that this job does not go on from.
fn mention_others(job: &Job<'_>, folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with(&job.prefix()) || job.resume.is_some() && name == job.name() {
            continue;
        }
        let path = folder.join(&*name);
        let what = match fs::read(path.join(CHECKPOINT)).map(|document| Head::read(&document)) {
            // Killed before it came to a checkpoint.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                staging::clear_if_dead(&path);
                continue;
            }
            Err(error) => format!("it cannot be read: {error}"),
            Ok(Err(what)) => what,
            Ok(Ok(head)) => match head.identity.difference(&job.identity) {
                Some(difference) => format!("it is of another run: {difference}"),
                None => "--resume would go on from it".to_owned(),
            },
        };
        terminal::note(shown(&format!("the checkpoint {} is left alone: {what}", path.display())));
    }
}

/// Simulates what is left of a job into the file `name`: its part, and what the rows are. It is not done if it was
/// interrupted.
pub(super) fn simulate(
    job: &Job<'_>,
    outputs: &mut Outputs,
    name: &str,
    options: &Options<'_>,
    progress: &Progress,
) -> Result<(Partial, Rows), Failure> {
    let table = table(job.scenario);
    let checkpoint = outputs.staged(CHECKPOINT);
    let failed = |source| {
        if job.resume.is_some() && checkpoint.exists() {
            terminal::note("what was complete at the last checkpoint is kept: --resume goes on from there");
        }
        outputs.failed(name, source)
    };
    let (part, stream) = match begun(job, outputs, name, &checkpoint)? {
        Some((part, stream)) => {
            progress.go_on_from(part.runs());
            (part, stream)
        }
        None => {
            let mut stream = outputs.stream(name)?;
            stream.write_all(&csv::header(&table)).map_err(failed)?;
            (job.part(), stream)
        }
    };
    let checkpoint = job.resume.map(|pause| Checkpoint {
        job,
        path: checkpoint.clone(),
        pause,
        due: Instant::now() + pause,
    });
    let mut writer = Writer { table: &table, stream, checkpoint };
    let part = engine::simulate_part(job.scenario, options, &|done| progress.set(done), part, &mut writer)
        .map_err(failed)?;
    let Writer { mut stream, checkpoint, .. } = writer;
    let rows = match checkpoint {
        Some(checkpoint) => checkpoint.save(&mut stream, &part),
        None => stream.secure(),
    };
    let rows = rows.map_err(failed)?;
    outputs.close(stream)?;
    Ok((part, rows))
}

/// What an earlier process came to, if it left a checkpoint.
fn begun(
    job: &Job<'_>,
    outputs: &Outputs,
    name: &str,
    checkpoint: &Path,
) -> Result<Option<(Partial, Stream)>, Failure> {
    if job.resume.is_none() || !checkpoint.exists() {
        return Ok(None);
    }
    let refused = |what: &str| {
        let help = "delete the hidden folder that it is in to begin anew";
        Failure::helped(format!("cannot go on from {}: {what}", checkpoint.display()), help)
    };
    let document = fs::read(checkpoint).map_err(|source| Failure::io("read", checkpoint, source))?;
    // Whose it is first: only of its own scenario can be said whether it makes sense.
    let head = Head::read(&document).map_err(|what| refused(&what))?;
    if let Some(difference) = head.identity.difference(&job.identity) {
        return Err(refused(&format!("it is of another run: {difference}")));
    }
    if head.shard != job.shard {
        return Err(refused(&format!("it is of shard {}, not {}", head.shard, job.shard)));
    }
    let saved = Whole::of(&document, job.scenario).map_err(|what| refused(&what))?;
    match outputs.reopen(name, &saved.rows)? {
        Some(stream) => Ok(Some((saved.part, stream))),
        None => Err(refused(&format!("{name} beside it is missing, cut or changed"))),
    }
}

/// What to say after an interruption that can be gone on from.
pub(super) fn interrupted(part: &Partial, job: &Job<'_>) -> String {
    let (done, runs) = (grouped(part.runs()), grouped(job.runs()));
    format!("interrupted after {done} of {runs} runs; the same command with --resume goes on from there")
}

/// Writes rows, and a checkpoint now and then.
struct Writer<'w> {
    table: &'w Table,
    stream: Stream,
    checkpoint: Option<Checkpoint<'w>>,
}

impl Sink for Writer<'_> {
    fn rows(&mut self, rows: &[RunRecord]) -> io::Result<()> {
        self.stream.write_all(&csv::rows(self.table, rows))
    }

    fn reached(&mut self, part: &Partial) -> io::Result<()> {
        match &mut self.checkpoint {
            Some(checkpoint) if Instant::now() >= checkpoint.due => {
                let started = Instant::now();
                checkpoint.save(&mut self.stream, part)?;
                checkpoint.due = Instant::now() + checkpoint.pause.max(started.elapsed() * SELDOM);
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

struct Checkpoint<'c> {
    job: &'c Job<'c>,
    path: PathBuf,
    pause: Duration,
    due: Instant,
}

impl Checkpoint<'_> {
    /// Secures the rows, then what they add up to.
    fn save(&self, stream: &mut Stream, part: &Partial) -> io::Result<Rows> {
        let rows = stream.secure()?;
        let saved = Saved::new(self.job.shard, self.job.identity.clone(), rows.clone(), part);
        let new = self.path.with_extension("new");
        let mut file = File::create(&new)?;
        file.write_all(saved.document().as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, &self.path)?;
        synchronise(self.path.parent().unwrap_or(Path::new(".")))?;
        Ok(rows)
    }
}
