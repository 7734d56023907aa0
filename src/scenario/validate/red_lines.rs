//! Red lines: which levels of an issue lie on the right side, and what crossing costs.

use crate::model::{RedLine, RedLineKind};

use super::{
    super::{
        ParameterId,
        diagnostic::Finding,
        format::{Number, Text},
        spec::{LineKind, RedLineSpec},
    },
    Context, issue_of, levels,
};

/// The red lines of each actor.
pub(super) fn red_lines(context: &mut Context<'_>) -> Vec<Vec<RedLine<ParameterId>>> {
    let mut all = vec![Vec::new(); context.names.actors.len()];
    for spec in &context.spec.red_lines {
        let actor = context.names.actor(&spec.actor, context.diagnostics);
        let line = red_line(spec, context);
        if let (Some(actor), Some(line)) = (actor, line) {
            all[actor.0].push(line);
        }
    }
    all
}

fn red_line(spec: &RedLineSpec, context: &mut Context<'_>) -> Option<RedLine<ParameterId>> {
    let (issue, issue_spec) = issue_of(&spec.issue, context)?;
    let levels = context.levels[issue.0].clone();
    let count = levels.len();
    let mut find = |text: &Text| levels::level(text, issue_spec, &levels, context.diagnostics);
    let bound = |text: &Option<Text>, find: &mut dyn FnMut(&Text) -> Option<usize>| text.as_ref().map(find);
    let (min, max) = (bound(&spec.min, &mut find), bound(&spec.max, &mut find));
    let named: Option<Vec<Option<usize>>> =
        spec.levels.as_ref().map(|levels| levels.iter().map(&mut find).collect());
    let allowed: Vec<bool> = match (min, max, named) {
        (None, None, None) => {
            context.report(
                Finding::new(spec.origin, "the red line does not say where it is")
                    .label("`min`, `max` or `levels` is required here")
                    .help("add `min` or `max` with the last level that is still acceptable, or all acceptable ones as `levels`"),
            );
            return None;
        }
        (None, None, Some(named)) => {
            let named = named.into_iter().collect::<Option<Vec<_>>>()?;
            (0..count).map(|level| named.contains(&level)).collect()
        }
        (_, _, Some(_)) => {
            context.report(
                Finding::new(spec.origin, "the red line has `levels` as well as `min` or `max`")
                    .label("one of them is too much")
                    .help("keep the one that you mean"),
            );
            return None;
        }
        (min, max, None) => {
            let (min, max) = (min.unwrap_or(Some(0))?, max.unwrap_or(Some(count.saturating_sub(1)))?);
            (0..count).map(|level| (min..=max).contains(&level)).collect()
        }
    };
    if !allowed.iter().any(|allowed| *allowed) {
        context.report(
            Finding::new(spec.origin, "the red line leaves no level on its right side")
                .label("every level would cross it")
                .help("`min` must not come after `max` in the order of the levels"),
        );
        return None;
    }
    let kind = match (spec.kind, &spec.penalty) {
        (LineKind::Broken, _) => return None,
        (LineKind::Hard, None) => RedLineKind::Hard,
        (LineKind::Hard, Some(penalty)) => {
            context.report(
                Finding::new(penalty.origin, "a hard red line has no `penalty`")
                    .label("only a soft line is crossed at a price")
                    .help("write `kind = \"soft\"`, or leave out `penalty`"),
            );
            return None;
        }
        (LineKind::Soft, penalty) => {
            let key = format!("red_lines.{}.{}.penalty", spec.actor.as_str(), spec.issue.as_str());
            let default = Number::fixed(0.10, key, spec.origin, false);
            RedLineKind::Soft(context.parameters.add(penalty.as_ref().unwrap_or(&default)))
        }
    };
    Some(RedLine { issue, allowed, kind })
}
