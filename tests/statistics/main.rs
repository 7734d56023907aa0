//! Statistics against published tables, closed forms and seeded simulation.

#[path = "../common/close.rs"]
mod close;
mod distributions;
mod first_order;
mod interval;
mod quantile;
mod survival;
mod tally;

use close::close;
