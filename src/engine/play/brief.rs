//! The brief: what an actor knows as the talks begin. Its own values, lines and outside option, and what is public: who
//! sits where, by which rules, and what is promised. Not what the others value, what they have without a deal, what they
//! hold out for, or which deals all could sign.

use crate::{
    model::{ActorId, RedLineKind, Roles, terms::guarantee_cost},
    negotiation::{Battlefield, Member, Party, Protocol, Ratification, Seat as Manners},
};

use super::Seat;
use crate::engine::run::Bench;

/// What an actor knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// Name of the scenario.
    pub scenario: String,
    /// Its question.
    pub question: String,
    /// What a period is called.
    pub period: String,
    /// The actor's own place among the actors.
    pub actor: usize,
    /// All actors, itself among them.
    pub actors: Vec<BriefActor>,
    /// The issues, with its own table of values.
    pub issues: Vec<BriefIssue>,
    /// `κ`: what carrying its guarantees costs it at most; 0 for one that gives none.
    pub most_cost: f64,
    /// What the best text on the table is worth to it; `None` if all cross its lines.
    pub best: Option<f64>,
    /// Its outside option by round of the talks, the front where it starts.
    pub outside_options: Vec<f64>,
    /// `δ`: what a utility keeps of its worth over a period.
    pub discount: f64,
    /// `ω`: how much its outside option wears each round.
    pub weariness: f64,
    /// Who presses it, if somebody does, and by how much at most.
    pub pressed_by: Option<(Option<String>, f64)>,
    /// `a`: what it costs to fall short of its own public offers.
    pub audience_cost: f64,
    /// Its vote at home.
    pub ratification: Option<Ratification>,
    /// What the others hold possible of its outside option in the first round; `None` if they know it.
    pub types: Option<Vec<f64>>,
    /// The tracks, in order.
    pub tracks: Vec<BriefTrack>,
    /// The guarantees that are spoken of.
    pub guarantees: Vec<BriefGuarantee>,
    /// The fighting while they talk, with its own stakes.
    pub battlefield: Option<Battlefield>,
    /// `β`: chance that the talks break down after a round without a deal.
    pub breakdown: f64,
    /// Periods that peace is watched; `None` where nothing is held.
    pub hold: Option<u32>,
}

/// An actor, as all know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefActor {
    /// Name for people.
    pub label: String,
    /// What it is in the conflict.
    pub roles: Roles,
    /// Whether there is no deal without it.
    pub must_sign: bool,
}

/// An issue, as the actor sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefIssue {
    /// Key.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// The levels on the table.
    pub levels: Vec<BriefLevel>,
}

/// A level of an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefLevel {
    /// Its place among all levels of the issue.
    pub place: usize,
    /// Its name.
    pub name: String,
    /// What it adds to what a text is worth to the actor while peace holds; `None` across a hard red line of its own.
    pub adds: Option<f64>,
    /// What of that a soft red line takes off.
    pub penalty: f64,
}

/// A track of talks.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefTrack {
    /// Name for people.
    pub label: String,
    /// Its members by name; a bloc by that of its track.
    pub members: Vec<String>,
    /// Whether the actor sits there itself.
    pub is_member: bool,
    /// The bloc in it that the actor belongs to.
    pub bloc: Option<String>,
    /// Who may speak when.
    pub protocol: Protocol,
    /// Rounds at most.
    pub rounds: u32,
    /// How many of those who need not sign must agree as well.
    pub quota: usize,
    /// How often a bloc may change its text.
    pub returns: u32,
}

/// A guarantee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefGuarantee {
    /// Name for people.
    pub label: String,
    /// Who gives it, whom it protects, and against whom.
    pub names: [String; 3],
    /// The issue that decides how much it promises.
    pub issue: Option<String>,
}

impl Brief {
    /// The brief of a seat.
    #[must_use]
    pub fn new(seat: &Seat<'_>, bench: &Bench<'_>) -> Self {
        let (scenario, place) = (seat.scenario, seat.actor);
        let (model, rules) = (&bench.case.model, &bench.case.rules);
        let (actor, manners) = (&model.actors[place], &rules.seats[place]);
        let name = |ActorId(actor): ActorId| model.actors[actor].label.to_string();
        let outlook = bench.talks.outlook();
        let rounds: u32 = rules.tracks.iter().map(|track| track.rounds).sum();
        Self {
            scenario: scenario.name.to_string(),
            question: scenario.question.to_string(),
            period: scenario.period.to_string(),
            actor: place,
            actors: (model.actors.iter())
                .map(|actor| BriefActor {
                    label: actor.label.to_string(),
                    roles: actor.roles,
                    must_sign: actor.must_sign,
                })
                .collect(),
            issues: issues(seat),
            most_cost: most_cost(seat),
            best: seat.best().and_then(|best| seat.worth(&best)),
            outside_options: (0..rounds)
                .map(|round| outlook.reservation(place, outlook.round(round)))
                .collect(),
            discount: actor.discount,
            weariness: actor.weariness,
            pressed_by: pressed_by(manners, rounds).map(|most| (manners.pressure.by.map(name), most)),
            audience_cost: manners.audience_cost,
            ratification: manners.ratification.clone(),
            types: actor.private.as_ref().map(|prior| prior.types.clone()),
            tracks: tracks(seat),
            guarantees: (model.guarantees.iter())
                .map(|guarantee| BriefGuarantee {
                    label: guarantee.label.to_string(),
                    names: [guarantee.guarantor, guarantee.protects, guarantee.against].map(name),
                    issue: guarantee.issue.map(|issue| model.issues[issue.0].label.to_string()),
                })
                .collect(),
            battlefield: rules.battlefield.clone(),
            breakdown: rules.breakdown,
            hold: model.belligerents.map(|_| scenario.simulation.hold),
        }
    }
}

/// The most that pressure takes off the outside option, if it takes anything.
fn pressed_by(manners: &Manners, rounds: u32) -> Option<f64> {
    let most = manners.pressure.at(rounds.saturating_sub(1));
    (most > 0.0).then_some(most)
}

fn issues(seat: &Seat<'_>) -> Vec<BriefIssue> {
    let model = &seat.case.case.model;
    let actor = &model.actors[seat.actor];
    let issue = |(place, issue): (usize, &crate::model::Issue)| {
        let level = |&level: &usize| BriefLevel {
            place: level,
            name: issue.levels[level].to_string(),
            adds: seat.adds(place, level),
            penalty: (actor.red_lines.iter())
                .filter(|line| line.issue.0 == place && !line.allowed[level])
                .map(|line| if let RedLineKind::Soft(penalty) = line.kind { penalty } else { 0.0 })
                .sum(),
        };
        BriefIssue {
            id: issue.id.to_string(),
            label: issue.label.to_string(),
            levels: seat.on_table.kept()[place].iter().map(level).collect(),
        }
    };
    model.issues.iter().enumerate().map(issue).collect()
}

/// What carrying the actor's guarantees costs it where they promise most.
fn most_cost(seat: &Seat<'_>) -> f64 {
    let model = &seat.case.case.model;
    let mut levels: Vec<usize> =
        seat.on_table.kept().iter().filter_map(|kept| kept.first().copied()).collect();
    if levels.len() < model.issues.len() {
        return 0.0;
    }
    let cost = |levels: &[usize]| guarantee_cost(model, ActorId(seat.actor), levels);
    for (issue, kept) in seat.on_table.kept().iter().enumerate() {
        for &level in kept {
            let mut other = levels.clone();
            other[issue] = level;
            if cost(&other) > cost(&levels) {
                levels = other;
            }
        }
    }
    cost(&levels)
}

fn tracks(seat: &Seat<'_>) -> Vec<BriefTrack> {
    let (model, rules) = (&seat.case.case.model, &seat.case.case.rules);
    let may_sign = |track: usize| {
        let parties = Party::of(&rules.tracks, track);
        let actors = parties.iter().flat_map(Party::actors);
        actors.filter(|&&actor| !model.actors[actor].must_sign).count()
    };
    let label = |member: &Member| match *member {
        Member::Actor(ActorId(actor)) => model.actors[actor].label.to_string(),
        Member::Bloc(track) => rules.tracks[track].label.to_string(),
    };
    (rules.tracks.iter().enumerate())
        .map(|(place, track)| BriefTrack {
            label: track.label.to_string(),
            members: track.members.iter().map(label).collect(),
            is_member: track.members.contains(&Member::Actor(ActorId(seat.actor))),
            bloc: track.members.iter().find_map(|member| match *member {
                Member::Bloc(bloc) if seat.is_in(bloc) => Some(rules.tracks[bloc].label.to_string()),
                _ => None,
            }),
            protocol: track.protocol.clone(),
            rounds: track.rounds,
            quota: track.quota.min(may_sign(place)),
            returns: track.returns,
        })
        .collect()
}
