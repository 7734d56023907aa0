//! `armistice list`: the shipped scenarios and what each asks, and how the cases of history score.

use std::sync::atomic::AtomicBool;

use clap::Args;
use serde_json::json;

use crate::{
    ceasefire::Motive,
    engine::{self, Options, RunRecord},
    history::{self, Forecast, Record},
    scenario::{Override, Scenario},
};

use super::{
    failure::{Exit, Failure},
    library::{self, SHIPPED},
    terminal,
};

/// List the shipped scenarios and the question that each asks
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Score the model's chances of what is known of the cases of history
    ///
    /// Runs each case, 10 times a draw, and scores signing, holding and who began the war against forecasters who
    /// know only base rates, by Brier's score: 0 is perfect, 0.25 is what a coin gets.
    #[arg(long)]
    scores: bool,
    /// Draws of each case for --scores
    #[arg(long, value_name = "N", default_value_t = 200, requires = "scores",
          value_parser = clap::value_parser!(u64).range(1..=100_000))]
    draws: u64,
    /// Print one JSON document instead
    #[arg(long)]
    json: bool,
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let text = match arguments.scores {
        true => scores(arguments)?,
        false => questions(arguments)?,
    };
    terminal::print(&text)?;
    Ok(Exit::Done)
}

fn questions(arguments: &Arguments) -> Result<String, Failure> {
    let mut scenarios = Vec::new();
    for shipped in SHIPPED {
        let scenario = Scenario::parse(shipped.name, shipped.text, &[]).map_err(Failure::Scenario)?;
        scenarios.push((shipped.name, scenario.question.clone()));
    }
    if arguments.json {
        let documents: Vec<_> = scenarios
            .iter()
            .map(|(name, question)| json!({ "name": name, "question": &**question }))
            .collect();
        return Ok(format!("{:#}\n", json!({ "scenarios": documents })));
    }
    let width = scenarios.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    Ok(scenarios
        .iter()
        .map(|(name, question)| terminal::wrapped(&format!("{name:width$}  "), question))
        .collect())
}

fn scores(arguments: &Arguments) -> Result<String, Failure> {
    let mut cases = Vec::new();
    for record in &history::RECORDS {
        cases.push((record, forecast(record, arguments.draws)?));
    }
    let scores = history::scores(&cases);
    if arguments.json {
        let documents: Vec<_> = cases
            .iter()
            .map(|(record, forecast)| {
                json!({
                    "name": record.name,
                    "known": record.known,
                    "held": record.held,
                    "put_in": record.put_in,
                    "begun_by": record.begun_by,
                    "signed": forecast.signed,
                    "holds_if_signed": forecast.holds,
                    "holds_base_rate": forecast.base_rate,
                    "begun_if_one_does": [
                        { "side": forecast.breaks.sides[0], "share": forecast.begins(0) },
                        { "side": forecast.breaks.sides[1], "share": forecast.begins(1) },
                    ],
                    "text_of_history": {
                        "holds": forecast.breaks.holds,
                        "begun": [
                            { "side": forecast.breaks.sides[0], "share": forecast.breaks.share(0) },
                            { "side": forecast.breaks.sides[1], "share": forecast.breaks.share(1) },
                        ],
                        "meant": forecast.breaks.motive(Motive::Meant),
                        "feared": forecast.breaks.motive(Motive::Feared),
                        "accident": forecast.breaks.motive(Motive::Accident),
                    },
                })
            })
            .collect();
        let means = json!({
            "model": { "signed": scores.signed, "holds": scores.holds, "begun": scores.begun,
                "begun_under_the_text_of_history": scores.begun_text },
            "base_rates": { "signed": scores.signed_base, "holds": scores.holds_base, "begun": 0.25 },
        });
        return Ok(format!("{:#}\n", json!({ "cases": documents, "brier": means })));
    }
    let width = cases.iter().map(|(record, _)| record.name.len()).max().unwrap_or(0);
    let mut text =
        format!("{:width$}  held  signed  holds  base   who begins a war, if one of the two does\n", "");
    for (record, forecast) in &cases {
        let share = |chance: f64| format!("{:.0}%", 100.0 * chance);
        text += &format!(
            "{:width$}  {:4}  {:>6}  {:>5}  {:>4}   ",
            record.name,
            if record.held { "yes" } else { "no" },
            share(forecast.signed),
            forecast.holds.map_or_else(|| "–".to_owned(), share),
            share(forecast.base_rate),
        );
        text += &match forecast.began {
            [0, 0] => "nobody does\n".to_owned(),
            _ => {
                let likelier = usize::from(forecast.begins(1) > forecast.begins(0));
                format!("{} {}\n", forecast.breaks.sides[likelier], share(forecast.begins(likelier)))
            }
        };
    }
    text += &format!(
        "\nBrier’s score, less is better  signed  holds  who began it\n\
        the model                      {:6.2}  {:5.2}  {:12.2}\n\
        base rates, a coin             {:6.2}  {:5.2}  {:12.2}\n\n",
        scores.signed, scores.holds, scores.begun, scores.signed_base, scores.holds_base, 0.25,
    );
    text += &terminal::wrapped(
        "",
        &format!(
            "Of {} cases; holding of {}, as that the truces of the Donbas end was put in; who began it of the {} that are \
            known to have been broken by one side, over the texts that the model signs ({:.2} under the text of history). \
            The authors knew the outcomes, which the base rates do not.",
            scores.cases, scores.held, scores.broken, scores.begun_text
        ),
    );
    Ok(text)
}

/// The model's chances of a case, without what a run makes beside them.
fn forecast(record: &Record, draws: u64) -> Result<Forecast, Failure> {
    let shipped = library::find(record.name).expect("a case of history is shipped");
    let overrides: Vec<Override> =
        [format!("simulation.draws={draws}"), "simulation.replications=10".to_owned()]
            .iter()
            .map(|given| given.parse().expect("the keys are known"))
            .collect();
    let scenario = Scenario::parse(shipped.name, shipped.text, &overrides).map_err(Failure::Scenario)?;
    let options = Options { threads: None, cancel: &AtomicBool::new(false) };
    let summary = engine::simulate_without_curve(&scenario, &options, &mut |_: &[RunRecord]| Ok(()));
    let summary =
        summary.map_err(|source| Failure::Io { what: format!("cannot run {}", record.name), source })?;
    Ok(history::forecast(record, &scenario, &summary))
}
