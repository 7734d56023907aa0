//! Where the red lines stand: each can be moved, made soft or hard, or lifted.

use std::sync::Arc;

use crate::{
    model::{ActorId, Issue, RedLine, RedLineKind},
    scenario::{ParameterId, Scenario, dotted_key},
};

use super::{
    Choice, Choices, Control, Group, Kind,
    control::{list, text},
};

/// A line on a range of numbers has too many places to list them all.
const MOST_LEVELS: usize = 12;

/// What a soft line costs that was hard: the default of the scenario format.
const PENALTY: &str = "0.1";

pub(super) fn group(scenario: &Scenario) -> Group {
    let model = &scenario.setting.model;
    let mut controls = Vec::new();
    for (place, actor) in model.actors.iter().enumerate() {
        for (at, line) in actor.red_lines.iter().enumerate() {
            let earlier = actor.red_lines[..at].iter().filter(|other| other.issue == line.issue).count();
            controls.push(control(scenario, ActorId(place), line, earlier));
        }
    }
    Group {
        title: "Red lines",
        about: "A hard line is never crossed; crossing a soft one costs the actor some utility.",
        controls,
    }
}

/// The lever of a line, of which there are `earlier` ones of the same actor on the same issue.
fn control(scenario: &Scenario, actor: ActorId, line: &RedLine<ParameterId>, earlier: usize) -> Control {
    let model = &scenario.setting.model;
    let (actor, issue) = (&model.actors[actor.0], &model.issues[line.issue.0]);
    let mut key = dotted_key(&["red_lines", &actor.id, &issue.id]);
    if earlier > 0 {
        key += &format!("[{earlier}]");
    }
    let parameter = match line.kind {
        RedLineKind::Hard => None,
        RedLineKind::Soft(penalty) => Some(penalty),
    };
    let penalty =
        parameter.map_or_else(|| PENALTY.to_owned(), |id| scenario.parameters[id.0].quantity.to_string());
    let mut all = vec![Choice {
        id: "off".to_owned(),
        label: "no line".to_owned(),
        set: format!("{key}={{ min = {}, kind = \"hard\" }}", text(&issue.levels[0])),
    }];
    let mut own = 0;
    let places = places(line, issue);
    for (kind, tail) in [("hard", String::new()), ("soft", format!(", penalty = {penalty}"))] {
        for place in &places {
            if place.allowed == line.allowed && (kind == "soft") == parameter.is_some() {
                own = all.len();
            }
            all.push(Choice {
                id: format!("{kind}:{}", place.id),
                label: format!("{kind}: {}", place.label),
                set: format!("{key}={{ {}, kind = \"{kind}\"{tail} }}", place.written),
            });
        }
    }
    let kind = Kind::Choices(Choices { all, own, parameter });
    let second = if earlier > 0 { format!(" ({})", earlier + 1) } else { String::new() };
    Control { id: key, label: format!("{} on {}{second}", actor.label, issue.label), kind }
}

/// Where a line can stand.
struct Place {
    id: String,
    label: String,
    written: String,
    allowed: Vec<bool>,
}

/// The places to which a line can be moved, on the side of it that it has now; its own alone if it has two sides.
fn places(line: &RedLine<ParameterId>, issue: &Issue<ParameterId>) -> Vec<Place> {
    let levels = &issue.levels;
    let last = levels.len() - 1;
    let up_to = |end: usize| (0..levels.len()).map(|level| level <= end).collect::<Vec<_>>();
    let from = |start: usize| (0..levels.len()).map(|level| level >= start).collect::<Vec<_>>();
    let is_few = levels.len() <= MOST_LEVELS;
    let place = |name: &Arc<str>, side: &str, words: &str, allowed: Vec<bool>| Place {
        id: name.to_string(),
        label: format!("{words} “{name}”"),
        written: format!("{side} = {}", text(name)),
        allowed,
    };
    let crosses_none = line.allowed.iter().all(|allowed| *allowed);
    if is_few && !crosses_none && (0..last).any(|end| up_to(end) == line.allowed) {
        return (0..last).map(|end| place(&levels[end], "max", "no further than", up_to(end))).collect();
    }
    if is_few && !crosses_none && (1..=last).any(|start| from(start) == line.allowed) {
        return (1..=last).map(|start| place(&levels[start], "min", "at least", from(start))).collect();
    }
    let names = || levels.iter().zip(&line.allowed).filter(|(_, allowed)| **allowed).map(|(name, _)| &**name);
    let label = match names().collect::<Vec<_>>().as_slice() {
        [first, .., last] => format!("from “{first}” to “{last}”"),
        few => few.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", "),
    };
    vec![Place {
        id: "here".to_owned(),
        label,
        written: format!("levels = {}", list(names())),
        allowed: line.allowed.clone(),
    }]
}
