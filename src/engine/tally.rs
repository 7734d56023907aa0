//! What all runs add up to: whole counts and exact sums, so that parts merge into the same bytes in any order.
//!
//! Its size depends on the scenario and the replications, not on the number of draws.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    ceasefire::{Cause, Ceasefire, History, Motive, chain::LEVELS},
    model::{DealSpace, IssueId},
    negotiation::{Answer, Ending, Moment, Party, Refusal},
    scenario::{Scenario, Setting, Simulation},
    statistics::{Histogram, MeanSum, Proportion, RatioSum, entries},
};

use super::{
    DrawCounts, RunRecord,
    ceasefires::Ceasefires,
    drivers::DriversTally,
    journal::{Journal, Objection, TrackTally},
    partial::DrawPart,
    run::{Bench, Outcome, Run, begun_by, cause_name},
    summary::{Endings, RefusalReasons},
};

/// Counts of signed deals, and of those that outlasted the hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signed {
    pub(super) count: u64,
    pub(super) durable: u64,
}

impl Signed {
    fn add_up_to<'s>(signed: u64, counts: impl IntoIterator<Item = &'s Self>) -> bool {
        let mut counts = counts.into_iter();
        let sum = counts.try_fold(0_u64, |sum, Self { count, durable }| {
            sum.checked_add(*count).filter(|_| durable <= count)
        });
        sum == Some(signed)
    }

    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.durable += other.durable;
    }
}

/// What one actor had to do with the failures, and what the deals were worth to it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorTally {
    pub(super) objections: u64,
    pub(super) reasons: RefusalReasons,
    pub(super) silent_rounds: u64,
    /// Runs in which its last refusal was over this issue's red line.
    pub(super) red_lines: BTreeMap<usize, u64>,
    pub(super) value: Histogram,
    pub(super) gain: MeanSum,
    pub(super) realised: MeanSum,
}

impl ActorTally {
    fn new() -> Self {
        Self {
            objections: 0,
            reasons: RefusalReasons::default(),
            silent_rounds: 0,
            red_lines: BTreeMap::new(),
            value: Histogram::new(-1.0, 1.0, 400),
            gain: MeanSum::default(),
            realised: MeanSum::default(),
        }
    }

    fn merge(&mut self, other: &Self) {
        self.objections += other.objections;
        self.reasons.red_line += other.reasons.red_line;
        self.reasons.outside_option += other.reasons.outside_option;
        self.reasons.aspiration += other.reasons.aspiration;
        self.reasons.silence += other.reasons.silence;
        self.reasons.voters += other.reasons.voters;
        self.silent_rounds += other.silent_rounds;
        for (issue, count) in &other.red_lines {
            *self.red_lines.entry(*issue).or_default() += count;
        }
        self.value.merge(&other.value);
        self.gain.merge(&other.gain);
        self.realised.merge(&other.realised);
    }
}

/// What happened during the ceasefires.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CeasefireTally {
    pub(super) periods_by_level: [u64; LEVELS],
    pub(super) incidents: u64,
    pub(super) false_alarms: u64,
    pub(super) attempts: [u64; 2],
    pub(super) warned: u64,
    pub(super) stopped: u64,
    pub(super) attacks: u64,
    pub(super) detected: u64,
    pub(super) contained: u64,
    pub(super) spoiled: u64,
    pub(super) reopened: u64,
    pub(super) repaired: u64,
    pub(super) changed: u64,
    /// By side and [`Motive`].
    pub(super) by_attack: [[u64; Motive::ALL.len()]; 2],
    /// Ceasefires under a text that a side would mean to break in some month watched, by side.
    pub(super) tempted: [u64; 2],
    /// Ceasefires whose outcome hangs on what the sides expect of each other.
    pub(super) fearful: u64,
    pub(super) by_escalation: u64,
    /// Collapses by period, from period 0 (none) to the hold.
    pub(super) collapses: Vec<u64>,
    pub(super) survivors: u64,
    /// By guarantee: signed deals that gave it, tests, and times honoured.
    pub(super) guarantees: Vec<[u64; 3]>,
}

impl CeasefireTally {
    fn record(&mut self, history: &History, ceasefire: &Ceasefire) {
        for (sum, periods) in self.periods_by_level.iter_mut().zip(history.periods_by_level) {
            *sum += u64::from(periods);
        }
        self.incidents += u64::from(history.incidents);
        self.false_alarms += u64::from(history.false_alarms);
        for side in 0..2 {
            self.attempts[side] += u64::from(history.attempts[side]);
        }
        self.warned += u64::from(history.warned);
        self.stopped += u64::from(history.stopped);
        self.attacks += u64::from(history.attacks);
        self.detected += u64::from(history.detected);
        self.contained += u64::from(history.contained);
        self.spoiled += u64::from(history.spoiled);
        self.reopened += u64::from(history.reopened);
        self.repaired += u64::from(history.repaired);
        self.changed += u64::from(history.changed.is_some());
        match history.collapse {
            Some((period, cause)) => {
                self.collapses[period as usize] += 1;
                match cause {
                    Cause::Attack { side, motive } => self.by_attack[side][motive as usize] += 1,
                    Cause::Escalation => self.by_escalation += 1,
                }
            }
            None => self.survivors += 1,
        }
        for (side, tempted) in self.tempted.iter_mut().enumerate() {
            *tempted += u64::from(ceasefire.is_meant(side));
        }
        self.fearful += u64::from(ceasefire.hangs_on_fear());
        for (index, guarantor) in ceasefire.terms().guarantors.iter().enumerate() {
            let [given, tested, honoured] = &mut self.guarantees[index];
            *given += u64::from(guarantor.severity > 0.0);
            *tested += u64::from(history.tested[index]);
            *honoured += u64::from(history.honoured[index]);
        }
    }

    fn is_sound(&self, signed: u64) -> bool {
        let ends = self.collapses.iter().chain([&self.survivors]);
        ends.copied().try_fold(0, u64::checked_add).is_some_and(|sum| sum <= signed)
            && self.guarantees.iter().all(|[given, tested, honoured]| *given <= signed && honoured <= tested)
    }

    fn merge(&mut self, other: &Self) {
        let add = |to: &mut [u64], from: &[u64]| to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        add(&mut self.periods_by_level, &other.periods_by_level);
        add(&mut self.attempts, &other.attempts);
        add(self.by_attack.as_flattened_mut(), other.by_attack.as_flattened());
        add(&mut self.tempted, &other.tempted);
        self.fearful += other.fearful;
        add(&mut self.collapses, &other.collapses);
        self.incidents += other.incidents;
        self.false_alarms += other.false_alarms;
        self.warned += other.warned;
        self.stopped += other.stopped;
        self.attacks += other.attacks;
        self.detected += other.detected;
        self.contained += other.contained;
        self.spoiled += other.spoiled;
        self.reopened += other.reopened;
        self.repaired += other.repaired;
        self.changed += other.changed;
        self.by_escalation += other.by_escalation;
        self.survivors += other.survivors;
        for (to, from) in self.guarantees.iter_mut().zip(&other.guarantees) {
            add(to, from);
        }
    }
}

/// Shares of runs, draw by draw.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shares {
    pub(super) outcomes: [Proportion; 4],
    pub(super) signed: Proportion,
    pub(super) durable_given_deal: Proportion,
    pub(super) pause_given_deal: Proportion,
    /// Rounds of talks and periods of peace of the signed runs.
    pub(super) rounds: RatioSum,
    pub(super) peace: RatioSum,
}

impl Shares {
    pub(super) fn record(&mut self, draw: &DrawCounts) {
        let runs = draw.runs();
        let signed = draw.signed();
        for (share, &count) in self.outcomes.iter_mut().zip(&draw.outcomes) {
            share.record(count, runs);
        }
        self.signed.record(signed, runs);
        self.durable_given_deal.record(draw.outcomes[Outcome::Durable as usize], signed);
        self.pause_given_deal.record(draw.outcomes[Outcome::TemporaryPause as usize], signed);
        self.rounds.record(draw.rounds, signed);
        self.peace.record(draw.peace, signed);
    }

    fn is_sound(&self, simulation: &Simulation) -> bool {
        let Simulation { draws, replications, .. } = *simulation;
        let (runs, signed) = (self.signed.trials(), self.signed.successes());
        let given_deal = [&self.durable_given_deal, &self.pause_given_deal];
        let mut all = self.outcomes.iter().chain(given_deal).chain([&self.signed]);
        all.all(|share| share.is_sound(draws, replications))
            && self.outcomes.iter().all(|share| share.trials() == runs)
            && self.outcomes.iter().map(Proportion::successes).sum::<u64>() == runs
            && self.outcomes[Outcome::NoDeal as usize].successes() + signed == runs
            && given_deal.iter().all(|share| share.trials() == signed)
            && self.rounds.is_sound()
            && self.peace.is_sound()
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (share, other) in self.outcomes.iter_mut().zip(&other.outcomes) {
            share.merge(other);
        }
        self.signed.merge(&other.signed);
        self.durable_given_deal.merge(&other.durable_given_deal);
        self.pause_given_deal.merge(&other.pause_given_deal);
        self.rounds.merge(&other.rounds);
        self.peace.merge(&other.peace);
    }
}

/// What a number of runs add up to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tally {
    pub(super) runs: u64,
    pub(super) draws: u64,
    pub(super) shares: Shares,
    /// Draws with an open zone of agreement, of all draws.
    pub(super) zone: Proportion,
    /// Minimal sets of blockers, in draws without a zone.
    #[serde(with = "entries")]
    pub(super) blocking_sets: BTreeMap<Vec<usize>, u64>,
    /// How talks without a deal ended.
    pub(super) endings: Endings,
    pub(super) actors: Vec<ActorTally>,
    pub(super) tracks: Vec<TrackTally>,
    /// By issue and level of the scenario.
    pub(super) levels: Vec<Vec<Signed>>,
    /// By index of the deal.
    pub(super) texts: BTreeMap<u32, Signed>,
    pub(super) ceasefire: CeasefireTally,
    /// Whole draws by how far through its distribution each input was.
    pub(super) drivers: DriversTally,
}

impl Tally {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let Setting { model, rules } = &scenario.setting;
        let track = |place: usize| {
            let parties = Party::of(&rules.tracks, place);
            let actors = parties.iter().flat_map(Party::actors).copied().collect();
            TrackTally::new(actors, rules.tracks[place].rounds)
        };
        Self {
            runs: 0,
            draws: 0,
            shares: Shares::default(),
            zone: Proportion::default(),
            blocking_sets: BTreeMap::new(),
            endings: Endings::default(),
            actors: model.actors.iter().map(|_| ActorTally::new()).collect(),
            tracks: (0..rules.tracks.len()).map(track).collect(),
            levels: model.issues.iter().map(|issue| vec![Signed::default(); issue.levels.len()]).collect(),
            texts: BTreeMap::new(),
            ceasefire: CeasefireTally {
                collapses: vec![0; scenario.simulation.hold as usize + 1],
                guarantees: vec![[0; 3]; model.guarantees.len()],
                ..CeasefireTally::default()
            },
            drivers: DriversTally::default(),
        }
    }

    /// Runs one replication and counts it.
    pub(super) fn run(
        &mut self,
        bench: &Bench<'_>,
        simulation: &Simulation,
        (draw, replication): (u64, u64),
        ceasefires: &mut Ceasefires,
        counts: &mut DrawCounts,
    ) -> RunRecord {
        let mut journal = Journal::new(&bench.talks, &mut self.tracks, self.actors.len());
        let run = bench.run(simulation, draw, replication, ceasefires, &mut journal);
        let Journal { objections, silent_rounds, .. } = journal;
        self.runs += 1;
        counts.record(&run, simulation.hold);
        for (actor, silent) in self.actors.iter_mut().zip(&silent_rounds) {
            actor.silent_rounds += u64::from(*silent);
        }
        let record =
            self.to_record(bench, &run, (draw, replication), &objections, silent_rounds.iter().sum());
        match run.settlement.deal {
            Some(position) => self.record_deal(bench, &run, (position, &record), ceasefires),
            None => {
                self.record_ending(run.settlement.ending);
                self.record_objections(bench, &objections);
            }
        }
        record
    }

    fn record_deal(
        &mut self,
        bench: &Bench<'_>,
        run: &Run,
        (position, record): (usize, &RunRecord),
        ceasefires: &Ceasefires,
    ) {
        let signed = Signed { count: 1, durable: u64::from(run.outcome == Outcome::Durable) };
        for (issue, levels) in self.levels.iter_mut().enumerate() {
            levels[bench.space.level(position, IssueId(issue))].add(signed);
        }
        self.texts.entry(bench.space.deal(position).0).or_default().add(signed);
        let since_start = run.settlement.rounds.saturating_sub(1);
        let last_round = Moment { since_start, front: run.settlement.front };
        let worth = record.values.iter().zip(&record.realised);
        for ((actor, tally), (&value, &realised)) in self.actors.iter_mut().enumerate().zip(worth) {
            if value.is_finite() {
                tally.value.record(value);
                tally.gain.record(value - bench.talks.outlook().reservation(actor, last_round));
                // A text that took the signed one's place may cross a hard red line of one who need not sign.
                if realised.is_finite() {
                    tally.realised.record(realised);
                }
            }
        }
        if let Some((history, signed)) = run.history.as_ref().zip(run.ceasefire) {
            self.ceasefire.record(history, ceasefires.get(signed));
        }
    }

    fn record_ending(&mut self, ending: Ending) {
        let Endings { out_of_time, broke_down, decided, not_ratified } = &mut self.endings;
        *match ending {
            // A track that signs nothing ends when its time is over.
            Ending::OutOfTime | Ending::Signed => out_of_time,
            Ending::BrokeDown => broke_down,
            Ending::Decided => decided,
            Ending::NotRatified => not_ratified,
        } += 1;
    }

    fn record_objections(&mut self, bench: &Bench<'_>, objections: &[Objection]) {
        for objection in objections {
            let tally = &mut self.actors[objection.actor];
            tally.objections += 1;
            let reason = match objection.answer {
                Answer::Refuse(Refusal::RedLine) => &mut tally.reasons.red_line,
                Answer::Refuse(Refusal::OutsideOption) => &mut tally.reasons.outside_option,
                Answer::Refuse(Refusal::Aspiration) => &mut tally.reasons.aspiration,
                Answer::Refuse(Refusal::Voters) => &mut tally.reasons.voters,
                Answer::Silent | Answer::Accept => &mut tally.reasons.silence,
            };
            *reason += 1;
            if let (Answer::Refuse(Refusal::RedLine), Some(position)) = (objection.answer, objection.position)
            {
                for issue in bench.crossed(objection.actor, position) {
                    *tally.red_lines.entry(issue).or_default() += 1;
                }
            }
        }
    }

    fn to_record(
        &self,
        bench: &Bench<'_>,
        run: &Run,
        (draw, replication): (u64, u64),
        objections: &[Objection],
        silent_rounds: u32,
    ) -> RunRecord {
        let history = run.history.as_ref();
        let actors = 0..self.actors.len();
        let deal = run.settlement.deal;
        let per_actor = |number: &dyn Fn(usize, usize) -> f64| {
            deal.map_or_else(Vec::new, |position| {
                actors.clone().map(|actor| number(actor, position)).collect()
            })
        };
        let blocker = objections.last().filter(|_| deal.is_none());
        let count = |counts: fn(&History) -> u32| history.map_or(0, counts);
        RunRecord {
            draw,
            replication,
            outcome: run.outcome.name(),
            signed: deal.is_some(),
            ending: run.settlement.ending.name(),
            round: run.settlement.rounds,
            track: u32::try_from(run.settlement.track).expect("a scenario has few tracks"),
            deal: deal.map(|position| bench.space.deal(position).0),
            collapsed_at: history.and_then(|history| history.collapse).map(|(period, _)| period),
            cause: cause_name(history),
            begun_by: begun_by(history)
                .zip(bench.case.model.belligerents)
                .map(|((side, _), sides)| sides[side].0),
            motive: begun_by(history).map_or("", |(_, motive)| motive.name()),
            blocker: blocker.map(|objection| objection.actor),
            reason: blocker.map_or("", |objection| objection.reason()),
            silent_rounds,
            tested: count(|history| history.tested.iter().sum()),
            honoured: count(|history| history.honoured.iter().sum()),
            attempts: count(|history| history.attempts.iter().sum()),
            stopped: count(|history| history.stopped),
            incidents: count(|history| history.incidents),
            spoiled: count(|history| history.spoiled),
            reopened: count(|history| history.reopened),
            repaired: count(|history| history.repaired),
            values: per_actor(&|actor, position| bench.valuation.value(actor, position)),
            realised: per_actor(&|actor, position| bench.realised(actor, position, history)),
        }
    }

    /// Whether another tally counts the same things, so that the two can be merged.
    pub(super) fn is_shaped_like(&self, other: &Self) -> bool {
        let levels = |tally: &Self| tally.levels.iter().map(Vec::len).collect::<Vec<_>>();
        levels(self) == levels(other)
            && self.ceasefire.collapses.len() == other.ceasefire.collapses.len()
            && self.ceasefire.guarantees.len() == other.ceasefire.guarantees.len()
            && self.actors.len() == other.actors.len()
            && self.actors.iter().zip(&other.actors).all(|(one, two)| one.value.has_bins_of(&two.value))
            && self.tracks.len() == other.tracks.len()
            && self.tracks.iter().zip(&other.tracks).all(|(one, two)| one.is_shaped_like(two))
    }

    /// Whether runs of a scenario can have added up to this, so many signed ones of draws that are not closed yet among
    /// them: of a tally that was read from a file.
    pub(super) fn is_sound(&self, simulation: &Simulation, signed_in_open: u64) -> bool {
        let (actors, issues) = (self.actors.len(), self.levels.len());
        let deals = self.levels.iter().map(Vec::len).fold(1, usize::saturating_mul);
        let are_sound = self.runs <= simulation.draws.saturating_mul(simulation.replications)
            && self.draws <= simulation.draws
            && self.shares.is_sound(simulation)
            && self.zone.is_sound(simulation.draws, 1)
            && self.blocking_sets.keys().flatten().all(|actor| *actor < actors)
            && self.texts.keys().all(|deal| (*deal as usize) < deals)
            && self.tracks.iter().all(TrackTally::is_sound)
            && self.drivers.is_sound(simulation)
            && self.actors.iter().all(|actor| {
                actor.red_lines.keys().all(|issue| *issue < issues)
                    && actor.value.is_sound()
                    && actor.gain.is_sound(self.runs)
                    && actor.realised.is_sound(self.runs)
            });
        are_sound && {
            let signed = self.shares.signed.successes() + signed_in_open;
            self.ceasefire.is_sound(signed)
                && Signed::add_up_to(signed, self.texts.values())
                && self.levels.iter().all(|levels| Signed::add_up_to(signed, levels))
        }
    }

    /// Counts a draw: how its runs ended, whether there was a zone of agreement, and the bins of its inputs. One that
    /// was cancelled before its last replication is no draw of the summary's count, though its runs are.
    pub(super) fn close_draw(&mut self, draw: &DrawPart, is_whole: bool) {
        let DrawPart { counts, blockers, is_open, bins } = draw;
        if is_whole {
            self.draws += 1;
            self.drivers.record(bins, counts);
        }
        self.shares.record(counts);
        self.zone.record(u64::from(*is_open), 1);
        for set in blockers {
            *self.blocking_sets.entry(set.clone()).or_default() += 1;
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.runs += other.runs;
        self.draws += other.draws;
        self.shares.merge(&other.shares);
        self.zone.merge(&other.zone);
        let Endings { out_of_time, broke_down, decided, not_ratified } = &mut self.endings;
        *out_of_time += other.endings.out_of_time;
        *broke_down += other.endings.broke_down;
        *decided += other.endings.decided;
        *not_ratified += other.endings.not_ratified;
        for (set, count) in &other.blocking_sets {
            *self.blocking_sets.entry(set.clone()).or_default() += count;
        }
        for (actor, other) in self.actors.iter_mut().zip(&other.actors) {
            actor.merge(other);
        }
        for (track, other) in self.tracks.iter_mut().zip(&other.tracks) {
            track.merge(other);
        }
        for (levels, other) in self.levels.iter_mut().zip(&other.levels) {
            levels.iter_mut().zip(other).for_each(|(level, other)| level.add(*other));
        }
        for (deal, signed) in &other.texts {
            self.texts.entry(*deal).or_default().add(*signed);
        }
        self.ceasefire.merge(&other.ceasefire);
        self.drivers.merge(&other.drivers);
    }
}

/// Whether the deals of a space can be signed; its absence closes the zone.
pub(super) fn zone_is_open(space: &DealSpace, blockers: &[Vec<usize>]) -> bool {
    !space.is_empty() && blockers.is_empty()
}
