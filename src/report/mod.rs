//! From a [`Summary`](crate::engine::Summary) to what people read: text, JSON, CSV, charts and a page.
//!
//! Everything here is a pure function from the summary to text or bytes: no clock, no path, no request.

pub mod charts;
pub mod csv;
pub mod explore;
#[cfg(feature = "serve")]
pub mod explorer;
pub mod figure;
pub mod findings;
pub mod html;
pub mod json;
mod motives;
pub mod numbers;
mod page;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod play;
pub mod runs;
pub mod text;
pub mod trace;

/// What every output says about itself.
pub const CAVEAT: &str = "an illustrative what-if, not a forecast";
