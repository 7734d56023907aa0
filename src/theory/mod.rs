//! Closed forms of bargaining theory, war and deterrence: one file each, each a small documented function.
