//! Runs each stage of a simulation for `scripts/check-instructions`, which counts what [`counted`] does.

mod stages;

fn main() {
    stages::each(&mut |name, work| {
        // Once before, so that nothing is counted that a program does only the first time.
        work();
        println!("{name}");
        counted(work);
    });
}

/// A function of its own, whose beginning and end can be told: it still has its argument to look at after the work.
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
    std::hint::black_box(&work);
}
