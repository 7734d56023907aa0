//! The page `docs/scenarios/README.md` is what this version makes of the library: shares of outcomes beside what is
//! known, and scores beside those of forecasters who know nothing (model.md F).
//!
//! `UPDATE_SCENARIO_LIBRARY=1 cargo nextest run the_page_of_the_library` writes the page anew.

use std::{
    env, fs,
    path::Path,
    sync::{LazyLock, atomic::AtomicBool},
};

use armistice::{
    ceasefire::Motive,
    engine::{
        self, Options, RunRecord, Summary,
        expectation::{Verdict, judge},
        summary::Estimate,
    },
    history::{self, Forecast, Record},
    scenario::Scenario,
};

use super::{
    BUDAPEST, CAMP_DAVID, COALITION, COLOMBIA, COVER, DAYTON, DONBAS, GOOD_FRIDAY, KOREA, MINSK, UKRAINE,
    with,
};

/// Where in the page the tool's own part begins and ends.
const BEGIN: &str = "<!-- made by tests/scenarios/library.rs: begin -->\n";
const END: &str = "<!-- made by tests/scenarios/library.rs: end -->\n";

/// Draws and runs a draw behind the page.
const EFFORT: [&str; 2] = ["simulation.draws=200", "simulation.replications=10"];

/// A scenario of the library and what is known of its outcome.
struct Entry {
    name: &'static str,
    text: &'static str,
    /// `None` where nobody knows yet.
    record: Option<&'static Record>,
}

/// History by year, then the flagship and its variants.
static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let texts = [
        ("korea-1951", KOREA),
        ("camp-david-1978", CAMP_DAVID),
        ("budapest-1994", BUDAPEST),
        ("dayton-1995", DAYTON),
        ("good-friday-1998", GOOD_FRIDAY),
        ("minsk-2-2015", MINSK),
        ("donbas-truces-2015-2020", DONBAS),
        ("colombia-farc-2016", COLOMBIA),
        ("ukraine-2025", UKRAINE),
        ("ukraine-2025-coalition", COALITION),
        ("ukraine-2025-talks-as-cover", COVER),
    ];
    texts.into_iter().map(|(name, text)| Entry { name, text, record: history::record(name) }).collect()
});

/// What a scenario came to.
struct Measured {
    entry: &'static Entry,
    scenario: Scenario,
    summary: Summary,
    /// What the model says of what is known.
    forecast: Option<Forecast>,
}

impl Measured {
    fn estimate(&self, metric: &str) -> &Estimate {
        &self.summary.metrics[metric]
    }

    fn share(&self, metric: &str) -> f64 {
        self.estimate(metric).value.unwrap_or_else(|| panic!("{}: {metric} has no value", self.entry.name))
    }

    /// The share as the page prints it, with where the middle 80 % of draws lie.
    fn banded(&self, metric: &str) -> String {
        let band = self.estimate(metric).band.as_ref();
        let band = band
            .map(|band| format!(" ({} to {})", percent(band.low), percent(band.high)))
            .unwrap_or_default();
        format!("{}{band}", percent(self.share(metric)))
    }

    /// Share of the months until a collapse, or the end, that are not calm.
    fn unquiet(&self) -> f64 {
        let [calm, incidents, crisis] = self.summary.ceasefire.periods_by_level;
        (incidents + crisis) as f64 / (calm + incidents + crisis) as f64
    }
}

/// All of them, measured once for all tests.
static MEASURED: LazyLock<Vec<Measured>> = LazyLock::new(|| {
    let measure = |entry: &'static Entry| {
        let scenario = with(entry.text, &EFFORT);
        let options = Options { threads: None, cancel: &AtomicBool::new(false) };
        let summary = engine::simulate_without_curve(&scenario, &options, &mut |_: &[RunRecord]| Ok(()));
        let summary = summary.unwrap_or_else(|error| panic!("{}: {error}", entry.name));
        let forecast = entry.record.map(|record| history::forecast(record, &scenario, &summary));
        Measured { entry, scenario, summary, forecast }
    };
    ENTRIES.iter().map(measure).collect()
});

#[test]
fn the_page_of_the_library_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scenarios/README.md");
    let page = fs::read_to_string(&path).expect("the page is in the repository");
    let (before, rest) = page.split_once(BEGIN).expect("the page says where the tool's part begins");
    let (_, after) = rest.split_once(END).expect("the page says where the tool's part ends");
    let fresh = format!("{before}{BEGIN}{}{END}{after}", body());
    if env::var_os("UPDATE_SCENARIO_LIBRARY").is_some() {
        fs::write(&path, &fresh).expect("the page can be written");
    } else {
        assert!(
            fresh == page,
            "docs/scenarios/README.md is stale: run `UPDATE_SCENARIO_LIBRARY=1 cargo nextest run the_page_of_the_library`"
        );
    }
}

#[test]
fn every_scenario_of_the_library_does_what_it_expects_of_itself() {
    for measured in MEASURED.iter() {
        for expectation in &measured.scenario.expectations {
            let judgement = judge(&measured.scenario, &measured.summary, expectation, None);
            let (name, metric) = (measured.entry.name, &expectation.metric);
            assert_eq!(judgement.verdict, Verdict::Met, "{name}: {metric}: {judgement:?}");
        }
    }
}

#[test]
fn the_library_scores_better_than_who_knows_nothing() {
    let scores = history::scores(&forecasts());
    assert!(scores.signed < scores.signed_base, "{scores:?}");
    // No better than the base rate, because of Budapest: the page says so.
    assert!(scores.holds < 0.25, "{scores:?}");
    assert!(scores.begun < 0.25, "worse than a coin: {scores:?}");
}

#[test]
fn half_of_the_truces_of_the_donbas_are_gone_in_three_months_and_hardly_any_was_meant_to_be_broken() {
    let measured = MEASURED.iter().find(|measured| measured.entry.name == "donbas-truces-2015-2020").unwrap();
    assert!(measured.share("p_temporary_pause_given_deal") > 0.5);
    let breaks = &measured.forecast.as_ref().unwrap().breaks;
    let meant: f64 = breaks.begun.iter().map(|motives| motives[Motive::Meant as usize]).sum();
    let others: f64 = breaks.begun.iter().flatten().sum::<f64>() - meant + breaks.escalated;
    assert!(meant < others / 2.0, "{breaks:?}");
}

#[test]
fn every_case_of_history_is_in_the_library() {
    for record in &history::RECORDS {
        assert!(ENTRIES.iter().any(|entry| entry.name == record.name), "{}", record.name);
    }
}

#[test]
fn no_scenario_of_history_says_less_than_what_is_known_what_is_right_and_what_is_missed() {
    for Entry { name, text, record } in ENTRIES.iter() {
        if record.is_some() {
            for label in ["KNOWN OUTCOME", "WHAT THE MODEL GETS RIGHT", "WHAT IT MISSES"] {
                assert!(paragraph(text, label).len() > 60, "{name}: {label}");
            }
        }
    }
}

/// The tool's part of the page.
fn body() -> String {
    [outcomes(), scores(), terms(), verdicts()].join("\n")
}

/// The cases of history with what the model says of them.
fn forecasts() -> Vec<(&'static Record, Forecast)> {
    let known = MEASURED.iter().filter_map(|measured| measured.entry.record.zip(measured.forecast.clone()));
    known.collect()
}

fn outcomes() -> String {
    let mut text = String::from(
        "## How it ends\n\n\
        Of 2,000 runs each (200 draws × 10). In brackets, where the middle 80 % of the parameter draws lie. A pause\n\
        collapses within 12 months (3 for the truces of the Donbas), a fragile peace later, a durable one not in the\n\
        months watched. \"Unquiet\" is the share of the months at peace that are spent in incidents or crisis.\n\n\
        | scenario | known outcome | months watched | no deal | pause | fragile | durable | unquiet |\n\
        | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for measured in MEASURED.iter() {
        let Entry { name, record, .. } = measured.entry;
        let known = record.map_or("open", |record| record.known);
        let shares =
            ["p_no_deal", "p_temporary_pause", "p_fragile"].map(|metric| percent(measured.share(metric)));
        text += &format!(
            "| [{name}](../../scenarios/{name}.toml) | {known} | {} | {} | {} | {} |\n",
            measured.scenario.simulation.hold,
            shares.join(" | "),
            measured.banded("p_durable"),
            percent(measured.unquiet()),
        );
    }
    text
}

fn scores() -> String {
    let mut text = String::from(
        "## Against forecasters who know nothing\n\n\
        Brier's score is the square of what the forecast was off by: 0 is perfect, 0.25 is what a coin gets, and less is\n\
        better. Three events are scored: that a deal is signed in the rounds that the scenario gives, that what is signed\n\
        holds as long as the scenario watches, and who began the war, if one of the two did. The base rates are of civil\n\
        wars: 8 of 17 formal negotiations ended in a settlement that was carried out (Walter 1997), and about 40 %\n\
        relapse within ten years (Collier, Hoeffler and Söderbom 2008), taken as a constant hazard over the months\n\
        watched. For who begins it there is no base rate but a coin. The authors knew the outcomes, which the base rates\n\
        do not: a better score than theirs is no merit, a worse one would be a disgrace. `armistice list --scores` prints\n\
        the same.\n\n\
        | scenario | held? | model: signed | model: holds, if signed | base rate: holds |\n\
        | --- | --- | --- | --- | --- |\n",
    );
    let cases = forecasts();
    for (record, forecast) in &cases {
        text += &format!(
            "| {} | {} | {} | {} | {} |\n",
            record.name,
            if record.held { "yes" } else { "no" },
            percent(forecast.signed),
            forecast.holds.map_or_else(String::new, percent),
            percent(forecast.base_rate),
        );
    }
    let means = history::scores(&cases);
    text += &format!(
        "\n| mean score | signed ({0}) | holds, if signed ({9}) | who began it ({1}) |\n| --- | --- | --- | --- |\n\
        | the model | {2:.2} | {3:.2} | {4:.2} |\n\
        | base rate | {5:.2} | {6:.2} | 0.25 |\n\
        | always 50 % | 0.25 | 0.25 | 0.25 |\n\
        | always yes | 0.00 | {7:.2} | – |\n\n\
        Who began it is scored over the texts that the model signs, as the other two are. Under the text that history\n\
        agreed on the score is {8:.2}: see the last table of the next section. In the Donbas it is not clear who began\n\
        which, so that it is not scored; nor is it for holding, as that its truces end was put in.\n",
        means.cases,
        means.broken,
        means.signed,
        means.holds,
        means.begun,
        means.signed_base,
        means.holds_base,
        means.holds_always,
        means.begun_text,
        means.held,
    );
    text
}

fn terms() -> String {
    let mut text = String::from(
        "## What is signed, and who breaks it\n\n\
        For each issue the level that was agreed in history, how many of the model's deals have it, and the level that most\n\
        have where that is another. The tables of values were written with hindsight, so a match shows that the set-up is\n\
        coherent, and a mismatch is a miss.\n\n\
        | scenario | issue | agreed in history | share of the model's deals | most often instead |\n\
        | --- | --- | --- | --- | --- |\n",
    );
    let known = || MEASURED.iter().filter_map(|measured| Some((measured, measured.entry.record?)));
    for (measured, record) in known() {
        let Record { name, agreed, .. } = record;
        for terms in &measured.summary.terms {
            let (_, level) = agreed
                .iter()
                .find(|(issue, _)| *issue == terms.id)
                .unwrap_or_else(|| panic!("{name}: what was agreed on {}?", terms.id));
            let found = terms
                .levels
                .iter()
                .find(|found| *found.label == **level)
                .unwrap_or_else(|| panic!("{name}: {} has no level {level}", terms.id));
            let most = terms.levels.iter().max_by_key(|other| other.count).expect("an issue has levels");
            let share = |count: u64| percent(count as f64 / measured.summary.counts.signed.max(1) as f64);
            let instead = match most.count > found.count {
                true => format!("{} ({})", most.label, share(most.count)),
                false => String::new(),
            };
            text += &format!("| {name} | {} | {level} | {} | {instead} |\n", terms.label, share(found.count));
        }
    }
    text += "\nWho ended the ceasefires of the runs, and why: war was *meant* if it was worth a peace kept for good, *feared* if\n\
        it was only worth more than waiting for the other's attack, and else an accident; or nobody decided on it, as\n\
        incidents escalated.\n\n\
        | scenario | collapses | begun by | meant | feared | accident | nobody |\n| --- | --- | --- | --- | --- | --- | --- |\n";
    for (measured, record) in known() {
        let ceasefire = &measured.summary.ceasefire;
        let attacks: u64 = ceasefire.collapsed_by_attack.iter().map(|side| side.count).sum();
        let all = attacks + ceasefire.collapsed_by_escalation;
        let share = |count: u64| percent(count as f64 / all.max(1) as f64);
        let by: Vec<String> = ceasefire
            .collapsed_by_attack
            .iter()
            .map(|side| format!("{} {}", side.label, share(side.count)))
            .collect();
        let motives = [0, 1, 2].map(|motive| {
            let counts = ceasefire.motives.iter().map(|of| [of.meant, of.feared, of.accident][motive]);
            share(counts.sum())
        });
        text += &format!(
            "| {} | {all} | {} | {} | {} |\n",
            record.name,
            by.join(", "),
            motives.join(" | "),
            share(ceasefire.collapsed_by_escalation),
        );
    }
    text += "\nWho would break the text that history agreed on, if one of the two does: exact chances within the months watched,\n\
        over 100 draws. Where the chance that somebody begins it is tiny, this says only who would be the likelier one.\n\n\
        | scenario | in history | begun by one of the two | by whom, if so | meant | feared | accident |\n\
        | --- | --- | --- | --- | --- | --- | --- |\n";
    for (record, Forecast { breaks, .. }) in forecasts() {
        let begun_by = record.begun_by.and_then(|key| breaks.keys.iter().position(|side| side == key));
        let history = match begun_by {
            Some(side) => breaks.sides[side].as_str(),
            None if record.held => "nobody",
            None => "not clear",
        };
        let by = [0, 1].map(|side| format!("{} {}", breaks.sides[side], percent(breaks.share(side))));
        let motives = Motive::ALL.map(|motive| percent(breaks.motive(motive)));
        text += &format!(
            "| {} | {history} | {} | {} | {} |\n",
            record.name,
            percent(breaks.begun.iter().flatten().sum()),
            by.join(", "),
            motives.join(" | "),
        );
    }
    text
}

fn verdicts() -> String {
    let mut text = String::from("## What the model gets right, and what it misses\n");
    for Measured { entry: Entry { name, text: scenario, .. }, scenario: parsed, .. } in MEASURED.iter() {
        text += &format!("\n### {name}\n\n**Question.** {}\n", parsed.question);
        for (title, label) in [
            ("Teaches", "WHAT IT TEACHES"),
            ("Known", "KNOWN OUTCOME"),
            ("Right", "WHAT THE MODEL GETS RIGHT"),
            ("Missed", "WHAT IT MISSES"),
            ("Changes", "WHAT CHANGES"),
            ("Leaves out", "WHAT IT LEAVES OUT"),
        ] {
            let paragraph = paragraph(scenario, label);
            if !paragraph.is_empty() {
                text += &format!("\n**{title}.** {paragraph}\n");
            }
        }
    }
    text
}

/// A paragraph of the comment that a scenario opens with, as one line.
fn paragraph(text: &str, label: &str) -> String {
    let comment = text.lines().take_while(|line| line.starts_with('#'));
    let lines = comment.map(|line| line.trim_start_matches('#').trim());
    let opening = format!("{label}.");
    let found = lines.skip_while(|line| !line.starts_with(&opening)).take_while(|line| !line.is_empty());
    found.collect::<Vec<_>>().join(" ").trim_start_matches(&opening).trim().to_owned()
}

/// A share in percent with two digits at most.
fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    match percent {
        0.0 => "0 %".to_owned(),
        _ if percent < 0.95 => "<1 %".to_owned(),
        _ if percent < 9.95 => format!("{percent:.1} %"),
        _ if percent > 99.5 => ">99 %".to_owned(),
        _ => format!("{percent:.0} %"),
    }
}
