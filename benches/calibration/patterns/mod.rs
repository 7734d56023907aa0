//! What the defaults make of patterns that research has found, worked out on the exact chain.
//!
//! One [`Set`] of numbers is held against one [`mixture`] of ceasefires; [`measure`] works out every pattern of it,
//! [`facts`] says where each has to lie, [`score`] how far a set is from them, and [`signs`] what security does. The search of `cargo bench --bench calibration` and the test
//! `stylised_facts` share this, so the page shows what was searched.

pub mod curve;
pub mod facts;
pub mod measure;
pub mod mixture;
pub mod score;
pub mod set;
pub mod signs;

pub use measure::Found;
pub use mixture::{Case, Draw, draws};
pub use set::Set;

/// Months at which survival is held against that of the 96 ceasefires.
pub const MONTHS: [usize; 6] = [3, 6, 12, 24, 60, 120];

/// How far survival may be from it.
pub const TOLERANCE: f64 = 0.05;

/// Survival of the 96 ceasefires at [`MONTHS`], as `ceasefires-96.json` has it.
#[must_use]
pub fn observed() -> [f64; 6] {
    let all = &kaplan_meier()["all"]["months"];
    MONTHS.map(|month| all[month.to_string()]["survival"].as_f64().expect("the file has this month"))
}

/// The numbers of the 96 ceasefires.
#[must_use]
pub fn kaplan_meier() -> serde_json::Value {
    serde_json::from_str(include_str!("../ceasefires-96.json")).expect("the file is JSON")
}
