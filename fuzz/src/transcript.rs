//! A transcript of a play: its moves are played again, or refused with the one that does not fit.

use std::sync::OnceLock;

use armistice::{
    engine::play::{Seat, Session, Transcript, score},
    scenario::Scenario,
};

use super::reading::check_words;

const TEXT: &str = include_str!("talks.toml");

/// Reads the bytes as a transcript of the small talks, whatever it says that it is of.
pub fn run(bytes: &[u8]) {
    static TALKS: OnceLock<Scenario> = OnceLock::new();
    let talks = TALKS.get_or_init(|| Scenario::parse("talks.toml", TEXT, &[]).expect("the talks are valid"));
    let Ok(transcript) = serde_json::from_slice::<Transcript>(bytes) else { return };
    let actors = &talks.setting.model.actors;
    let Some(actor) = actors.iter().position(|actor| *actor.id == *transcript.actor) else { return };
    let seat = Seat::new(talks, transcript.run.run, actor);
    if let Err(misfit) = transcript.fits(&seat) {
        check_words(&misfit.to_string());
    }
    let mut session = Session::new(&seat);
    if let Err(misfit) = transcript.play(&mut session) {
        check_words(&misfit.to_string().replace(char::is_control, " "));
        return;
    }
    assert_eq!(session.moves().len(), transcript.moves.len());
    let end = session.ended().map(|ended| {
        let score = score(&session, &ended);
        (ended, score)
    });
    let again = Transcript::new(&session, None, end.as_ref().map(|(ended, score)| (ended, score)));
    assert_eq!(again.moves, transcript.moves, "what was played is what is told");
    assert!(again.fits(&seat).is_ok());
}
