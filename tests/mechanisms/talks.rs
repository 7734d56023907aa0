//! Every optional mechanism of the talks on the flagship: off by default, it does what it says when it is switched
//! on, and leaves the luck of everything else alone (common random numbers).

use armistice::engine::RunRecord;

use crate::support::{FLAGSHIP, parse, simulate};

/// Few runs of the flagship with its own optional mechanisms of the talks switched off.
const SMALL: [&str; 7] = [
    "simulation.draws=12",
    "simulation.replications=10",
    "actors.russia.silence=\"absent\"",
    "actors.russia.responsiveness=0.6",
    "ratification.ukraine={ approval = 1 }",
    "ratification.us={ approval = 1 }",
    "battlefield={ positions = 200, stakes = { } }",
];

fn flagship(levers: &[&str]) -> Vec<RunRecord> {
    simulate(FLAGSHIP, &[&SMALL[..], levers].concat()).rows
}

fn signed(rows: &[RunRecord]) -> usize {
    rows.iter().filter(|row| row.signed).count()
}

/// What a row says of the ceasefire.
fn ceasefire(row: &RunRecord) -> (Option<u32>, &'static str, [u32; 5]) {
    (row.collapsed_at, row.cause, [row.tested, row.honoured, row.attempts, row.stopped, row.incidents])
}

/// Where both sign the same deal of the same draw, its ceasefire goes the same way; how many do.
fn same_ceasefires(before: &[RunRecord], after: &[RunRecord]) -> usize {
    let both = before.iter().zip(after).filter(|(before, after)| before.signed && before.deal == after.deal);
    both.map(|(before, after)| assert_eq!(ceasefire(before), ceasefire(after))).count()
}

/// Switched on with settings that make no difference, a mechanism changes nothing at all.
#[test]
fn a_mechanism_that_weighs_nothing_changes_nothing() {
    let as_it_is = flagship(&[]);
    for idle in [
        "actors.russia.audience_cost=0",
        "actors.russia.silence=\"absent\"",
        "actors.russia.silence_decisiveness=500",
        "pressure.russia.on_silence=0.5",
        "ratification.ukraine={ approval = 1, votes = 3 }",
        "battlefield={ positions = 200, stakes = { } }",
        "battlefield={ positions = 200, outside_option = \"value\", stakes = { } }",
        "actors.ukraine.strategy.time=\"closed\"",
        "actors.ukraine.strategy.offers=\"kindest\"",
    ] {
        assert!(flagship(&[idle]) == as_it_is, "{idle}");
    }
}

#[test]
fn each_mechanism_moves_the_talks_and_leaves_the_luck_of_the_ceasefire_alone() {
    let as_it_is = flagship(&[]);
    for lever in [
        "actors.russia.strategy={ kind = \"tit_for_tat\" }",
        "actors.russia.strategy={ propose = { kind = \"micro\" }, accept = { kind = \"concession\" } }",
        "actors.russia.strategy={ kind = \"logit\", decisiveness = 20 }",
        "actors.russia.strategy={ propose = { kind = \"hardline\" }, accept = { kind = \"concession\", exponent = 2 } }",
        "actors.russia.audience_cost=0.5",
        "actors.russia.silence=\"chosen\"",
        "tracks.moscow.concede_to_silence=true",
        "ratification.ukraine={ approval = 0.5 }",
        "battlefield={ positions = 20, advance = 0.6, stakes = { ukraine = 0.6, russia = -0.6 } }",
    ] {
        let changed = flagship(&[lever]);
        let compared = same_ceasefires(&as_it_is, &changed);
        assert!(compared >= 5, "{lever}: the same deal was signed in {compared} runs");
        assert!(as_it_is != changed, "{lever} moved nothing");
    }
}

/// What the others believe changes no answer of the one that they wonder about, and no luck.
#[test]
fn beliefs_change_what_is_offered() {
    let as_it_is = flagship(&[]);
    let believed = flagship(&["beliefs.russia={ types = [0.6, 0.7], decisiveness = 20 }"]);
    assert!(as_it_is != believed);
    assert!(same_ceasefires(&as_it_is, &believed) >= 1);
}

#[test]
fn half_of_the_texts_are_voted_down_where_half_of_the_votes_are_lost() {
    let as_it_is = flagship(&[]);
    let simulated = simulate(FLAGSHIP, &[&SMALL[..], &["ratification.ukraine={ approval = 0.5 }"]].concat());
    let put_to_vote = simulated.rows;
    let lost = put_to_vote.iter().filter(|row| row.reason == "voters").count();
    let blocking = &simulated.summary.blocking;
    assert_eq!(
        (blocking.endings.not_ratified, blocking.actors[0].reasons.voters),
        (lost as u64, lost as u64)
    );
    assert_eq!(lost + signed(&put_to_vote), signed(&as_it_is), "every text that was signed is voted on");
    let expected = signed(&as_it_is) as f64 / 2.0;
    let error = (signed(&as_it_is) as f64 * 0.25).sqrt();
    assert!((lost as f64 - expected).abs() < 4.0 * error);
    for (before, after) in as_it_is.iter().zip(&put_to_vote) {
        assert_eq!((before.round, before.silent_rounds), (after.round, after.silent_rounds));
        assert!(after.deal.is_none() || before.deal == after.deal);
    }
    let twice = flagship(&["ratification.ukraine={ approval = 0.5, votes = 2 }"]);
    assert!(signed(&twice) > signed(&put_to_vote));
}

/// The side that gains ground asks for more, the one that loses takes less.
#[test]
fn who_gains_ground_gets_more() {
    let share = |advance: &str| {
        let stakes = "stakes = { ukraine = 0.6, russia = -0.6 }";
        let rows = flagship(&[&format!("battlefield={{ positions = 100, advance = {advance}, {stakes} }}")]);
        let both = rows.iter().filter(|row| row.signed);
        let gains: Vec<f64> = both.map(|row| row.values[0] - row.values[1]).collect();
        gains.iter().sum::<f64>() / gains.len() as f64
    };
    assert!(share("1") > share("0"));
}

#[test]
fn a_dearer_silence_leaves_fewer_texts_unanswered() {
    let silent = |cost: &str| {
        let chosen = "actors.russia.silence=\"chosen\"";
        let rows = flagship(&[chosen, &format!("pressure.russia.on_silence={cost}")]);
        rows.iter().map(|row| row.silent_rounds).sum::<u32>()
    };
    let (cheap, dear, dearest) = (silent("0"), silent("0.05"), silent("0.3"));
    assert!(cheap > dear && dear > dearest, "{cheap} {dear} {dearest}");
}

#[test]
fn one_that_backs_down_only_at_a_price_signs_less() {
    let signs = |cost: &str| signed(&flagship(&[&format!("actors.russia.audience_cost={cost}")]));
    assert!(signs("0") > signs("1"));
}

/// All numbers of a scenario are drawn from their keys alone, those of a mechanism too.
#[test]
fn numbers_of_a_mechanism_leave_the_draws_of_all_others_alone() {
    use rand::SeedableRng;
    let case = |levers: &[&str]| {
        let mut case = parse(FLAGSHIP, levers).draw(&mut rand_chacha::ChaCha8Rng::seed_from_u64(3));
        case.rules.battlefield = None;
        case.rules.seats.iter_mut().for_each(|seat| seat.ratification = None);
        case.model.actors.iter_mut().for_each(|actor| actor.private = None);
        case
    };
    let all = [
        "battlefield={ advance = { min = 0.4, max = 0.6 }, stakes = { russia = { min = -1, max = 1 } } }",
        "ratification.ukraine={ approval = { min = 0, max = 1 } }",
        "beliefs.russia={ }",
    ];
    assert!(case(&[]) == case(&all));
}
