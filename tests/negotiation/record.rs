//! Writes down everything that can be seen of one play of the talks.

use armistice::negotiation::{Answer, Clock, Observer, Plan, Speaker};

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A round began; what each actor at the table aspired to.
    Began(Clock, Vec<(usize, f64)>),
    /// A text came to the table.
    Tabled(Clock, Speaker, usize),
    /// An actor answered a text, or was silent when it was its turn to table one.
    Answered(Clock, usize, Option<usize>, Answer),
    /// A bloc changed its text.
    Returned(Clock, usize, usize),
    /// A track agreed.
    Agreed(Clock, usize),
}

/// Everything that was seen of one play.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record(pub Vec<Event>);

impl Observer for Record {
    fn round_began(&mut self, clock: Clock, plan: &Plan, aspirations: &[f64]) {
        let aspirations = plan.actors().iter().copied().zip(aspirations.iter().copied());
        self.0.push(Event::Began(clock, aspirations.collect()));
    }

    fn tabled(&mut self, clock: Clock, by: Speaker, position: usize) {
        self.0.push(Event::Tabled(clock, by, position));
    }

    fn answered(&mut self, clock: Clock, actor: usize, position: Option<usize>, answer: Answer) {
        self.0.push(Event::Answered(clock, actor, position, answer));
    }

    fn returned(&mut self, clock: Clock, bloc: usize, position: usize) {
        self.0.push(Event::Returned(clock, bloc, position));
    }

    fn agreed(&mut self, clock: Clock, position: usize) {
        self.0.push(Event::Agreed(clock, position));
    }
}

impl Record {
    /// The texts tabled, in order.
    pub fn texts(&self) -> Vec<usize> {
        self.0
            .iter()
            .filter_map(|event| if let Event::Tabled(.., text) = event { Some(*text) } else { None })
            .collect()
    }

    /// The texts that blocs changed to.
    pub fn returns(&self) -> Vec<(Clock, usize, usize)> {
        let returned = |event: &Event| match event {
            Event::Returned(clock, bloc, text) => Some((*clock, *bloc, *text)),
            _ => None,
        };
        self.0.iter().filter_map(returned).collect()
    }

    /// Where each track that agreed did so.
    pub fn agreements(&self) -> Vec<(Clock, usize)> {
        let agreed =
            |event: &Event| if let Event::Agreed(clock, text) = event { Some((*clock, *text)) } else { None };
        self.0.iter().filter_map(agreed).collect()
    }

    /// Who had the word in each round since the start: `None` where nothing shows it.
    pub fn speakers(&self) -> Vec<Option<Speaker>> {
        let mut speakers = Vec::new();
        for event in &self.0 {
            match event {
                Event::Began(..) => speakers.push(None),
                Event::Tabled(_, by, _) => *speakers.last_mut().expect("a round began") = Some(*by),
                Event::Answered(_, actor, None, _) => {
                    *speakers.last_mut().expect("a round began") = Some(Speaker::Actor(*actor));
                }
                _ => {}
            }
        }
        speakers
    }

    /// Who was silent, by round since the start, whether asked or due to speak.
    pub fn silences(&self) -> Vec<(u32, usize)> {
        let silent = |event: &Event| match event {
            Event::Answered(clock, actor, _, Answer::Silent) => Some((clock.since_start, *actor)),
            _ => None,
        };
        self.0.iter().filter_map(silent).collect()
    }
}
