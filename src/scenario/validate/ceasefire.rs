//! What holds the ceasefire: guarantees, monitoring and rates.

use crate::{
    ceasefire::{Honour, Monitoring, Rates},
    model::{Guarantee, MonitoringTerms, Repair},
};

use super::{
    super::{
        ParameterId,
        diagnostic::Finding,
        format::OneOrMany,
        spec::{CeasefireSpec, EffectSpec, GuaranteeSpec, Role},
        tree::Origin,
        wording::quoted,
    },
    Context, issue_of,
};

/// The rates of the chain.
pub(super) fn rates(context: &mut Context<'_>) -> Rates<ParameterId> {
    let spec: &CeasefireSpec = &context.spec.ceasefire;
    let parameters = &mut context.parameters;
    Rates {
        attack_ceiling: parameters.add(&spec.attack_ceiling),
        decisiveness: parameters.add(&spec.decisiveness),
        exposure: parameters.add(&spec.exposure),
        preemption: parameters.add(&spec.preemption),
        incidents: parameters.add(&spec.incidents),
        spoilers: parameters.add(&spec.spoilers),
        escalation: parameters.add(&spec.escalation),
        damping: parameters.add(&spec.damping),
        deescalation: parameters.add(&spec.deescalation),
        containment_with_response: parameters.add(&spec.containment_with_response),
        containment_without_response: parameters.add(&spec.containment_without_response),
        containment_severity: parameters.add(&spec.containment_severity),
        consolidation: parameters.add(&spec.consolidation),
        consolidation_time: parameters.add(&spec.consolidation_time),
        overt: parameters.add(&spec.overt),
        aid: parameters.add(&spec.aid),
        conditional_aid: parameters.add(&spec.conditional_aid),
        honour_correlation: parameters.add(&spec.honour_correlation),
    }
}

/// How a text is reopened in crisis.
pub(super) fn repair(context: &mut Context<'_>) -> Option<Repair<ParameterId>> {
    let spec = context.spec.ceasefire.repair.as_ref()?;
    let proposer = spec.proposer.as_ref();
    Some(Repair {
        chance: context.parameters.add(&spec.chance),
        proposer: proposer.and_then(|proposer| context.names.actor(proposer, context.diagnostics)),
    })
}

/// What monitors see at each level of the issue that sets it.
pub(super) fn monitoring(context: &mut Context<'_>) -> Option<MonitoringTerms<ParameterId>> {
    let spec = &context.spec.monitoring;
    let issue = match &spec.issue {
        Some(text) => Some(issue_of(text, context)?.0),
        None => None,
    };
    let count = issue.map_or(1, |issue| context.levels[issue.0].len());
    let detection = by_level("detection", &spec.detection, count, context);
    let early_warning = by_level("early_warning", &spec.early_warning, count, context);
    let false_alarm = by_level("false_alarm", &spec.false_alarm, count, context);
    let seen = detection?.into_iter().zip(early_warning?).zip(false_alarm?);
    let levels = seen.map(|((detection, early_warning), false_alarm)| Monitoring {
        detection,
        early_warning,
        false_alarm,
    });
    Some(MonitoringTerms { issue, levels: levels.collect() })
}

/// One parameter a level; a single number holds at every level.
fn by_level(
    key: &str,
    given: &OneOrMany,
    count: usize,
    context: &mut Context<'_>,
) -> Option<Vec<ParameterId>> {
    match given {
        OneOrMany::One(number) => {
            let id = context.parameters.add(number);
            Some(vec![id; count])
        }
        OneOrMany::Many(_, numbers) if numbers.len() == count => Some(context.parameters.add_all(numbers)),
        OneOrMany::Many(origin, numbers) => {
            let issue = context.spec.monitoring.issue.as_ref();
            if count > 0 && numbers.iter().all(|number| !number.broken) {
                let finding = Finding::new(
                    *origin,
                    format!("`monitoring.{key}` has {} numbers for {count} level", numbers.len())
                        + if count == 1 { "" } else { "s" },
                );
                context.report(match issue {
                    Some(issue) => {
                        finding.label(format!("issue {} has {count} levels", quoted(issue.as_str())))
                    }
                    None => finding.label("without an issue there is a single level").help(
                        "add `issue = \"…\"` with the issue that sets the monitoring, or write one number",
                    ),
                });
            }
            None
        }
    }
}

/// The guarantees in file order.
pub(super) fn guarantees(context: &mut Context<'_>) -> Option<Vec<Guarantee<ParameterId>>> {
    let specs = &context.spec.guarantees;
    let guarantees: Vec<_> = specs.iter().map(|spec| guarantee(spec, context)).collect();
    guarantees.into_iter().collect()
}

fn guarantee(spec: &GuaranteeSpec, context: &mut Context<'_>) -> Option<Guarantee<ParameterId>> {
    let guarantor = context.names.actor(&spec.guarantor, context.diagnostics);
    if let Some(actor) = guarantor {
        context.check_role(actor, &spec.guarantor, Role::Guarantor, "guarantor");
    }
    let protects = context.belligerent(&spec.protects, "is protected by a guarantee");
    let against = context.belligerent(&spec.against, "is guarded against");
    if protects.is_some() && protects == against {
        context.report(
            Finding::new(spec.against.origin, "a guarantee can't protect an actor against itself")
                .label("the same actor as `protects`")
                .help("name the other belligerent in `against`"),
        );
    }
    let issue = match &spec.issue {
        Some(text) => {
            let found = issue_of(text, context);
            if let Some((_, issue)) = found
                && !issue
                    .effect
                    .iter()
                    .flat_map(|effects| &effects.0)
                    .any(|effect| matches!(effect, EffectSpec::Guarantee(_)))
            {
                let levels = context.levels[context.issue_place(issue)].len();
                let example = vec!["…"; levels.min(4)].join(", ");
                context.report(
                    Finding::new(text.origin, format!("issue {} does not set the severity of a guarantee", quoted(text.as_str())))
                        .label("its effect is not `guarantee`")
                        .see(issue.origin, "the issue")
                        .help(format!("add `effect = {{ kind = \"guarantee\", severity = [{example}] }}` to the issue, with one number a level")),
                );
            }
            Some(found?.0)
        }
        None => None,
    };
    let parameters = &mut context.parameters;
    let honour = parameters.add(&spec.honour);
    let perceived = spec.perceived.as_ref().map_or(honour, |perceived| parameters.add(perceived));
    let honour = Honour {
        honour,
        perceived,
        decay: parameters.add(&spec.decay),
        turnover: parameters.add(&spec.turnover),
        turnover_factor: parameters.add(&spec.turnover_factor),
        learning: parameters.add(&spec.learning),
    };
    Some(Guarantee {
        id: spec.id.text.clone(),
        label: spec.label.as_ref().unwrap_or(&spec.id).text.clone(),
        guarantor: guarantor?,
        protects: protects?,
        against: against?,
        issue,
        severity: parameters.add(&spec.severity),
        cost: parameters.add(&spec.cost),
        answer_cost: parameters.add(&spec.answer_cost),
        honour,
    })
}

/// Checks at the worst ends of their ranges that containment with a response is at least as likely as without.
pub(super) fn check_containment(context: &mut Context<'_>) {
    let rates = &context.spec.ceasefire;
    let (k1, k0) = (&rates.containment_with_response, &rates.containment_without_response);
    if k1.broken || k0.broken {
        return;
    }
    let (least, most) = (k1.quantity.range().0, k0.quantity.range().1);
    if least < most {
        let place = [k1.origin, k0.origin].into_iter().find(|origin| *origin != Origin::default());
        context.report(
            Finding::new(
                place.unwrap_or_default(),
                "an attack may be contained less often with a response than without",
            )
            .label(format!("with a response {least}, without {most}"))
            .why("`containment_with_response` has to be at least `containment_without_response`, at every draw")
            .help("raise the one or lower the other, at the ends of their ranges"),
        );
    }
}
