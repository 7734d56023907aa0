//! Closed forms.
mod error;
mod points;
pub use points::*;
