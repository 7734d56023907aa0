//! The page `docs/scenarios/README.md` is what this version makes of the library: shares of outcomes beside what is
//! known, and scores beside those of forecasters who know nothing (model.md F).
//!
//! `UPDATE_SCENARIO_LIBRARY=1 cargo nextest run the_page_of_the_library` writes the page anew.

use std::{
    env, fs,
    path::Path,
    sync::{
        LazyLock,
        atomic::{AtomicBool, Ordering},
    },
};

use armistice::{
    engine::{
        self, Options, Summary,
        expectation::{Verdict, judge},
        summary::Estimate,
    },
    scenario::Scenario,
};

use super::{BUDAPEST, CAMP_DAVID, COALITION, COLOMBIA, DAYTON, GOOD_FRIDAY, KOREA, MINSK, UKRAINE, with};

/// Where in the page the tool's own part begins and ends.
const BEGIN: &str = "<!-- made by tests/scenarios/library.rs: begin -->\n";
const END: &str = "<!-- made by tests/scenarios/library.rs: end -->\n";

/// Draws and runs a draw behind the page.
const EFFORT: [&str; 2] = ["simulation.draws=200", "simulation.replications=10"];

/// Share of formal negotiations in civil wars that ended in a settlement that was carried out: 8 of 17
/// (Walter 1997, model.md C7).
const SETTLED: f64 = 8.0 / 17.0;

/// Share of civil wars that do not start anew within ten years (Collier, Hoeffler and Söderbom 2008, model.md C4).
const TEN_YEARS: f64 = 0.6;

/// A scenario of the library and what is known of its outcome.
struct Entry {
    name: &'static str,
    text: &'static str,
    /// The known outcome in a few words.
    known: &'static str,
    /// Whether what was signed held as long as the scenario watches; `None` where nobody knows yet.
    held: Option<bool>,
    /// What was agreed: a level of each issue.
    agreed: &'static [(&'static str, &'static str)],
}

/// History by year, then the flagship and its variant.
const ENTRIES: [Entry; 9] = [
    Entry {
        name: "korea-1951",
        text: KOREA,
        known: "signed in the 25th month; no full war since",
        held: Some(true),
        agreed: &[
            ("line", "Line of contact (4 km zone)"),
            ("prisoners", "Refusers to a neutral commission"),
            ("treaty", "Mutual defence treaty"),
            ("forces", "The forces stay"),
        ],
    },
    Entry {
        name: "camp-david-1978",
        text: CAMP_DAVID,
        known: "signed on the 13th day; held to date",
        held: Some(true),
        agreed: &[
            ("sinai", "Full return (limited forces)"),
            ("settlements", "Removed"),
            ("linkage", "Autonomy talks (no date)"),
            ("recognition", "Normal relations in stages"),
            ("aid", "Large"),
            ("force", "Multinational force (US-led)"),
        ],
    },
    Entry {
        name: "budapest-1994",
        text: BUDAPEST,
        known: "signed; broken after 231 of 360 months",
        held: Some(false),
        agreed: &[
            ("weapons", "Removed by mid-1996"),
            ("assurance", "Assurance (consultation)"),
            ("compensation", "Fuel and debts written off"),
            ("borders", "Respect for existing borders"),
        ],
    },
    Entry {
        name: "dayton-1995",
        text: DAYTON,
        known: "initialled on the 21st day; no return to war",
        held: Some(true),
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
    Entry {
        name: "good-friday-1998",
        text: GOOD_FRIDAY,
        known: "signed in the 22nd month, approved in May; no return to the armed conflict",
        held: Some(true),
        agreed: &[
            ("institutions", "Power-sharing executive"),
            ("north_south", "Council (agreed areas)"),
            ("consent", "Principle of consent"),
            ("arms", "Commission (two-year aim)"),
            ("prisoners", "Within two years"),
            ("police", "Independent commission"),
        ],
    },
    Entry {
        name: "minsk-2-2015",
        text: MINSK,
        known: "signed in one night; in name until the 84th of 96 months, violated throughout",
        held: Some(false),
        agreed: &[
            ("line", "Two lines (one for each side)"),
            ("weapons", "Back 50 to 70 km"),
            ("order", "Elections before border"),
            ("status", "Special status by law"),
            ("amnesty", "General"),
        ],
    },
    Entry {
        name: "colombia-farc-2016",
        text: COLOMBIA,
        known: "signed in the 46th month, lost a vote, revised; the former FARC did not return to war",
        held: Some(true),
        agreed: &[
            ("land", "Land fund and services"),
            ("politics", "Ten seats for eight years"),
            ("justice", "Special tribunal (restricted liberty)"),
            ("arms", "Collected by the UN in 180 days"),
            ("verification", "UN mission"),
        ],
    },
    Entry { name: "ukraine-2025", text: UKRAINE, known: "open", held: None, agreed: &[] },
    Entry { name: "ukraine-2025-coalition", text: COALITION, known: "open", held: None, agreed: &[] },
];

/// What a scenario came to.
struct Measured {
    entry: &'static Entry,
    scenario: Scenario,
    summary: Summary,
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

    /// How a forecaster who knows only ten-year rates sees what was signed.
    fn base_rate(&self) -> f64 {
        libm::pow(TEN_YEARS, f64::from(self.scenario.simulation.hold) / 120.0)
    }
}

/// All of them, measured once for all tests.
static MEASURED: LazyLock<Vec<Measured>> = LazyLock::new(|| {
    let measure = |entry: &'static Entry| {
        let scenario = with(entry.text, &EFFORT);
        // Cancelled after the last run, which leaves out the curve over guarantee strengths.
        let all = scenario.simulation.draws * scenario.simulation.replications;
        let (cancel, mut seen) = (AtomicBool::new(false), 0);
        let options = Options { threads: None, cancel: &cancel };
        let summary = engine::simulate(&scenario, &options, &|_| {}, &mut |rows| {
            seen += rows.len() as u64;
            cancel.store(seen == all, Ordering::Relaxed);
            Ok(())
        });
        let summary = summary.unwrap_or_else(|error| panic!("{}: {error}", entry.name));
        Measured { entry, scenario, summary }
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
fn no_scenario_of_history_says_less_than_what_is_known_what_is_right_and_what_is_missed() {
    for Entry { name, text, held, .. } in &ENTRIES {
        if held.is_some() {
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

fn outcomes() -> String {
    let mut text = String::from(
        "## How it ends\n\n\
        Of 2,000 runs each (200 draws × 10). In brackets, where the middle 80 % of the parameter draws lie. A pause\n\
        collapses within 12 months, a fragile peace later, a durable one not in the months watched. \"Unquiet\" is the\n\
        share of the months at peace that are spent in incidents or crisis.\n\n\
        | scenario | known outcome | months watched | no deal | pause | fragile | durable | unquiet |\n\
        | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for measured in MEASURED.iter() {
        let Entry { name, known, .. } = measured.entry;
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
        Brier's score is the square of what the forecast was off by: 0 is perfect, 0.25 is what \"always 50 %\" gets, and\n\
        less is better. Two events are scored: that a deal is signed in the rounds that the scenario gives, and that what\n\
        is signed holds as long as the scenario watches. The base rates are of civil wars: 8 of 17 formal negotiations\n\
        ended in a settlement that was carried out (Walter 1997), and about 40 % relapse within ten years (Collier,\n\
        Hoeffler and Söderbom 2008), taken as a constant hazard over the months watched. The authors knew the outcomes, which\n\
        the base rates do not: a better score than theirs is no merit, a worse one would be a disgrace.\n\n\
        | scenario | held? | model: signed | model: holds, if signed | base rate: holds |\n\
        | --- | --- | --- | --- | --- |\n",
    );
    let known = || MEASURED.iter().filter_map(|measured| measured.entry.held.map(|held| (measured, held)));
    for (measured, held) in known() {
        text += &format!(
            "| {} | {} | {} | {} | {} |\n",
            measured.entry.name,
            if held { "yes" } else { "no" },
            percent(measured.share("p_deal")),
            percent(measured.share("p_durable_given_deal")),
            percent(measured.base_rate()),
        );
    }
    let mean = |score: &dyn Fn(&Measured, bool) -> f64| {
        known().map(|(measured, held)| score(measured, held)).sum::<f64>() / known().count() as f64
    };
    let off = |forecast: f64, happened: bool| (forecast - f64::from(u8::from(happened))).powi(2);
    let signed = mean(&|measured, _| off(measured.share("p_deal"), true));
    let holds = mean(&|measured, held| off(measured.share("p_durable_given_deal"), held));
    let rate = mean(&|measured, held| off(measured.base_rate(), held));
    text += &format!(
        "\n| mean score of the {} | signed | holds, if signed |\n| --- | --- | --- |\n\
        | the model | {signed:.2} | {holds:.2} |\n\
        | base rate | {:.2} | {rate:.2} |\n\
        | always 50 % | 0.25 | 0.25 |\n\
        | always yes | 0.00 | {:.2} |\n",
        known().count(),
        off(SETTLED, true),
        mean(&|_, held| off(1.0, held)),
    );
    text
}

fn terms() -> String {
    let mut text = String::from(
        "## What is signed, and who breaks it\n\n\
        For each issue the level that was agreed in history, how many of the model's deals have it, and the level that most\n\
        have where that is another. The tables of values were written with hindsight, so a match shows that the set-up is\n\
        coherent, and a mismatch is a miss. Then who began the attacks that ended a ceasefire.\n\n\
        | scenario | issue | agreed in history | share of the model's deals | most often instead |\n\
        | --- | --- | --- | --- | --- |\n",
    );
    let history = || MEASURED.iter().filter(|measured| measured.entry.held.is_some());
    for measured in history() {
        let Entry { name, agreed, .. } = measured.entry;
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
    text += "\n| scenario | collapses | begun by |\n| --- | --- | --- |\n";
    for measured in history() {
        let ceasefire = &measured.summary.ceasefire;
        let attacks: u64 = ceasefire.collapsed_by_attack.iter().map(|side| side.count).sum();
        let all = attacks + ceasefire.collapsed_by_escalation;
        let share = |count: u64| percent(count as f64 / all.max(1) as f64);
        let mut by: Vec<String> = ceasefire
            .collapsed_by_attack
            .iter()
            .map(|side| format!("{} {}", side.label, share(side.count)))
            .collect();
        by.push(format!("escalation {}", share(ceasefire.collapsed_by_escalation)));
        text += &format!("| {} | {} | {} |\n", measured.entry.name, all, by.join(", "));
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
