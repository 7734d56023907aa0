//! Boxes of inputs that explain an outcome: the patient rule induction method, PRIM.
//!
//! Of many draws some are of interest, such as those that end in a durable peace. [`search`] peels thin slices off the
//! box of all draws so that the share of interest in it, its density, rises while it still covers many of them, and
//! pastes some back at the end (Friedman and Fisher 1999, «Bump hunting in high-dimensional data»). The result is a
//! trajectory to choose from: scenario discovery (Bryant and Lempert 2010, «Thinking inside the box»). [`Found`] tells
//! which limits of a box matter, and [`balance_by_chance`] how good a box is where nothing is to be found.
//!
//! ```
//! use armistice::explore::discover::{Found, Samples, Settings, search};
//! // A point is of interest where the first of two inputs is at least 0.6.
//! let first: Vec<f64> = (0..200).map(|point| f64::from(point * 37 % 200) / 200.0).collect();
//! let second: Vec<f64> = (0..200).map(|point| f64::from(point * 59 % 200) / 200.0).collect();
//! let interest = first.iter().map(|value| *value >= 0.6).collect();
//! let samples = Samples::new(vec![first, second], interest)?;
//! let all: Vec<usize> = (0..samples.len()).collect();
//! let trajectory = search(&samples, &all, &Settings::default());
//! let found = Found::new(&samples, &trajectory, trajectory.best(), 0.05);
//! assert_eq!(found.tight.len(), 1);
//! assert!((found.tight[0].value - 0.6).abs() < 0.03 && found.density > 0.95 && found.coverage > 0.95);
//! # Ok::<(), armistice::explore::discover::BadSamples>(())
//! ```

mod chance;
mod cut;
mod discovery;
mod experiment;
mod found;
mod limits;
mod paste;
mod peel;
mod samples;
mod settings;
mod significance;
mod trajectory;

pub use chance::balance_by_chance;
pub use discovery::{CHANCE, Choice, Discovered, Plan, discover, searches};
pub use experiment::{Condition, Experiment, Input, InvalidCondition, Relation, experiment};
pub use found::Found;
pub use limits::{Limits, Side};
pub use samples::{BadSamples, Samples};
pub use settings::{BadSetting, Objective, Settings};
pub use significance::{Limit, limits_of};
pub use trajectory::{Phase, Step, Trajectory};

/// Seeks a box among some of the samples, its `members`: peels, then pastes.
#[must_use]
pub fn search(samples: &Samples, members: &[usize], settings: &Settings) -> Trajectory {
    let whole = Limits::whole(samples);
    let mut steps = peel::peel(samples, members, &whole, settings);
    let last = steps[steps.len() - 1].clone();
    steps.extend(paste::paste(samples, members, &whole, settings, &last));
    Trajectory {
        steps,
        whole,
        members: members.to_vec(),
        points: samples.len(),
        of_interest: samples.of_interest(),
    }
}
