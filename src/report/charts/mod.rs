//! The charts, one file each: what the numbers say as a title, how they look, and the table behind them.

pub mod blockers;
mod chart;
pub mod drivers;
pub mod gains;
pub mod guarantee_strength;
pub mod guarantees;
pub mod hazard;
pub mod outcomes;
pub mod survival;
pub mod talks;
pub mod terms;
pub mod welfare;

pub use chart::{Absence, Chart, Table};

use crate::engine::Summary;

/// The charts that a summary gives, and why it does not give the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Gallery {
    /// In the order of the report.
    pub charts: Vec<Chart>,
    /// What could not be drawn.
    pub absences: Vec<Absence>,
}

/// How one chart is made; an [`Absence`] says why there is none.
pub type Make = fn(&Summary) -> Result<Chart, Absence>;

/// Every chart, in the order of the report.
pub const ALL: [Make; 11] = [
    outcomes::chart,
    guarantee_strength::chart,
    survival::chart,
    hazard::chart,
    terms::chart,
    blockers::chart,
    talks::chart,
    welfare::chart,
    gains::chart,
    guarantees::chart,
    drivers::chart,
];

impl Gallery {
    /// Draws everything there is to draw.
    pub fn of(summary: &Summary) -> Self {
        let mut gallery = Self { charts: Vec::new(), absences: Vec::new() };
        for make in ALL {
            match make(summary) {
                Ok(chart) => gallery.charts.push(chart),
                Err(absence) => gallery.absences.push(absence),
            }
        }
        gallery
    }

    /// A chart by its name, or why there is none.
    pub fn get(&self, id: &str) -> Result<&Chart, &str> {
        let why = || self.absences.iter().find(|absence| absence.id == id).map_or("", |absence| &absence.why);
        self.charts.iter().find(|chart| chart.id == id).ok_or_else(why)
    }
}
