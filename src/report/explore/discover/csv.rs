//! `draws.csv`: one line a draw, RFC 4180, in full precision.
//!
//! `draw`, the metric by its name (empty where it has none), `of_interest` (`true`, `false`, or empty), `box` (the first
//! box that holds the draw, from 1, or empty), and each input by its key, as it is written in the scenario.

use super::Report;

/// The file.
#[must_use]
pub fn draws(report: &Report<'_>) -> Vec<u8> {
    let experiment = report.experiment;
    let mut boxes: Vec<Option<usize>> = vec![None; experiment.values.len()];
    let compared = experiment.compared();
    for (number, found) in report.boxes.iter().enumerate().filter(|(_, found)| found.stands()) {
        for point in found.trajectory.inside(report.samples, &found.found.limits) {
            boxes[compared[point]] = Some(number + 1);
        }
    }
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let mut write = |fields: Vec<String>| writer.write_record(fields).expect("a vector takes all bytes");
    let fixed = ["draw", report.condition.metric.name(), "of_interest", "box"].map(str::to_owned);
    write(fixed.into_iter().chain(experiment.inputs.iter().map(|input| input.key.clone())).collect());
    for (draw, (drawn, value)) in experiment.drawn.iter().zip(&experiment.values).enumerate() {
        let optional = |text: Option<String>| text.unwrap_or_default();
        let fixed = [
            draw.to_string(),
            optional(value.map(|value| value.to_string())),
            optional(value.map(|value| report.condition.holds(value).to_string())),
            optional(boxes[draw].map(|number| number.to_string())),
        ];
        write(fixed.into_iter().chain(drawn.iter().map(|number| (number + 0.0).to_string())).collect());
    }
    writer.into_inner().expect("a vector takes all bytes")
}
