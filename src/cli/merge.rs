//! `armistice merge`: joins the shards of a run into what one run would have written, byte for byte.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use sha2::{Digest, Sha256};

use crate::{
    engine::{self, Partial},
    report::csv,
    scenario::{Override, Scenario},
};

use super::{
    baseline,
    failure::{Exit, Failure},
    identity::Identity,
    junit::Suite,
    outputs::{Outputs, Stream, hexadecimal},
    progress::Progress,
    rows::table,
    run::{self, Conclusion, ROWS},
    saved::{Head, Rows, Whole},
    shard::Shard,
    terminal,
    work::Work,
};

/// Join shards that `run --shard` made into the reports of the whole run
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folders with shards, or shards' files (`shard-….json`); their rows lie beside them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Folder for the outputs [default: the folder of the shards]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print the summary as one JSON document instead
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    work: Work,
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let Found { identity, files } = find(&arguments.paths)?;
    let first = &files[0].path;
    let (source, scenario) = identity.scenario(&first.display().to_string())?;
    let overrides: Result<Vec<Override>, _> = scenario.overrides.iter().map(|text| text.parse()).collect();
    let baselines = baseline::read(&source, &scenario, &overrides.expect("they have been read before"))?;
    let folder = match (&arguments.out, &arguments.paths[..]) {
        (Some(out), _) => out.clone(),
        (None, [only]) if only.is_dir() => only.clone(),
        (None, _) => first.parent().unwrap_or(Path::new("")).join(""),
    };
    let mut outputs = Outputs::open(&folder)?;
    let options = arguments.work.options()?;
    let mut rows = outputs.stream(ROWS)?;
    let mut whole: Option<Partial> = None;
    for file in &files {
        if options.cancelled() {
            terminal::note("interrupted: nothing is written");
            return Ok(Exit::Interrupted);
        }
        let part = file.read(&scenario)?;
        file.copy_rows(&scenario, &mut rows, &outputs)?;
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => whole
                .join(part, &scenario)
                .map_err(|error| Failure::usage(format!("{}: {error}", file.path.display())))?,
        }
    }
    outputs.close(rows)?;
    let whole = whole.expect("`find` gives at least one shard");
    let progress = Progress::new(engine::runs(&scenario), arguments.work.quiet);
    progress.begin_at(whole.runs());
    let summary = engine::conclude(&scenario, whole, &options, &|done| progress.set(done));
    progress.clear();
    let summary = summary.map_err(|source| Failure::Io { what: "cannot start threads".into(), source })?;
    if !summary.counts.complete {
        terminal::note("interrupted: nothing is written");
        return Ok(Exit::Interrupted);
    }
    run::write_reports(&mut outputs, &source, &scenario, &summary, None)?;
    outputs.publish()?;
    let (is_json, is_quiet) = (arguments.json, arguments.work.quiet);
    let mut suite = Suite::new(&scenario.name);
    let mut conclusion =
        Conclusion { is_json, is_quiet, folder: &folder, baselines: &baselines, suite: &mut suite };
    conclusion.draw(&scenario, &summary)
}

/// All shards of one run, in order.
struct Found {
    identity: Identity,
    files: Vec<ShardFile>,
}

/// A shard's file, as it was when it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ShardFile {
    path: PathBuf,
    shard: Shard,
    /// The digest of what it is a shard of, and of how many.
    run: (String, u64),
    rows: Rows,
}

/// Finds the shards and sees to it that they are those of one run, each of them once.
fn find(paths: &[PathBuf]) -> Result<Found, Failure> {
    let mut problems: Vec<String> = Vec::new();
    let mut identities: BTreeMap<(String, u64), (Identity, u64)> = BTreeMap::new();
    let mut files: Vec<ShardFile> = Vec::new();
    for path in list(paths)? {
        let read = fs::read(&path).map_err(|source| Failure::io("read", &path, source))?;
        match Head::read(&read) {
            Ok(head) if head.shard.is_sensible() => {
                let run = (head.identity.digest(), head.shard.of);
                identities.entry(run.clone()).or_insert((head.identity, 0)).1 += 1;
                files.push(ShardFile { path, shard: head.shard, run, rows: head.rows });
            }
            Ok(_) => problems.push(format!("{}: it has no sensible number", path.display())),
            Err(what) => problems.push(format!("{}: {what}", path.display())),
        }
    }
    // The run that most shards are of; among as many, that of the first file.
    let count = |file: &ShardFile| identities[&file.run].1;
    let most = files.iter().map(count).max().unwrap_or(0);
    let Some(model) = files.iter().find(|file| count(file) == most).cloned() else {
        return Err(refusal(&problems, "make them again: `armistice run SCENARIO --shard 1/N --out DIR`"));
    };
    let identity = identities[&model.run].0.clone();
    let of = model.shard.of;
    let mut shards: BTreeMap<u64, ShardFile> = BTreeMap::new();
    for file in files {
        let path = file.path.display();
        if file.run != model.run {
            let difference = identities[&file.run].0.difference(&identity);
            let difference =
                difference.unwrap_or_else(|| format!("one of {} shards, not of {of}", file.shard.of));
            problems.push(format!("{path} is of another run than {}: {difference}", model.path.display()));
        } else if let Some(other) = shards.get(&file.shard.number) {
            problems.push(format!(
                "shard {} is there twice: {} and {path}",
                file.shard,
                other.path.display()
            ));
        } else {
            shards.insert(file.shard.number, file);
        }
    }
    let missing = (1..=of).filter(|number| !shards.contains_key(number));
    problems.extend(missing.map(|number| format!("shard {} is missing", Shard { number, of })));
    if problems.is_empty() {
        return Ok(Found { identity, files: shards.into_values().collect() });
    }
    Err(refusal(
        &problems,
        "take away what does not belong, and make what is missing or damaged: the same `armistice run` with --shard I/N",
    ))
}

/// The most problems that are told one by one.
const MOST_PROBLEMS: usize = 20;

fn refusal(problems: &[String], help: &str) -> Failure {
    let mut what = "these shards do not make a run:".to_owned();
    for problem in problems.iter().take(MOST_PROBLEMS) {
        what += &format!("\n  {problem}");
    }
    if let Some(more) = problems.len().checked_sub(MOST_PROBLEMS).filter(|more| *more > 0) {
        what += &format!("\n  and {more} more");
    }
    Failure::helped(what, help)
}

/// The shards' files that the paths name, by name.
fn list(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let failed = |source| Failure::io("read", path, source);
        let before = files.len();
        for entry in fs::read_dir(path).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            let name = name.to_string_lossy();
            if name.starts_with("shard-") && name.ends_with(".json") {
                files.push(path.join(&*name));
            }
        }
        if files.len() == before {
            return Err(Failure::helped(
                format!("no shard is in {}", path.display()),
                "`armistice run SCENARIO --shard I/N --out DIR` makes one",
            ));
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

impl ShardFile {
    fn refused(&self, path: &Path, what: &str) -> Failure {
        let help =
            format!("make shard {} again: the same `armistice run` with --shard {}", self.shard, self.shard);
        Failure::helped(format!("{}: {what}", path.display()), help)
    }

    /// What the shard's runs add up to.
    fn read(&self, scenario: &Scenario) -> Result<Partial, Failure> {
        let document = fs::read(&self.path).map_err(|source| Failure::io("read", &self.path, source))?;
        let saved = Whole::of(&document, scenario).map_err(|what| self.refused(&self.path, &what))?;
        if saved.shard != self.shard || saved.rows != self.rows {
            return Err(self.refused(&self.path, "it has been changed just now"));
        }
        if !saved.part.is_done() {
            return Err(self.refused(&self.path, "it is not done"));
        }
        Ok(saved.part)
    }

    /// Copies the shard's rows to the rows of all; the header comes from the first shard.
    fn copy_rows(&self, scenario: &Scenario, to: &mut Stream, outputs: &Outputs) -> Result<(), Failure> {
        let path = self.path.with_file_name(self.shard.rows());
        let failed = |source| Failure::io("read", &path, source);
        let mut from = BufReader::with_capacity(1 << 16, File::open(&path).map_err(failed)?);
        let header = csv::header(&table(scenario));
        let is_first = self.shard.number == 1;
        let (mut hash, mut bytes, mut skip) = (Sha256::new(), 0, if is_first { 0 } else { header.len() });
        loop {
            let buffer = match from.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                buffer => buffer.map_err(failed)?,
            };
            if buffer.is_empty() {
                break;
            }
            hash.update(buffer);
            let rows = &buffer[skip.min(buffer.len())..];
            to.write_all(rows).map_err(|source| outputs.failed(ROWS, source))?;
            skip -= buffer.len() - rows.len();
            let count = buffer.len();
            bytes += count as u64;
            from.consume(count);
        }
        if bytes == self.rows.bytes && hexadecimal(&hash.finalize()) == self.rows.sha256 {
            Ok(())
        } else {
            Err(self.refused(&path, "these are not the shard's rows: the file was cut or changed"))
        }
    }
}
