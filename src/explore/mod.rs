//! What-ifs: a scenario under different overrides, met by the same luck.

pub mod sweep;
