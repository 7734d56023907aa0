//! Talks as a cover: a Moscow whose war is good signs to come back, and the others cannot read it.

use armistice::{
    engine::Laboratory,
    model::{DealSpace, Model, Valuation},
    negotiation::Outlook,
};

use crate::{
    measure::{Effect, P_DEAL, P_DURABLE_GIVEN_DEAL, P_PAUSE, simulated},
    support::{Simulated, parse},
    text::{DRAWS, Level, MIDDLE, all_lasting, levels, models},
};

const COVER_STORY: &str = include_str!("../../scenarios/ukraine-2025-talks-as-cover.toml");

const MODEST: &str = "actors.russia.war_flow=0.60";
const COVER: &str = "actors.russia.war_flow=0.84";
const RUSSIA: usize = 1;

fn turned(draws: u64, levers: &[&str]) -> Simulated {
    simulated(COVER_STORY, draws, levers)
}

#[test]
fn a_cover_type_breaks_what_a_modest_one_keeps() {
    let lasting = |keys: &str| all_lasting(&models(COVER_STORY, &[keys]), &[]);
    Effect::exact(&lasting(MODEST), &lasting(COVER)).expect_down_in(1.0);
}

#[test]
fn given_a_signature_a_cover_type_breaks_more_often_and_sooner() {
    let (modest, cover) = (turned(40, &[MODEST]), turned(40, &[COVER]));
    Effect::of(&modest, &cover, P_DURABLE_GIVEN_DEAL).expect_down();
    let pause: crate::measure::Ratio = |run| (P_PAUSE(run).0, f64::from(u8::from(run.signed)));
    Effect::of(&modest, &cover, pause).expect_up();
    Effect::of(&modest, &cover, P_DEAL).expect_down();
}

/// The type is drawn as it is; only what the others believe of it differs.
#[test]
fn the_more_a_cover_is_feared_the_fewer_sign() {
    let trusted = turned(60, &["beliefs.russia.prior=[0.95, 0.05]"]);
    let distrusted = turned(60, &["beliefs.russia.prior=[0.2, 0.8]"]);
    Effect::of(&trusted, &distrusted, P_DEAL).expect_down();
}

const SECURITY: [(&[Level], &[Level]); 4] = [
    (&[("guarantee", "None")], &[("guarantee", "Article-5-like (ratified)")]),
    (&[("mnf", "None")], &[("mnf", "European (US backstop)")]),
    (&[("monitoring", "None")], &[("monitoring", "US-led (early warning)")]),
    (
        &[("guarantee", "None"), ("mnf", "None"), ("monitoring", "None")],
        &[
            ("guarantee", "Article-5-like (ratified)"),
            ("mnf", "European (US backstop)"),
            ("monitoring", "US-led (early warning)"),
        ],
    ),
];

/// What a text brings Moscow above fighting on, for each type in each draw: without the terms and with them.
fn gains(terms: (&[Level], &[Level]), levers: &[&str]) -> Vec<[[f64; 2]; 2]> {
    let open = |issue: &str| terms.0.iter().any(|(name, _)| *name == issue);
    let closed = MIDDLE.iter().filter(|(issue, _)| !open(issue));
    let keys: Vec<String> =
        closed.map(|(issue, level)| format!("issues.{issue}.on_table=[\"{level}\"]")).collect();
    let levers: Vec<&str> = keys.iter().map(String::as_str).chain(levers.iter().copied()).collect();
    let scenario = parse(COVER_STORY, &levers);
    let laboratory = Laboratory::new(&scenario);
    let of_draw = |draw| {
        let case = laboratory.case(draw);
        let space = DealSpace::on_table(&case.model);
        let valuation = Valuation::new(&case.model, &space);
        let outlook = Outlook::new(&case.model, &case.rules, &valuation);
        let position = |but: &[Level], model: &Model| space.position(&levels(model, but)).unwrap();
        [0.60, 0.84].map(|kind| {
            [terms.0, terms.1]
                .map(|but| outlook.gain_of_type(RUSSIA, position(but, &case.model), outlook.round(23), kind))
        })
    };
    (0..DRAWS).map(of_draw).collect()
}

/// A costly signal: a text with a guarantee, a force or monitors is taken less often by a cover type, and to give up the
/// option of war costs it more than it costs a modest one.
///
/// For the force that holds but for its red line: a dislike is suffered only as long as peace lasts, which is not long
/// for who means to break it. So it costs a modest type more, and blurs the signal.
#[test]
fn security_terms_are_a_costly_signal() {
    for (terms, keys) in SECURITY.into_iter().zip([&[][..], &["red_lines.russia.mnf.penalty=0"], &[], &[]]) {
        let draws = gains(terms, keys);
        let share = |holds: &dyn Fn(&[[f64; 2]; 2]) -> bool| {
            draws.iter().filter(|draw| holds(draw)).count() as f64 / draws.len() as f64
        };
        let taken = [0, 1].map(|kind| share(&|draw| draw[kind][1] >= 0.0));
        assert!(taken[1] < taken[0] - 0.1, "{:?}: {taken:?}", terms.1);
        let dearer = share(&|[modest, cover]| cover[1] - cover[0] < modest[1] - modest[0]);
        assert!(dearer >= 0.8, "{:?}: {dearer}", terms.1);
    }
    let as_it_is = gains(SECURITY[1], &[]);
    let dearer =
        as_it_is.iter().filter(|[modest, cover]| cover[1] - cover[0] < modest[1] - modest[0]).count();
    assert!(dearer < as_it_is.len() / 5, "a red line blurs the signal no more: {dearer}");
}
