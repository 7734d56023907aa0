//! What people read of the what-if questions in [`explore`](crate::explore).

pub mod sensitivity;
