//! The form: each lever with its name, its unit, what the scenario has, and where that comes from.

use crate::{
    explore::panel::{Choices, Control, Group, Kind, Levels, Slider, Value},
    report::{
        findings::capitalise,
        html::{inputs::readable, markup::escape},
        numbers::periods,
    },
    scenario::{Parameter, ParameterId, Scenario},
};

use super::{
    Place,
    address::{LARGEST_SEED, MOST_DRAWS, MOST_REPLICATIONS, pin},
    button,
};

/// What a lever says that is not set.
pub(super) const AS_IT_IS: &str = "as in the scenario";

/// All levers of a scenario.
pub(super) fn form(place: Place<'_>) -> String {
    let groups: String =
        place.panel.groups.iter().enumerate().map(|(at, one)| group(place, at, one)).collect();
    let pinned = place.address.pinned.as_ref().map_or_else(String::new, |pinned| {
        let pinned = pin(place.panel, pinned);
        format!("<input type=\"hidden\" name=\"pin\" value=\"{}\"/>\n", escape(&pinned))
    });
    let none = if place.panel.groups.is_empty() {
        "<p>This scenario has none of the levers that are turned here.</p>\n"
    } else {
        ""
    };
    let back = place.link("", &place.address.with(crate::explore::panel::Settings::default()));
    format!(
        "<form id=\"levers\" class=\"levers\" method=\"get\" action=\"{}\">\n<h2>Levers</h2>\n{none}\
         <input type=\"hidden\" name=\"form\" value=\"1\"/>\n{pinned}{groups}{}\
         <div class=\"actions\">\n<button type=\"submit\">Show what comes of it</button>\n{}</div>\n</form>\n",
        escape(&place.path("")),
        amounts(place),
        button(&back, "Put all levers back")
    )
}

/// Levers that open and close together: open if one is set, or if it is the first.
fn group(place: Place<'_>, at: usize, group: &Group) -> String {
    let is_set = |control: &&Control| place.address.settings.get(&control.id).is_some();
    let set = group.controls.iter().filter(is_set).count();
    let open = if set > 0 || at == 0 { " open=\"open\"" } else { "" };
    let count = if set > 0 { format!(" <span class=\"tag set\">{set} set</span>") } else { String::new() };
    let controls: String = (group.controls.iter().enumerate())
        .map(|(within, one)| control(place, &format!("lever-{at}-{within}"), one))
        .collect();
    format!(
        "<details class=\"group\"{open}>\n<summary>{}{count}</summary>\n<p class=\"note\">{}</p>\n{controls}</details>\n",
        escape(group.title),
        escape(group.about)
    )
}

fn control(place: Place<'_>, id: &str, control: &Control) -> String {
    let value = place.address.settings.get(&control.id);
    match &control.kind {
        Kind::Slider(own) => slider(place.scenario, id, control, own, value),
        Kind::Levels(own) => levels(id, control, own, value),
        Kind::Choices(own) => choices(place.scenario, id, control, own, value),
    }
}

fn slider(
    scenario: &Scenario,
    id: &str,
    control: &Control,
    slider: &Slider,
    value: Option<&Value>,
) -> String {
    let step = match value {
        Some(Value::Step(step)) => Some(*step),
        _ => None,
    };
    let shown = step.map_or_else(|| AS_IT_IS.to_owned(), |step| slider.written(step));
    let (label, name) = (escape(&control.label), escape(&control.id));
    format!(
        "<div class=\"lever{set}\">\n<div class=\"head\"><label for=\"{id}\">{label}</label> \
         <output for=\"{id}\" id=\"{id}-value\">{shown}</output></div>\n\
         <input type=\"range\" id=\"{id}\" name=\"{name}\" min=\"0\" max=\"{most}\" step=\"{step}\" value=\"{value}\" \
         aria-valuetext=\"{shown}\" aria-describedby=\"{id}-note\" autocomplete=\"off\"/>\n\
         <label class=\"set\"><input type=\"checkbox\" name=\"set\" value=\"{name}\" autocomplete=\"off\"{checked}/> set\
         <span class=\"unseen\"> {label}</span></label>\n\
         <p class=\"note\" id=\"{id}-note\">{unit}. {notes}</p>\n</div>\n",
        set = if step.is_some() { " is-set" } else { "" },
        most = slider.written(slider.steps),
        step = slider.written(1),
        value = slider.written(step.unwrap_or(slider.start)),
        checked = if step.is_some() { " checked=\"checked\"" } else { "" },
        unit = escape(&capitalise(slider.unit)),
        notes = notes(scenario, &slider.own),
    )
}

/// What the scenario has in the place of a lever, and why.
fn notes(scenario: &Scenario, own: &[ParameterId]) -> String {
    let [only] = own else {
        return "In the scenario each has its own range and reason: see below.".to_owned();
    };
    let parameter = &scenario.parameters[only.0];
    let from = if parameter.stated { "In the scenario" } else { "A default of the tool" };
    format!("{from}: {}", value_and_reason(parameter))
}

/// A number, and where it comes from if the file states it.
fn value_and_reason(parameter: &Parameter) -> String {
    let value = escape(&readable(&parameter.quantity.to_string()));
    if !parameter.stated {
        return format!("{value}.");
    }
    let kind = parameter.provenance.kind.as_str();
    let note = &parameter.provenance.note;
    let note = if note.is_empty() { "no reason given" } else { note };
    format!("{value}. <span class=\"tag {kind}\">{kind}</span> {}", escape(note))
}

fn levels(id: &str, control: &Control, levels: &Levels, value: Option<&Value>) -> String {
    let on_table = match value {
        Some(Value::OnTable(on_table)) => on_table,
        _ => &levels.on_table,
    };
    let boxes: String = (levels.names.iter().zip(on_table).zip(&levels.on_table).enumerate())
        .map(|(at, ((name, on), own))| {
            let checked = if *on { " checked=\"checked\"" } else { "" };
            let own = if *own { "" } else { " <span class=\"note\">(not in the scenario)</span>" };
            format!(
                "<label for=\"{id}-{at}\"><input type=\"checkbox\" id=\"{id}-{at}\" name=\"{}\" value=\"{}\" \
                 autocomplete=\"off\"{checked}/> {}{own}</label>\n",
                escape(&control.id),
                escape(name),
                escape(name)
            )
        })
        .collect();
    let set = if value.is_some() { " is-set" } else { "" };
    format!(
        "<fieldset class=\"lever{set}\">\n<legend>{}</legend>\n{boxes}</fieldset>\n",
        escape(&control.label)
    )
}

fn choices(
    scenario: &Scenario,
    id: &str,
    control: &Control,
    choices: &Choices,
    value: Option<&Value>,
) -> String {
    let chosen = match value {
        Some(Value::Choice(place)) => *place,
        _ => choices.own,
    };
    let options: String = (choices.all.iter().enumerate())
        .map(|(at, choice)| {
            let selected = if at == chosen { " selected=\"selected\"" } else { "" };
            let own = if at == choices.own { " (as in the scenario)" } else { "" };
            format!(
                "<option value=\"{}\"{selected}>{}{own}</option>\n",
                escape(&choice.id),
                escape(&choice.label)
            )
        })
        .collect();
    let own = &choices.all[choices.own].label;
    let why = choices.parameter.map_or_else(String::new, |id| {
        format!(" What crossing it costs: {}", value_and_reason(&scenario.parameters[id.0]))
    });
    let set = if value.is_some() { " is-set" } else { "" };
    format!(
        "<div class=\"lever{set}\">\n<div class=\"head\"><label for=\"{id}\">{}</label></div>\n\
         <select id=\"{id}\" name=\"{}\" aria-describedby=\"{id}-note\" autocomplete=\"off\">\n{options}</select>\n\
         <p class=\"note\" id=\"{id}-note\">In the scenario: {}.{why}</p>\n</div>\n",
        escape(&control.label),
        escape(&control.id),
        escape(own)
    )
}

/// How much is simulated.
fn amounts(place: Place<'_>) -> String {
    let counts = place.address.counts;
    let number = |name: &str, label: &str, value: u64, most: u64| {
        format!(
            "<label for=\"{name}\">{label}</label> <input type=\"number\" id=\"{name}\" name=\"{name}\" value=\"{value}\" \
             min=\"{}\" max=\"{most}\" step=\"1\" autocomplete=\"off\"/>\n",
            u64::from(name != "seed")
        )
    };
    format!(
        "<details class=\"group\">\n<summary>How much is simulated</summary>\n<p class=\"note\">{} now. More draws narrow \
         what is chance, and take longer.</p>\n<div class=\"amounts\">\n{}{}{}</div>\n</details>\n",
        periods(counts.draws * counts.replications, "run"),
        number("draws", "Draws of the inputs", counts.draws, MOST_DRAWS),
        number("replications", "Runs of each draw", counts.replications, MOST_REPLICATIONS),
        number("seed", "Seed", counts.seed, LARGEST_SEED)
    )
}
