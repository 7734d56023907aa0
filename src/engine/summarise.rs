//! From the tally of all runs to the summary.

use std::collections::BTreeMap;

use crate::{
    scenario::{ProvenanceKind, Scenario},
    statistics::{Confidence, Histogram, KaplanMeier, Proportion, RatioSum, wilson},
};

use super::{
    central::{examine_with, level_names, names},
    drivers::drivers,
    estimate::{Estimator, range},
    journal::{RoundTally, TrackTally},
    run::Outcome,
    summary::{
        Blocker, Blocking, BlockingSet, CeasefireFacts, Estimate, Fan, GuaranteeFacts, Input, IssueTerms,
        LevelShare, Motives, Name, NamedCount, OutcomeShare, Range, RedLineCount, RoundActor, RoundTalks,
        RunCounts, SCHEMA_VERSION, ScenarioFacts, SignedText, StrengthPoint, Summary, Survival,
        SurvivalPoint, TrackTalks, UncertaintySplit, Welfare,
    },
    tally::{Signed, Tally},
    warnings::warnings,
    zone::signers,
};

/// What every output says of itself.
pub const DISCLAIMER: &str = "An illustrative what-if, not a forecast.";

/// The most texts that a summary lists.
const MOST_TEXTS: usize = 10;

/// The summary of a tally; `strength` is `None` when the curve was cancelled.
pub(super) fn summarise(scenario: &Scenario, tally: &Tally, strength: Option<Vec<StrengthPoint>>) -> Summary {
    let signed = tally.shares.signed.successes();
    let texts = texts(tally);
    let levels: Vec<(Vec<usize>, f64)> =
        texts.iter().map(|(deal, text)| (levels(scenario, *deal), part(text.count, signed))).collect();
    let central = examine_with(scenario, &levels);
    let mut summary = Summary {
        schema_version: SCHEMA_VERSION,
        armistice: env!("CARGO_PKG_VERSION").to_owned(),
        disclaimer: DISCLAIMER.to_owned(),
        scenario: facts(scenario),
        counts: RunCounts {
            draws: tally.draws,
            replications: scenario.simulation.replications,
            runs: tally.runs,
            signed,
            seed: scenario.simulation.seed,
            complete: strength.is_some()
                && tally.runs == scenario.simulation.draws * scenario.simulation.replications,
        },
        metrics: metrics(scenario, tally),
        outcomes: outcomes(scenario, tally),
        uncertainty: uncertainty(scenario, &tally.shares.outcomes[Outcome::Durable as usize]),
        drivers: drivers(scenario, tally),
        survival: survival(scenario, tally),
        terms: terms(scenario, tally, signed),
        texts: (texts.iter())
            .map(|(deal, text)| SignedText {
                levels: level_names(&scenario.setting.model, &self::levels(scenario, *deal)),
                count: text.count,
                share: part(text.count, signed),
                durable: part(text.durable, text.count),
            })
            .collect(),
        blocking: blocking(scenario, tally),
        talks: tally.tracks.iter().enumerate().map(|(place, track)| talks(scenario, place, track)).collect(),
        welfare: welfare(scenario, tally),
        central,
        ceasefire: ceasefire(scenario, tally),
        guarantee_strength: strength.unwrap_or_default(),
        inputs: inputs(scenario),
        warnings: Vec::new(),
    };
    summary.warnings = warnings(scenario, &summary);
    summary
}

fn estimator(scenario: &Scenario) -> Estimator {
    Estimator { is_fixed: scenario.is_fixed() }
}

/// `count / of`, and 0 of nothing.
fn part(count: u64, of: u64) -> f64 {
    if of > 0 { count as f64 / of as f64 } else { 0.0 }
}

pub(super) fn facts(scenario: &Scenario) -> ScenarioFacts {
    let model = &scenario.setting.model;
    ScenarioFacts {
        name: scenario.name.to_string(),
        question: scenario.question.to_string(),
        period: scenario.period.to_string(),
        hash: scenario.text_hash.clone(),
        overrides: scenario.overrides.clone(),
        actors: (model.actors.iter())
            .map(|actor| Name { id: actor.id.to_string(), label: actor.label.to_string() })
            .collect(),
        hold: if model.belligerents.is_some() { scenario.simulation.hold } else { 0 },
        pause: scenario.simulation.pause,
    }
}

pub(super) fn metrics(scenario: &Scenario, tally: &Tally) -> BTreeMap<String, Estimate> {
    let estimator = estimator(scenario);
    let share = |proportion: &Proportion| estimator.share(proportion);
    let shares = &tally.shares;
    // Without belligerents there is no ceasefire to be at peace in.
    let peace =
        if scenario.setting.model.belligerents.is_some() { &shares.peace } else { &RatioSum::default() };
    let outcomes = Outcome::ALL
        .into_iter()
        .zip(&shares.outcomes)
        .map(|(outcome, proportion)| (format!("p_{}", outcome.name()), share(proportion)));
    let others = [
        ("p_deal", share(&shares.signed)),
        ("p_durable_given_deal", share(&shares.durable_given_deal)),
        ("p_temporary_pause_given_deal", share(&shares.pause_given_deal)),
        ("p_zone", share(&tally.zone)),
        ("rounds_to_deal", estimator.mean(&shares.rounds)),
        ("periods_of_peace", estimator.mean(peace)),
    ];
    outcomes.chain(others.map(|(name, estimate)| (name.to_owned(), estimate))).collect()
}

fn outcomes(scenario: &Scenario, tally: &Tally) -> Vec<OutcomeShare> {
    (Outcome::ALL.into_iter().zip(&tally.shares.outcomes))
        .map(|(outcome, proportion)| OutcomeShare {
            outcome: outcome.name().to_owned(),
            label: outcome.label().to_owned(),
            count: proportion.successes(),
            share: estimator(scenario).share(proportion),
        })
        .collect()
}

fn uncertainty(scenario: &Scenario, durable: &Proportion) -> UncertaintySplit {
    let parameters = estimator(scenario).inputs_share(durable);
    UncertaintySplit { parameters, chance: parameters.map(|share| 1.0 - share) }
}

fn survival(scenario: &Scenario, tally: &Tally) -> Survival {
    let ceasefire = &tally.ceasefire;
    let hold = scenario.simulation.hold;
    if scenario.setting.model.belligerents.is_none() || tally.shares.signed.successes() == 0 || hold == 0 {
        return Survival::default();
    }
    let mut censored = vec![0; ceasefire.collapses.len()];
    if let Some(last) = censored.last_mut() {
        *last = ceasefire.survivors;
    }
    let curve = KaplanMeier::from_counts(&ceasefire.collapses, &censored)
        .with_design_effect(estimator(scenario).design_effect(&tally.shares.durable_given_deal));
    let points = (curve.steps().iter().zip(&ceasefire.collapses).zip(0..))
        .map(|((step, &collapses), period)| SurvivalPoint {
            period,
            at_risk: step.at_risk,
            collapses,
            survival: step.survival,
            interval: range(step.log_log_interval(Confidence::P95)),
            hazard: step.hazard(),
        })
        .collect();
    Survival {
        points,
        median: curve.median().map(|period| period as u32),
        restricted_mean: Some(curve.restricted_mean(f64::from(hold))),
    }
}

fn terms(scenario: &Scenario, tally: &Tally, signed: u64) -> Vec<IssueTerms> {
    (scenario.setting.model.issues.iter().zip(&tally.levels))
        .map(|(issue, levels)| IssueTerms {
            id: issue.id.to_string(),
            label: issue.label.to_string(),
            levels: (issue.levels.iter().zip(&issue.on_table).zip(levels))
                .map(|((label, &on_table), level)| LevelShare {
                    label: label.to_string(),
                    on_table,
                    count: level.count,
                    share: part(level.count, signed),
                    durable: (level.count > 0).then(|| part(level.durable, level.count)),
                })
                .collect(),
        })
        .collect()
}

/// The texts most often signed; the lowest index first where they are equally frequent.
fn texts(tally: &Tally) -> Vec<(u32, Signed)> {
    let mut texts: Vec<(u32, Signed)> = tally.texts.iter().map(|(deal, signed)| (*deal, *signed)).collect();
    texts.sort_by_key(|(deal, signed)| (std::cmp::Reverse(signed.count), *deal));
    texts.truncate(MOST_TEXTS);
    texts
}

/// The levels of the deal with this index.
fn levels(scenario: &Scenario, deal: u32) -> Vec<usize> {
    let mut rest = deal as usize;
    let issues = scenario.setting.model.issues.iter().rev();
    let mut levels: Vec<usize> = issues
        .map(|issue| {
            let level = rest % issue.levels.len();
            rest /= issue.levels.len();
            level
        })
        .collect();
    levels.reverse();
    levels
}

fn blocking(scenario: &Scenario, tally: &Tally) -> Blocking {
    let model = &scenario.setting.model;
    let failures = tally.shares.outcomes[Outcome::NoDeal as usize].successes();
    let closed = tally.zone.trials() - tally.zone.successes();
    let mut sets: Vec<(&Vec<usize>, u64)> =
        tally.blocking_sets.iter().map(|(set, count)| (set, *count)).collect();
    sets.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let at_table = |actor: usize| tally.tracks.iter().any(|track| track.actors.contains(&actor));
    Blocking {
        zone_frequency: estimator(scenario).share(&tally.zone),
        endings: tally.endings,
        actors: (model.actors.iter().zip(&tally.actors).enumerate())
            .filter(|&(actor, _)| at_table(actor))
            .map(|(_, (actor, counts))| {
                let mut red_lines: Vec<(usize, u64)> =
                    counts.red_lines.iter().map(|(i, n)| (*i, *n)).collect();
                red_lines.sort_by_key(|&(issue, count)| (std::cmp::Reverse(count), issue));
                Blocker {
                    id: actor.id.to_string(),
                    label: actor.label.to_string(),
                    last_refusals: counts.objections,
                    share: part(counts.objections, failures),
                    reasons: counts.reasons,
                    silent_rounds: part(counts.silent_rounds, tally.runs),
                    red_lines: (red_lines.into_iter())
                        .map(|(issue, count)| RedLineCount {
                            issue: model.issues[issue].label.to_string(),
                            count,
                        })
                        .collect(),
                }
            })
            .collect(),
        sets: (sets.into_iter())
            .map(|(set, count)| BlockingSet {
                actors: names(model, vec![set.clone()]).into_iter().flatten().collect(),
                count,
                share: part(count, closed),
            })
            .collect(),
    }
}

fn talks(scenario: &Scenario, place: usize, tally: &TrackTally) -> TrackTalks {
    let track = &scenario.setting.rules.tracks[place];
    let per = |sum: u64, of: u64| (of > 0).then(|| part(sum, of));
    TrackTalks {
        id: track.id.to_string(),
        label: track.label.to_string(),
        reached: tally.reached,
        agreed: tally.agreed,
        mean_rounds: per(tally.rounds_to_agree, tally.agreed),
        mean_returns: per(tally.returns, tally.reached),
        rounds: (tally.rounds.iter().zip(1..))
            .filter(|(round, _)| !round.actors.is_empty())
            .map(|(round, number)| round_talks(scenario, tally, round, number))
            .collect(),
    }
}

fn round_talks(scenario: &Scenario, track: &TrackTally, tally: &RoundTally, round: u32) -> RoundTalks {
    let actors = (tally.actors.iter().zip(&track.actors))
        .map(|(values, &actor)| {
            let actor = &scenario.setting.model.actors[actor];
            RoundActor {
                id: actor.id.to_string(),
                label: actor.label.to_string(),
                aspiration: fan(&values.aspiration),
                reservation: fan(&values.reservation),
                offers: fan(&values.offers),
            }
        })
        .collect();
    RoundTalks { round, talking: tally.talking, agreed: tally.agreed, actors }
}

fn fan(values: &Histogram) -> Option<Fan> {
    Some(Fan {
        p10: values.quantile(0.10)?,
        p25: values.quantile(0.25)?,
        p50: values.quantile(0.50)?,
        p75: values.quantile(0.75)?,
        p90: values.quantile(0.90)?,
    })
}

fn welfare(scenario: &Scenario, tally: &Tally) -> Vec<Welfare> {
    let model = &scenario.setting.model;
    (signers(model).into_iter())
        .map(|actor| {
            let sums = &tally.actors[actor];
            Welfare {
                id: model.actors[actor].id.to_string(),
                label: model.actors[actor].label.to_string(),
                value: fan(&sums.value),
                mean: sums.value.mean(),
                mean_gain: sums.gain.mean(),
                realised: sums.realised.mean(),
            }
        })
        .collect()
}

fn ceasefire(scenario: &Scenario, tally: &Tally) -> CeasefireFacts {
    let model = &scenario.setting.model;
    let counts = &tally.ceasefire;
    let Some(belligerents) = model.belligerents else { return CeasefireFacts::default() };
    let by_side = |counts: [u64; 2]| -> Vec<NamedCount> {
        (belligerents.iter().zip(counts))
            .map(|(side, count)| NamedCount { label: model.actors[side.0].label.to_string(), count })
            .collect()
    };
    CeasefireFacts {
        periods: counts.periods_by_level.iter().sum(),
        periods_by_level: counts.periods_by_level,
        incidents: counts.incidents,
        false_alarms: counts.false_alarms,
        attempts: by_side(counts.attempts),
        warned: counts.warned,
        stopped: counts.stopped,
        attacks: counts.attacks,
        detected: counts.detected,
        contained: counts.contained,
        spoiled: counts.spoiled,
        reopened: counts.reopened,
        repaired: counts.repaired,
        changed: counts.changed,
        collapsed_by_attack: by_side(counts.by_attack.map(|motives| motives.iter().sum())),
        motives: (belligerents.iter().zip(counts.by_attack).zip(counts.tempted))
            .map(|((side, [meant, feared, accident]), tempted)| Motives {
                label: model.actors[side.0].label.to_string(),
                meant,
                feared,
                accident,
                tempted,
            })
            .collect(),
        fearful: counts.fearful,
        collapsed_by_escalation: counts.by_escalation,
        guarantees: (model.guarantees.iter().zip(&counts.guarantees))
            .map(|(guarantee, &[given, tested, honoured])| GuaranteeFacts {
                id: guarantee.id.to_string(),
                label: guarantee.label.to_string(),
                given,
                tested,
                honoured,
                honoured_share: (tested > 0).then(|| range(wilson(honoured, tested, Confidence::P95))),
            })
            .collect(),
    }
}

fn inputs(scenario: &Scenario) -> Vec<Input> {
    (scenario.parameters.iter())
        .filter(|parameter| parameter.stated)
        .map(|parameter| {
            let (low, high) = parameter.quantity.range();
            Input {
                key: parameter.key.clone(),
                value: parameter.quantity.to_string(),
                mode: parameter.mode(),
                range: Range { low, high },
                provenance: parameter.provenance.kind.as_str().to_owned(),
                note: match parameter.provenance.kind {
                    ProvenanceKind::Unstated => String::new(),
                    _ => parameter.provenance.note.clone(),
                },
            }
        })
        .collect()
}
