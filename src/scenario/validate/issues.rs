//! Issues: what each level is worth to each actor, and what the agreed one does.

use std::sync::Arc;

use crate::model::{ActorId, Effect, Issue, Values};

use super::{
    super::{
        ParameterId,
        diagnostic::Finding,
        format::Number,
        quantity::Quantity,
        spec::{EffectSpec, IdealPlace, IssueSpec, ValuesSpec},
        tree::Origin,
        wording::{all_of, quoted},
    },
    Context, levels,
};

/// One issue of the model.
pub(super) fn issue(index: usize, context: &mut Context<'_>) -> Option<Issue<ParameterId>> {
    let spec = &context.spec.issues[index];
    let levels = context.levels[index].clone();
    let on_table = on_table(spec, &levels, context);
    let values = values(index, context);
    let effects = effects(spec, levels.len(), context);
    let grievance = grievance(spec, effects.as_deref(), context);
    let label = spec.label.as_ref().unwrap_or(&spec.id).text.clone();
    Some(Issue {
        id: spec.id.text.clone(),
        label,
        levels,
        on_table,
        values: values?,
        grievance,
        effects: effects?,
    })
}

fn on_table(spec: &IssueSpec, levels: &[Arc<str>], context: &mut Context<'_>) -> Vec<bool> {
    let Some(named) = &spec.on_table else { return vec![true; levels.len()] };
    if named.is_empty() {
        context.report(
            Finding::new(
                spec.origin,
                format!("no level of issue {} is on the table", quoted(spec.id.as_str())),
            )
            .help("name at least one level in `on_table`, or leave it out"),
        );
    }
    let mut on_table = vec![false; levels.len()];
    for text in named {
        if let Some(level) = levels::level(text, spec, levels, context.diagnostics) {
            on_table[level] = true;
        }
    }
    on_table
}

/// What the levels are worth, for each actor in actor order.
fn values(index: usize, context: &mut Context<'_>) -> Option<Vec<Values<ParameterId>>> {
    let spec = &context.spec.issues[index];
    for (actor, _) in &spec.values.entries {
        context.names.actor(actor, context.diagnostics);
    }
    let actors = context.names.actors.clone();
    let mut values = Vec::new();
    for (place, actor) in actors.iter().enumerate() {
        values.push(match spec.values.get(actor) {
            Some(given) => values_of(given, index, actor, context),
            None => no_values(index, ActorId(place), context),
        });
    }
    values.into_iter().collect()
}

/// An actor without values for an issue: possible when the issue does not matter to it.
fn no_values(index: usize, actor: ActorId, context: &mut Context<'_>) -> Option<Values<ParameterId>> {
    let spec = &context.spec.issues[index];
    let name = context.names.actors[actor.0].clone();
    if let Some(weight) = context.weight(&name, spec.id.as_str())
        && !weight.is_zero()
        && !weight.broken
        && !spec.id.broken
        && !spec.values.broken
        && spec.values.entries.iter().all(|(actor, _)| context.names.actors.contains(&actor.text))
    {
        let id = quoted(spec.id.as_str());
        context.report(
            Finding::new(spec.origin, format!("issue {id} has no values for {}", quoted(&name)))
                .label(format!("`values.{name}` is missing"))
                .see(weight.origin, "but the issue matters to it")
                .help(format!("add `{name} = [one number a level]`, `\"more\"` or `\"less\"` to the issue's values, or set the weight to 0")),
        );
    }
    let key = format!("issues.{}.values.{name}", spec.id.as_str());
    let mut hidden = |name: &str, number| {
        context.parameters.add(&Number::fixed(number, format!("{key}.{name}"), spec.origin, false))
    };
    Some(Values::Ideal { ideal: hidden("ideal", 0.0), curvature: hidden("curvature", 1.0) })
}

fn values_of(
    given: &ValuesSpec,
    index: usize,
    actor: &str,
    context: &mut Context<'_>,
) -> Option<Values<ParameterId>> {
    let spec = &context.spec.issues[index];
    let levels = context.levels[index].clone();
    match given {
        ValuesSpec::Broken => None,
        ValuesSpec::Toward(ideal, curvature) => {
            let (ideal, curvature) = (context.parameters.add(ideal), context.parameters.add(curvature));
            Some(Values::Ideal { ideal, curvature })
        }
        ValuesSpec::Table(origin, table) => {
            let what = format!("the values of {} on issue {}", quoted(actor), quoted(spec.id.as_str()));
            check_length(&what, table, &levels, *origin, context)?;
            let radius = spec.values_range.map_or(0.0, |range| range.number);
            Some(Values::Table(
                table.iter().map(|number| context.parameters.add_widened(number, radius)).collect(),
            ))
        }
        ValuesSpec::Ideal(given) => {
            let ideal = match &given.ideal {
                IdealPlace::Level(text) => {
                    let level = levels::level(text, spec, &levels, context.diagnostics)?;
                    #[expect(clippy::cast_precision_loss)]
                    let place = level as f64 / (levels.len() - 1).max(1) as f64;
                    let key = format!("issues.{}.values.{actor}.ideal", spec.id.as_str());
                    context.parameters.add(&Number::fixed(place, key, text.origin, true))
                }
                IdealPlace::Number(number) => ideal_number(number, spec, &levels, context)?,
            };
            Some(Values::Ideal { ideal, curvature: context.parameters.add(&given.curvature) })
        }
    }
}

/// An ideal in the units of a range, as a place from 0 to 1.
fn ideal_number(
    number: &Number,
    spec: &IssueSpec,
    levels: &[Arc<str>],
    context: &mut Context<'_>,
) -> Option<ParameterId> {
    let Some(range) = &spec.range else {
        context.report(
            Finding::new(
                number.origin,
                format!("an ideal of issue {} must be a level's name", quoted(spec.id.as_str())),
            )
            .label("this is a number")
            .why("only an issue with a `range` has an ideal in numbers")
            .help(format!("there are {}", all_of(levels.iter().map(|level| &**level)))),
        );
        return None;
    };
    let (from, to) = (range.from.number, range.to.number);
    if range.from.broken || range.to.broken || number.broken || from >= to {
        return None;
    }
    let (low, high) = number.quantity.range();
    if low < from || high > to {
        let out = if low < from { low } else { high };
        context.report(
            Finding::new(number.origin, format!("the ideal must lie within the range, {from} to {to}"))
                .label(format!("{out} is outside"))
                .see(range.origin, "the range"),
        );
        return None;
    }
    Some(context.parameters.add_scaled(number, -from / (to - from), 1.0 / (to - from)))
}

fn check_length(
    what: &str,
    numbers: &[Number],
    levels: &[Arc<str>],
    origin: Origin,
    context: &mut Context<'_>,
) -> Option<()> {
    let length = numbers.len();
    if length == levels.len() {
        return Some(());
    }
    if !levels.is_empty() && numbers.iter().all(|number| !number.broken) {
        let names = levels.iter().take(8).map(|level| quoted(level)).collect::<Vec<_>>().join(", ");
        let more = if levels.len() > 8 { ", …" } else { "" };
        context.report(
            Finding::new(origin, format!("{what} must be {} numbers, one a level", levels.len()))
                .label(if length == 1 { "this is 1".to_owned() } else { format!("these are {length}") })
                .why(format!("the levels are {names}{more}")),
        );
    }
    None
}

/// Share of what the levels are worth that bears on breaking the deal. What is disliked about a term of security is
/// what it does to war, which is counted there.
fn grievance(
    spec: &IssueSpec,
    effects: Option<&[Effect<ParameterId>]>,
    context: &mut Context<'_>,
) -> ParameterId {
    let secures = |effect: &Effect<ParameterId>| {
        matches!(effect, Effect::Guarantee { .. } | Effect::Presence { .. } | Effect::TroopCap { .. })
    };
    let monitors = context.spec.monitoring.issue.as_ref().is_some_and(|issue| issue.text == spec.id.text);
    let is_security = monitors || effects.is_some_and(|effects| effects.iter().any(secures));
    let share = if is_security { 0.0 } else { 1.0 };
    let key = format!("issues.{}.grievance", spec.id.as_str());
    let default = || Number::fixed(share, key, spec.origin, false);
    context.parameters.add(&spec.grievance.clone().unwrap_or_else(default))
}

fn effects(spec: &IssueSpec, levels: usize, context: &mut Context<'_>) -> Option<Vec<Effect<ParameterId>>> {
    let written = spec.effect.iter().flat_map(|effects| &effects.0);
    let something = written.filter(|written| !matches!(written, EffectSpec::None(_)));
    let found: Vec<_> = something.map(|written| effect(written, spec, levels, context)).collect();
    found.into_iter().collect()
}

/// What one effect does; `None` if it is broken, or does nothing.
fn effect(
    written: &EffectSpec,
    spec: &IssueSpec,
    levels: usize,
    context: &mut Context<'_>,
) -> Option<Effect<ParameterId>> {
    Some(match written {
        EffectSpec::None(_) | EffectSpec::Broken => return None,
        EffectSpec::Guarantee(effect) => Effect::Guarantee {
            severity: by_level("severity", &effect.severity, effect.origin, spec, levels, context)?,
        },
        EffectSpec::Presence(effect) => {
            let protects = context.belligerent(&effect.protects, "is protected by a force");
            let capability = by_level("capability", &effect.capability, effect.origin, spec, levels, context);
            Effect::Presence { protects: protects?, capability: capability? }
        }
        EffectSpec::TroopCap(effect) => {
            let actor = context.belligerent(&effect.actor, "has its troops capped");
            let capability = by_level("capability", &effect.capability, effect.origin, spec, levels, context);
            Effect::TroopCap { actor: actor?, capability: capability? }
        }
        EffectSpec::Ground(effect) => {
            let actor = context.belligerent(&effect.actor, "has its ground changed");
            let gain = by_level("gain", &effect.gain, effect.origin, spec, levels, context);
            Effect::Ground { actor: actor?, gain: gain? }
        }
        EffectSpec::SanctionsSnapback(effect) => Effect::SanctionsSnapback {
            exposure: by_level("exposure", &effect.exposure, effect.origin, spec, levels, context)?,
        },
    })
}

/// One number a level; for a range its two ends are enough when they are fixed.
fn by_level(
    key: &str,
    numbers: &[Number],
    origin: Origin,
    spec: &IssueSpec,
    levels: usize,
    context: &mut Context<'_>,
) -> Option<Vec<ParameterId>> {
    if spec.range.is_some()
        && let [first, last] = numbers
        && let (Quantity::Fixed(from), Quantity::Fixed(to)) = (&first.quantity, &last.quantity)
        && levels > 2
    {
        let at = |level: usize| {
            #[expect(clippy::cast_precision_loss)]
            let share = level as f64 / (levels - 1) as f64;
            let key = format!("issues.{}.effect.{key}[{level}]", spec.id.as_str());
            Number::fixed(from + (to - from) * share, key, origin, true)
        };
        return Some((0..levels).map(|level| context.parameters.add(&at(level))).collect());
    }
    let names = context.levels[context.issue_place(spec)].clone();
    let what = format!("`{key}` of the effect of issue {}", quoted(spec.id.as_str()));
    let place = match numbers {
        [first, .., last] => Origin { end: last.origin.end, ..first.origin },
        [only] => only.origin,
        [] => origin,
    };
    check_length(&what, numbers, &names, place, context)?;
    Some(context.parameters.add_all(numbers))
}
