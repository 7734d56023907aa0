//! Summaries to render: one as rich as the flagship's, invented, and edge cases made from it.

use armistice::engine::{
    Summary,
    summary::{Estimate, Range},
};

/// A synthetic summary with everything in it. Its numbers are invented to exercise the report.
pub fn flagship() -> Summary {
    serde_json::from_str(include_str!("../fixtures/summary-flagship.json")).unwrap()
}

/// Every edge case by name.
pub fn all() -> Vec<(&'static str, Summary)> {
    vec![
        ("flagship", flagship()),
        ("no-deal", no_deal()),
        ("all-lines-crossed", never_tabled(0)),
        ("never-tabled", never_tabled(3)),
        ("nothing-held", nothing_held()),
        ("one-run", one_run()),
        ("many-levels", many_levels(101)),
        ("thousand-levels", many_levels(1001)),
        ("certain", certain()),
        ("unicode", unicode()),
        ("hostile", hostile()),
        ("empty", empty()),
    ]
}

/// An estimate of something that always comes out so.
fn sure(value: f64) -> Estimate {
    let only = Range { low: value, high: value };
    Estimate { value: Some(value), standard_error: Some(0.0), interval: Some(only), band: Some(only) }
}

/// Talks that never lead to a deal.
pub fn no_deal() -> Summary {
    let mut summary = flagship();
    summary.counts.signed = 0;
    for ending in &mut summary.outcomes {
        let none = ending.outcome == "no_deal";
        ending.count = if none { summary.counts.runs } else { 0 };
        ending.share = sure(if none { 1.0 } else { 0.0 });
    }
    summary.metrics.insert("p_deal".into(), sure(0.0));
    summary.metrics.insert("p_durable".into(), sure(0.0));
    let unknown = Estimate { value: None, standard_error: None, interval: None, band: None };
    summary.metrics.insert("p_durable_given_deal".into(), unknown.clone());
    summary.survival = Default::default();
    for level in summary.terms.iter_mut().flat_map(|issue| &mut issue.levels) {
        (level.count, level.share, level.durable) = (0, 0.0, None);
    }
    summary.texts.clear();
    for track in &mut summary.talks {
        track.agreed = 0;
        (track.mean_rounds, track.mean_returns) = (None, None);
        track.rounds.iter_mut().for_each(|round| round.agreed = 0);
    }
    for welfare in &mut summary.welfare {
        (welfare.value, welfare.mean, welfare.mean_gain, welfare.realised) = (None, None, None, None);
    }
    (summary.central.zone, summary.central.zone_last) = (0, 0);
    summary.central.points.clear();
    summary.central.signed.clear();
    summary.central.blockers = vec![vec!["Russia".into()], vec!["Ukraine".into()]];
    summary.ceasefire = Default::default();
    for point in &mut summary.guarantee_strength {
        point.p_deal = sure(0.0);
        point.p_durable = sure(0.0);
        point.p_durable_given_deal = unknown.clone();
    }
    for drivers in &mut summary.drivers {
        drivers.inputs.clear();
        (drivers.deviation, drivers.explained) = (None, None);
        drivers.absence = Some(
            "can't be told: it differs too little between draws, beyond what chance makes of it.".into(),
        );
    }
    summary
}

/// Talks in which no text was ever tabled: `within` deals of eight cross no hard red line.
pub fn never_tabled(within: u64) -> Summary {
    let mut summary = no_deal();
    summary.warnings.clear();
    for actor in &mut summary.blocking.actors {
        (actor.last_refusals, actor.share) = (0, 0.0);
        actor.reasons = Default::default();
        actor.red_lines.clear();
    }
    summary.blocking.sets.clear();
    summary.guarantee_strength.clear();
    (summary.central.deals, summary.central.within_red_lines) = (8, within);
    summary.central.acceptable.iter_mut().for_each(|actor| actor.deals = 4);
    if within > 0 {
        summary.central.blockers.clear();
        (summary.central.zone, summary.central.zone_last) = (1, 1);
    }
    summary
}

/// Deals whose ceasefires nobody watches.
pub fn nothing_held() -> Summary {
    let mut summary = flagship();
    summary.scenario.hold = 0;
    summary.scenario.pause = 0;
    for ending in &mut summary.outcomes {
        ending.count = match ending.outcome.as_str() {
            "durable" => summary.counts.signed,
            "no_deal" => summary.counts.runs - summary.counts.signed,
            _ => 0,
        };
        ending.share = sure(ending.count as f64 / summary.counts.runs as f64);
    }
    summary.survival = Default::default();
    summary.ceasefire = Default::default();
    for level in summary.terms.iter_mut().flat_map(|issue| &mut issue.levels) {
        level.durable = None;
    }
    for point in &mut summary.central.points {
        point.survival = None;
    }
    summary.drivers.remove(0);
    summary
}

/// One draw, one replication.
pub fn one_run() -> Summary {
    let mut summary = flagship();
    summary.counts.draws = 1;
    summary.counts.replications = 1;
    summary.counts.runs = 1;
    summary.counts.signed = 1;
    for ending in &mut summary.outcomes {
        ending.count = u64::from(ending.outcome == "durable");
        let value = ending.count as f64;
        let interval = if ending.count == 1 {
            Range { low: 0.2065, high: 1.0 }
        } else {
            Range { low: 0.0, high: 0.7935 }
        };
        ending.share =
            Estimate { value: Some(value), standard_error: None, interval: Some(interval), band: None };
    }
    for estimate in summary.metrics.values_mut() {
        estimate.band = None;
        estimate.standard_error = None;
    }
    for point in &mut summary.guarantee_strength {
        for estimate in [&mut point.p_deal, &mut point.p_durable_given_deal, &mut point.p_durable] {
            (estimate.band, estimate.standard_error) = (None, None);
            estimate.interval = Some(Range { low: 0.2065, high: 1.0 });
        }
    }
    summary.uncertainty.parameters = None;
    summary.uncertainty.chance = None;
    summary.texts.truncate(1);
    for actor in &mut summary.blocking.actors {
        actor.last_refusals = 0;
        actor.reasons = Default::default();
        actor.red_lines.clear();
    }
    summary.blocking.sets.clear();
    summary
        .drivers
        .iter_mut()
        .flat_map(|drivers| &mut drivers.inputs)
        .for_each(|input| input.told_apart = false);
    summary
}

/// Two actors divide one issue of that many levels in one track; nothing is held.
pub fn many_levels(levels: usize) -> Summary {
    let mut summary = nothing_held();
    summary.scenario.name = "Classroom ultimatum".into();
    summary.scenario.question = "How much of a pie does the first mover keep?".into();
    summary.scenario.period = "round".into();
    summary.scenario.actors.truncate(2);
    let mut issue = summary.terms.remove(0);
    issue.label = "Share of the pie".into();
    let mut level = issue.levels.remove(2);
    level.on_table = true;
    let middle = levels as f64 * 0.6;
    let weight = |place: usize| {
        let away = (place as f64 - middle) / (levels as f64 * 0.05);
        1.0 / (1.0 + away.powi(4))
    };
    let total: f64 = (0..levels).map(weight).sum();
    issue.levels = (0..levels)
        .map(|place| {
            let mut level = level.clone();
            level.label = place.to_string();
            level.share = weight(place) / total;
            level.count = (level.share * summary.counts.signed as f64) as u64;
            level
        })
        .collect();
    summary.terms = vec![issue];
    summary.texts.truncate(3);
    for (place, text) in summary.texts.iter_mut().enumerate() {
        text.levels = vec![(levels * 6 / 10 + place).to_string()];
    }
    summary.blocking.actors.truncate(2);
    summary.blocking.sets.clear();
    summary.talks.truncate(1);
    summary.talks[0].rounds.truncate(1);
    summary.talks[0].rounds[0].actors.truncate(2);
    summary.welfare.truncate(2);
    summary.central.acceptable.truncate(2);
    summary.central.frontier =
        (0..levels).map(|place| place as f64 / (levels - 1) as f64).map(|x| [x, 1.0 - x]).collect();
    summary.central.cloud = summary.central.frontier.clone();
    summary.central.outside = vec![0.0, 0.0];
    for point in &mut summary.central.points {
        point.levels = vec![(levels / 2).to_string()];
        point.values = vec![0.5, 0.5];
        point.axes = [0.5, 0.5];
    }
    summary.central.signed = vec![];
    summary.central.red_lines.clear();
    (summary.central.deals, summary.central.within_red_lines) = (levels as u64, levels as u64);
    (summary.central.zone, summary.central.zone_last) = (levels as u64, levels as u64);
    summary.central.acceptable.iter_mut().for_each(|actor| actor.deals = levels as u64);
    summary.drivers.clear();
    summary
}

/// Every probability is 0 or 1, and zeros have a sign.
pub fn certain() -> Summary {
    let mut summary = flagship();
    summary.counts.signed = summary.counts.runs;
    for ending in &mut summary.outcomes {
        let durable = ending.outcome == "durable";
        ending.count = if durable { summary.counts.runs } else { 0 };
        ending.share = sure(if durable { 1.0 } else { -0.0 });
    }
    summary.metrics.insert("p_deal".into(), sure(1.0));
    summary.metrics.insert("p_durable_given_deal".into(), sure(1.0));
    for point in &mut summary.survival.points {
        point.at_risk = summary.counts.runs;
        point.collapses = 0;
        point.survival = 1.0;
        point.hazard = -0.0;
        point.interval = Range { low: 1.0, high: 1.0 };
    }
    for point in &mut summary.guarantee_strength {
        point.p_deal = sure(1.0);
        point.p_durable = sure(1.0);
        point.p_durable_given_deal = sure(1.0);
    }
    for actor in &mut summary.blocking.actors {
        actor.last_refusals = 0;
        actor.share = -0.0;
        actor.reasons = Default::default();
        actor.red_lines.clear();
    }
    summary.blocking.sets.clear();
    summary.uncertainty.parameters = Some(0.0);
    summary.uncertainty.chance = Some(0.0);
    summary.central.outside = vec![-0.0, -0.0];
    summary.drivers.clear();
    summary
}

/// Long words in several scripts.
pub fn unicode() -> Summary {
    let mut summary = flagship();
    summary.scenario.name = "Переговори 2025 — 和平谈判 — مفاوضات".into();
    summary.scenario.question = "Чи витримає перемир’я п’ять років? 停战能维持五年吗？".into();
    summary.scenario.period = "тиждень".into();
    summary.blocking.actors[0].label = "Donaudampfschifffahrtsgesellschaftskapitänsversammlung".repeat(3);
    summary.blocking.actors[1].label =
        "Російська Федерація та її союзники в Організації Договору про колективну безпеку".into();
    summary.terms[0].label = "Територія, кордони та лінія зіткнення 🕊️ ".repeat(4);
    summary.terms[0].levels[1].label = "非常に長いラベルがここにあります".repeat(8);
    summary.terms[1].levels[1].label = "x".repeat(400);
    summary.talks[0].label = "Київ, Європа, Вашингтон ".repeat(6);
    summary.talks[0].rounds.iter_mut().for_each(|round| round.actors[0].label = "Україна ".repeat(20));
    summary.central.axes[0].label = "Україна ".repeat(20);
    summary.central.axes[1].label = "Росія ".repeat(20);
    summary.ceasefire.guarantees[0].label = "Гарантія за зразком статті 5 ".repeat(9);
    summary.drivers[0].inputs[0].label = "Українські миротворці: ".repeat(9);
    summary
}

/// Every word tries to leave its place.
pub fn hostile() -> Summary {
    let mut json = serde_json::to_value(flagship()).unwrap();
    poison(&mut json);
    serde_json::from_value(json).unwrap()
}

/// What an attacker would write as a label.
pub const ATTACK: &str = "</title></svg><script>alert('1')</script>\"'&]]><img src=x onerror=alert(1)>\u{1}";

fn poison(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, field) in fields.iter_mut() {
                match field {
                    serde_json::Value::String(text) if key != "outcome" && key != "id" => {
                        *text = ATTACK.to_owned()
                    }
                    other if key != "outcome" => poison(other),
                    _ => {}
                }
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                if let serde_json::Value::String(text) = item {
                    *text = ATTACK.to_owned();
                } else {
                    poison(item);
                }
            }
        }
        _ => {}
    }
}

/// A simulation stopped before its first run.
pub fn empty() -> Summary {
    let mut summary = no_deal();
    summary.counts = armistice::engine::summary::RunCounts {
        draws: 0,
        replications: 10,
        runs: 0,
        signed: 0,
        seed: 1,
        complete: false,
    };
    summary.outcomes.clear();
    summary.metrics.clear();
    summary.terms.clear();
    summary.blocking.actors.clear();
    summary.blocking.sets.clear();
    summary.talks.clear();
    summary.welfare.clear();
    summary.inputs.clear();
    summary.warnings.clear();
    summary.guarantee_strength.clear();
    summary.central.frontier.clear();
    summary.central.cloud.clear();
    summary.drivers.clear();
    summary
}
