//! What was said in one play of the talks, as far as somebody goes by it.

use crate::model::Prior;

use super::{Clock, Outlook, Rules, Speaker, Tactic, strategy::micro};

/// What one play remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// The last text of each actor, then of each bloc, in this track.
    heard: Vec<Option<usize>>,
    pub(super) actors: Vec<Remembered>,
    /// Whether what is believed of a belligerent moved, and with it what texts are worth to others.
    pub(super) moved: bool,
}

/// What one play remembers of one actor.
#[derive(Clone, Debug)]
pub(super) struct Remembered {
    /// What tit for tat aspires to in this track: as it proposes, and as it accepts.
    reciprocal: [f64; 2],
    /// What MiCRO remembers of this track.
    pub(super) micro: micro::Memory,
    /// `pledge_i`: the most that its own public offers would have brought it, as a flow.
    pledge: f64,
    /// What the others believe of its type; empty where they know it.
    belief: Vec<f64>,
    /// Votes that its texts lost at home.
    pub(super) lost_votes: u32,
}

impl Memory {
    /// Whether somebody goes by what was said; else an empty memory will do.
    pub(super) fn is_needed(outlook: &Outlook<'_>, rules: &Rules) -> bool {
        let by_seat = rules.seats.iter().any(|seat| {
            seat.audience_cost > 0.0 || seat.ratification.is_some() || seat.strategy.uses(Tactic::remembers)
        });
        by_seat || outlook.actors.iter().any(|actor| actor.private.is_some())
    }

    pub(super) fn new(outlook: &Outlook<'_>, rules: &Rules) -> Self {
        let actors = rules.seats.len();
        let remembered = |actor: &crate::model::Actor| Remembered {
            reciprocal: [0.0; 2],
            micro: micro::Memory::default(),
            pledge: f64::NEG_INFINITY,
            belief: actor.private.as_ref().map_or_else(Vec::new, Prior::chances),
            lost_votes: 0,
        };
        Self {
            heard: vec![None; actors + rules.tracks.len()],
            actors: outlook.actors.iter().map(remembered).collect(),
            moved: false,
        }
    }

    /// A track begins: others sit at the table, or the same ones anew.
    pub(super) fn begin_track(&mut self, outlook: &Outlook<'_>, actors: &[usize]) {
        self.heard.fill(None);
        for &actor in actors {
            self.actors[actor].reciprocal = [outlook.valuation.best(actor); 2];
            self.actors[actor].micro.clear();
        }
    }

    /// A speaker tables a text before these actors.
    pub(super) fn hear(
        &mut self,
        outlook: &Outlook<'_>,
        rules: &Rules,
        clock: Clock,
        (by, position): (Speaker, usize),
        actors: &[usize],
    ) {
        let speaker = match by {
            Speaker::Actor(actor) => {
                if rules.seats[actor].audience_cost > 0.0 {
                    let flow = outlook.valuation.flow(actor, position);
                    let pledge = &mut self.actors[actor].pledge;
                    *pledge = pledge.max(flow);
                }
                actor
            }
            Speaker::Bloc(track) => rules.seats.len() + track,
        };
        let before = self.heard[speaker].replace(position);
        for &actor in actors.iter().filter(|&&actor| by != Speaker::Actor(actor)) {
            let strategy = &rules.seats[actor].strategy;
            for (half, tactic) in [&strategy.propose, &strategy.accept].into_iter().enumerate() {
                let Tactic::TitForTat(tit_for_tat) = tactic else { continue };
                let value = |position| outlook.valuation.value(actor, position);
                let (before, value) = (before.map(value).filter(|value| value.is_finite()), value(position));
                if value.is_finite() {
                    let asked = &mut self.actors[actor].reciprocal[half];
                    let reservation = outlook.reservation(actor, clock.moment());
                    let best = outlook.valuation.best(actor);
                    *asked = tit_for_tat.aspiration(*asked, (before, value), reservation, best);
                }
            }
            if strategy.uses(|tactic| matches!(tactic, Tactic::Micro(_))) {
                self.actors[actor].micro.receive(position);
            }
        }
    }

    /// What tit for tat aspires to as it proposes (0) or accepts (1).
    pub(super) fn reciprocal(&self, actor: usize, half: usize) -> f64 {
        self.actors[actor].reciprocal[half]
    }

    /// `a_i max(0, pledge_i − u_i(x))`: what it costs an actor before its own public to take a text.
    pub(super) fn audience_cost(
        &self,
        outlook: &Outlook<'_>,
        rules: &Rules,
        actor: usize,
        position: usize,
    ) -> f64 {
        match rules.seats[actor].audience_cost {
            0.0 => 0.0,
            cost => cost * (self.actors[actor].pledge - outlook.valuation.flow(actor, position)).max(0.0),
        }
    }

    /// The types that the others hold possible of an actor with their chances; `None` where they know it.
    pub(super) fn types<'o>(
        &'o self,
        outlook: &'o Outlook<'_>,
        actor: usize,
    ) -> Option<impl Iterator<Item = (f64, f64)> + Clone + 'o> {
        let prior = outlook.actors[actor].private.as_ref()?;
        Some(prior.types.iter().copied().zip(self.actors[actor].belief.iter().copied()))
    }

    /// What is believed of the types of each actor.
    pub(super) fn beliefs(&self) -> Vec<Vec<f64>> {
        self.actors.iter().map(|actor| actor.belief.clone()).collect()
    }

    /// The others hear an answer of an actor.
    pub(super) fn learn(
        &mut self,
        outlook: &Outlook<'_>,
        clock: Clock,
        (actor, position): (usize, usize),
        accepted: bool,
    ) {
        if let Some(prior) = &outlook.actors[actor].private
            && outlook.valuation.value(actor, position) > f64::NEG_INFINITY
        {
            let gain = |war_flow| outlook.gain_of_type(actor, position, clock.moment(), war_flow);
            prior.update(&mut self.actors[actor].belief, accepted, gain);
            self.moved |= outlook.valuation.hangs_on_beliefs(actor);
        }
    }
}
