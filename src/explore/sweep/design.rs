//! The points of a sweep: the scenario at every combination of its levers' values.

use crate::scenario::{Diagnostics, Override, Scenario};

use super::lever::{Axis, InvalidLever, Lever};

/// The most points of a sweep.
pub const MOST_POINTS: usize = 2_500;

/// The most points times draws: what each came to is kept until the end, in 64 bytes.
const MOST_CASES: u64 = 10_000_000;

/// The scenario at every point; the first lever moves slowest.
#[derive(Clone, Debug)]
pub struct Design {
    /// The scenario itself.
    pub scenario: Scenario,
    /// Its levers, one or two.
    pub axes: Vec<Axis>,
    points: Vec<Scenario>,
}

/// Why a sweep can't be made.
#[derive(Clone, Debug)]
pub enum InvalidDesign {
    /// The scenario is invalid, by itself or at a point.
    Scenario(Diagnostics),
    /// A lever makes no sense.
    Lever(InvalidLever),
}

impl From<InvalidLever> for InvalidDesign {
    fn from(error: InvalidLever) -> Self {
        Self::Lever(error)
    }
}

impl Design {
    /// Reads the scenario at all points, with some overrides at each.
    ///
    /// # Errors
    /// [`InvalidDesign`], when the scenario is invalid somewhere, a lever is, there are no levers or more than two,
    /// two levers move the same key, or there are more than [`MOST_POINTS`] points or too many draws at them.
    pub fn new(
        file_name: &str,
        text: &str,
        overrides: &[Override],
        levers: &[Lever],
    ) -> Result<Self, InvalidDesign> {
        let parse = |all: &[Override]| Scenario::parse(file_name, text, all).map_err(InvalidDesign::Scenario);
        if !(1..=2).contains(&levers.len()) {
            let what = format!("a sweep has one lever or two, not {}", levers.len());
            return Err(InvalidLever::new(what, "keys that move together are one lever: KEY,KEY=…").into());
        }
        if let [one, other] = levers
            && let Some(key) = one.keys().iter().find(|key| other.keys().contains(key))
        {
            let what = format!("both levers move `{key}`");
            return Err(InvalidLever::new(what, "let every lever have keys of its own").into());
        }
        let scenario = parse(overrides)?;
        let axes: Vec<Axis> =
            levers.iter().map(|lever| lever.axis(&scenario)).collect::<Result<_, InvalidLever>>()?;
        let count: usize = axes.iter().map(|axis| axis.steps.len()).product();
        if count > MOST_POINTS {
            let what = format!("a sweep has at most {MOST_POINTS} points, not {count}");
            return Err(InvalidLever::new(what, "take fewer values").into());
        }
        let cases = scenario.simulation.draws.saturating_mul(count as u64);
        if cases > MOST_CASES {
            let what = format!("{count} points with {} draws each are too many", scenario.simulation.draws);
            return Err(InvalidLever::new(what, format!("take at most {MOST_CASES} in all")).into());
        }
        let mut design = Self { scenario, axes, points: Vec::new() };
        for point in 0..count {
            let steps = design.steps(point);
            let moved = design.axes.iter().zip(steps).flat_map(|(axis, step)| &axis.steps[step].overrides);
            let all: Vec<Override> = overrides.iter().chain(moved).cloned().collect();
            design.points.push(parse(&all)?);
        }
        Ok(design)
    }

    /// The scenario at every point.
    #[must_use]
    pub fn points(&self) -> &[Scenario] {
        &self.points
    }

    /// The place of each lever's value at a point.
    #[must_use]
    pub fn steps(&self, point: usize) -> Vec<usize> {
        let mut rest = point;
        let mut steps: Vec<usize> = (self.axes.iter().rev())
            .map(|axis| {
                let step = rest % axis.steps.len();
                rest /= axis.steps.len();
                step
            })
            .collect();
        steps.reverse();
        steps
    }
}
