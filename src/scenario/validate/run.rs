//! How much to simulate, what to expect, where numbers come from, and which of them move together.

use std::collections::BTreeSet;

use super::{
    super::{
        Baseline, Expectation, METRICS, ParameterId, Place, Simulation,
        correlation::{Copula, Pair},
        diagnostic::Finding,
        format::{Plain, Text},
        parameters::{Provenance, ProvenanceKind},
        retired, spec,
        tree::{Node, Segment, Table, Value, address, dotted},
        wording::{all_of, did_you_mean, nearest, quoted},
    },
    Context,
};

/// How much to simulate.
pub(super) fn simulation(context: &mut Context<'_>) -> Simulation {
    check_rounds(context);
    let spec = &context.spec.simulation;
    Simulation {
        seed: spec.seed.number,
        draws: spec.draws.number,
        replications: spec.replications.number,
        hold: spec.hold.small(),
        pause: spec.pause.small(),
    }
}

/// Reports an override of `simulation.rounds` that no track follows: whoever gives one means to change something.
fn check_rounds(context: &mut Context<'_>) {
    let spec = context.spec;
    let rounds = &spec.simulation.rounds;
    let own: Vec<_> = (spec.tracks.iter())
        .filter_map(|track| Some((track, track.rounds.as_ref().filter(|rounds| !rounds.broken)?)))
        .collect();
    let is_overridden = rounds.origin.source > 0 && !rounds.broken;
    if !is_overridden || own.len() < spec.tracks.len() {
        return;
    }
    let Some((_, first)) = own.first() else { return };
    let keys: Vec<String> =
        own.iter().map(|(track, _)| format!("tracks.{}.rounds", track.id.as_str())).collect();
    context.report(
        Finding::new(rounds.origin, "`simulation.rounds` changes nothing here")
            .label("no track follows it")
            .see(first.origin, "every track states its own rounds, as here")
            .help(format!("set {}", all_of(keys.iter().map(String::as_str)))),
    );
}

/// What is expected of the summary: bounds of a metric's value, and of its change, are an expectation each.
pub(super) fn expectations(context: &mut Context<'_>) -> Vec<Expectation> {
    let spec = context.spec;
    for expected in &spec.expect {
        let metric = quoted(expected.metric.as_str());
        if !expected.metric.broken && !METRICS.contains(&expected.metric.as_str()) {
            context.report(
                Finding::new(expected.metric.origin, format!("there is no metric {metric}"))
                    .label("not a metric of the summary")
                    .maybe_help(did_you_mean(expected.metric.as_str(), METRICS)),
            );
            continue;
        }
        let has_value = expected.min.is_some() || expected.max.is_some();
        let change = expected.change_min.map(|bound| (bound, "change_min"));
        let change = change.or(expected.change_max.map(|bound| (bound, "change_max")));
        match (&expected.baseline, change) {
            (None, None) if !has_value && !expected.metric.broken => context.report(
                Finding::new(expected.origin, format!("nothing is expected of {metric}"))
                    .label("`min` or `max` is missing")
                    .help("add the least value as `min`, the greatest as `max`, or both"),
            ),
            (None, Some((bound, key))) => context.report(
                Finding::new(bound.origin, format!("{} needs a baseline", quoted(key)))
                    .label("a change against what?")
                    .help("add `baseline = \"FILE\"`, the summary.json of an earlier run"),
            ),
            (Some(baseline), None) if !baseline.broken => context.report(
                Finding::new(baseline.origin, format!("no change of {metric} is expected"))
                    .label("`change_min` or `change_max` is missing")
                    .help("add the least change as `change_min`, the greatest as `change_max`, or both"),
            ),
            _ => {}
        }
        check_order(context, &metric, ("value", "min", expected.min), ("max", expected.max));
        check_order(
            context,
            &metric,
            ("change", "change_min", expected.change_min),
            ("change_max", expected.change_max),
        );
    }
    spec.expect.iter().flat_map(expectations_of).collect()
}

/// Reports a greatest value, or change, that is below the least one.
fn check_order(
    context: &mut Context<'_>,
    metric: &str,
    (what, least, min): (&str, &str, Option<Plain>),
    (greatest, max): (&str, Option<Plain>),
) {
    let Some((min, max)) = min.zip(max).filter(|(min, max)| !min.broken && !max.broken) else { return };
    if min.number > max.number {
        context.report(
            Finding::new(max.origin, format!("no {what} of {metric} can be expected"))
                .label(format!("`{greatest}` is below `{least}`, {}", min.number))
                .see(min.origin, format!("`{least}` is here")),
        );
    }
}

/// The expectations that one table states: on the value, on the change, or on both.
fn expectations_of(expected: &spec::ExpectationSpec) -> impl Iterator<Item = Expectation> {
    let between = |baseline: Option<Baseline>, [min, max]: [Option<Plain>; 2]| {
        let [min, max] = [min, max].map(|bound| bound.map(|bound| bound.number));
        (min.is_some() || max.is_some()).then(|| Expectation {
            metric: expected.metric.text.clone(),
            baseline,
            min,
            max,
        })
    };
    let baseline = expected
        .baseline
        .as_ref()
        .map(|path| Baseline { path: path.text.clone(), place: Place(path.origin) });
    let change =
        baseline.and_then(|baseline| between(Some(baseline), [expected.change_min, expected.change_max]));
    between(None, [expected.min, expected.max]).into_iter().chain(change)
}

/// Whether a dotted key is, or is within, what another one names.
fn is_within(key: &str, whole: &str) -> bool {
    key.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Writes where each number comes from into the parameters; reports keys that name nothing.
pub(super) fn provenance(tree: &Table, context: &mut Context<'_>) {
    let spec = context.spec;
    let mut known: Option<BTreeSet<String>> = None;
    // The longest key says most about a number, so it comes last.
    let mut entries: Vec<_> = spec.provenance.entries.iter().collect();
    entries.sort_by_key(|(key, _)| key.text.len());
    for (key, given) in entries {
        let kind = match given.kind {
            spec::ProvenanceKind::Assumption => ProvenanceKind::Assumption,
            spec::ProvenanceKind::Source => ProvenanceKind::Source,
            spec::ProvenanceKind::Broken => ProvenanceKind::Unstated,
        };
        let named = context.parameters.list.iter().any(|parameter| is_within(&parameter.key, key.as_str()));
        let known = known.get_or_insert_with(|| keys(tree).into_iter().collect());
        let is_unknown = !named && !known.contains(key.as_str());
        if let Some(retired) = retired::named(key.as_str()).filter(|_| is_unknown) {
            context.report(retired.finding(key.origin));
        } else if is_unknown {
            let keys = context.parameters.list.iter().map(|parameter| parameter.key.as_str());
            let keys: Vec<&str> = keys.chain(known.iter().map(String::as_str)).collect();
            let help = context.diagnostics.suggest(|| nearest(key.as_str(), keys.iter().copied()));
            context.report(
                Finding::new(key.origin, format!("{} is no number of this scenario", quoted(key.as_str())))
                    .label("no such key")
                    .help(help.map_or_else(
                        || "write a dotted key, such as `actors.NAME.war_flow`, or the beginning of several, such as `actors.NAME`".to_owned(),
                        |near| format!("did you mean {}?", quoted(near)),
                    )),
            );
        }
        let provenance = Provenance { kind, note: given.note.text.to_string() };
        for parameter in &mut context.parameters.list {
            if is_within(&parameter.key, key.as_str()) {
                parameter.provenance = provenance.clone();
            }
        }
    }
}

/// The dotted keys of everything in the file.
fn keys(tree: &Table) -> Vec<String> {
    fn collect(way: &mut Vec<Segment>, node: &Node, keys: &mut Vec<String>) {
        keys.push(dotted(way));
        match &node.value {
            Value::Table(table) => {
                for (key, entry) in table.iter() {
                    way.push(Segment::Key(key.to_owned()));
                    collect(way, &entry.node, keys);
                    way.pop();
                }
            }
            Value::List(nodes) => {
                let name = dotted(way);
                for (index, node) in
                    nodes.iter().enumerate().filter(|(_, node)| matches!(node.value, Value::Table(_)))
                {
                    let length = way.len();
                    way.extend(address(&name, nodes, index));
                    collect(way, node, keys);
                    way.truncate(length);
                }
            }
            _ => {}
        }
    }
    let mut keys = Vec::new();
    for (key, entry) in tree.iter().filter(|(key, _)| *key != "provenance") {
        collect(&mut vec![Segment::Key(key.to_owned())], &entry.node, &mut keys);
    }
    keys
}

/// The copula that ties the correlated quantities.
pub(super) fn correlations(context: &mut Context<'_>) -> Option<Copula> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut complete = true;
    for spec in &context.spec.correlations {
        let [first, second] = spec.between.as_slice() else {
            if spec.between.iter().all(|key| !key.broken) && spec.origin != super::Origin::default() {
                context.report(
                    Finding::new(
                        spec.origin,
                        format!("a correlation is between two quantities, not {}", spec.between.len()),
                    )
                    .help("write `between = [\"KEY\", \"KEY\"]` with two dotted keys"),
                );
            }
            complete = false;
            continue;
        };
        let ids = (distribution(first, context), distribution(second, context));
        let (Some(a), Some(b)) = ids else {
            complete = false;
            continue;
        };
        let same = |pair: &&Pair| (pair.first, pair.second) == (a.min(b), a.max(b));
        if a == b {
            context.report(
                Finding::new(second.origin, "a quantity can't be tied to itself")
                    .label("the same as the first"),
            );
            complete = false;
        } else if pairs.iter().find(same).is_some() {
            context.report(
                Finding::new(
                    spec.origin,
                    format!("{} and {} are tied twice", quoted(first.as_str()), quoted(second.as_str())),
                )
                .label("the second time")
                .help("keep one of the two"),
            );
            complete = false;
        } else {
            pairs.push(Pair { first: a.min(b), second: a.max(b), rank: spec.rank.number });
            if complete && Copula::new(&pairs).is_none() {
                context.report(
                    Finding::new(spec.rank.origin, "these correlations can't all hold at once")
                        .label("impossible together with those above")
                        .why("the matrix of correlations is not positive definite: if A goes with B and B with C, then A can't go against C")
                        .help("move `rank` towards 0"),
                );
                complete = false;
            }
        }
    }
    if complete { Copula::new(&pairs) } else { None }
}

/// The distribution that a key names, or a report.
fn distribution(key: &Text, context: &mut Context<'_>) -> Option<ParameterId> {
    if key.broken {
        return None;
    }
    let Some(id) = context.parameters.find(key.as_str()) else {
        if let Some(retired) = retired::named(key.as_str()) {
            context.report(retired.finding(key.origin));
            return None;
        }
        let keys: Vec<String> =
            context.parameters.list.iter().map(|parameter| parameter.key.clone()).collect();
        let near = context.diagnostics.suggest(|| nearest(key.as_str(), keys.iter().map(String::as_str)));
        let help = near.map(|near| format!("did you mean {}?", quoted(near)));
        context.report(
            Finding::new(key.origin, format!("{} is no number of this scenario", quoted(key.as_str())))
                .label("no such key")
                .maybe_help(help),
        );
        return None;
    };
    // A number that an override fixes stays tied, which moves nothing but leaves the draws of the other one alone.
    if context.parameters.list[id.0].quantity.is_fixed() && !context.parameters.is_overridden(id) {
        context.report(
            Finding::new(key.origin, format!("{} is fixed", quoted(key.as_str())))
                .label("only distributions can be correlated")
                .help(
                    "give it a range such as `{ low = …, mode = …, high = … }`, or leave the correlation out",
                ),
        );
        return None;
    }
    Some(id)
}
