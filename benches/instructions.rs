//! Runs each stage of a simulation for `scripts/check-instructions`, which counts from [`counted`] to [`done`].

mod stages;

fn main() {
    stages::each(&mut |name, work| {
        // Once before, so that nothing is counted that a program does only the first time.
        work();
        println!("{name}");
        counted(work);
        done();
    });
}

/// Functions of their own, whose beginnings can be told.
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
}

#[inline(never)]
fn done() {
    std::hint::black_box(());
}
