//! A scenario whose drivers are known.
