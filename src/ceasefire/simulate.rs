//! One history of a ceasefire: period by period until it collapses or is no longer watched.
//!
//! One number of the `luck` stream decides each period: an attempt to attack, an incident (and whether it
//! escalates), or quiet (and whether it calms down). What follows an attempt or an incident is drawn from a second
//! stream, political turnover from a third and the reopening of the text in crisis from a fourth, so that one
//! mechanism leaves the luck of the others alone.
//!
//! What each side expects is known from the day of signing, and looked up. Where a test teaches the belligerents
//! something of a guarantor, what war is worth is worked out period by period from there on, against waiting as it was
//! foreseen; a crisis that ends in another text has expectations of its own from that period.

use rand::{Rng, RngExt};

use super::{
    Expectations, Guarantor, Motive, Terms,
    chain::{Friction, LEVELS},
    expectations::{Outlook, attack},
    honour,
    war::{self, MOST_GUARANTEES, War},
};

/// The last level of the ladder before war.
const CRISIS: usize = LEVELS - 1;

/// Why a ceasefire collapsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A deliberate attack.
    Attack {
        /// The side (0 or 1).
        side: usize,
        /// Why.
        motive: Motive,
    },
    /// Incidents that escalated.
    Escalation,
}

/// What happened during one ceasefire.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// The period of the collapse, from 1, and its cause; `None` if peace held as long as it was watched.
    pub collapse: Option<(u32, Cause)>,
    /// What the war is worth to each side that peace collapsed into.
    pub war: [f64; 2],
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
    /// Each time a word was kept: the period, from 1, and the guarantor.
    pub answers: Vec<(u32, usize)>,
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
    /// `d_F`.
    seen: f64,
    /// `k(L)` less `k0`, by guarantor.
    force: [f64; MOST_GUARANTEES],
    /// Period by period and level by level, what the sides decide.
    choices: Vec<[Choice; LEVELS]>,
    /// What war is worth, by period.
    wars: Vec<Wars>,
    /// What the sides expected at signing, where a test of a guarantee changes what they believe; else `None`.
    expectations: Option<Expectations>,
    hangs_on_fear: bool,
}

/// What the two sides decide in a period at a level.
#[derive(Clone, Copy, Debug)]
struct Choice {
    /// Chance of an attempt by either side.
    attempt: f64,
    /// Share of side 0 in it.
    share: f64,
    /// Why each side would attack.
    motives: [Motive; 2],
}

/// What a war that begins in one period is worth: to who begins it, and to who is attacked.
#[derive(Clone, Copy, Debug)]
struct Wars {
    begins: [f64; 2],
    attacked: [f64; 2],
}

impl Ceasefire {
    /// A ceasefire that is watched for `hold` periods.
    #[must_use]
    pub fn new(terms: Terms, hold: u32) -> Self {
        let expectations = Expectations::at_signing(&terms);
        Self::expected(terms, expectations, hold)
    }

    fn expected(terms: Terms, expectations: Expectations, hold: u32) -> Self {
        let learns = |guarantor: &Guarantor| guarantor.severity > 0.0 && guarantor.honour.learning > 0.0;
        let learns = terms.guarantors.iter().any(learns);
        let outlooks = (0..hold as usize).map(|period| expectations.after(period));
        let mut force = [0.0; MOST_GUARANTEES];
        for (force, guarantor) in force.iter_mut().zip(&terms.guarantors) {
            *force = honour::force(guarantor.severity, &terms.rates);
        }
        Self {
            friction: Friction::new(&terms),
            seen: war::seen(&terms.monitoring, &terms.rates),
            force,
            choices: outlooks
                .clone()
                .map(|outlook| {
                    [0, 1, 2].map(|level| choice(&terms, outlook, &outlook.prospect.begins, level))
                })
                .collect(),
            wars: outlooks
                .map(|Outlook { prospect, .. }| Wars { begins: prospect.begins, attacked: prospect.attacked })
                .collect(),
            hangs_on_fear: expectations.hangs_on_fear(),
            expectations: learns.then_some(expectations),
            terms,
        }
    }

    /// Whether the outcome hangs on what the sides expect of each other.
    #[must_use]
    pub fn hangs_on_fear(&self) -> bool {
        self.hangs_on_fear
    }

    /// Whether a side has a period, of those watched, in which war at calm is worth a peace kept for good.
    #[must_use]
    pub fn is_meant(&self, side: usize) -> bool {
        self.choices.iter().any(|levels| levels[0].motives[side] == Motive::Meant)
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
        // Another text, once it took the place of the one that was signed, and the period in which it did.
        let mut other: Option<(Self, usize)> = None;
        // What war is worth in this period, once it is no longer what was foreseen.
        let mut unforeseen: Option<War> = None;
        let mut level = 0;
        for period in 0..self.choices.len() {
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
                    if other.is_none() && !std::ptr::eq(renewed, self) {
                        history.changed = Some(period as u32);
                        let war = unforeseen.take().unwrap_or_else(|| self.foreseen(period));
                        let war = war.renewed(&renewed.terms, period as u32);
                        other = Some((renewed.from(&war, period, self.choices.len()), period));
                        unforeseen = renewed.expectations.as_ref().map(|_| war);
                    }
                }
            }
            let (now, place) = other.as_ref().map_or((self, period), |(now, since)| (now, period - since));
            let (choice, wars) = match &unforeseen {
                Some(war) => now.reconsidered(place, level, war),
                None => (now.choices[place][level], now.wars[place]),
            };
            let luck: f64 = luck.random();
            let next = if luck >= choice.attempt {
                now.friction(level, (luck - choice.attempt) / (1.0 - choice.attempt), details, &mut history)
            } else {
                let side = usize::from(details.random::<f64>() >= choice.share);
                words.forward_to(period as u32, &now.terms.guarantors, politics);
                let before = (history.tested, history.honoured);
                let attacker = (side, choice.motives[side]);
                let next = now.attempt(level, attacker, &words, details, &mut history);
                for guarantor in 0..MOST_GUARANTEES {
                    for _ in before.1[guarantor]..history.honoured[guarantor] {
                        history.answers.push((period as u32 + 1, guarantor));
                    }
                }
                if now.expectations.is_some() && history.tested != before.0 {
                    learn(unforeseen.get_or_insert_with(|| self.foreseen(period)), before, &history);
                }
                next
            };
            match next {
                Ok(next) => level = next,
                Err(cause) => {
                    history.collapse = Some((period as u32 + 1, cause));
                    history.war = match cause {
                        Cause::Attack { side, .. } => {
                            let mut war = wars.attacked;
                            war[side] = wars.begins[side];
                            war
                        }
                        Cause::Escalation => wars.attacked,
                    };
                }
            }
            watch(period as u32, began_at, &history);
            if history.collapse.is_some() {
                break;
            }
            if let Some(war) = &mut unforeseen {
                war.step();
            }
        }
        history
    }

    /// What war is worth in a period as it was foreseen at signing.
    fn foreseen(&self, period: usize) -> War {
        let mut war = War::at_signing(&self.terms);
        (0..period).for_each(|_| war.step());
        war
    }

    /// The ceasefire from a period on, in which its terms take the place of others and war is worth so much.
    fn from(&self, war: &War, period: usize, hold: usize) -> Self {
        let expectations = Expectations::from(&self.terms, war.clone(), period as u32);
        Self::expected(self.terms.clone(), expectations, (hold - period) as u32)
    }

    /// What the sides decide where war is not worth what was foreseen; waiting is.
    fn reconsidered(&self, place: usize, level: usize, war: &War) -> (Choice, Wars) {
        let expectations = self.expectations.as_ref().expect("they are kept where something may be learnt");
        let prospect = war.now();
        let choice = choice(&self.terms, expectations.after(place), &prospect.begins, level);
        (choice, Wars { begins: prospect.begins, attacked: prospect.attacked })
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
        (side, motive): (usize, Motive),
        words: &Words,
        details: &mut impl Rng,
        history: &mut History,
    ) -> Result<usize, Cause> {
        let Terms { rates, monitoring, .. } = &self.terms;
        history.attempts[side] += 1;
        if details.random::<f64>() < monitoring.early_warning {
            history.warned += 1;
            if words.test(self, side, details, history).is_some() {
                history.stopped += 1;
                return self.friction(level, details.random(), details, history);
            }
        }
        history.attacks += 1;
        let detected = details.random::<f64>() < self.seen;
        history.detected += u32::from(detected);
        let answer = if detected { words.test(self, side, details, history) } else { None };
        let (alone, answered) = (rates.containment_without_response, rates.containment_with_response);
        let contained = alone + (answered - alone) * answer.unwrap_or(0.0);
        if details.random::<f64>() < contained {
            history.contained += 1;
            Ok(CRISIS)
        } else {
            Err(Cause::Attack { side, motive })
        }
    }
}

/// What the sides decide at a level in a period that looks so, when beginning a war is worth so much.
fn choice(terms: &Terms, outlook: &Outlook, begins: &[f64; 2], level: usize) -> Choice {
    let waiting = [0, 1].map(|side| outlook.waiting[side][level]);
    let [a, b] = [0, 1].map(|side| attack(terms, begins[side], waiting[side], level));
    let both = a * b;
    let attempt = a + b - both;
    Choice {
        attempt,
        share: if attempt > 0.0 { (a - both / 2.0) / attempt } else { 0.5 },
        motives: [0, 1].map(|side| Motive::of_choice(terms, begins[side], waiting[side], side, level)),
    }
}

/// Teaches the belligerents what the tests since `before` (times tested, times honoured) showed.
fn learn(war: &mut War, before: ([u32; MOST_GUARANTEES], [u32; MOST_GUARANTEES]), history: &History) {
    for guarantor in 0..MOST_GUARANTEES {
        let kept = history.honoured[guarantor] - before.1[guarantor];
        let tested = history.tested[guarantor] - before.0[guarantor];
        (0..tested).for_each(|test| war.learn(guarantor, test < kept));
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

    /// Calls on all guarantors whose word holds against the attacker; how far the answer contains its attack, as the
    /// share `1 − e^(−L/L0)` of the most severe one, `None` if nobody answers. Guarantors share one fate with chance
    /// `correlation`, and those that protect the attacker itself hold with one chance, all or none.
    fn test(
        &self,
        ceasefire: &Ceasefire,
        attacker: usize,
        details: &mut impl Rng,
        history: &mut History,
    ) -> Option<f64> {
        let Terms { rates, guarantors, .. } = &ceasefire.terms;
        let together = details.random::<f64>() < rates.honour_correlation;
        let shared: f64 = details.random();
        let holds_for_own = details.random::<f64>() < rates.conditional_aid;
        let mut answer: Option<f64> = None;
        for (index, guarantor) in guarantors.iter().enumerate() {
            let own: f64 = details.random();
            if guarantor.severity > 0.0 && (guarantor.protects != attacker || holds_for_own) {
                let honoured = (if together { shared } else { own }) < self.honour[index];
                history.tested[index] += 1;
                history.honoured[index] += u32::from(honoured);
                if honoured {
                    answer =
                        Some(answer.map_or(ceasefire.force[index], |most| most.max(ceasefire.force[index])));
                }
            }
        }
        answer
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
