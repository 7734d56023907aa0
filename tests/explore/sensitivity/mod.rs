//! What drives a metric: the methods against closed forms and SALib, and a scenario whose driver is known.

mod charts;
mod closed_forms;
mod salib;
mod scenario;
