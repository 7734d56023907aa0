//! Writes down a ceasefire while it goes by: what a period added to its history.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    ceasefire::{Cause, History},
    scenario::Simulation,
};

use crate::engine::{
    run::{Bench, Run},
    summary::Name,
};

/// A ceasefire, period by period.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TracedCeasefire {
    /// The two sides, by their place among the actors.
    pub sides: [usize; 2],
    /// The guarantees of the scenario.
    pub guarantees: Vec<Name>,
    /// Periods that it was watched at most.
    pub hold: u32,
    /// The level of the ladder at which each period began: 0 calm, 1 incidents, 2 crisis.
    pub levels: Vec<usize>,
    /// The periods in which something happened.
    pub periods: Vec<TracedPeriod>,
}

/// What happened in one period.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TracedPeriod {
    /// Periods since signing.
    pub period: u32,
    /// The events in order.
    pub events: Vec<Event>,
}

/// An event of a ceasefire. Sides are 0 and 1, guarantees are given by their place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Event {
    /// In crisis the text was reopened.
    Reopened {
        /// Whether it ended with a text that all took.
        repaired: bool,
    },
    /// A side decides to attack.
    Attempt {
        /// Which.
        side: usize,
    },
    /// Monitors warn of it in time.
    Warned,
    /// Guarantors are called on.
    Called {
        /// Upon a warning, or else upon an attack.
        by_warning: bool,
        /// Those whose word was called on.
        guarantees: Vec<usize>,
        /// Those of them that kept it.
        honoured: Vec<usize>,
    },
    /// The attempt is stopped before it begins.
    Stopped,
    /// The attack goes ahead.
    Attack {
        /// Whether it is detected and attributed.
        detected: bool,
    },
    /// It is contained: a crisis, and no war.
    Contained,
    /// An incident.
    Incident {
        /// Whether it was none: monitors raised a false alarm.
        false_alarm: bool,
        /// Whether spoilers had a hand in it.
        spoilers: bool,
    },
    /// The ceasefire is at another level by the end of the period.
    Moved {
        /// From 0 calm to 2 crisis.
        to: usize,
    },
    /// The ceasefire collapses.
    Collapsed {
        /// The side that attacked; `None` if incidents escalated.
        by: Option<usize>,
        /// Whether it meant to; `None` if incidents escalated.
        motive: Option<&'static str>,
    },
}

/// Keeps what each period of one ceasefire added.
#[derive(Default)]
pub(super) struct Diary {
    before: History,
    levels: Vec<usize>,
    periods: Vec<TracedPeriod>,
}

impl Diary {
    pub(super) fn note(&mut self, period: u32, level: usize, history: &History) {
        // Where a period ends is known when the next one begins.
        self.close_last(Some(level));
        self.levels.push(level);
        self.periods.push(TracedPeriod { period: period + 1, events: events(&self.before, history) });
        self.before = history.clone();
    }

    fn close_last(&mut self, next: Option<usize>) {
        if let (Some(&level), Some(to), Some(period)) = (self.levels.last(), next, self.periods.last_mut())
            && to != level
        {
            period.events.push(Event::Moved { to });
        }
    }

    pub(super) fn told(
        self,
        bench: &Bench<'_>,
        run: &Run,
        simulation: &Simulation,
    ) -> Option<TracedCeasefire> {
        run.history.as_ref()?;
        let model = &bench.case.model;
        let [one, other] = model.belligerents?;
        Some(TracedCeasefire {
            sides: [one.0, other.0],
            guarantees: (model.guarantees.iter())
                .map(|guarantee| Name { id: guarantee.id.to_string(), label: guarantee.label.to_string() })
                .collect(),
            hold: simulation.hold,
            levels: self.levels,
            periods: self.periods.into_iter().filter(|period| !period.events.is_empty()).collect(),
        })
    }
}

/// What happened between two looks at a history, one period apart.
fn events(before: &History, after: &History) -> Vec<Event> {
    let mut events = Vec::new();
    if after.reopened > before.reopened {
        events.push(Event::Reopened { repaired: after.repaired > before.repaired });
    }
    for side in 0..2 {
        if after.attempts[side] > before.attempts[side] {
            events.push(Event::Attempt { side });
        }
    }
    let tested: Vec<(usize, u32, u32)> = (0..after.tested.len())
        .map(|place| {
            (
                place,
                after.tested[place] - before.tested[place],
                after.honoured[place] - before.honoured[place],
            )
        })
        .filter(|(_, tested, _)| *tested > 0)
        .collect();
    let guarantees: Vec<usize> = tested.iter().map(|(place, ..)| *place).collect();
    let kept: Vec<usize> =
        tested.iter().filter(|(_, _, honoured)| *honoured > 0).map(|(place, ..)| *place).collect();
    let stopped = after.stopped > before.stopped;
    let called = |by_warning: bool, honoured: Vec<usize>| Event::Called {
        by_warning,
        guarantees: guarantees.clone(),
        honoured,
    };
    if after.warned > before.warned {
        events.push(Event::Warned);
        if !guarantees.is_empty() {
            // A warning that one guarantor acts upon stops the attempt: where none was stopped, nobody acted.
            events.push(called(true, if stopped { kept.clone() } else { Vec::new() }));
        }
    }
    if stopped {
        events.push(Event::Stopped);
    }
    if after.attacks > before.attacks {
        let detected = after.detected > before.detected;
        events.push(Event::Attack { detected });
        if detected && !guarantees.is_empty() {
            events.push(called(false, kept));
        }
        if after.contained > before.contained {
            events.push(Event::Contained);
        }
    }
    if after.incidents > before.incidents {
        events.push(Event::Incident {
            false_alarm: after.false_alarms > before.false_alarms,
            spoilers: after.spoiled > before.spoiled,
        });
    }
    if let Some((_, cause)) = after.collapse {
        events.push(match cause {
            Cause::Attack { side, motive } => {
                Event::Collapsed { by: Some(side), motive: Some(motive.name()) }
            }
            Cause::Escalation => Event::Collapsed { by: None, motive: None },
        });
    }
    events
}
