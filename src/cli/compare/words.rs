//! A comparison in words, within 80 columns.

use crate::{
    explore::compare::{Comparison, Difference, MetricComparison, Verdict},
    report::{
        CAVEAT,
        explore::compare::{letter, level, signed, span},
        numbers::{optional_percent, percent},
    },
};

use super::super::terminal::{grouped, wrapped};

/// The comparison as text.
pub(super) fn text(comparison: &Comparison) -> String {
    let (draws, replications) = (grouped(comparison.draws), grouped(comparison.replications));
    let mut text = wrapped(
        "",
        &format!(
            "{draws} draws of {replications} runs on each side, with the same random numbers (seed {}).",
            comparison.seed
        ),
    );
    for (side, facts) in comparison.sides.iter().enumerate() {
        // Seed and counts are told above.
        let own = facts.overrides.iter().map(String::as_str).filter(|text| {
            !["simulation.seed", "simulation.draws", "simulation.replications"]
                .iter()
                .any(|key| text.starts_with(key))
        });
        let changes = own.collect::<Vec<_>>().join("; ");
        let all = if facts.name.contains(&changes) {
            facts.name.clone()
        } else {
            format!("{} ({changes})", facts.name)
        };
        text += &wrapped(&format!("  {}  ", letter(side)), &all);
    }
    for side in 1..comparison.sides.len() {
        text += &table(comparison, side);
    }
    text.push('\n');
    for note in &comparison.notes {
        text += &wrapped("Note: ", note);
    }
    text += &wrapped(
        "",
        "Shares differ in percentage points. `sign`: share of draws whose own difference has this sign. \
         `saved`: variance that the same random numbers took away, against independent runs. Each interval stands \
         alone: of 20 such, one may miss the truth.",
    );
    text + &wrapped("", &format!("{}{}.", CAVEAT[..1].to_uppercase(), &CAVEAT[1..]))
}

/// One side against the first, and what to make of it.
fn table(comparison: &Comparison, side: usize) -> String {
    let (a, b) = (letter(0), letter(side));
    let title = format!("{b} − {a}");
    let mut text = format!(
        "\n{:<26} {:>6} {:>6} {title:>7}  {:<15} {:>5} {:>6}\n",
        "", a, b, "95% interval", "sign", "saved"
    );
    let mut said = String::new();
    for metric in &comparison.metrics {
        let Some(difference) = &metric.differences[side - 1] else {
            text +=
                &format!("{:<26} {:>6} {:>6}       –\n", metric.label, level(metric, 0), level(metric, side));
            continue;
        };
        let row = format!(
            "{:<26} {:>6} {:>6} {:>7}  {:<15} {:>5} {:>6}",
            metric.label,
            level(metric, 0),
            level(metric, side),
            signed(difference.value, metric.is_share),
            span(difference, metric.is_share),
            optional_percent(difference.sign_holds.filter(|_| difference.verdict != Verdict::Identical)),
            difference.variance_saved.map_or_else(|| "–".to_owned(), saved),
        );
        text += row.trim_end();
        text.push('\n');
        said += &wrapped("  ", &sentence(metric, difference, comparison.draws, (a, b)));
    }
    format!("{text}\n{said}")
}

fn saved(share: f64) -> String {
    if share < 0.0 { format!("−{}", percent(-share)) } else { percent(share) }
}

/// What the difference says, plainly.
fn sentence(metric: &MetricComparison, difference: &Difference, draws: u64, (a, b): (char, char)) -> String {
    let label = &metric.label;
    let unit = if metric.is_share { " points" } else { "" };
    let size = signed(difference.value.abs(), metric.is_share);
    let size = size.trim_start_matches('+');
    let way = if difference.value > 0.0 { "higher" } else { "lower" };
    match difference.verdict {
        Verdict::Identical => format!("{label}: the same with {b} as with {a} in every draw."),
        Verdict::Differs => format!("{label}: {size}{unit} {way} with {b}; more than chance."),
        Verdict::DiffersInFewDraws => format!(
            "{label}: {size}{unit} {way} with {b}, but only {} differ: too few to trust the interval.",
            of_draws(difference.draws_that_differ)
        ),
        Verdict::Unknown => {
            format!(
                "{label}: {size}{unit} {way} with {b} in the one draw: run more draws to tell this from chance."
            )
        }
        Verdict::Noise => match difference.draws_to_settle {
            Some(wanted) => format!(
                "{label}: noise. If the true difference is as large as this one, about {} draws would settle it \
                 (80% power); these are {}.",
                about(wanted),
                grouped(draws)
            ),
            None => format!("{label}: noise. The sides differ in single draws, and not at all on average."),
        },
    }
}

fn of_draws(count: u64) -> String {
    if count == 1 { "1 draw".to_owned() } else { format!("{} draws", grouped(count)) }
}

/// Two significant digits, rounded up.
fn about(number: u64) -> String {
    let mut unit: u64 = 1;
    while number / unit >= 100 {
        unit *= 10;
    }
    grouped(number.div_ceil(unit).saturating_mul(unit))
}

#[cfg(test)]
mod tests {
    use super::about;

    #[test]
    fn a_number_of_draws_is_rounded_up_to_two_digits() {
        let said: Vec<String> = [7, 99, 100, 101, 12_345].map(about).into();
        assert_eq!(said, ["7", "99", "100", "110", "13,000"]);
    }
}
