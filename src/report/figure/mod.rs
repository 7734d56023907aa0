//! Pictures as data: shapes laid out once, then painted by plotters as SVG or PNG.

pub mod axis;
pub mod color;
pub mod drawing;
pub mod legend;
pub mod letters;
pub mod marker;
mod paint;
pub mod png;
pub mod rows;
pub mod svg;

pub use axis::{Plot, Scale};
pub use color::Ink;
pub use drawing::{Anchor, Drawing, Shape, Weight};
