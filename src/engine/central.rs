//! The zone of agreement with every input at its central value: its size, the bargaining solutions in it, and who
//! empties it.

use crate::{
    ceasefire::{Chain, Honoured},
    model::{ActorId, DealSpace, IssueId, Model, RedLineKind, Valuation, deal::is_within_lines, terms},
    negotiation::Outlook,
    scenario::{Case, Scenario},
    theory::{egalitarian_point, kalai_smorodinsky_point, nash_point},
};

use super::{
    instrumental::level_worth,
    summary::{Acceptable, BargainingPoint, Central, Name, RedLineRelief, SignedPoint},
    zone::{accepts, blockers, signers, zone},
};

/// The most deals in the picture of values.
const MOST_IN_CLOUD: usize = 1_500;

/// The deal space, the zone of agreement, its points and its blockers at the central values.
///
/// The outside options are those of the first round; `zone_last` counts the zone of the last one.
#[must_use]
pub fn examine(scenario: &Scenario) -> Central {
    examine_with(scenario, &[])
}

/// [`examine`], with texts, given as levels with their shares, placed in the picture of values.
pub(super) fn examine_with(scenario: &Scenario, texts: &[(Vec<usize>, f64)]) -> Central {
    let case = scenario.central();
    let model = &case.model;
    let on_table = DealSpace::on_table(model);
    let space = DealSpace::signable(model);
    let valuation = Valuation::new(model, &space);
    let outlook = Outlook::new(model, &case.rules, &valuation);
    let signers = signers(model);
    let last = last_round(&case);
    let in_zone: Vec<usize> = zone(&outlook, &signers, 0).collect();
    let all_values = Valuation::new(model, &on_table);
    let all = Outlook::new(model, &case.rules, &all_values);
    let blocking = blockers(model, &on_table, &all, 0);
    let axes = axes(model, &signers);
    let on_axes = |position: usize| axes.map(|actor| valuation.value(actor, position));
    let picture = || (0..space.len()).map(on_axes).filter(|at| at.iter().all(|value| value.is_finite()));
    let picture = if axes[0] == axes[1] { Vec::new() } else { picture().collect::<Vec<_>>() };
    Central {
        deals: on_table.len() as u64,
        within_red_lines: space.len() as u64,
        acceptable: (signers.iter())
            .map(|&actor| Acceptable {
                id: model.actors[actor].id.to_string(),
                label: model.actors[actor].label.to_string(),
                deals: (0..on_table.len()).filter(|&position| accepts(&all, actor, position, 0)).count()
                    as u64,
            })
            .collect(),
        zone: in_zone.len() as u64,
        zone_last: zone(&outlook, &signers, last).count() as u64,
        points: points(scenario, &case, &space, &outlook, &in_zone, &signers, axes),
        blockers: names(model, blocking),
        red_lines: reliefs(&case, &signers),
        worth: level_worth(model, &space, &valuation),
        axes: axes.map(|actor| name(model, actor)).to_vec(),
        outside: axes.map(|actor| outlook.reservation(actor, outlook.round(0))).to_vec(),
        frontier: frontier(&picture),
        cloud: thinned(&picture),
        signed: (texts.iter())
            .filter_map(|(levels, share)| {
                Some(SignedPoint { at: on_axes(space.position(levels)?), share: *share })
            })
            .collect(),
    }
}

/// Labels of sets of actors.
pub(super) fn names<N>(model: &Model<N>, sets: Vec<Vec<usize>>) -> Vec<Vec<String>> {
    let label = |actor: usize| model.actors[actor].label.to_string();
    sets.into_iter().map(|set| set.into_iter().map(label).collect()).collect()
}

fn name<N>(model: &Model<N>, actor: usize) -> Name {
    Name { id: model.actors[actor].id.to_string(), label: model.actors[actor].label.to_string() }
}

fn last_round(case: &Case) -> u32 {
    case.rules.tracks.iter().map(|track| track.rounds).sum::<u32>().saturating_sub(1)
}

/// The two actors on the axes: the belligerents, or else the first two that must sign, or the first two.
fn axes<N>(model: &Model<N>, signers: &[usize]) -> [usize; 2] {
    match (model.belligerents, signers) {
        (Some(belligerents), _) => belligerents.map(|ActorId(actor)| actor),
        (None, [first, second, ..]) => [*first, *second],
        (None, _) => [0, usize::from(model.actors.len() > 1)],
    }
}

fn points(
    scenario: &Scenario,
    case: &Case,
    space: &DealSpace,
    outlook: &Outlook<'_>,
    zone: &[usize],
    signers: &[usize],
    axes: [usize; 2],
) -> Vec<BargainingPoint> {
    let model = &case.model;
    let value = |actor: usize, position: usize| outlook.valuation.value(actor, position);
    (solutions(outlook, zone, signers).into_iter())
        .map(|(solution, position)| BargainingPoint {
            solution: solution.to_owned(),
            levels: level_names(model, &space.levels(position)),
            values: signers.iter().map(|&actor| value(actor, position)).collect(),
            axes: axes.map(|actor| value(actor, position)),
            survival: survival(scenario, case, space, position),
        })
        .collect()
}

/// The bargaining solutions in a zone, by their names, with the outside options of the first round.
pub(super) fn solutions(
    outlook: &Outlook<'_>,
    zone: &[usize],
    signers: &[usize],
) -> Vec<(&'static str, usize)> {
    let value = |actor: usize, position: usize| outlook.valuation.value(actor, position);
    let utilities: Vec<Vec<f64>> =
        zone.iter().map(|&position| signers.iter().map(|&actor| value(actor, position)).collect()).collect();
    let disagreement = outlook.reservations(signers, outlook.round(0));
    let deals = || utilities.iter().map(Vec::as_slice);
    let solutions = [
        ("Nash", nash_point(deals(), &disagreement)),
        ("Kalai–Smorodinsky", kalai_smorodinsky_point(deals(), &disagreement)),
        ("egalitarian", egalitarian_point(deals(), &disagreement)),
    ];
    solutions.into_iter().filter_map(|(solution, place)| Some((solution, zone[place?]))).collect()
}

/// Exact chance that a deal's ceasefire outlasts the hold; `None` where nothing is held.
fn survival(scenario: &Scenario, case: &Case, space: &DealSpace, position: usize) -> Option<f64> {
    let belligerents = case.model.belligerents?;
    let levels = space.levels(position);
    let flows = terms::peace_flows(&case.model, belligerents, &levels);
    let terms = terms::terms(&case.model, belligerents, &levels, flows);
    Chain::new(&terms, Honoured::Truly).survival(scenario.simulation.hold).last().copied()
}

/// Names of the levels of a deal, in issue order.
pub(crate) fn level_names<N>(model: &Model<N>, levels: &[usize]) -> Vec<String> {
    model.issues.iter().zip(levels).map(|(issue, &level)| issue.levels[level].to_string()).collect()
}

/// How large the zone would be without the hard red lines of each actor that must sign on each issue.
///
/// One valuation without any of these lines serves all: a deal is in the zone without some lines if all would take it
/// but for lines, and it crosses no other ones.
fn reliefs(case: &Case, signers: &[usize]) -> Vec<RedLineRelief> {
    let model = &case.model;
    let mut lines: Vec<(usize, IssueId)> = Vec::new();
    for &actor in signers {
        let hard = model.actors[actor].red_lines.iter().filter(|line| matches!(line.kind, RedLineKind::Hard));
        let mut issues: Vec<IssueId> = hard.map(|line| line.issue).collect();
        issues.sort_unstable();
        issues.dedup();
        lines.extend(issues.into_iter().map(|issue| (actor, issue)));
    }
    if lines.is_empty() {
        return Vec::new();
    }
    let allowed = |&(actor, IssueId(issue)): &(usize, IssueId)| -> Vec<bool> {
        let lines = &model.actors[actor].red_lines;
        (0..model.issues[issue].levels.len()).map(|level| is_within_lines(lines, issue, level)).collect()
    };
    let allowed: Vec<Vec<bool>> = lines.iter().map(allowed).collect();
    let mut without = model.clone();
    for &actor in signers {
        without.actors[actor].red_lines.retain(|line| !matches!(line.kind, RedLineKind::Hard));
    }
    let space = DealSpace::on_table(&without);
    let valuation = Valuation::new(&without, &space);
    let outlook = Outlook::new(&without, &case.rules, &valuation);
    let mut within_all = 0;
    let mut across_one_alone = vec![0; lines.len()];
    for position in zone(&outlook, signers, 0) {
        let levels = space.levels(position);
        let mut crossed = (0..lines.len()).filter(|&line| !allowed[line][levels[lines[line].1.0]]);
        match (crossed.next(), crossed.next()) {
            (None, _) => within_all += 1,
            (Some(line), None) => across_one_alone[line] += 1,
            (Some(_), Some(_)) => {}
        }
    }
    (lines.iter().zip(across_one_alone))
        .map(|(&(actor, issue), across)| RedLineRelief {
            actor: model.actors[actor].label.to_string(),
            issue: model.issues[issue.0].label.to_string(),
            zone: within_all + across,
        })
        .collect()
}

/// About [`MOST_IN_CLOUD`] deals at most, picked by the golden ratio: every n-th deal would often have the same level.
fn thinned(picture: &[[f64; 2]]) -> Vec<[f64; 2]> {
    const GOLDEN: f64 = 0.618_033_988_749_895;
    let share = MOST_IN_CLOUD as f64 / picture.len().max(1) as f64;
    let turn = |place: usize| place as f64 * GOLDEN - libm::floor(place as f64 * GOLDEN);
    let picked = picture.iter().enumerate().filter(|(place, _)| turn(*place) < share);
    picked.map(|(_, at)| *at).take(MOST_IN_CLOUD).collect()
}

/// The deals that no other deal beats on both axes, by the first axis upwards.
fn frontier(picture: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut sorted = picture.to_vec();
    sorted.sort_by(|a, b| b[0].total_cmp(&a[0]).then(b[1].total_cmp(&a[1])));
    let mut frontier: Vec<[f64; 2]> = Vec::new();
    for at in sorted {
        if frontier.last().is_none_or(|last| at[1] > last[1]) {
            frontier.push(at);
        }
    }
    frontier.reverse();
    frontier
}
