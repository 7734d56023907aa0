//! Simulations for readers: one at a time on all cores, the others in a queue; stopped when a reader leaves or the time is
//! up; and what came of the latest ones, kept as long as there is room.

use std::{
    collections::VecDeque,
    io::{self, Write},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    engine::{
        self, DrawCounts, Observed, Options, RunRecord,
        trace::{Trace, Wanted, find, trace},
    },
    report::explorer::Outcome,
    scenario::Scenario,
};

use super::super::terminal;

/// The most readers that wait.
const LONGEST_QUEUE: usize = 1_000;

/// How long work may go on after it was told to stop: until the end of a draw.
const GRACE: Duration = Duration::from_secs(10);

/// The most deals that are valued for one view: a second or so for each million.
const MOST_VALUED: u64 = 20_000_000;

/// Bytes that are kept of what came of views.
const MOST_KEPT: usize = 64 << 20;

/// Where simulations are made.
pub(super) struct Workshop {
    threads: Option<usize>,
    /// How long one may take.
    limit: Duration,
    bench: Arc<Semaphore>,
    waiting: AtomicUsize,
    kept: Mutex<Kept>,
}

/// Why there is nothing.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Too many wait already.
    Busy,
    /// It would take too long: what to do.
    TooLarge(String),
    /// The time was up before there was anything to show.
    Stopped,
    /// It did not stop when it was told to.
    Stuck,
    /// What should never happen.
    Broken(String),
}

/// Raises the flag when it is dropped: nobody waits for the work any more.
struct Leaving(Arc<AtomicBool>);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// One more who waits, until it is dropped.
struct Waiting<'w>(&'w AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Workshop {
    pub(super) fn new(threads: Option<usize>, limit: Duration) -> Self {
        let bench = Arc::new(Semaphore::new(1));
        Self { threads, limit, bench, waiting: AtomicUsize::new(0), kept: Mutex::default() }
    }

    /// What comes of a scenario.
    pub(super) async fn outcome(&self, scenario: Arc<Scenario>) -> Result<Arc<Outcome>, Trouble> {
        check_size(&scenario)?;
        let key = format!("{} {}", scenario.text_hash, scenario.overrides.join("\n"));
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(&key) {
            return Ok(known);
        }
        let turn = self.turn().await?;
        // Somebody else may have waited for the same.
        if let Some(known) = kept().get(&key) {
            return Ok(known);
        }
        let made = self.work(turn, move |options| {
            let outcome = simulate(&scenario, options)?;
            let bytes = size(&outcome);
            Ok((Arc::new(outcome), bytes))
        });
        let (outcome, bytes) = made.await?;
        if outcome.summary.counts.complete {
            kept().add(key, Arc::clone(&outcome), bytes);
        }
        Ok(outcome)
    }

    /// The first run of a scenario that shows something; `None` if none does.
    pub(super) async fn find(&self, scenario: Arc<Scenario>, wanted: Wanted) -> Result<Option<u64>, Trouble> {
        check_size(&scenario)?;
        let turn = self.turn().await?;
        let found =
            self.work(turn, move |options| Ok((find(&scenario, wanted, options)?, options.cancelled())));
        match found.await? {
            (None, true) => Err(Trouble::Stopped),
            (found, _) => Ok(found),
        }
    }

    /// One run, told.
    pub(super) async fn trace(&self, scenario: Arc<Scenario>, run: u64) -> Result<Trace, Trouble> {
        let turn = self.turn().await?;
        self.work(turn, move |_| Ok(trace(&scenario, run))).await
    }

    /// Waits for one's turn.
    async fn turn(&self) -> Result<OwnedSemaphorePermit, Trouble> {
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&self.waiting);
        if before >= LONGEST_QUEUE {
            return Err(Trouble::Busy);
        }
        let turn = Arc::clone(&self.bench).acquire_owned().await;
        turn.map_err(|error| Trouble::Broken(error.to_string()))
    }

    /// Does some work, as long as somebody waits for it and there is time.
    async fn work<T: Send + 'static>(
        &self,
        turn: OwnedSemaphorePermit,
        work: impl FnOnce(&Options<'_>) -> io::Result<T> + Send + 'static,
    ) -> Result<T, Trouble> {
        let cancel = Arc::new(AtomicBool::new(false));
        let leaving = Leaving(Arc::clone(&cancel));
        let threads = self.threads;
        let mut work = tokio::task::spawn_blocking(move || {
            let made = work(&Options { threads, cancel: &cancel });
            // The next one's turn comes when this one has stopped, not when its reader has left.
            drop(turn);
            made
        });
        let made = match tokio::time::timeout(self.limit, &mut work).await {
            Ok(made) => made,
            Err(_) => {
                drop(leaving);
                tokio::time::timeout(GRACE, work).await.map_err(|_| Trouble::Stuck)?
            }
        };
        match made {
            Ok(made) => made.map_err(|error| Trouble::Broken(format!("It can’t simulate: {error}."))),
            Err(error) => {
                terminal::note(format_args!("a simulation broke down: {error}"));
                Err(Trouble::Broken("The simulation broke down.".to_owned()))
            }
        }
    }
}

/// Whether a view is small enough.
fn check_size(scenario: &Scenario) -> Result<(), Trouble> {
    let on_table = |levels: &[bool]| levels.iter().filter(|on| **on).count() as u64;
    let deals: u64 = scenario.setting.model.issues.iter().map(|issue| on_table(&issue.on_table)).product();
    if deals.saturating_mul(scenario.simulation.draws) <= MOST_VALUED {
        return Ok(());
    }
    Err(Trouble::TooLarge(format!(
        "{deals} deals are too many for {} draws here: at most {} draws can be made, or use `armistice run`.",
        scenario.simulation.draws,
        MOST_VALUED / deals.max(1)
    )))
}

fn simulate(scenario: &Scenario, options: &Options<'_>) -> io::Result<Outcome> {
    let begun = Instant::now();
    let simulation = &scenario.simulation;
    let mut draws: Vec<DrawCounts> = Vec::new();
    let mut rows = |rows: &[RunRecord]| {
        for row in rows {
            if draws.last().is_none_or(|last| last.draw != row.draw) {
                draws.push(DrawCounts::of(row.draw));
            }
            if let Some(last) = draws.last_mut() {
                last.record_row(row, simulation.hold);
            }
        }
        Ok(())
    };
    let summary = engine::simulate_without_curve(scenario, options, &mut rows)?;
    // A draw that was interrupted compares with nothing.
    draws.retain(|draw| draw.runs() == simulation.replications);
    let draws = draws.into_iter().map(|counts| Observed { counts, zone: None }).collect();
    Ok(Outcome { summary, draws, seconds: begun.elapsed().as_secs_f64() })
}

/// About how many bytes an outcome takes.
fn size(outcome: &Outcome) -> usize {
    struct Count(usize);
    impl Write for Count {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(size_of_val(outcome.draws.as_slice()));
    // A document that can't be written is not kept.
    serde_json::to_writer(&mut count, &outcome.summary).map_or(MOST_KEPT, |()| count.0)
}

/// What came of views, the latest last.
#[derive(Default)]
struct Kept {
    all: VecDeque<(String, Arc<Outcome>, usize)>,
    bytes: usize,
}

impl Kept {
    fn get(&mut self, key: &str) -> Option<Arc<Outcome>> {
        let place = self.all.iter().position(|(own, ..)| own == key)?;
        let entry = self.all.remove(place)?;
        let outcome = Arc::clone(&entry.1);
        self.all.push_back(entry);
        Some(outcome)
    }

    fn add(&mut self, key: String, outcome: Arc<Outcome>, bytes: usize) {
        let bytes = bytes + key.len();
        if bytes > MOST_KEPT || self.get(&key).is_some() {
            return;
        }
        self.bytes += bytes;
        self.all.push_back((key, outcome, bytes));
        while self.bytes > MOST_KEPT {
            let Some((.., bytes)) = self.all.pop_front() else { break };
            self.bytes -= bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;

    #[test]
    fn what_was_asked_for_least_lately_goes_first() {
        let text = include_str!("../../../tests/fixtures/fixed.toml");
        let scenario = Scenario::parse("fixed.toml", text, &["simulation.draws=3".parse().unwrap()]).unwrap();
        let cancel = AtomicBool::new(false);
        let outcome = simulate(&scenario, &Options { threads: Some(1), cancel: &cancel }).unwrap();
        assert_eq!((outcome.draws.len(), outcome.summary.counts.runs), (3, 30));
        assert!(size(&outcome) > 1_000, "{}", size(&outcome));
        let outcome = Arc::new(outcome);
        let mut kept = Kept::default();
        let third = MOST_KEPT / 3 - 10;
        for name in ["a", "b", "c"] {
            kept.add(name.to_owned(), Arc::clone(&outcome), third);
        }
        assert!(kept.get("a").is_some(), "all three have room");
        kept.add("d".to_owned(), Arc::clone(&outcome), third);
        let known = ["a", "b", "c", "d"].map(|name| kept.get(name).is_some());
        assert_eq!(known, [true, false, true, true], "“b” was not asked for again");
        kept.add("huge".to_owned(), outcome, MOST_KEPT + 1);
        assert!(kept.get("huge").is_none() && kept.get("d").is_some(), "what never has room takes none");
        assert!(kept.bytes <= MOST_KEPT);
    }

    #[test]
    fn counts_by_rows_are_those_of_the_summary() {
        let text = include_str!("../../../tests/fixtures/fixed.toml");
        let scenario =
            Scenario::parse("fixed.toml", text, &["simulation.draws=40".parse().unwrap()]).unwrap();
        let cancel = AtomicBool::new(false);
        let outcome = simulate(&scenario, &Options { threads: Some(2), cancel: &cancel }).unwrap();
        for (place, ending) in outcome.summary.outcomes.iter().enumerate() {
            let counted: u64 = outcome.draws.iter().map(|draw| draw.counts.outcomes[place]).sum();
            assert_eq!(counted, ending.count, "{}", ending.label);
        }
        let signed: u64 = outcome.draws.iter().map(|draw| draw.counts.signed()).sum();
        let mean = |total: u64| total as f64 / signed as f64;
        for (metric, total) in [
            ("rounds_to_deal", outcome.draws.iter().map(|draw| draw.counts.rounds).sum()),
            ("periods_of_peace", outcome.draws.iter().map(|draw| draw.counts.peace).sum()),
        ] {
            let told = outcome.summary.metrics[metric].value.unwrap();
            assert!((told - mean(total)).abs() < 1e-9, "{metric}: {told} and {}", mean(total));
        }
    }
}
