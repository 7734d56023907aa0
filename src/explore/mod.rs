//! Exploration: experiments on scenarios that explain and compare.

pub mod discover;
