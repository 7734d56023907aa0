//! How far a simulation is: a bar on a terminal, a rare plain line elsewhere, nothing when quiet.

use std::{
    io::{self, IsTerminal},
    sync::Mutex,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::{grouped, note};

const REDRAWS_PER_SECOND: u8 = 8;
const BETWEEN_LINES: Duration = Duration::from_secs(15);

/// The progress of one simulation.
#[derive(Debug)]
pub(super) struct Progress {
    total: u64,
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
        let display = if quiet {
            Display::Nothing
        } else if io::stderr().is_terminal() {
            Display::Bar(bar(total))
        } else {
            let started = Instant::now();
            Display::Lines { started, last: Mutex::new(started) }
        };
        Self { total, display }
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
        let rate = done as f64 / started.elapsed().as_secs_f64();
        let (done, total) = (grouped(done), grouped(self.total));
        note(format_args!("{done} of {total} runs, {rate:.0} runs/s"));
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        if let Display::Bar(bar) = &self.display {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: u64) -> ProgressBar {
    let style = ProgressStyle::with_template(
        "simulating [{bar:30}] {human_pos} of {human_len} runs, {per_sec}, {eta} left",
    )
    .expect("the template above is well formed")
    .progress_chars("=> ");
    let target = ProgressDrawTarget::stderr_with_hz(REDRAWS_PER_SECOND);
    let bar = ProgressBar::with_draw_target(Some(total), target).with_style(style);
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
