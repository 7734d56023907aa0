//! `sweep.csv`: one line a point, RFC 4180, in full precision.
//!
//! | column | meaning |
//! |---|---|
//! | one for each lever, by its name | its value |
//! | `draws`, `replications` | how often the point was run |
//! | `METRIC` | the estimate |
//! | `METRIC.standard_error`, `METRIC.low`, `METRIC.high` | Monte Carlo error, 95 % interval of chance |
//! | `METRIC.band_low`, `METRIC.band_high` | where the central 80 % of the draws lie, chance removed |
//!
//! An empty field says that there is nothing to say.

use crate::explore::sweep::Sweep;

/// All points.
#[must_use]
pub fn csv(sweep: &Sweep) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::new());
    let mut header: Vec<String> = sweep.levers.iter().map(|lever| lever.label.clone()).collect();
    header.extend(["draws", "replications"].map(str::to_owned));
    for metric in &sweep.metrics {
        header.push(metric.clone());
        let parts = ["standard_error", "low", "high", "band_low", "band_high"];
        header.extend(parts.map(|part| format!("{metric}.{part}")));
    }
    writer.write_record(&header).expect("a vector takes all bytes");
    for (place, point) in sweep.points.iter().enumerate() {
        let mut row: Vec<String> = point.at.iter().map(|at| at.shown.clone()).collect();
        row.extend([sweep.draws.to_string(), sweep.replications.to_string()]);
        for &metric in sweep.asked() {
            let estimate = sweep.estimate(place, metric);
            let (interval, band) = (estimate.interval, estimate.band);
            let numbers = [
                estimate.value,
                estimate.standard_error,
                interval.map(|range| range.low),
                interval.map(|range| range.high),
                band.map(|range| range.low),
                band.map(|range| range.high),
            ];
            row.extend(numbers.map(|number| number.map_or_else(String::new, |it| (it + 0.0).to_string())));
        }
        writer.write_record(&row).expect("a vector takes all bytes");
    }
    writer.into_inner().expect("a vector takes all bytes")
}
