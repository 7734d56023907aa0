//! A seat at the table for a person: what it decides is what is done, and decisions like those of its strategy give the run
//! that is told without it.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod support;

use armistice::{
    engine::{
        play::{Brief, Misfit, Move, Objection, Question, Score, Seat, Session, Transcript, score},
        seeds,
        trace::{Reply, Step, Trace, trace},
    },
    negotiation::{Answer, Clock, Luck, Observer, Protocol, Turn},
    report::{play as report, text::Style},
    scenario::Scenario,
};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use support::{FIXED, FLAGSHIP, parse};

const RUBINSTEIN: &str = include_str!("../scenarios/rubinstein-textbook.toml");
const ULTIMATUM: &str = include_str!("../scenarios/classroom-ultimatum.toml");
const CAMP_DAVID: &str = include_str!("../scenarios/camp-david-1978.toml");

/// Scenarios with every protocol and every mechanism of the talks among them.
fn scenarios() -> Vec<(String, Scenario)> {
    let mut all: Vec<(String, Scenario)> = std::fs::read_dir("scenarios")
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| (path.display().to_string(), parse(&std::fs::read_to_string(&path).unwrap(), &[])))
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(all.len() >= 12);
    let complete = include_str!("fixtures/valid/complete.toml");
    all.push(("complete".to_owned(), parse(complete, &[])));
    for protocol in [
        r#"tracks.talks.protocol={ kind = "alternating" }"#,
        r#"tracks.talks.protocol={ kind = "stacked_alternating" }"#,
        r#"tracks.talks.protocol={ kind = "stacked_alternating", turns = "all" }"#,
        r#"tracks.talks.protocol={ kind = "random_proposer" }"#,
    ] {
        for strategy in ["tit_for_tat", "micro", "logit", "concession"] {
            let seat = |actor| format!("actors.{actor}.strategy={{ kind = \"{strategy}\" }}");
            let levers = [protocol.to_owned(), seat("north"), "actors.south.responsiveness=0.7".to_owned()];
            let levers: Vec<&str> = levers.iter().map(String::as_str).collect();
            all.push((format!("{strategy}, {protocol}"), parse(FIXED, &levers)));
        }
    }
    let pledged = [
        "beliefs.south.types=[0.3, 0.45, 0.6]",
        "actors.north.audience_cost=0.4",
        "actors.north.strategy={ kind = \"logit\" }",
        "ratification.south.approval=0.5",
        "ratification.south.votes=2",
    ];
    all.push(("beliefs, audience costs, votes".to_owned(), parse(FIXED, &pledged)));
    let bypass = ["tracks.allies.rounds=1", "tracks.moscow.bypass=true", "actors.us.silent_until=1"];
    all.push(("bypass".to_owned(), parse(FLAGSHIP, &bypass)));
    let waits = ["actors.russia.silence=\"chosen\"", "tracks.moscow.concede_to_silence=true"];
    all.push(("chosen silence".to_owned(), parse(FLAGSHIP, &waits)));
    all
}

/// Lets an actor do as its strategy does, and writes down what that is.
struct Shadow<'s> {
    seat: &'s Seat<'s>,
    moves: Vec<Move>,
}

impl Shadow<'_> {
    fn is_own(&self, actor: usize) -> bool {
        actor == self.seat.actor
    }
}

impl Observer for Shadow<'_> {
    fn tables(&mut self, turn: Turn, own: Option<usize>) -> Option<usize> {
        if self.is_own(turn.actor) {
            let levels = own.map(|position| self.seat.case.space.levels(position));
            self.moves.push(levels.map_or(Move::Pass, Move::Table));
        }
        own
    }

    fn answers(&mut self, _: Clock, actor: usize, _: usize, own: Answer) -> Answer {
        if self.is_own(actor) {
            self.moves.push(match own {
                Answer::Accept => Move::Accept,
                Answer::Refuse(_) => Move::Refuse,
                Answer::Silent => Move::Pass,
            });
        }
        own
    }

    fn lets_change(&mut self, _: Clock, bloc: usize, _: usize) -> bool {
        if self.seat.is_in(bloc) {
            self.moves.push(Move::Accept);
        }
        true
    }
}

/// The moves that the actor's strategy makes.
fn own_moves(seat: &Seat<'_>) -> Vec<Move> {
    let mut shadow = Shadow { seat, moves: Vec::new() };
    let number = seat.number();
    let open = |part| seeds::talks(number.seed, number.draw, number.replication, part);
    seat.case.bench().talks.play(&mut Luck::new(&open), &mut shadow);
    shadow.moves
}

/// A trace without what is not known of one who is played.
fn of_person(trace: &Trace, actor: usize) -> Trace {
    let mut trace = trace.clone();
    trace.played = None;
    for round in &mut trace.rounds {
        for stance in round.stances.iter_mut().filter(|stance| stance.actor == actor) {
            stance.least = None;
        }
        for step in &mut round.steps {
            if let Step::Answered { actor: by, least, .. } = step
                && *by == actor
            {
                *least = None;
            }
        }
        // A strategy may have nothing to table and not be silent, which a trace does not tell.
        round.steps.retain(|step| !matches!(step, Step::Passed { actor: by } if *by == actor));
    }
    trace
}

fn actor(scenario: &Scenario, key: &str) -> usize {
    scenario.setting.model.actors.iter().position(|actor| *actor.id == *key).unwrap()
}

#[track_caller]
fn played<'t, 's>(seat: &'t Seat<'s>, moves: &[Move]) -> Session<'t, 's> {
    let mut session = Session::new(seat);
    for made in moves {
        session
            .make(made.clone())
            .unwrap_or_else(|objection| panic!("{made:?}: {objection:?} to {:?}", session.so_far().question));
    }
    session
}

fn scored(session: &Session<'_, '_>) -> Score {
    score(session, &session.ended().unwrap())
}

#[test]
fn whoever_decides_as_the_strategy_does_has_the_run_that_is_traced() {
    let (mut moves, mut signed, mut changed) = (0, 0, 0);
    for (name, scenario) in scenarios() {
        for actor in 0..scenario.setting.model.actors.len() {
            for run in [0, 1, scenario.simulation.replications] {
                let seat = Seat::new(&scenario, run, actor);
                let own = own_moves(&seat);
                let session = played(&seat, &own);
                assert_eq!(session.so_far().question, None, "{name}, actor {actor}, run {run}");
                let ended = session.ended().unwrap();
                assert_eq!(ended.trace.played, Some(actor));
                let told = trace(&scenario, run);
                assert_eq!(of_person(&ended.trace, actor), of_person(&told, actor), "{name}, {actor}, {run}");
                moves += own.len();
                signed += usize::from(ended.trace.deal.is_some());
                let is_change =
                    |(question, _): &&(Question, Move)| matches!(question, Question::Change { .. });
                changed += session.moves().iter().filter(is_change).count();
            }
        }
    }
    assert!(moves > 2000 && signed > 50 && changed > 5, "{moves} moves, {signed} deals, {changed} changes");
}

/// Any move that may be made, and now and then one that may not.
fn random_move(session: &Session<'_, '_>, rng: &mut impl Rng) -> Move {
    let kept = session.seat.on_table.kept();
    match (session.so_far().question.as_ref().unwrap(), rng.random_range(0..8)) {
        (_, 0) => Move::Pass,
        (_, 1) => Move::Accept,
        (Question::Table { kept: Some(text), .. }, 2..7) => {
            let issue = rng.random_range(0..kept.len());
            let mut text = text.clone();
            text[issue] = kept[issue][rng.random_range(0..kept[issue].len())];
            Move::Table(text)
        }
        (Question::Table { .. }, _) => {
            Move::Table(kept.iter().map(|levels| levels[rng.random_range(0..levels.len())]).collect())
        }
        (_, 2..4) => Move::Accept,
        _ => Move::Refuse,
    }
}

#[test]
fn whatever_a_person_does_the_talks_end_and_can_be_played_again() {
    let (mut in_vain, mut objections) = (0, 0);
    for (place, (name, scenario)) in scenarios().into_iter().enumerate() {
        for number in 0..3 * scenario.setting.model.actors.len() {
            let actor = number / 3;
            let mut rng = ChaCha8Rng::seed_from_u64((100 * place + number) as u64);
            let seat = Seat::new(&scenario, number as u64 % 3, actor);
            let mut session = Session::new(&seat);
            let mut seen = report::Seen::default();
            while session.so_far().question.is_some() {
                let told = report::news(&session, &mut seen, Style::Plain)
                    + &report::question(&session, &mut seen, Style::Plain);
                assert!(told.lines().all(|line| line.chars().count() <= 80), "{name}:\n{told}");
                let before = session.so_far().rounds.clone();
                let made = random_move(&session, &mut rng);
                match session.make(made) {
                    Ok(()) => {
                        // What happened before stays as it was, and something is added.
                        let after = &session.so_far().rounds;
                        let known = before.len() - 1;
                        assert_eq!(after[..known], before[..known], "{name}");
                        assert!(after[known].steps.starts_with(&before[known].steps), "{name}");
                    }
                    Err(_) => {
                        objections += 1;
                        assert_eq!(session.so_far().rounds, before, "{name}");
                    }
                }
            }
            let ended = session.ended().unwrap();
            let steps = ended.trace.rounds.iter().flat_map(|round| &round.steps);
            in_vain += steps
                .filter(|step| matches!(step, Step::Answered { reply: Reply::RedLine, value: None, .. }))
                .count();
            if let Some(deal) = ended.run.settlement.deal {
                let value = seat.case.valuation.value(actor, deal);
                let signs = seat.case.case.model.actors[actor].must_sign;
                assert!(value.is_finite() || !signs, "{name}: a hard red line was signed");
            }
            let transcript = Transcript::new(&session, None, None);
            let json = serde_json::to_string(&transcript).unwrap();
            let read: Transcript = serde_json::from_str(&json).unwrap();
            assert_eq!(read, transcript, "{name}");
            let mut again = Session::new(&seat);
            read.fits(&seat).unwrap();
            read.play(&mut again).unwrap();
            assert_eq!(again.ended().unwrap().trace, ended.trace, "{name}");
        }
    }
    assert!(in_vain > 10 && objections > 50, "{in_vain} texts in vain, {objections} objections");
}

fn level(scenario: &Scenario, issue: usize, name: &str) -> usize {
    scenario.setting.model.issues[issue].levels.iter().position(|level| **level == *name).unwrap()
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "found {found}, expected {expected}");
}

#[test]
fn an_impatient_first_player_gets_rubinsteins_share_and_more_than_that_is_refused() {
    // Rubinstein 1982: (1 − δ2) / (1 − δ1 δ2) = 5/7. The pie is cut into thousandths, which takes a few of them off.
    let scenario = parse(RUBINSTEIN, &[]);
    let seat = Seat::new(&scenario, 0, actor(&scenario, "first"));
    let share = |name: &str| vec![level(&scenario, 0, name)];
    let session = played(&seat, &[Move::Table(share("0.712"))]);
    let won = scored(&session);
    assert!((won.own.from_start - 5.0 / 7.0).abs() < 0.003);
    close(won.own.value.unwrap(), 0.712);
    close(won.own.from_start, 0.712);
    assert_eq!(won.own.rounds, 1);
    // The pie is theirs to share alike: Nash's point and Kalai and Smorodinsky's are a half, and one may have all of it.
    let point = |solution: &str| won.points.iter().find(|point| point.solution == solution).unwrap();
    for (solution, value) in [("Nash", 0.5), ("Kalai–Smorodinsky", 0.5), ("best for the actor", 1.0)] {
        close(point(solution).value, value);
        close(point(solution).share.unwrap(), 0.712 / value);
    }
    assert_eq!(won.improvement.deals, 0, "a pie has no joint gains");
    // What backward induction gets is the share itself.
    let strategy = |name: &str| won.strategies.iter().find(|strategy| strategy.name == name).unwrap();
    for name in ["rational", "as in the scenario"] {
        close(strategy(name).run.unwrap().value.unwrap(), 0.712);
        close(strategy(name).mean.unwrap(), 0.712);
        close(strategy(name).signed.unwrap(), 1.0);
    }
    let greedy = played(&seat, &[Move::Table(share("0.718"))]);
    assert!(greedy.so_far().question.is_some(), "the second player holds out for 2/7");
}

#[test]
fn a_second_player_who_refuses_and_offers_gets_no_more_than_by_accepting() {
    // The second player's counter-offer leaves the first δ1 · 5/7 = 0.642857; in its own value of the first round, that is
    // δ2 (1 − 0.642857) = 2/7, what accepting at once gives.
    let scenario = parse(RUBINSTEIN, &[]);
    let seat = Seat::new(&scenario, 0, actor(&scenario, "second"));
    let offer = vec![level(&scenario, 0, "0.641")];
    let session = played(&seat, &[Move::Refuse, Move::Table(offer)]);
    let waited = scored(&session);
    assert_eq!(waited.own.rounds, 2);
    close(waited.own.value.unwrap(), 0.359);
    close(waited.own.from_start, 0.8 * 0.359);
    assert!((waited.own.from_start - 2.0 / 7.0).abs() < 0.003);
    let at_once = scored(&played(&seat, &[Move::Accept])).own.from_start;
    assert!((at_once - waited.own.from_start).abs() < 0.001, "{at_once} {}", waited.own.from_start);
}

#[test]
fn waiting_counts_at_the_outside_option() {
    // 20 rounds at 0.1 with δ = 0.9, and 0.1 for ever after: 0.1. With an outside option of 0.1 and a deal v in round t + 1:
    // 0.1 (1 − δ^t) + δ^t v.
    let scenario = parse(FIXED, &[]);
    let (north, model) = (actor(&scenario, "north"), scenario.central().model);
    let seat = Seat::new(&scenario, 0, north);
    let mut session = Session::new(&seat);
    while let Some(question) = session.so_far().question.clone() {
        let made = match question {
            Question::Table { .. } => Move::Pass,
            _ => Move::Refuse,
        };
        session.make(made).unwrap();
    }
    let ended = session.ended().unwrap();
    let (discount, outside) = (model.actors[north].discount, model.actors[north].war_flow);
    let weariness = model.actors[north].weariness;
    let rounds = ended.result.rounds;
    let option = |round: u32| outside - weariness * f64::from(round);
    let waited: f64 =
        (0..rounds).map(|round| (1.0 - discount) * discount.powi(round as i32) * option(round)).sum();
    assert_eq!(ended.result.value, None);
    close(ended.result.from_start, waited + discount.powi(rounds as i32) * option(rounds - 1));
    let left = scored(&session).improvement;
    assert!(left.deals > 0 && left.gain > 0.0, "no deal leaves something on the table");
}

#[test]
fn the_responder_of_an_ultimatum_takes_it_or_has_nothing() {
    let scenario = parse(ULTIMATUM, &["actors.responder.war_flow=0.25"]);
    let seat = Seat::new(&scenario, 0, actor(&scenario, "responder"));
    let taken = scored(&played(&seat, &[Move::Accept]));
    close(taken.own.value.unwrap(), 0.25);
    let refused = scored(&played(&seat, &[Move::Refuse]));
    assert_eq!(refused.own.value, None);
    close(refused.own.from_start, 0.25);
    // Nash: the 0.75 above the outside options in halves.
    assert!((refused.points[0].value - 0.625).abs() < 0.006, "the grid is in hundredths");
    let proposer = Seat::new(&scenario, 0, actor(&scenario, "proposer"));
    let offer = |name: &str| Move::Table(vec![level(&scenario, 0, name)]);
    close(scored(&played(&proposer, &[offer("25 %")])).own.value.unwrap(), 0.75);
    assert_eq!(scored(&played(&proposer, &[offer("24 %")])).own.value, None);
    assert_eq!(scored(&played(&proposer, &[Move::Pass])).own.value, None);
}

#[test]
fn a_red_line_binds_the_person_and_is_never_given_away_by_a_text_across_it() {
    let scenario = parse(FLAGSHIP, &[]);
    let russia = Seat::new(&scenario, 0, actor(&scenario, "russia"));
    let mut session = Session::new(&russia);
    assert!(matches!(session.so_far().question, Some(Question::Table { .. })));
    let best = russia.best().unwrap();
    let territory = |level: usize| [vec![level], best[1..].to_vec()].concat();
    assert_eq!(session.make(Move::Table(territory(0))), Err(Objection::RedLine(vec![0])));
    assert_eq!(session.make(Move::Table(vec![0])), Err(Objection::NotOnTable));
    assert_eq!(session.make(Move::Table(vec![99; best.len()])), Err(Objection::NotOnTable));
    assert_eq!(session.make(Move::Accept), Err(Objection::OtherQuestion));
    assert!(session.moves().is_empty());
    // Ukraine never signs a legal recognition: it says so at once, and the round is over.
    session.make(Move::Table(territory(4))).unwrap();
    let rounds = &session.so_far().rounds;
    let round = rounds
        .iter()
        .find(|round| {
            round.steps.iter().any(|step| {
                matches!(step, Step::Tabled { by, .. }
        if *by == armistice::engine::trace::Author::Actor(russia.actor))
            })
        })
        .unwrap();
    let refused: Vec<usize> = round
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Answered { actor, reply: Reply::RedLine, .. } => Some(*actor),
            _ => None,
        })
        .collect();
    assert_eq!(refused, [actor(&scenario, "ukraine")]);
    // Without that line the worth of a text is what it was: the line can't be read off it.
    let without = parse(FLAGSHIP, &["red_lines.ukraine.territory.max=\"Legal recognition\""]);
    let open = Seat::new(&without, 0, russia.actor);
    for level in 1..5 {
        let (one, other) = (russia.worth(&territory(level)), open.worth(&territory(level)));
        let (one, other) = (one.unwrap(), other.unwrap());
        assert!((one - other).abs() < 1e-12, "{level}: {one} {other}");
    }
}

#[test]
fn a_mediator_keeps_one_text_and_changes_one_issue_of_it() {
    let scenario = parse(CAMP_DAVID, &[]);
    let us = actor(&scenario, "us");
    let seat = Seat::new(&scenario, 0, us);
    let mut session = Session::new(&seat);
    let Some(Question::Table { kept: None, mediates: true, .. }) = session.so_far().question else {
        panic!("{:?}", session.so_far().question)
    };
    let opening = seat.case.space.levels(0);
    session.make(Move::Table(opening.clone())).unwrap();
    while !matches!(session.so_far().question, Some(Question::Table { .. })) {
        session.make(Move::Pass).unwrap();
    }
    let Some(Question::Table { kept: Some(kept), .. }) = session.so_far().question.clone() else {
        panic!("{:?}", session.so_far().question)
    };
    assert_eq!(kept, opening);
    let last = seat.case.space.levels(seat.case.space.len() - 1);
    assert_eq!(session.make(Move::Table(last.clone())), Err(Objection::MoreThanOneChange));
    let mut one = kept;
    one[0] = last[0];
    session.make(Move::Table(one.clone())).unwrap();
    assert_eq!(session.so_far().last, Some(one));
}

#[test]
fn a_change_that_would_take_back_too_much_is_held_back_and_said_to_be() {
    let scenario = parse(CAMP_DAVID, &["tracks.summit.protocol.slack=0"]);
    let seat = Seat::new(&scenario, 0, actor(&scenario, "us"));
    let kept = seat.case.space.kept();
    let (mut held_back, mut moved) = (0, 0);
    for (issue, levels) in kept.iter().enumerate() {
        for &level in levels {
            let mut session = Session::new(&seat);
            // The engine's own text, until somebody has accepted it.
            let mut seen = report::Seen::default();
            while session.so_far().rounds.len() < 8 && session.so_far().question.is_some() {
                let made = match session.so_far().question.clone().unwrap() {
                    Question::Table { kept: Some(kept), .. } if session.so_far().rounds.len() == 7 => {
                        let mut new = kept.clone();
                        new[issue] = level;
                        let _ = report::news(&session, &mut seen, Style::Plain);
                        session.make(Move::Table(new.clone())).unwrap();
                        let said = report::news(&session, &mut seen, Style::Plain);
                        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
                        let stays = session.so_far().last.as_ref() == Some(&kept);
                        assert_eq!(
                            said.contains("Your change would take too much back"),
                            stays && new != kept
                        );
                        held_back += usize::from(stays && new != kept);
                        moved += usize::from(!stays);
                        break;
                    }
                    Question::Table { .. } | Question::Answer { .. } => Move::Pass,
                    Question::Change { .. } => Move::Refuse,
                };
                session.make(made).unwrap();
            }
        }
    }
    assert!(held_back > 3 && moved > 0, "{held_back} held back, {moved} moved");
}

#[test]
fn a_member_of_a_bloc_decides_whether_its_text_changes_and_whether_it_stands_by_it() {
    let answers = ["actors.russia.silence=\"absent\"", "actors.russia.war_flow=0.5"];
    let scenario = parse(FLAGSHIP, &answers);
    let ukraine = actor(&scenario, "ukraine");
    let (mut kept, mut stood) = (0, 0);
    for run in (0..200).step_by(10) {
        let seat = Seat::new(&scenario, run, ukraine);
        let mut session = Session::new(&seat);
        let mut bloc: Option<Vec<usize>> = None;
        while let Some(question) = session.so_far().question.clone() {
            match question {
                Question::Answer { text, is_own: true, .. } => {
                    assert!(bloc.is_none_or(|bloc| bloc == text), "the bloc's text has not changed");
                    stood += 1;
                    session.make(Move::Refuse).unwrap();
                    bloc = Some(text);
                }
                Question::Answer { clock, .. } => {
                    let made = if clock.track == 0 { Move::Accept } else { Move::Refuse };
                    session.make(made).unwrap();
                }
                Question::Change { .. } => {
                    kept += 1;
                    session.make(Move::Refuse).unwrap();
                }
                Question::Table { .. } => panic!("Ukraine tables nothing"),
            }
        }
        let rounds = &session.so_far().rounds;
        let steps = || rounds.iter().flat_map(|round| &round.steps);
        assert!(!steps().any(|step| matches!(step, Step::Returned { .. })));
        assert_eq!(session.ended().unwrap().result.value, None, "nothing is signed against its will");
    }
    assert!(kept > 5 && stood > 0, "{kept} {stood}");
}

#[test]
fn no_page_before_the_end_depends_on_what_the_others_keep_to_themselves() {
    // Nothing follows the signature here, so that the others' satisfaction bears on nothing.
    const BARGAIN: &str = include_str!("../src/cli/templates/bargain.toml");
    let secrets = [
        "actors.south.war_flow=0.234",
        "actors.south.discount=0.77",
        "actors.south.weariness=0.009",
        "actors.south.strategy={ kind = \"hardline\" }",
        "actors.south.responsiveness=0.3",
        "issues.share.values.south={ ideal = 30 }",
        "red_lines=[{ actor = \"south\", issue = \"share\", max = \"80 %\", kind = \"hard\" }]",
    ];
    let (scenario, other) = (parse(BARGAIN, &[]), parse(BARGAIN, &secrets));
    let pages = |scenario: &Scenario| {
        let seat = Seat::new(scenario, 0, actor(scenario, "north"));
        let session = Session::new(&seat);
        let mut seen = report::Seen::default();
        assert!(matches!(session.so_far().question, Some(Question::Table { .. })));
        report::brief(&Brief::new(&seat, session.bench()), Style::Plain)
            + &report::news(&session, &mut seen, Style::Plain)
            + &report::question(&session, &mut seen, Style::Plain)
            + &report::text(&session, &seat.best().unwrap(), &[], Style::Plain)
    };
    assert_eq!(pages(&scenario), pages(&other));
}

#[test]
fn a_transcript_that_does_not_fit_says_where() {
    let scenario = parse(RUBINSTEIN, &[]);
    let seat = Seat::new(&scenario, 0, 0);
    let session = played(&seat, &[Move::Table(vec![900]), Move::Refuse, Move::Table(vec![700])]);
    let ended = session.ended().unwrap();
    let result = score(&session, &ended);
    let good = Transcript::new(&session, Some("Ada".to_owned()), Some((&ended, &result)));
    let play = |transcript: &Transcript| transcript.play(&mut Session::new(&seat));
    assert_eq!(play(&good), Ok(()));
    assert!(good.has_result_of(&Transcript::new(&session, None, Some((&ended, &result)))));
    let changed = |change: &dyn Fn(&mut Transcript)| {
        let mut transcript = good.clone();
        change(&mut transcript);
        transcript
    };
    let at = |misfit: Result<(), Misfit>| match misfit {
        Err(Misfit::Move(place, _)) => place,
        other => panic!("{other:?}"),
    };
    assert_eq!(at(play(&changed(&|t| t.moves[1].decided = "sign".to_owned()))), 2);
    assert_eq!(at(play(&changed(&|t| t.moves[1].round = 7))), 2);
    assert_eq!(at(play(&changed(&|t| t.moves[2].text = None))), 3);
    assert_eq!(at(play(&changed(&|t| drop(t.moves.remove(1))))), 2);
    assert_eq!(at(play(&changed(&|t| t.moves.push(t.moves[0].clone())))), 4);
    let text =
        |t: &mut Transcript| drop(t.moves[2].text.as_mut().unwrap().insert("share".into(), "2".into()));
    assert_eq!(at(play(&changed(&text))), 3);
    assert_eq!(play(&changed(&|t| drop(t.moves.pop()))), Err(Misfit::TooShort));
    assert_eq!(changed(&|t| t.scenario.hash = String::new()).fits(&seat), Err(Misfit::Scenario));
    assert_eq!(changed(&|t| t.run.draw = 3).fits(&seat), Err(Misfit::Run));
}

#[test]
fn no_transcript_makes_it_panic_however_it_is_damaged() {
    let scenario = parse(ULTIMATUM, &[]);
    let seat = Seat::new(&scenario, 0, 0);
    let session = played(&seat, &[Move::Table(vec![30])]);
    let ended = session.ended().unwrap();
    let good = Transcript::new(&session, None, Some((&ended, &score(&session, &ended))));
    let json = serde_json::to_string(&good).unwrap().into_bytes();
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let (mut read, mut fitted) = (0, 0);
    for _ in 0..5000 {
        let mut json = json.clone();
        // The head and the moves, which come first.
        let place = rng.random_range(0..900);
        match rng.random_range(0..3) {
            0 => json[place] = rng.random_range(b' '..b'~'),
            1 => drop(json.remove(place)),
            _ => json.insert(place, rng.random_range(b'0'..b':')),
        }
        let Ok(transcript) = serde_json::from_slice::<Transcript>(&json) else { continue };
        read += 1;
        let seat = Seat::new(&scenario, transcript.run.run, 0);
        let mut session = Session::new(&seat);
        fitted += usize::from(transcript.fits(&seat).is_ok() && transcript.play(&mut session).is_ok());
    }
    assert!(read > 500 && fitted > 50 && fitted < read, "{read} read, {fitted} fitted");
}

#[test]
fn every_protocol_is_among_the_scenarios_that_are_played() {
    let all = scenarios();
    let tracks = || all.iter().flat_map(|(_, scenario)| &scenario.setting.rules.tracks);
    assert!(tracks().any(|track| matches!(track.protocol, Protocol::Alternating { .. })));
    assert!(tracks().any(|track| matches!(track.protocol, Protocol::StackedAlternating { .. })));
    assert!(tracks().any(|track| matches!(track.protocol, Protocol::RandomProposer { .. })));
    assert!(tracks().any(|track| matches!(track.protocol, Protocol::Ultimatum { .. })));
    assert!(tracks().any(|track| matches!(track.protocol, Protocol::SingleText { .. })));
}
