//! From what is written to a scenario: names resolved, lists as long as they must be, and every rule checked that
//! one key alone can't tell.
//!
//! All parts are looked at whatever is wrong with others, so that all errors come at once.

mod actors;
mod ceasefire;
mod fighting;
mod issues;
mod levels;
mod limits;
mod names;
mod protocols;
mod red_lines;
mod run;
mod strategies;
mod tracks;

use std::sync::Arc;

use crate::{
    model::{ActorId, IssueId, Model},
    negotiation::{Pressure, Rules, Seat, Silence},
};

use names::Names;

use super::{
    ParameterId, Scenario, Setting,
    diagnostic::{Diagnostics, Finding},
    format::{Number, Text},
    parameters::Parameters,
    spec::{IssueSpec, Role, ScenarioSpec},
    tree::{Origin, Table},
    wording::quoted,
};

/// What every check needs.
struct Context<'a> {
    spec: &'a ScenarioSpec,
    names: Names,
    /// The names of each issue's levels.
    levels: Vec<Vec<Arc<str>>>,
    /// The two belligerents whose ceasefire is watched.
    belligerents: Option<[ActorId; 2]>,
    /// For each actor, whether it must sign.
    must_sign: Vec<bool>,
    parameters: Parameters,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Context<'a> {
    fn report(&mut self, finding: Finding) {
        self.diagnostics.report(finding);
    }

    /// The weight of an issue for an actor, if it is written.
    fn weight(&self, actor: &str, issue: &str) -> Option<&'a Number> {
        self.spec.weights.get(actor)?.get(issue)
    }

    fn issue_place(&self, spec: &IssueSpec) -> usize {
        self.spec.issues.iter().position(|issue| std::ptr::eq(issue, spec)).unwrap_or(0)
    }

    /// Reports an actor that acts in a role that it does not have.
    fn check_role(&mut self, actor: ActorId, text: &Text, role: Role, name: &str) {
        let spec = self.spec;
        let (id, entry) = &spec.actors.entries[actor.0];
        if entry.roles.as_ref().is_some_and(|roles| roles.contains(&role) || roles.contains(&Role::Broken)) {
            return;
        }
        self.report(
            Finding::new(text.origin, format!("{} is not a {name}", quoted(text.as_str())))
                .label(format!("its roles do not include \"{name}\""))
                .see(id.origin, "the actor")
                .help(format!("add \"{name}\" to `actors.{}.roles`", text.as_str())),
        );
    }

    /// The belligerent that a text names, or a report.
    fn belligerent(&mut self, text: &Text, what: &str) -> Option<ActorId> {
        let actor = self.names.actor(text, self.diagnostics)?;
        match self.belligerents {
            Some(pair) if pair.contains(&actor) => Some(actor),
            None if !actors::is_sound(self.spec) => None,
            _ => {
                let spec = self.spec;
                let entry = &spec.actors.entries[actor.0];
                self.report(
                    Finding::new(
                        text.origin,
                        format!("{} {what}, but is not one of the two belligerents", quoted(text.as_str())),
                    )
                    .label("not a belligerent")
                    .see(entry.0.origin, "the actor")
                    .help(format!(
                        "name a belligerent, or add \"belligerent\" to `actors.{}.roles`",
                        text.as_str()
                    )),
                );
                None
            }
        }
    }
}

/// The scenario that a file describes; what is wrong goes to `diagnostics`.
pub(super) fn scenario(spec: &ScenarioSpec, tree: &Table, diagnostics: &mut Diagnostics) -> Option<Scenario> {
    if !limits::check(spec, diagnostics) {
        return None;
    }
    let names = Names::of(spec, tree, diagnostics);
    let levels = levels::levels(&spec.issues, diagnostics);
    let belligerents = actors::belligerents(spec, diagnostics);
    let must_sign = actors::must_sign(spec);
    let parameters = Parameters::default();
    let mut context = Context { spec, names, levels, belligerents, must_sign, parameters, diagnostics };
    let context = &mut context;

    if spec.issues.is_empty() && !context.names.issues_broken {
        context.report(
            Finding::new(Origin::default(), "the scenario has no issue").help(
                "add `[[issues]]` with `id`, `levels` and `values`: there must be something to agree on",
            ),
        );
    }
    let people = actors::actors(context);
    let rates = ceasefire::rates(context);
    let repair = ceasefire::repair(context);
    let breakdown = context.parameters.add(&spec.talks.breakdown);
    let monitoring = ceasefire::monitoring(context);
    let weights = actors::weights(context);
    let mut issues = Vec::new();
    for index in 0..spec.issues.len() {
        issues.push(issues::issue(index, context));
    }
    let guarantees = ceasefire::guarantees(context);
    let red_lines = red_lines::red_lines(context);
    let strategies = strategies::strategies(context);
    let tracks = tracks::tracks(context);
    if let Some(tracks) = &tracks {
        strategies::check_reasoning(tracks, context);
    }
    let beliefs = fighting::beliefs(context);
    let ratifications = fighting::ratifications(context);
    let battlefield = fighting::battlefield(tracks.as_deref(), context);
    ceasefire::check_containment(context);
    let simulation = run::simulation(context);
    let expectations = run::expectations(context);
    if context.parameters.list.len() > limits::MOST_PARAMETERS {
        let what = format!("the scenario has more than {} numbers", limits::MOST_PARAMETERS);
        context.report(Finding::new(Origin::default(), what).help("lower the number of levels"));
        return None;
    }
    run::provenance(tree, context);
    let correlations = run::correlations(context);

    let issues: Option<Vec<_>> = issues.into_iter().collect();
    if !context.diagnostics.is_empty() {
        return None;
    }
    let (mut actors, seats) = people?;
    for (((actor, weights), lines), private) in actors.iter_mut().zip(weights).zip(red_lines).zip(beliefs) {
        actor.weights = weights;
        actor.red_lines = lines;
        actor.private = private;
    }
    let seat = |((manners, strategy), ratification): ((Manners, _), _)| Seat {
        strategy,
        silence: manners.silence,
        pressure: manners.pressure,
        audience_cost: manners.audience_cost,
        ratification,
    };
    let seats = seats.into_iter().zip(strategies).zip(ratifications).map(seat).collect();
    let model = Model {
        actors,
        issues: issues?,
        guarantees: guarantees?,
        monitoring: monitoring?,
        ceasefire: rates,
        repair,
        belligerents: context.belligerents,
    };
    Some(Scenario {
        name: spec.name.text.clone(),
        question: spec.question.as_ref().map_or_else(|| "".into(), |question| question.text.clone()),
        period: spec.period.text.clone(),
        simulation,
        setting: Setting { model, rules: Rules { seats, tracks: tracks?, breakdown, battlefield } },
        parameters: std::mem::take(&mut context.parameters.list),
        correlations: correlations?,
        expectations,
        text_hash: String::new(),
        overrides: Vec::new(),
    })
}

/// How an actor sits at the table, without its strategy.
struct Manners {
    silence: Silence<ParameterId>,
    pressure: Pressure<ParameterId>,
    audience_cost: ParameterId,
}

/// An issue that a text names, with its place.
fn issue_of<'a>(text: &Text, context: &mut Context<'a>) -> Option<(IssueId, &'a IssueSpec)> {
    let issue = context.names.issue(text, context.diagnostics)?;
    Some((issue, &context.spec.issues[issue.0]))
}
