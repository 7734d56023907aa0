//! How far a simulation is: a bar on a terminal, a rare plain line elsewhere, nothing when quiet.

use std::{
    fmt,
    io::{self, IsTerminal},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::terminal::{self, grouped};

const REDRAWS_PER_SECOND: u8 = 8;
const BETWEEN_LINES: Duration = Duration::from_secs(15);

/// The progress of one simulation, or of other work.
#[derive(Debug)]
pub(super) struct Progress {
    total: AtomicU64,
    /// Runs that were done before this process began.
    before: AtomicU64,
    things: &'static str,
    display: Display,
}

#[derive(Debug)]
enum Display {
    Bar(ProgressBar),
    Lines { started: Instant, last: Mutex<Instant> },
    Nothing,
}

impl Progress {
    /// Progress towards `total` runs.
    pub(super) fn new(total: u64, quiet: bool) -> Self {
        Self::of(("simulating", "runs"), total, quiet)
    }

    /// Progress towards `total` of other things; both words are for people.
    pub(super) fn of((doing, things): (&'static str, &'static str), total: u64, quiet: bool) -> Self {
        let display = if quiet {
            Display::Nothing
        } else if io::stderr().is_terminal() {
            let bar = bar((doing, things), total);
            terminal::set_bar(Some(bar.clone()));
            Display::Bar(bar)
        } else {
            let started = Instant::now();
            Display::Lines { started, last: Mutex::new(started) }
        };
        Self { total: AtomicU64::new(total), before: AtomicU64::new(0), things, display }
    }

    /// Says how many runs it will probably take, now that more is known.
    pub(super) fn expect(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
        if let Display::Bar(bar) = &self.display {
            bar.set_length(total);
        }
    }

    /// Says that `done` runs were complete before this process began.
    pub(super) fn begin_at(&self, done: u64) {
        self.before.store(done, Ordering::Relaxed);
        if let Display::Bar(bar) = &self.display {
            bar.set_position(done);
            bar.reset_eta();
        }
    }

    /// Says that an earlier process completed `done` runs.
    pub(super) fn go_on_from(&self, done: u64) {
        self.begin_at(done);
        if !matches!(self.display, Display::Nothing) {
            let (done, total) = (grouped(done), grouped(self.total.load(Ordering::Relaxed)));
            terminal::note(format_args!("going on from {done} of {total} runs"));
        }
    }

    /// Says that `done` runs are complete; may be called from any thread.
    pub(super) fn set(&self, done: u64) {
        match &self.display {
            Display::Bar(bar) => bar.set_position(done),
            Display::Lines { started, last } => self.line(done, *started, last),
            Display::Nothing => {}
        }
    }

    fn line(&self, done: u64, started: Instant, last: &Mutex<Instant>) {
        let Ok(mut last) = last.try_lock() else { return };
        if last.elapsed() < BETWEEN_LINES {
            return;
        }
        *last = Instant::now();
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate =
            whole((done - self.before.load(Ordering::Relaxed)) as f64 / started.elapsed().as_secs_f64());
        let (done, total, rate) = (grouped(done), grouped(self.total.load(Ordering::Relaxed)), grouped(rate));
        let things = self.things;
        terminal::note(format_args!("{done} of {total} {things}, {rate} {things}/s"));
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        if let Display::Bar(bar) = &self.display {
            bar.finish_and_clear();
            terminal::set_bar(None);
        }
    }
}

fn bar((doing, things): (&str, &str), total: u64) -> ProgressBar {
    let template = format!(
        "{doing} [{{bar:30}}] {{human_pos}} of {{human_len}} {things}, {{rate}} {things}/s, {{eta}} left"
    );
    let style = ProgressStyle::with_template(&template)
        .expect("the template above is well formed")
        .with_key("rate", |state: &ProgressState, out: &mut dyn fmt::Write| {
            let _ = write!(out, "{}", HumanCount(whole(state.per_sec())));
        })
        .progress_chars("=> ");
    let target = ProgressDrawTarget::stderr_with_hz(REDRAWS_PER_SECOND);
    let bar = ProgressBar::with_draw_target(Some(total), target).with_style(style);
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

/// A rate as a whole number; casts of floats saturate.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate for people")]
fn whole(rate: f64) -> u64 {
    rate as u64
}
