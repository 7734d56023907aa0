//! A mediation as it is being played: the text that the mediator keeps, and what each party last accepted.

use rand::Rng;

use super::{
    Clock, Moment, Observer, Part, Party, Protocol, Speaker, Turn,
    play::{Play, Table},
    talks::Talks,
};

/// A track with a single text.
pub(super) struct Mediation {
    mediator: usize,
    slack: f64,
    /// How the mediator misjudges the parties; empty where it sees all as it is.
    errors: Vec<Vec<Vec<f64>>>,
    text: Option<usize>,
    /// Whether the rules or a bloc gave the text with which it opens.
    given: bool,
    /// Whether the text has been on the table.
    opened: bool,
    /// The value of the text that each party last accepted.
    accepted: Vec<f64>,
}

impl Mediation {
    /// The mediation of a track, if it has one.
    pub(super) fn begin<R: Rng, O>(
        talks: &Talks<'_>,
        table: Table<'_>,
        since_start: u32,
        play: &mut Play<'_, '_, R, O>,
    ) -> Option<Self> {
        let track = &talks.rules().tracks[table.track];
        let Protocol::SingleText { mediator, noise, slack, start, .. } = &track.protocol else { return None };
        let setting = talks.setting(table.track);
        let actors = table.plan.actors();
        let clear = table.plan.clear_perception(setting);
        let errors =
            if *noise > 0.0 { clear.errors(*noise, play.luck.of(Part::Perception)) } else { Vec::new() };
        let opening = start.as_ref().and_then(|levels| setting.space.position(levels));
        let brought = table.parties.iter().find_map(|party| match party {
            Party::Bloc { track, .. } => play.texts[*track].filter(|_| !play.bypassed[*track]),
            Party::Actor(_) => None,
        });
        let given = opening.or(brought);
        let text = given.or_else(|| {
            if *noise > 0.0 {
                let at = Moment { since_start, front: play.front };
                clear.blurred(&errors).best_text(&talks.believed(actors, mediator.0, at, play))
            } else {
                talks.bridging_text(table, since_start, play)
            }
        });
        let accepted = vec![f64::NEG_INFINITY; actors.len()];
        let given = given.is_some();
        Some(Self { mediator: mediator.0, slack: *slack, errors, text, given, opened: false, accepted })
    }

    /// One round: the mediator tries a change of a text that has been on the table, and the parties answer.
    pub(super) fn round<R: Rng, O: Observer>(
        &mut self,
        talks: &Talks<'_>,
        table: Table<'_>,
        clock: Clock,
        play: &mut Play<'_, '_, R, O>,
    ) -> Option<usize> {
        let present = self.text?;
        let outlook = talks.outlook();
        let actors = table.plan.actors();
        let reservations = talks.believed(actors, self.mediator, clock.moment(), play);
        let values = |position| actors.iter().map(move |&actor| outlook.valuation.value(actor, position));
        let lowers_nobody = |&change: &usize| {
            values(change).zip(&self.accepted).all(|(value, last)| value >= last - self.slack)
        };
        let seen = table.plan.clear_perception(talks.setting(table.track)).blurred(&self.errors);
        let change = if self.opened { seen.best_change(present, &reservations) } else { None };
        let own = change.filter(lowers_nobody).unwrap_or(present);
        let text = if self.given && !self.opened {
            own
        } else {
            let turn = Turn { clock, actor: self.mediator, kept: self.opened.then_some(present) };
            let is_allowed = |change: &usize| {
                let is_change =
                    || talks.setting(table.track).space.neighbours(present).any(|near| near == *change);
                !self.opened || (is_change() && lowers_nobody(change))
            };
            match play.observer.tables(turn, Some(own)) {
                Some(text) if text == own || is_allowed(&text) => text,
                _ => present,
            }
        };
        self.text = Some(text);
        self.opened = true;
        talks.table_text(table, clock, (Speaker::Actor(self.mediator), text), play);
        let signed = talks.consent(table, clock, text, actors, 0, play);
        for ((value, accepted), &actor) in values(text).zip(&mut self.accepted).zip(actors) {
            if play.accepted[actor] {
                *accepted = value;
            }
        }
        signed.then_some(text)
    }
}
