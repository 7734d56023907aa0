//! What the engine adds up: outcomes, rows and summaries agree (model.md B7, B8.8 and B8.9), whatever the way in
//! which the work was cut up, and simulated ceasefires agree with the exact chain.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicBool, Ordering},
};

use armistice::{
    ceasefire::{Chain, Honoured},
    engine::{
        self, Options, RunRecord,
        ceasefires::Ceasefires,
        run::Bench,
        zone::{signers, zone},
    },
    model::{
        DealSpace, IssueId, RedLineKind, Valuation,
        terms::{peace_flows, terms},
    },
    negotiation::{Blind, Outlook},
    report::findings,
    scenario::{METRICS, Scenario},
};

use support::{FIXED, FLAGSHIP, Simulated, parse, simulate};

/// The metric of a summary.
fn metric(simulated: &Simulated, name: &str) -> f64 {
    simulated.summary.metrics[name].value.unwrap_or_else(|| panic!("{name} has no value"))
}

fn assert_close(a: f64, b: f64, what: &str) {
    assert!((a - b).abs() < 1e-12, "{what}: {a} is not {b}");
}

#[test]
fn outcome_shares_add_up_to_one_and_match_their_counts() {
    for simulated in [simulate(FIXED, &[]), simulate(FLAGSHIP, &["simulation.draws=12"])] {
        let outcomes = &simulated.summary.outcomes;
        let runs = simulated.summary.counts.runs;
        assert_eq!(outcomes.iter().map(|outcome| outcome.count).sum::<u64>(), runs);
        let shares: Vec<f64> = outcomes.iter().map(|outcome| outcome.share.value.unwrap()).collect();
        assert_close(shares.iter().sum(), 1.0, "all shares");
        for (outcome, share) in outcomes.iter().zip(shares) {
            assert_close(share, outcome.count as f64 / runs as f64, &outcome.outcome);
            assert_close(share, metric(&simulated, &format!("p_{}", outcome.outcome)), &outcome.outcome);
        }
        assert_close(metric(&simulated, "p_deal") + metric(&simulated, "p_no_deal"), 1.0, "deal or none");
        let product = metric(&simulated, "p_deal") * metric(&simulated, "p_durable_given_deal");
        assert_close(metric(&simulated, "p_durable"), product, "P(deal) × P(durable | deal)");
    }
}

#[test]
fn the_metrics_that_can_be_expected_are_those_of_the_summary() {
    let named: BTreeSet<&str> = METRICS.into_iter().collect();
    let simulated = simulate(FIXED, &[]);
    assert_eq!(named, simulated.summary.metrics.keys().map(String::as_str).collect());
}

#[test]
fn the_rows_streamed_agree_with_the_summary() {
    let restless = [
        "simulation.draws=12",
        "ceasefire.spoilers=0.5",
        "ceasefire.repair={ chance = 0.5 }",
        "ratification.ukraine={ approval = 0.6 }",
    ];
    let restless = simulate(FLAGSHIP, &restless);
    let facts = &restless.summary.ceasefire;
    assert!(facts.spoiled > 0 && facts.reopened > 0 && facts.repaired > 0, "{facts:?}");
    for simulated in [simulate(FIXED, &[]), simulate(FLAGSHIP, &["simulation.draws=12"]), restless] {
        let Simulated { rows, summary } = &simulated;
        assert_eq!(rows.len() as u64, summary.counts.runs);
        let count = |is: &dyn Fn(&RunRecord) -> bool| rows.iter().filter(|row| is(row)).count() as u64;
        let sum = |of: fn(&RunRecord) -> u32| rows.iter().map(|row| u64::from(of(row))).sum::<u64>();

        for outcome in &summary.outcomes {
            assert_eq!(count(&|row| row.outcome == outcome.outcome), outcome.count, "{}", outcome.outcome);
        }
        assert_eq!(count(&|row| row.signed), summary.counts.signed);
        let endings = &summary.blocking.endings;
        for (name, expected) in [
            ("signed", summary.counts.signed),
            ("out_of_time", endings.out_of_time),
            ("broke_down", endings.broke_down),
            ("decided", endings.decided),
            ("not_ratified", endings.not_ratified),
        ] {
            assert_eq!(count(&|row| row.ending == name), expected, "{name}");
        }

        let facts = &summary.ceasefire;
        assert_eq!(sum(|row| row.incidents), facts.incidents);
        assert_eq!(sum(|row| row.stopped), facts.stopped);
        assert_eq!(sum(|row| row.spoiled), facts.spoiled);
        assert_eq!(sum(|row| row.reopened), facts.reopened);
        assert_eq!(sum(|row| row.repaired), facts.repaired);
        assert_eq!(sum(|row| row.attempts), facts.attempts.iter().map(|side| side.count).sum::<u64>());
        assert_eq!(sum(|row| row.tested), facts.guarantees.iter().map(|given| given.tested).sum::<u64>());
        assert_eq!(sum(|row| row.honoured), facts.guarantees.iter().map(|given| given.honoured).sum::<u64>());
        let by_attack: u64 = facts.collapsed_by_attack.iter().map(|side| side.count).sum();
        assert_eq!(count(&|row| row.cause == "attack"), by_attack);
        assert_eq!(count(&|row| row.cause == "escalation"), facts.collapsed_by_escalation);

        for point in &summary.survival.points {
            let collapses = count(&|row| row.collapsed_at == Some(point.period));
            assert_eq!(collapses, point.collapses, "period {}", point.period);
            let at_risk = count(&|row| row.signed && row.collapsed_at.is_none_or(|at| at >= point.period));
            assert_eq!(at_risk, point.at_risk, "period {}", point.period);
        }

        let most = &summary.texts[0];
        let mut by_deal: BTreeMap<u32, u64> = BTreeMap::new();
        rows.iter().filter_map(|row| row.deal).for_each(|deal| *by_deal.entry(deal).or_default() += 1);
        assert_eq!(by_deal.values().max(), Some(&most.count));

        for (place, blocker) in summary.scenario.actors.iter().enumerate() {
            let told = summary.blocking.actors.iter().find(|actor| actor.id == blocker.id);
            let last = count(&|row| row.blocker == Some(place));
            assert!(last <= told.map_or(0, |told| told.last_refusals), "{}", blocker.id);
        }
        let silent = sum(|row| row.silent_rounds) as f64 / rows.len() as f64;
        assert_close(
            silent,
            summary.blocking.actors.iter().map(|actor| actor.silent_rounds).sum(),
            "silence",
        );
    }
}

#[test]
fn a_row_without_a_deal_has_no_terms_and_no_ceasefire() {
    for row in simulate(FIXED, &[]).rows {
        assert_eq!(row.signed, row.deal.is_some());
        assert_eq!(row.signed, row.outcome != "no_deal");
        assert_eq!(row.signed, !row.values.is_empty());
        assert_eq!(row.signed, row.reason.is_empty());
        if !row.signed {
            let ceasefire = [row.tested, row.honoured, row.attempts, row.stopped, row.incidents, row.spoiled];
            assert_eq!((row.collapsed_at, row.cause, ceasefire), (None, "", [0; 6]));
            assert_eq!([row.reopened, row.repaired], [0; 2]);
        }
    }
}

#[test]
fn the_outcome_goes_by_the_period_of_the_collapse() {
    let simulated = simulate(FIXED, &[]);
    for row in simulated.rows.iter().filter(|row| row.signed) {
        let expected = match row.collapsed_at {
            Some(period) if period <= 12 => "temporary_pause",
            Some(_) => "fragile",
            None => "durable",
        };
        assert_eq!(row.outcome, expected);
        assert_eq!(row.collapsed_at.is_some(), !row.cause.is_empty());
    }
}

#[test]
fn kaplan_meier_is_one_minus_the_distribution_of_collapses() {
    // Nothing is censored before the hold ends, so the two must be the same (B8.8).
    let simulated = simulate(FIXED, &[]);
    let signed = simulated.summary.counts.signed as f64;
    assert_eq!(simulated.summary.survival.points.len(), 61);
    for point in &simulated.summary.survival.points {
        let ended = |row: &&RunRecord| row.collapsed_at.is_some_and(|at| at <= point.period);
        let ended = simulated.rows.iter().filter(ended).count() as f64;
        assert_close(point.survival, 1.0 - ended / signed, &format!("S({})", point.period));
    }
}

#[test]
fn one_run_is_enough() {
    for text in [FIXED, FLAGSHIP] {
        let simulated =
            cancelled_after(text, &["simulation.draws=1", "simulation.replications=1"], usize::MAX);
        assert_eq!((simulated.summary.counts.runs, simulated.rows.len()), (1, 1));
        assert!(simulated.summary.counts.complete);
        for (name, estimate) in &simulated.summary.metrics {
            if let (true, Some(range)) = (name.starts_with("p_"), estimate.interval) {
                assert!(
                    0.0 <= range.low && range.low <= range.high && range.high <= 1.0,
                    "{name}: {range:?}"
                );
                let value = estimate.value.unwrap();
                assert!(range.low <= value && value <= range.high, "{name}: {value} {range:?}");
            }
            assert!(estimate.band.is_none(), "{name}: one replication can't tell chance from inputs");
        }
    }
}

#[test]
fn without_a_hold_what_is_signed_is_durable() {
    for text in [FIXED, FLAGSHIP] {
        let simulated = simulate(text, &["simulation.draws=10", "simulation.hold=0"]);
        assert!(simulated.summary.counts.signed > 0);
        assert_eq!(metric(&simulated, "p_durable"), metric(&simulated, "p_deal"));
        assert_eq!(metric(&simulated, "p_durable_given_deal"), 1.0);
        assert!(simulated.summary.survival.points.is_empty());
    }
}

#[test]
fn without_rounds_nothing_is_signed() {
    let fixed = simulate(FIXED, &["tracks.talks.rounds=0"]);
    let flagship =
        simulate(FLAGSHIP, &["simulation.draws=4", "tracks.allies.rounds=0", "tracks.moscow.rounds=0"]);
    let last = simulate(FLAGSHIP, &["simulation.draws=4", "tracks.moscow.rounds=0"]);
    for simulated in [fixed, flagship, last] {
        assert_eq!((metric(&simulated, "p_no_deal"), simulated.summary.counts.signed), (1.0, 0));
        assert!(simulated.rows.iter().all(|row| row.outcome == "no_deal"));
        assert_eq!(simulated.summary.metrics["p_durable_given_deal"].value, None);
    }
}

/// Runs until `rows` has got as many as are given, then cancels; to the end if they never are.
fn cancelled_after(text: &str, levers: &[&str], enough: usize) -> Simulated {
    let scenario = parse(text, levers);
    let cancel = AtomicBool::new(false);
    let options = Options { threads: Some(2), cancel: &cancel };
    let mut rows = Vec::new();
    let summary = engine::simulate(&scenario, &options, &|_| {}, &mut |some| {
        rows.extend_from_slice(some);
        cancel.fetch_or(rows.len() >= enough, Ordering::Relaxed);
        Ok(())
    });
    Simulated { rows, summary: summary.unwrap() }
}

#[test]
fn what_is_complete_when_cancelled_is_a_run_of_so_many_draws() {
    for (text, all) in [(FIXED, "simulation.draws=20000"), (FLAGSHIP, "simulation.draws=100")] {
        let part = cancelled_after(text, &[all, "simulation.replications=2"], 1);
        let counts = &part.summary.counts;
        assert!(!counts.complete && counts.draws > 0, "{counts:?}");
        assert_eq!(counts.runs, counts.draws * 2);
        let draws = format!("simulation.draws={}", counts.draws);
        let whole = simulate(text, &[&draws, "simulation.replications=2"]);
        assert!(part.rows == whole.rows);
        assert_eq!(part.summary.metrics, whole.summary.metrics);
        assert_eq!(part.summary.survival, whole.summary.survival);
        assert_eq!(part.summary.terms, whole.summary.terms);
        assert_eq!(part.summary.blocking, whole.summary.blocking);
        assert_eq!(part.summary.talks, whole.summary.talks);
        assert_eq!(part.summary.ceasefire, whole.summary.ceasefire);
    }
}

#[test]
fn a_draw_that_is_cancelled_half_way_is_no_draw_though_its_runs_count() {
    // A draw of 110,000 runs has 11 chunks and a batch 16: one draw is whole, and five chunks are of the next.
    let levers = ["simulation.draws=3", "simulation.replications=110000"];
    let part = cancelled_after(FIXED, &levers, 1);
    let counts = &part.summary.counts;
    assert_eq!((counts.draws, counts.runs, counts.complete), (1, 160_000, false));
    assert_eq!(part.rows.len(), 160_000);
    let outcomes = &part.summary.outcomes;
    assert_eq!(outcomes.iter().map(|outcome| outcome.count).sum::<u64>(), 160_000);
    assert_eq!(
        findings::runs(&part.summary),
        "160,000 runs (1 draw × 110,000 replications and 50,000 of the next draw), seed 7, interrupted"
    );
}

#[test]
fn one_actors_red_line_does_not_hide_what_another_would_accept() {
    let none = "issues.monitoring.on_table=[\"None\"]";
    let open = engine::examine(&parse(FLAGSHIP, &[none]));
    // A line of Russia's that no deal on the table keeps.
    let closed = engine::examine(&parse(FLAGSHIP, &[none, "red_lines.russia.monitoring.min=OSCE-type"]));
    assert_eq!((closed.within_red_lines, closed.zone), (0, 0));
    for (before, after) in open.acceptable.iter().zip(&closed.acceptable) {
        assert!(before.deals > 0 && before.deals >= open.zone, "{}", before.id);
        // The others would accept some, though fewer: Moscow would be discontented with all of them.
        assert_eq!(after.deals > 0, after.id != "russia", "{}", after.id);
    }
}

/// The zone as it would be if a scenario were written without the hard lines of an actor on an issue.
fn zone_without(scenario: &Scenario, actor: usize, issue: IssueId) -> u64 {
    let mut case = scenario.central();
    case.model.actors[actor]
        .red_lines
        .retain(|line| line.issue != issue || !matches!(line.kind, RedLineKind::Hard));
    let space = DealSpace::signable(&case.model);
    let valuation = Valuation::new(&case.model, &space);
    let outlook = Outlook::new(&case.model, &case.rules, &valuation);
    zone(&outlook, &signers(&case.model), 0).count() as u64
}

#[test]
fn what_a_red_line_costs_is_the_zone_without_it() {
    let levers = ["red_lines.russia.monitoring.min=OSCE-type", "red_lines.ukraine.monitoring.max=None"];
    for scenario in [parse(FLAGSHIP, &[]), parse(FLAGSHIP, &levers)] {
        let model = &scenario.setting.model;
        let reliefs = engine::examine(&scenario).red_lines;
        assert!(reliefs.len() > 1, "{reliefs:?}");
        for relief in &reliefs {
            let actor = model.actors.iter().position(|actor| *actor.label == *relief.actor).unwrap();
            let issue = model.issues.iter().position(|issue| *issue.label == *relief.issue).unwrap();
            assert_eq!(relief.zone, zone_without(&scenario, actor, IssueId(issue)), "{relief:?}");
        }
    }
}

#[test]
fn where_nothing_is_watched_no_warning_speaks_of_peace() {
    // Of 18 runs at most 9 are on the rarer side; the first breakdown that leaves some of both will do.
    let summary = ["0.05", "0.1", "0.15", "0.2", "0.25"].into_iter().find_map(|chance| {
        let levers = ["simulation.draws=18", "simulation.replications=1", "simulation.hold=0"];
        let breakdown = format!("talks.breakdown={chance}");
        let summary = simulate(FLAGSHIP, &[&levers[..], &[&breakdown]].concat()).summary;
        (1..18).contains(&summary.counts.signed).then_some(summary)
    });
    let summary = summary.unwrap();
    let said = |words: &str| summary.warnings.iter().any(|warning| warning.contains(words));
    assert!(said("\u{201c}Deal signed\u{201d} rests on few runs"), "{:?}", summary.warnings);
    assert!(!said("peace"), "{:?}", summary.warnings);
}

#[test]
fn cancelling_before_the_start_leaves_nothing() {
    let scenario = parse(FIXED, &[]);
    let cancel = AtomicBool::new(true);
    let options = Options { threads: Some(1), cancel: &cancel };
    let summary = engine::simulate(&scenario, &options, &|_| {}, &mut |_| panic!("no row was asked for"));
    let counts = summary.unwrap().counts;
    assert_eq!((counts.runs, counts.draws, counts.complete), (0, 0, false));
}

#[test]
fn a_failure_of_the_rows_ends_the_simulation_and_is_handed_on() {
    let scenario = parse(FIXED, &[]);
    let cancel = AtomicBool::new(false);
    let options = Options { threads: Some(1), cancel: &cancel };
    let full = || Err(std::io::Error::other("the disk is full"));
    let failed = engine::simulate(&scenario, &options, &|_| {}, &mut |_| full());
    assert_eq!(failed.unwrap_err().to_string(), "the disk is full");
}

#[test]
fn a_draw_of_more_than_ten_thousand_runs_is_cut_up_without_a_trace() {
    // 25,000 replications are three parts of at most 10,000; one draw of 10,000 is a single part.
    let cut = simulate(FIXED, &["simulation.draws=2", "simulation.replications=25000"]);
    let counts = &cut.summary.counts;
    assert_eq!((counts.draws, counts.runs), (2, 50_000));
    let order: Vec<(u64, u64)> = cut.rows.iter().map(|row| (row.draw, row.replication)).collect();
    let expected: Vec<(u64, u64)> =
        (0..2).flat_map(|draw| (0..25_000).map(move |replication| (draw, replication))).collect();
    assert!(order == expected);

    let uncut = simulate(FIXED, &["simulation.draws=2", "simulation.replications=10000"]);
    let first = |draw: u64| cut.rows.iter().filter(move |row| row.draw == draw && row.replication < 10_000);
    assert!(first(0).chain(first(1)).eq(&uncut.rows));

    for outcome in &cut.summary.outcomes {
        let rows = cut.rows.iter().filter(|row| row.outcome == outcome.outcome).count() as u64;
        assert_eq!(outcome.count, rows);
        assert_close(outcome.share.value.unwrap(), rows as f64 / 50_000.0, &outcome.outcome);
    }
    assert_eq!(cut.summary.blocking.zone_frequency.value, Some(1.0));

    // A draw that must be valued is cut up alike.
    let valued = ["simulation.draws=1", "simulation.replications=10007"];
    let valued =
        simulate(FIXED, &[&valued[..], &["actors.north.war_flow={ min = 0.3, max = 0.5 }"]].concat());
    assert_eq!((valued.summary.counts.draws, valued.rows.len()), (1, 10_007));
    assert!(valued.rows.iter().map(|row| row.replication).eq(0..10_007));
}

#[test]
fn rows_come_in_order_whatever_the_threads() {
    for threads in [1, 3] {
        let scenario = parse(FIXED, &["simulation.draws=5000", "simulation.replications=3"]);
        let cancel = AtomicBool::new(false);
        let options = Options { threads: Some(threads), cancel: &cancel };
        let mut next = 0;
        let done = engine::simulate(&scenario, &options, &|_| {}, &mut |rows| {
            for row in rows {
                assert_eq!((row.draw, row.replication), (next / 3, next % 3));
                next += 1;
            }
            Ok(())
        });
        assert_eq!((done.unwrap().counts.runs, next), (15_000, 15_000));
    }
}

/// The simulated share of the ceasefires of one deal that outlast 1, 6, 12, 24 and 60 months is within 4 standard
/// errors of the exact chain's.
///
/// American turnover is switched off: the exact chain takes honour along its expected path, and the larger of two
/// guarantors' honours is not linear in it.
#[test]
fn simulated_survival_of_the_flagships_commonest_deal_agrees_with_the_exact_chain() {
    let scenario = parse(FLAGSHIP, &["guarantees.american.turnover=0"]);
    let case = scenario.central();
    let space = DealSpace::signable(&case.model);
    let valuation = Valuation::new(&case.model, &space);
    let bench = Bench::new(&case, &space, &valuation);
    let mut ceasefires = Ceasefires::new();
    let mut collapses: BTreeMap<usize, Vec<Option<u32>>> = BTreeMap::new();
    for replication in 0..60_000 {
        let run = bench.run(&scenario.simulation, 0, replication, &mut ceasefires, &mut Blind);
        if let Some((deal, history)) = run.settlement.deal.zip(run.history) {
            collapses.entry(deal).or_default().push(history.collapse.map(|(period, _)| period));
        }
    }
    let (&deal, ends) = collapses.iter().max_by_key(|(_, ends)| ends.len()).unwrap();
    assert!(ends.len() > 5_000, "{} of the commonest deal", ends.len());

    let belligerents = case.model.belligerents.unwrap();
    let levels = space.levels(deal);
    let terms = terms(&case.model, belligerents, &levels, peace_flows(&case.model, belligerents, &levels));
    let exact = Chain::new(&terms, Honoured::Truly).survival(60);
    for period in [1, 6, 12, 24, 60] {
        let alive = ends.iter().filter(|end| end.is_none_or(|end| end > period)).count() as f64;
        let (share, chance) = (alive / ends.len() as f64, exact[period as usize]);
        let standard_error = (chance * (1.0 - chance) / ends.len() as f64).sqrt();
        assert!((share - chance).abs() < 4.0 * standard_error, "S({period}): {share} against {chance}");
    }
}

/// The same through the whole engine, deal by deal, for a scenario whose inputs are fixed; with 60,000 runs a
/// standard error is about a hundredth at worst.
#[test]
fn simulated_survival_of_each_deal_agrees_with_the_exact_chain() {
    let simulated = simulate(FIXED, &["simulation.draws=6000"]);
    let case = parse(FIXED, &[]).central();
    let space = DealSpace::signable(&case.model);
    let belligerents = case.model.belligerents.unwrap();
    let mut compared = 0;
    for position in 0..space.len() {
        let deal = space.deal(position).0;
        let rows: Vec<&RunRecord> = simulated.rows.iter().filter(|row| row.deal == Some(deal)).collect();
        if rows.len() < 1_000 {
            continue;
        }
        let levels = space.levels(position);
        let terms =
            terms(&case.model, belligerents, &levels, peace_flows(&case.model, belligerents, &levels));
        let exact = Chain::new(&terms, Honoured::Truly).survival(60);
        for period in [1, 12, 24, 60] {
            let alive = rows.iter().filter(|row| row.collapsed_at.is_none_or(|at| at > period)).count();
            let (share, chance) = (alive as f64 / rows.len() as f64, exact[period as usize]);
            let standard_error = (chance * (1.0 - chance) / rows.len() as f64).sqrt();
            assert!(
                (share - chance).abs() < 4.0 * standard_error,
                "deal {deal}, S({period}): {share} {chance}"
            );
        }
        compared += 1;
    }
    assert!(compared >= 2, "{compared} deals were signed often enough");
}

/// Ten times as many runs take no more memory: the peak of the binary's resident memory, as the kernel counts it.
#[cfg(all(target_os = "linux", feature = "cli"))]
#[test]
fn memory_stays_flat_as_runs_grow() {
    let few = support::peak_memory(FIXED, 2_000);
    let many = support::peak_memory(FIXED, 20_000);
    assert!(many < few * 1.3, "{few} kB at 20,000 runs, {many} kB at 200,000");
}

#[test]
fn means_over_signed_runs_are_the_same_in_rows_metrics_and_survival() {
    let simulated = simulate(FLAGSHIP, &["simulation.draws=30", "simulation.replications=5"]);
    let signed: Vec<&RunRecord> = simulated.rows.iter().filter(|row| row.signed).collect();
    let mean = |number: fn(&RunRecord) -> u32| {
        signed.iter().map(|row| f64::from(number(row))).sum::<f64>() / signed.len() as f64
    };
    assert_close(metric(&simulated, "rounds_to_deal"), mean(|row| row.round), "rounds");
    let peace = metric(&simulated, "periods_of_peace");
    assert_close(peace, mean(|row| row.collapsed_at.unwrap_or(60)), "peace by rows");
    let restricted = simulated.summary.survival.restricted_mean.unwrap();
    assert!((peace - restricted).abs() < 1e-9, "peace by survival: {peace} is not {restricted}");
}

#[test]
fn fixed_inputs_show_no_uncertainty_of_inputs_and_count_every_run() {
    let summary = simulate(FIXED, &["simulation.draws=20", "simulation.replications=50"]).summary;
    assert!(summary.uncertainty.parameters.is_none());
    for outcome in &summary.outcomes {
        assert!(outcome.share.band.is_none());
        let expected =
            armistice::statistics::wilson(outcome.count, 1_000, armistice::statistics::Confidence::P95);
        let interval = outcome.share.interval.unwrap();
        assert_eq!((interval.low, interval.high), (expected.low, expected.high));
    }
}

#[test]
fn a_scenario_without_belligerents_tells_of_no_peace() {
    let rubinstein = include_str!("../scenarios/rubinstein-textbook.toml");
    let summary = simulate(rubinstein, &["simulation.hold=60"]).summary;
    assert_eq!(summary.metrics["periods_of_peace"].value, None);
    assert_eq!(summary.metrics["p_deal"].value, Some(1.0));
}

/// Wars are not cut to `[−1, 1]`, but a value is never more than peace and the worst or best of wars can make it.
#[test]
fn values_stay_within_what_peace_and_war_can_bring_however_extreme_they_are() {
    for extreme in [
        &["actors.north.discount=0.9999999", "actors.north.capability_drift=-1000"][..],
        &["actors.north.surprise=100", "actors.north.return_cost=100", "actors.south.return_cost=100"],
        &["actors.north.discount=0.5", "actors.north.surprise=100", "ceasefire.decisiveness=10000"],
        &["actors.south.capability_drift=1000", "ceasefire.exposure=10", "ceasefire.consolidation=10"],
    ] {
        let levers = [
            extreme,
            &["actors.north.war_flow=-1", "ceasefire.attack_ceiling=1"],
            &["ceasefire.containment_without_response=0", "simulation.replications=1"],
            &["actors.north.strategy={kind=\"hardline\",tolerance=2}"],
        ];
        let case = parse(FIXED, &levers.concat()).central();
        let rates = &case.model.ceasefire;
        let valuation = Valuation::new(&case.model, &DealSpace::signable(&case.model));
        for (index, actor) in case.model.actors.iter().enumerate() {
            let once = (1.0 - actor.discount) * (actor.surprise + actor.return_cost);
            // A guarantee's severity is .3.
            let most = 1.0 + actor.stakes + once + rates.exposure + rates.consolidation + 0.3;
            for value in valuation.values(index) {
                assert!(value.abs() <= most, "{extreme:?}: {value} to {index}");
            }
        }
        let simulated = simulate(FIXED, &levers.concat());
        assert!(simulated.rows.iter().flat_map(|row| &row.values).all(|value| value.is_finite()));
    }
}

#[test]
fn a_rational_outsider_does_not_care_in_which_order_a_bloc_sits() {
    let deals = |members: &str| {
        let levers = [
            "actors.russia.strategy={kind=\"rational\"}",
            &format!("tracks.allies.members={members}"),
            "tracks.allies.rounds=6",
            "simulation.draws=30",
            "simulation.replications=4",
        ];
        metric(&simulate(FLAGSHIP, &levers), "p_deal")
    };
    let (one, other) = (deals(r#"["ukraine", "europe", "us"]"#), deals(r#"["us", "europe", "ukraine"]"#));
    assert!((one - other).abs() < 0.05, "{one} and {other}");
}
