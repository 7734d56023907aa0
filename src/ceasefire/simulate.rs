//! One history of a ceasefire: period by period until it collapses or is no longer watched.
//!
//! One number of the `luck` stream decides each period: an attempt to attack, an incident (and whether it
//! escalates), or quiet (and whether it calms down). What follows an attempt or an incident is drawn from a second
//! stream, political turnover from a third and the reopening of the text in crisis from a fourth, so that one
//! mechanism leaves the luck of the others alone.
//!
//! The calculus of each side is known from the day of signing, and looked up. Where a test teaches the belligerents
//! something of a guarantor, or a crisis ends in another text, it is worked out period by period from there on.

use rand::{Rng, RngExt};

use super::{
    Guarantor, Terms,
    calculus::{Calculus, MOST_GUARANTEES},
    chain::{Friction, LEVELS},
};

/// The last level of the ladder before war.
const CRISIS: usize = LEVELS - 1;

/// Why a ceasefire collapsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A deliberate attack by a side (0 or 1).
    Attack(usize),
    /// Incidents that escalated.
    Escalation,
}

/// What happened during one ceasefire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The period of the collapse, from 1, and its cause; `None` if peace held as long as it was watched.
    pub collapse: Option<(u32, Cause)>,
    /// Periods that began in calm, with incidents, and in crisis.
    pub periods_by_level: [u32; LEVELS],
    /// Incidents, false alarms among them.
    pub incidents: u32,
    /// False alarms.
    pub false_alarms: u32,
    /// Incidents that spoilers had a hand in.
    pub spoiled: u32,
    /// Attempts to attack, by side.
    pub attempts: [u32; 2],
    /// Attempts that were warned of.
    pub warned: u32,
    /// Attempts that a guarantor stopped upon a warning.
    pub stopped: u32,
    /// Attacks that went ahead.
    pub attacks: u32,
    /// Attacks that were detected and attributed.
    pub detected: u32,
    /// Attacks that were contained.
    pub contained: u32,
    /// How often each guarantor's word was called on.
    pub tested: [u32; MOST_GUARANTEES],
    /// How often each kept it.
    pub honoured: [u32; MOST_GUARANTEES],
    /// Crises in which the text was reopened.
    pub reopened: u32,
    /// Of these, how many ended with a text that all took.
    pub repaired: u32,
    /// Periods that had passed when another text took the place of the one that was signed; `None` if none did.
    pub changed: Option<u32>,
}

/// What becomes of a text in crisis.
#[derive(Clone, Copy, Debug)]
pub struct Repair<'c> {
    /// `q`: chance, at the beginning of each period in crisis, that the text is reopened.
    pub chance: f64,
    /// The ceasefire under the text that is then tabled and taken, which may be the same one; `None` where there is
    /// no text that all who must would rather have than war.
    pub renewed: Option<&'c Ceasefire>,
}

/// A ceasefire under the terms of one signed deal, ready to be simulated any number of times.
#[derive(Clone, Debug)]
pub struct Ceasefire {
    terms: Terms,
    friction: Friction,
    /// Chance of each side's attempt by period and level, as both sides at once: `1 − Π(1 − a_b)`, and the share
    /// of side 0 in it.
    attempts: Vec<[(f64, f64); LEVELS]>,
    /// Whether a test of a guarantee changes what the belligerents believe.
    learns: bool,
}

impl Ceasefire {
    /// A ceasefire that is watched for `hold` periods.
    #[must_use]
    pub fn new(terms: Terms, hold: u32) -> Self {
        let mut calculus = Calculus::at_signing(&terms);
        let mut attempts = Vec::with_capacity(hold as usize);
        for _ in 0..hold {
            let weighed = calculus.now();
            attempts.push([0, 1, 2].map(|level| attempt(weighed.attacks(&terms, level))));
            calculus.step();
        }
        let learns = |guarantor: &Guarantor| guarantor.severity > 0.0 && guarantor.honour.learning > 0.0;
        let learns = terms.guarantors.iter().any(learns);
        Self { friction: Friction::new(&terms), terms, attempts, learns }
    }

    /// The terms that hold.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// One history: `luck` decides about each period, `details` what follows, `politics` each turnover.
    pub fn simulate<P: Rng>(&self, luck: &mut impl Rng, details: &mut impl Rng, politics: &mut P) -> History {
        self.simulate_with(None::<(Repair<'_>, &mut P)>, luck, details, politics)
    }

    /// [`Ceasefire::simulate`] with a text that may be reopened in crisis, as a stream of its own decides.
    pub fn simulate_with(
        &self,
        repair: Option<(Repair<'_>, &mut impl Rng)>,
        luck: &mut impl Rng,
        details: &mut impl Rng,
        politics: &mut impl Rng,
    ) -> History {
        self.simulate_watched(repair, luck, details, politics, &mut |_, _, _| {})
    }

    /// [`Ceasefire::simulate_with`], watched: after each period, from 0, `watch` is told the level at which it began
    /// and the history so far.
    pub fn simulate_watched(
        &self,
        mut repair: Option<(Repair<'_>, &mut impl Rng)>,
        luck: &mut impl Rng,
        details: &mut impl Rng,
        politics: &mut impl Rng,
        watch: &mut impl FnMut(u32, usize, &History),
    ) -> History {
        let mut history = History::default();
        let mut words = Words::at_signing(&self.terms.guarantors, politics);
        let mut now = self;
        // The calculus of this period, once it is no longer the one that was foreseen.
        let mut unforeseen: Option<Calculus> = None;
        let mut level = 0;
        for period in 0..self.attempts.len() {
            history.periods_by_level[level] += 1;
            let began_at = level;
            if level == CRISIS
                && let Some((repair, reopening)) = &mut repair
                && reopening.random::<f64>() < repair.chance
            {
                history.reopened += 1;
                if let Some(renewed) = repair.renewed {
                    history.repaired += 1;
                    level = 0;
                    if !std::ptr::eq(renewed, now) {
                        history.changed.get_or_insert(period as u32);
                        let calculus = unforeseen.unwrap_or_else(|| now.foreseen(period));
                        unforeseen = Some(calculus.renewed(&renewed.terms, period as u32));
                        now = renewed;
                    }
                }
            }
            let (attempt, share) = match &unforeseen {
                None => now.attempts[period][level],
                Some(calculus) => attempt(calculus.now().attacks(&now.terms, level)),
            };
            let luck: f64 = luck.random();
            let next = if luck >= attempt {
                now.friction(level, (luck - attempt) / (1.0 - attempt), details, &mut history)
            } else {
                let side = usize::from(details.random::<f64>() >= share);
                words.forward_to(period as u32, &now.terms.guarantors, politics);
                let before = (history.tested, history.honoured);
                let next = now.attempt(level, side, &words, details, &mut history);
                if now.learns && history.tested != before.0 {
                    let calculus = unforeseen.get_or_insert_with(|| now.foreseen(period));
                    learn(calculus, before, &history);
                }
                next
            };
            match next {
                Ok(next) => level = next,
                Err(cause) => history.collapse = Some((period as u32 + 1, cause)),
            }
            watch(period as u32, began_at, &history);
            if history.collapse.is_some() {
                break;
            }
            if let Some(calculus) = &mut unforeseen {
                calculus.step();
            }
        }
        history
    }

    /// The calculus of a period as it was foreseen at signing.
    fn foreseen(&self, period: usize) -> Calculus {
        let mut calculus = Calculus::at_signing(&self.terms);
        (0..period).for_each(|_| calculus.step());
        calculus
    }

    /// A period without an attack; `luck` is uniform.
    fn friction(
        &self,
        level: usize,
        luck: f64,
        details: &mut impl Rng,
        history: &mut History,
    ) -> Result<usize, Cause> {
        let Friction { incident, escalates, calms } = self.friction;
        if luck < incident {
            history.incidents += 1;
            let (false_alarm, spoilers) = (self.terms.monitoring.false_alarm, self.terms.rates.spoilers);
            // Where in the incidents this one lies tells its causes: false alarms come first, spoilers overlap with
            // them as much as two independent causes do.
            let place = details.random::<f64>() * incident;
            let alone = false_alarm * (1.0 - spoilers);
            history.false_alarms += u32::from(place < false_alarm);
            history.spoiled += u32::from((alone..alone + spoilers).contains(&place));
            match (luck < incident * escalates, level) {
                (false, _) => Ok(level),
                (true, CRISIS) => Err(Cause::Escalation),
                (true, _) => Ok(level + 1),
            }
        } else if luck < incident + (1.0 - incident) * calms {
            Ok(level.saturating_sub(1))
        } else {
            Ok(level)
        }
    }

    /// A side decides to attack: warned of and stopped, contained, or war.
    fn attempt(
        &self,
        level: usize,
        side: usize,
        words: &Words,
        details: &mut impl Rng,
        history: &mut History,
    ) -> Result<usize, Cause> {
        let Terms { rates, monitoring, guarantors, .. } = &self.terms;
        history.attempts[side] += 1;
        if details.random::<f64>() < monitoring.early_warning {
            history.warned += 1;
            if words.test(guarantors, rates.honour_correlation, details, history) {
                history.stopped += 1;
                return self.friction(level, details.random(), details, history);
            }
        }
        history.attacks += 1;
        let detected = details.random::<f64>() < monitoring.detection;
        history.detected += u32::from(detected);
        let answered = detected && words.test(guarantors, rates.honour_correlation, details, history);
        let contained =
            if answered { rates.containment_with_response } else { rates.containment_without_response };
        if details.random::<f64>() < contained {
            history.contained += 1;
            Ok(CRISIS)
        } else {
            Err(Cause::Attack(side))
        }
    }
}

/// The chance of an attempt by either side, and the share of side 0 in it.
fn attempt([a, b]: [f64; 2]) -> (f64, f64) {
    (1.0 - (1.0 - a) * (1.0 - b), if a + b > 0.0 { a / (a + b) } else { 0.5 })
}

/// Teaches the belligerents what the tests since `before` (times tested, times honoured) showed.
fn learn(
    calculus: &mut Calculus,
    before: ([u32; MOST_GUARANTEES], [u32; MOST_GUARANTEES]),
    history: &History,
) {
    for guarantor in 0..MOST_GUARANTEES {
        let kept = history.honoured[guarantor] - before.1[guarantor];
        let tested = history.tested[guarantor] - before.0[guarantor];
        (0..tested).for_each(|test| calculus.learn(guarantor, test < kept));
    }
}

/// The true honour of each guarantor as time goes on: decay, and turnovers as they fall.
#[derive(Clone, Debug)]
struct Words {
    honour: [f64; MOST_GUARANTEES],
    /// The period up to which `honour` has been brought.
    period: u32,
    /// The period of each guarantor's next turnover.
    turnover: [u32; MOST_GUARANTEES],
}

impl Words {
    fn at_signing(guarantors: &[Guarantor], politics: &mut impl Rng) -> Self {
        let mut words =
            Self { honour: [0.0; MOST_GUARANTEES], period: 0, turnover: [u32::MAX; MOST_GUARANTEES] };
        for (index, guarantor) in guarantors.iter().enumerate() {
            words.honour[index] = guarantor.honour.honour;
            words.turnover[index] = waiting_time(guarantor.honour.turnover, politics);
        }
        words
    }

    /// Brings honour up to a period.
    fn forward_to(&mut self, period: u32, guarantors: &[Guarantor], politics: &mut impl Rng) {
        for (index, guarantor) in guarantors.iter().enumerate() {
            let change = &guarantor.honour;
            let mut now = self.period;
            while now < period {
                let stop = period.min(self.turnover[index]);
                self.honour[index] *= libm::pow(1.0 - change.decay, f64::from(stop - now));
                now = stop;
                if now == self.turnover[index] {
                    self.honour[index] = (self.honour[index] * change.turnover_factor).clamp(0.0, 1.0);
                    self.turnover[index] = now.saturating_add(waiting_time(change.turnover, politics));
                }
            }
        }
        self.period = period;
    }

    /// Calls on all guarantors; whether at least one answers. They share one fate with chance `correlation`.
    fn test(
        &self,
        guarantors: &[Guarantor],
        correlation: f64,
        details: &mut impl Rng,
        history: &mut History,
    ) -> bool {
        let together = details.random::<f64>() < correlation;
        let shared: f64 = details.random();
        let mut answered = false;
        for (index, guarantor) in guarantors.iter().enumerate() {
            let own: f64 = details.random();
            if guarantor.severity > 0.0 {
                let honoured = (if together { shared } else { own }) < self.honour[index];
                history.tested[index] += 1;
                history.honoured[index] += u32::from(honoured);
                answered |= honoured;
            }
        }
        answered
    }
}

/// Periods until an event that has this chance in each period: geometric, at least 1.
fn waiting_time(chance: f64, politics: &mut impl Rng) -> u32 {
    if chance <= 0.0 {
        u32::MAX
    } else if chance >= 1.0 {
        1
    } else {
        let luck: f64 = politics.random();
        let periods = libm::floor(libm::log1p(-luck) / libm::log1p(-chance)) + 1.0;
        if periods < f64::from(u32::MAX) { periods as u32 } else { u32::MAX }
    }
}
