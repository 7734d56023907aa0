//! How long each stage of a simulation takes.

mod stages;

use criterion::{Criterion, criterion_group, criterion_main};

fn all(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("stages");
    group.sample_size(20);
    stages::each(&mut |name, work| {
        group.bench_function(name, |bencher| bencher.iter(&mut *work));
    });
    group.finish();
}

criterion_group!(benches, all);
criterion_main!(benches);
