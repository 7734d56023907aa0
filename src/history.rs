//! How the shipped cases of history ended, and how well the model's chances of it do against forecasters who know
//! nothing.
//!
//! The authors knew the outcomes when they wrote the cases down, so a good score is no merit; a score below that of the
//! base rates would be a disgrace.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::{
    ceasefire::{Chain, Honoured, Motive},
    engine::Summary,
    model::{
        Model,
        terms::{peace_flows, terms},
    },
    scenario::Scenario,
};

/// Share of formal negotiations in civil wars that ended in a settlement that was carried out: 8 of 17 (Walter 1997).
pub const SETTLED: f64 = 8.0 / 17.0;

/// Share of civil wars that do not start anew within ten years (Collier, Hoeffler and Söderbom 2008).
pub const TEN_YEARS: f64 = 0.6;

/// Draws over which the text of history is asked who would break it, at most.
const MOST_DRAWS: u64 = 100;

/// What is known of one case.
#[derive(Debug)]
pub struct Record {
    /// The name of the shipped scenario.
    pub name: &'static str,
    /// The known outcome in a few words.
    pub known: &'static str,
    /// Whether what was signed held as long as the scenario watches.
    pub held: bool,
    /// Whether that outcome was put into the numbers, so that it can't be scored.
    pub put_in: bool,
    /// Who began the war that ended it, by its key; `None` where it held, or where it is not clear.
    pub begun_by: Option<&'static str>,
    /// What was agreed: a level of each issue.
    pub agreed: &'static [(&'static str, &'static str)],
}

/// The cases, by year.
pub const RECORDS: [Record; 8] = [
    Record {
        name: "korea-1951",
        known: "signed in the 25th month; no full war since",
        held: true,
        put_in: false,
        begun_by: None,
        agreed: &[
            ("line", "Line of contact (4 km zone)"),
            ("prisoners", "Refusers to a neutral commission"),
            ("treaty", "Mutual defence treaty"),
            ("forces", "The forces stay"),
        ],
    },
    Record {
        name: "camp-david-1978",
        known: "signed on the 13th day; held to date",
        held: true,
        put_in: false,
        begun_by: None,
        agreed: &[
            ("sinai", "Full return (limited forces)"),
            ("settlements", "Removed"),
            ("linkage", "Autonomy talks (no date)"),
            ("recognition", "Normal relations in stages"),
            ("aid", "Large"),
            ("force", "Multinational force (US-led)"),
        ],
    },
    Record {
        name: "budapest-1994",
        known: "signed; broken by Russia after 231 of 360 months",
        held: false,
        put_in: false,
        begun_by: Some("russia"),
        agreed: &[
            ("weapons", "Removed by mid-1996"),
            ("assurance", "Assurance (consultation)"),
            ("compensation", "Fuel and debts written off"),
            ("borders", "Respect for existing borders"),
        ],
    },
    Record {
        name: "dayton-1995",
        known: "initialled on the 21st day; no return to war",
        held: true,
        put_in: false,
        begun_by: None,
        agreed: &[
            ("land", "51 to 49"),
            ("sarajevo", "United (Federation)"),
            ("corridor", "Arbitration within a year"),
            ("state", "One state (two entities)"),
            ("force", "NATO force of 60,000"),
            ("mandate", "May enforce"),
            ("sanctions", "Suspended, lifted after elections"),
        ],
    },
    Record {
        name: "good-friday-1998",
        known: "signed in the 22nd month, approved in May; no return to the armed conflict",
        held: true,
        put_in: false,
        begun_by: None,
        agreed: &[
            ("institutions", "Power-sharing executive"),
            ("north_south", "Council (agreed areas)"),
            ("consent", "Principle of consent"),
            ("arms", "Commission (two-year aim)"),
            ("prisoners", "Within two years"),
            ("police", "Independent commission"),
        ],
    },
    Record {
        name: "minsk-2-2015",
        known: "signed in one night, violated throughout; ended by Russia's invasion in the 84th of 96 months",
        held: false,
        put_in: false,
        begun_by: Some("russia"),
        agreed: &[
            ("line", "Two lines (one for each side)"),
            ("weapons", "Back 50 to 70 km"),
            ("order", "Elections before border"),
            ("status", "Special status by law"),
            ("amnesty", "General"),
        ],
    },
    Record {
        name: "donbas-truces-2015-2020",
        known: "a truce every three months; who broke which is not clear",
        held: false,
        put_in: true,
        begun_by: None,
        agreed: &[
            ("time", "Open-ended"),
            ("areas", "Three small areas"),
            ("orders", "Published"),
            ("politics", "Not mentioned"),
        ],
    },
    Record {
        name: "colombia-farc-2016",
        known: "signed in the 46th month, lost a vote, revised; the former FARC did not return to war",
        held: true,
        put_in: false,
        begun_by: None,
        agreed: &[
            ("land", "Land fund and services"),
            ("politics", "Ten seats for eight years"),
            ("justice", "Special tribunal (restricted liberty)"),
            ("arms", "Collected by the UN in 180 days"),
            ("verification", "UN mission"),
        ],
    },
];

/// The record of a shipped scenario, if it is a case of history.
#[must_use]
pub fn record(name: &str) -> Option<&'static Record> {
    RECORDS.iter().find(|record| record.name == name)
}

/// The model's chances of what happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// That a deal is signed in the rounds that the scenario gives.
    pub signed: f64,
    /// That what is signed holds as long as the scenario watches; `None` if nothing was signed.
    pub holds: Option<f64>,
    /// The same by the base rate of civil wars, taken as a constant hazard.
    pub base_rate: f64,
    /// Wars that each side began in the runs.
    pub began: [u64; 2],
    /// Who would break the text that history agreed on.
    pub breaks: Breaks,
}

impl Forecast {
    /// That a side begins a war, given that one of the two does, over the texts that the model signs: a coin if nobody
    /// began one in any run.
    #[must_use]
    pub fn begins(&self, side: usize) -> f64 {
        #[expect(clippy::cast_precision_loss)]
        match self.began[0] + self.began[1] {
            0 => 0.5,
            all => self.began[side] as f64 / all as f64,
        }
    }
}

/// How the text that history agreed on would end within the months watched: exact chances, on average over draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Breaks {
    /// That it holds.
    pub holds: f64,
    /// Keys of the two sides.
    pub keys: [String; 2],
    /// Their names for people.
    pub sides: [String; 2],
    /// That a side begins a war, by side and [`Motive`].
    pub begun: [[f64; Motive::ALL.len()]; 2],
    /// That incidents escalate to a war that nobody decided on.
    pub escalated: f64,
}

impl Breaks {
    /// That a side begins a war, given that somebody does.
    #[must_use]
    pub fn share(&self, side: usize) -> f64 {
        let by = self.begun.each_ref().map(|motives| motives.iter().sum::<f64>());
        let all = by[0] + by[1];
        if all > 0.0 { by[side] / all } else { 0.5 }
    }

    /// Of the wars that somebody begins, the share with this motive.
    #[must_use]
    pub fn motive(&self, motive: Motive) -> f64 {
        let all: f64 = self.begun.iter().flatten().sum();
        let with: f64 = self.begun.iter().map(|motives| motives[motive as usize]).sum();
        if all > 0.0 { with / all } else { 0.0 }
    }
}

/// The model's chances of what happened in a case.
///
/// # Panics
///
/// If an issue of the scenario has not the level that history agreed on, which a test rules out for shipped scenarios.
#[must_use]
pub fn forecast(record: &Record, scenario: &Scenario, summary: &Summary) -> Forecast {
    let value = |metric: &str| summary.metrics.get(metric).and_then(|estimate| estimate.value);
    Forecast {
        signed: value("p_deal").unwrap_or(0.0),
        holds: value("p_durable_given_deal"),
        base_rate: libm::pow(TEN_YEARS, f64::from(scenario.simulation.hold) / 120.0),
        began: [0, 1].map(|side| summary.ceasefire.collapsed_by_attack.get(side).map_or(0, |by| by.count)),
        breaks: breaks(record, scenario),
    }
}

/// How the text that history agreed on would end.
fn breaks(record: &Record, scenario: &Scenario) -> Breaks {
    let mut rng = ChaCha8Rng::seed_from_u64(scenario.simulation.seed);
    let draws = scenario.simulation.draws.clamp(1, MOST_DRAWS);
    #[expect(clippy::cast_precision_loss)]
    let share = 1.0 / draws as f64;
    let mut breaks = Breaks::default();
    for _ in 0..draws {
        let model = scenario.draw(&mut rng).model;
        let belligerents = model.belligerents.expect("in a case of history two fight");
        let levels = agreed(record, &model);
        let terms = terms(&model, belligerents, &levels, peace_flows(&model, belligerents, &levels));
        let ends = Chain::new(&terms, Honoured::Truly).ends(scenario.simulation.hold);
        breaks.holds += share * ends.survival.last().copied().unwrap_or(1.0);
        breaks.escalated += share * ends.escalated;
        for (sum, begun) in breaks.begun.iter_mut().flatten().zip(ends.begun.iter().flatten()) {
            *sum += share * begun;
        }
        breaks.keys = belligerents.map(|side| model.actors[side.0].id.to_string());
        breaks.sides = belligerents.map(|side| model.actors[side.0].label.to_string());
    }
    breaks
}

/// The levels that history agreed on.
fn agreed(record: &Record, model: &Model) -> Vec<usize> {
    let level = |issue: &crate::model::Issue| {
        let (_, name) = record.agreed.iter().find(|(id, _)| **id == *issue.id)?;
        issue.levels.iter().position(|level| **level == **name)
    };
    let named =
        |issue| level(issue).unwrap_or_else(|| panic!("{}: what was agreed on {}?", record.name, issue.id));
    model.issues.iter().map(named).collect()
}

/// Brier's score of a forecast: the square of what it was off by. 0 is perfect, 0.25 is what a coin gets.
#[must_use]
pub fn brier(chance: f64, happened: bool) -> f64 {
    let off = chance - f64::from(u8::from(happened));
    off * off
}

/// Mean scores of several cases: of the model, and of who knows only base rates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scores {
    /// Cases scored for signing.
    pub cases: usize,
    /// Cases scored for holding: those whose outcome was not put in.
    pub held: usize,
    /// That a deal is signed, which all of them were.
    pub signed: f64,
    /// The same by the base rate.
    pub signed_base: f64,
    /// That what is signed holds.
    pub holds: f64,
    /// The same by the base rate.
    pub holds_base: f64,
    /// The same by who always says that it holds.
    pub holds_always: f64,
    /// Cases in which it is known who began the war.
    pub broken: usize,
    /// Who began it, given that one of the two did, over the texts that the model signs; a coin gets 0.25.
    pub begun: f64,
    /// The same under the text that history agreed on.
    pub begun_text: f64,
}

/// The mean scores of some cases.
#[must_use]
pub fn scores(cases: &[(&Record, Forecast)]) -> Scores {
    #[expect(clippy::cast_precision_loss)]
    let mean = |scores: &[f64]| scores.iter().sum::<f64>() / scores.len().max(1) as f64;
    let each = |score: &dyn Fn(&Record, &Forecast) -> f64| {
        mean(&cases.iter().map(|(record, forecast)| score(record, forecast)).collect::<Vec<_>>())
    };
    let fair = || cases.iter().filter(|(record, _)| !record.put_in);
    let holding = |score: &dyn Fn(&Record, &Forecast) -> f64| {
        mean(&fair().map(|(record, forecast)| score(record, forecast)).collect::<Vec<_>>())
    };
    let began = |share: &dyn Fn(&Forecast, usize) -> f64| -> Vec<f64> {
        (cases.iter())
            .filter_map(|(record, forecast)| {
                let side = forecast.breaks.keys.iter().position(|key| Some(&**key) == record.begun_by)?;
                Some(brier(share(forecast, side), true))
            })
            .collect()
    };
    let begun = began(&|forecast, side| forecast.begins(side));
    Scores {
        cases: cases.len(),
        signed: each(&|_, forecast| brier(forecast.signed, true)),
        signed_base: brier(SETTLED, true),
        held: fair().count(),
        holds: holding(&|record, forecast| brier(forecast.holds.unwrap_or(0.5), record.held)),
        holds_base: holding(&|record, forecast| brier(forecast.base_rate, record.held)),
        holds_always: holding(&|record, _| brier(1.0, record.held)),
        broken: begun.len(),
        begun: mean(&begun),
        begun_text: mean(&began(&|forecast, side| forecast.breaks.share(side))),
    }
}
