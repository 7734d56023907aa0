//! `armistice play`: one actor's seat in the terminal.

mod command;
mod keyboard;
mod record;

use std::path::PathBuf;

use clap::Args;

use crate::{
    engine::play::{Brief, Ended, Move, Objection, Question, Score, Seat, Session, score},
    report::{numbers::list, play as report, text::Style, trace::story},
    scenario::Scenario,
};

use super::{
    failure::{Exit, Failure},
    run::Keys,
    source::Source,
    terminal,
    trace::MOST_RUN,
};

use command::{Command, MOST_NUMBERED, changed, cut, level_of};
use keyboard::{Input, Keyboard};
use record::{Records, Replay};

/// Sit in one actor's seat: read its brief, answer and table texts, and see the score against the tool's strategies
#[derive(Debug, Args)]
#[command(after_help = "\
At the table, `help` shows what can be typed. Leaving (quit, or the end of the input) ends the command \
with code 0; the transcript then says that the talks were left.")]
pub(super) struct Arguments {
    /// A scenario file, or the name of a shipped scenario (see `armistice list`)
    scenario: String,
    /// The actor to play, by its key
    #[arg(long = "as", value_name = "ACTOR", required_unless_present = "replay")]
    actor: Option<String>,
    /// Which run, from 0: its inputs and its luck, as in `armistice trace`
    #[arg(long, value_name = "K", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=MOST_RUN))]
    run: u64,
    #[command(flatten)]
    keys: Keys,
    /// Who plays, for the transcript
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Write what was played into this new file: .json to play it again, .txt to read; may be repeated
    #[arg(long, value_name = "FILE")]
    transcript: Vec<PathBuf>,
    /// Play the moves of a transcript (.json) again, check its result, and go on where it was left
    #[arg(long, value_name = "FILE", conflicts_with_all = ["actor", "run", "set", "seed", "name"])]
    replay: Option<PathBuf>,
}

/// How the person's part ended.
enum Left {
    /// The talks are over.
    Played,
    /// It left them.
    Quit,
    /// Ctrl-C.
    Interrupted,
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let records = Records::new(&arguments.transcript)?;
    let source = Source::read(&arguments.scenario)?;
    let replay = arguments.replay.as_deref().map(Replay::read).transpose()?;
    let (scenario, run) = match &replay {
        Some(replay) => (replay.scenario(&source)?, replay.transcript.run.run),
        None => (source.parse(&arguments.keys.overrides())?, arguments.run),
    };
    let actor = match &replay {
        Some(replay) => replay.actor(&scenario)?,
        None => place(&scenario, arguments.actor.as_deref().unwrap_or_default())?,
    };
    let seat = Seat::new(&scenario, run, actor);
    check_seat(&seat)?;
    let mut session = Session::new(&seat);
    let mut game = Game { style: Style::Ansi, keyboard: None, seen: report::Seen::default() };
    terminal::print(&report::brief(&Brief::new(&seat, session.bench()), Style::Ansi))?;
    if let Some(replay) = &replay {
        replay.play(&mut session)?;
    }
    let left = game.play(&mut session)?;
    let end = match left {
        Left::Played => session.ended().map(|ended| {
            let score = score(&session, &ended);
            (ended, score)
        }),
        Left::Quit | Left::Interrupted => None,
    };
    let player = match &replay {
        Some(replay) => replay.transcript.player.clone(),
        None => arguments.name.as_deref().map(crate::scenario::shown),
    };
    records.write(&session, player, end.as_ref())?;
    match &end {
        Some((ended, score)) => terminal::print(&debrief(ended, score, Style::Ansi))?,
        None => terminal::print(&parting(&session))?,
    }
    if let (Some(replay), Some((ended, score))) = (&replay, &end) {
        replay.compare(&session, ended, score)?;
        if replay.transcript.finished {
            terminal::note("the transcript's moves come to the result that it states");
        }
    }
    Ok(if matches!(left, Left::Interrupted) { Exit::Interrupted } else { Exit::Done })
}

/// The place of an actor, given by its key.
fn place(scenario: &Scenario, key: &str) -> Result<usize, Failure> {
    let actors = &scenario.setting.model.actors;
    actors.iter().position(|actor| *actor.id == *key).ok_or_else(|| {
        let keys = actors.iter().map(|actor| &*actor.id);
        let all: Vec<String> = keys.clone().map(|key| format!("`{key}`")).collect();
        let help = match crate::scenario::nearest(key, keys) {
            Some(near) => format!("did you mean `{near}`? The actors are {}", list(&all)),
            None => format!("the actors are {}", list(&all)),
        };
        Failure::helped(format!("there is no actor `{}` to play", cut(key)), help)
    })
}

/// Refuses the seat of an actor that is at no table: it would never be asked anything.
fn check_seat(seat: &Seat<'_>) -> Result<(), Failure> {
    let rules = &seat.case.case.rules;
    let takes_part = |actor: &usize| (0..rules.tracks.len()).any(|track| rules.takes_part(*actor, track));
    if takes_part(&seat.actor) {
        return Ok(());
    }
    let actors = &seat.scenario.setting.model.actors;
    let who = (0..actors.len()).filter(takes_part).map(|place| format!("`{}`", actors[place].id));
    let who: Vec<String> = who.collect();
    Err(Failure::helped(
        format!("`{}` sits at no table of this scenario", actors[seat.actor].id),
        format!("those who do are {}", list(&who)),
    ))
}

/// What is told once the talks are over.
fn debrief(ended: &Ended, result: &Score, style: Style) -> String {
    let rule = "─".repeat(78);
    format!(
        "{rule}\nThe talks are over, and everything may be told.\n\n{}\n{}",
        story(&ended.trace, style),
        report::score(&ended.trace, result, style)
    )
}

/// What is said to one who left.
fn parting(session: &Session<'_, '_>) -> String {
    let round = session.so_far().question.as_ref().map_or(0, |question| question.clock().since_start + 1);
    let text = format!(
        "You left in round {round}, and the talks are broken off. What the others wanted is told to those who stay to the \
         end."
    );
    terminal::wrapped("", &text)
}

const HELP: &str = "\
accept, refuse   answer the text on the table (also: yes, no)
pass             say nothing, or table nothing
offer            choose a text issue by issue, and table it
offer ISSUE=LEVEL …
                 table a text at once: these changes to the text shown; a level
                 by its number, or by the beginning of its name
worth ISSUE=LEVEL …
                 what such a text would be worth to you; it is not tabled
table            the text on the table again
brief            your brief again
quit             leave: the talks are broken off
";

/// The person's side of the table.
struct Game {
    style: Style,
    /// Nobody listens before there is something to ask.
    keyboard: Option<Keyboard>,
    seen: report::Seen,
}

impl Game {
    /// Plays until the talks are over or the person leaves.
    fn play(&mut self, session: &mut Session<'_, '_>) -> Result<Left, Failure> {
        loop {
            terminal::print(&report::news(session, &mut self.seen, self.style))?;
            let Some(question) = session.so_far().question.clone() else { return Ok(Left::Played) };
            terminal::print(&report::question(session, &mut self.seen, self.style))?;
            match self.decide(session, &question)? {
                Ok(made) => session.make(made).expect("a move is checked before it is decided"),
                Err(left) => return Ok(left),
            }
        }
    }

    fn ask(&mut self, prompt: &str) -> Result<Input, Failure> {
        let keyboard = match self.keyboard.take() {
            Some(keyboard) => keyboard,
            None => Keyboard::listen()?,
        };
        self.keyboard.insert(keyboard).ask(prompt)
    }

    /// Asks until there is a move that can be made.
    fn decide(
        &mut self,
        session: &Session<'_, '_>,
        question: &Question,
    ) -> Result<Result<Move, Left>, Failure> {
        let prompt = match question {
            Question::Table { .. } => "offer, pass, worth or help> ",
            Question::Answer { .. } => "accept, refuse, pass, worth or help> ",
            Question::Change { .. } => "accept, refuse, worth or help> ",
        };
        loop {
            let line = match self.ask(prompt)? {
                Input::Line(line) => line,
                Input::End => return Ok(Err(Left::Quit)),
                Input::Interrupted => return Ok(Err(Left::Interrupted)),
            };
            if line.trim().is_empty() {
                continue;
            }
            let made = match Command::read(&line) {
                Err(what) => {
                    complain(&what)?;
                    continue;
                }
                Ok(Command::Quit) => return Ok(Err(Left::Quit)),
                Ok(Command::Help) => {
                    terminal::print(HELP)?;
                    continue;
                }
                Ok(Command::Brief) => {
                    terminal::print(&report::brief(&Brief::new(session.seat, session.bench()), self.style))?;
                    continue;
                }
                Ok(Command::Table) => {
                    terminal::print(&report::question(session, &mut self.seen, self.style))?;
                    continue;
                }
                Ok(Command::Worth(changes)) => {
                    match changed(session, base(session, question).as_deref(), &changes) {
                        Ok(text) => terminal::print(&self.draft(session, question, &text))?,
                        Err(what) => complain(&what)?,
                    }
                    continue;
                }
                Ok(Command::Accept) => Move::Accept,
                Ok(Command::Refuse) => Move::Refuse,
                Ok(Command::Pass) => Move::Pass,
                Ok(Command::Offer(_)) if !matches!(question, Question::Table { .. }) => {
                    complain(
                        "it is not your turn to table a text now: accept or refuse the one on the table",
                    )?;
                    continue;
                }
                Ok(Command::Offer(changes)) if changes.is_empty() => match self.choose(session, question)? {
                    Ok(Some(text)) => Move::Table(text),
                    Ok(None) => continue,
                    Err(left) => return Ok(Err(left)),
                },
                Ok(Command::Offer(changes)) => {
                    match changed(session, base(session, question).as_deref(), &changes) {
                        Ok(text) => Move::Table(text),
                        Err(what) => {
                            complain(&what)?;
                            continue;
                        }
                    }
                }
            };
            match session.check(question, &made) {
                Ok(()) => return Ok(Ok(made)),
                Err(objection) => complain(&objected(session, question, &objection))?,
            }
        }
    }

    /// A text as it would be, with its changes from the one that it is made from.
    fn draft(&self, session: &Session<'_, '_>, question: &Question, text: &[usize]) -> String {
        let base = base(session, question);
        let differs =
            |base: &Vec<usize>| (0..text.len()).filter(|&issue| base[issue] != text[issue]).collect();
        let marked: Vec<usize> = base.as_ref().map_or_else(Vec::new, differs);
        report::text(session, text, &marked, self.style)
    }

    /// Lets the person choose a text issue by issue; `None` if it thinks better of it.
    fn choose(
        &mut self,
        session: &Session<'_, '_>,
        question: &Question,
    ) -> Result<Result<Option<Vec<usize>>, Left>, Failure> {
        let base = base(session, question);
        let mut chosen = Vec::new();
        terminal::print("A level for each issue: Enter keeps the one in brackets, `stop` goes back.\n")?;
        for issue in 0..session.issues.len() {
            let kept = base.as_ref().map(|base| base[issue]);
            terminal::print(&levels(session, issue))?;
            let name = |level: usize| cut(&session.seat.case.case.model.issues[issue].levels[level]);
            let prompt = match kept {
                Some(kept) => format!("{} [{}]> ", cut(&session.issues[issue].label), name(kept)),
                None => format!("{}> ", cut(&session.issues[issue].label)),
            };
            chosen.push(loop {
                let line = match self.ask(&prompt)? {
                    Input::Line(line) => line,
                    Input::End => return Ok(Err(Left::Quit)),
                    Input::Interrupted => return Ok(Err(Left::Interrupted)),
                };
                match (line.trim(), kept) {
                    ("", Some(kept)) => break kept,
                    ("", None) => {}
                    ("stop", _) => return Ok(Ok(None)),
                    ("quit", _) => return Ok(Err(Left::Quit)),
                    (typed, _) => match level_of(session, issue, typed) {
                        Ok(level) => break level,
                        Err(what) => complain(&what)?,
                    },
                }
            });
        }
        terminal::print(&self.draft(session, question, &chosen))?;
        loop {
            match self.ask("Table this text? yes or no> ")? {
                Input::End => return Ok(Err(Left::Quit)),
                Input::Interrupted => return Ok(Err(Left::Interrupted)),
                Input::Line(line) => match line.trim().to_lowercase().as_str() {
                    "yes" | "y" => return Ok(Ok(Some(chosen))),
                    "no" | "n" | "stop" => return Ok(Ok(None)),
                    "quit" | "q" => return Ok(Err(Left::Quit)),
                    _ => complain("say yes or no")?,
                },
            }
        }
    }
}

/// The levels of an issue, with what each adds.
fn levels(session: &Session<'_, '_>, issue: usize) -> String {
    let kept = &session.seat.on_table.kept()[issue];
    let names = &session.seat.case.case.model.issues[issue].levels;
    let mut text = terminal::wrapped("", &session.issues[issue].label);
    let adds =
        |level: usize| session.seat.adds(issue, level).map_or_else(|| "never".to_owned(), report::worth);
    if kept.len() > MOST_NUMBERED {
        let (Some(&first), Some(&last)) = (kept.first(), kept.last()) else { return text };
        let range = format!(
            "{} levels from “{}” ({}) to “{}” ({}): type one",
            kept.len(),
            names[first],
            adds(first),
            names[last],
            adds(last)
        );
        return text + &terminal::wrapped("  ", &range);
    }
    for (place, &level) in kept.iter().enumerate() {
        let head = format!("  {:>2}  {:<8}", place + 1, adds(level));
        text += &terminal::wrapped(&head, &names[level]);
    }
    text
}

/// The text from which a draft is made: the one that a mediator keeps, the one on the table, or else the best one for the
/// person.
fn base(session: &Session<'_, '_>, question: &Question) -> Option<Vec<usize>> {
    match question {
        Question::Table { kept: Some(kept), .. } => Some(kept.clone()),
        Question::Table { .. } => session.so_far().last.clone().or_else(|| session.seat.best()),
        Question::Answer { text, .. } | Question::Change { text, .. } => Some(text.clone()),
    }
}

fn complain(what: &str) -> Result<(), Failure> {
    terminal::print(&terminal::wrapped("! ", &format!("{what}. Nothing was done.")))
}

/// Why a move can't be made, for the one who made it.
fn objected(session: &Session<'_, '_>, question: &Question, objection: &Objection) -> String {
    match objection {
        Objection::RedLine(issues) => {
            let names: Vec<&str> = issues.iter().map(|&issue| session.issues[issue].label.as_str()).collect();
            format!("that text crosses your own hard red line on {}: you never sign it", list(&names))
        }
        Objection::MoreThanOneChange => {
            "you keep a single text, and change one issue of it at most from round to round".to_owned()
        }
        Objection::NotOnTable => "a level of that text is not on the table".to_owned(),
        Objection::OtherQuestion | Objection::Over => match question {
            Question::Table { .. } => "you are asked for a text: offer one, or pass".to_owned(),
            Question::Answer { .. } => "you are asked for an answer: accept, refuse or pass".to_owned(),
            Question::Change { .. } => {
                "you are asked whether the text may change: accept or refuse".to_owned()
            }
        },
    }
}
