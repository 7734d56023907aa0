//! Every lever of the founding case, measured in one go, and the table that the page shows.
//!
//! How long peace lasts under a text that is held fixed is exact in each draw ([`crate::text`]). Who signs, and how long
//! what is signed lasts, is simulated: the two sides of a lever share their draws and their luck, and a draw in which
//! the lever leaves the worth of deals alone is valued once. `UPDATE_FOUNDING_CASE=1` writes the page's table again.

use armistice::{
    engine::{Laboratory, Metric, Observed, Options, Valued, laboratory::in_order},
    statistics::PairedRatios,
};

use crate::{
    lever::{LEVERS, Lever, Sign},
    measure::Effect,
    support::{FLAGSHIP, parse},
    talks::pressure::what_only_pressure_makes_signable,
    text::{all_lasting, models},
};

/// Draws that are simulated: of levers that leave the worth of deals alone, which are cheap, and of others.
const DRAWS: [u64; 2] = [220, 60];
const REPLICATIONS: u64 = 5;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/founding-case.md");
const BEGIN: &str = "<!-- levers: made by tests/levers -->\n";
const END: &str = "<!-- levers: end -->";

/// What a lever did.
struct Measured {
    lever: &'static Lever,
    /// S(60) of the middle text; `None` where the lever is no part of the ceasefire.
    text: Option<Effect>,
    /// The share that sign, and of what is signed the share that outlasts five years.
    signed: PairedRatios,
    lasting: PairedRatios,
}

/// One side of a lever in each draw. What the deals are worth is taken from `like` where it is the same.
fn side(keys: &[&str], like: &[Valued]) -> Vec<Observed> {
    let scenario = parse(FLAGSHIP, keys);
    let laboratory = Laboratory::new(&scenario);
    observed(like.len() as u64, |draw| {
        let valued = laboratory.valued(laboratory.case(draw), Some(&like[draw as usize]));
        laboratory.run_again(&valued, draw, REPLICATIONS, false)
    })
}

fn observed<T: Send>(draws: u64, work: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let never = std::sync::atomic::AtomicBool::new(false);
    in_order(draws, &Options { threads: Some(2), cancel: &never }, &|_| {}, work).unwrap()
}

fn measure() -> Vec<Measured> {
    let scenario = parse(FLAGSHIP, &[]);
    let laboratory = Laboratory::new(&scenario);
    let base = observed(DRAWS[0], |draw| laboratory.valued(laboratory.case(draw), None));
    let as_it_is = side(&[], &base);
    let measured = |lever: &'static Lever| {
        let draws = DRAWS[usize::from(lever.revalues)] as usize;
        let sides = [0, 1].map(|turn| match lever.keys[turn] {
            [] => as_it_is[..draws].to_vec(),
            keys => side(keys, &base[..draws]),
        });
        let paired = |metric: Metric| {
            let draws = sides[0].iter().zip(&sides[1]);
            let draws: Vec<_> = draws.map(|(from, to)| [from.ratio(metric), to.ratio(metric)]).collect();
            PairedRatios::of(&draws).unwrap()
        };
        let text = (lever.peace != Sign::Apart).then(|| {
            let [from, to] = [0, 1].map(|turn| {
                let keys = if lever.text[turn].is_empty() { lever.keys[turn] } else { &[] };
                all_lasting(&models(FLAGSHIP, keys), lever.text[turn])
            });
            Effect::exact(&from, &to)
        });
        Measured { lever, text, signed: paired(Metric::Deal), lasting: paired(Metric::DurableGivenDeal) }
    };
    LEVERS.iter().map(measured).collect()
}

/// A number with two digits that count, without a zero before the point.
fn number(value: f64) -> String {
    let places = if value == 0.0 { 2 } else { (1.0 - value.abs().log10().floor()).clamp(1.0, 4.0) as usize };
    let digits = format!("{:.places$}", value.abs());
    digits.strip_prefix('0').unwrap_or(&digits).to_owned()
}

fn change(moved: f64, standard_error: f64) -> String {
    if (moved, standard_error) == (0.0, 0.0) {
        return "none".into();
    }
    let sign = if moved.abs() < 1e-9 {
        return format!("0 ± {}", number(standard_error));
    } else if moved < 0.0 {
        '−'
    } else {
        '+'
    };
    format!("{sign}{} ± {}", number(moved), number(standard_error))
}

fn table(measured: &[Measured]) -> String {
    let mut table = String::from(
        "| lever | from → to | S(60) of the same text | draws that go this way | share that sign | S(60) of what is \
         signed |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for Measured { lever, text, signed, lasting } in measured {
        let (text, draws) = match text {
            None => ("–".into(), "–".into()),
            Some(text) => {
                let (same, other) =
                    if text.moved < 0.0 { (text.fell, text.rose) } else { (text.rose, text.fell) };
                let share = 100.0 * same as f64 / (same + other) as f64;
                (change(text.moved, text.standard_error), format!("{share:.0} %"))
            }
        };
        let paired = |ratios: &PairedRatios| change(ratios.difference(), ratios.standard_error().unwrap());
        table += &format!(
            "| {} | {} | {text} | {draws} | {} | {} |\n",
            lever.name,
            lever.turned,
            paired(signed),
            paired(lasting)
        );
    }
    table
}

/// What pressure makes signable, in a sentence.
fn pressed(sides: &[Effect; 2]) -> String {
    let [kyiv, moscow] = sides.each_ref().map(|effect| {
        let share = 100.0 * effect.fell as f64 / (effect.fell + effect.rose) as f64;
        format!("{}, less in {share:.0} % of the draws", change(effect.moved, effect.standard_error))
    });
    format!(
        "S(60) of the texts that only a pressure of .1 makes signable, against those that all would sign without:\n\
         on Kyiv {kyiv}; on Moscow {moscow}.\n"
    )
}

fn check(sign: Sign, moved: f64, standard_error: f64) -> bool {
    match sign {
        Sign::Up => moved > 3.0 * standard_error && moved > 0.0,
        Sign::Down => moved < -3.0 * standard_error && moved < 0.0,
        Sign::Either | Sign::Apart => true,
    }
}

#[test]
fn levers_have_their_signs_and_the_page_shows_what_they_do() {
    let measured = measure();
    let pressed_sides = what_only_pressure_makes_signable();
    let table = format!("{}\n{}", table(&measured), pressed(&pressed_sides));
    let page = std::fs::read_to_string(PAGE).unwrap();
    let from = page.find(BEGIN).expect("the page has a place for the table") + BEGIN.len();
    let to = page.find(END).expect("the place for the table ends");
    let fresh = format!("{}\n{table}\n{}", &page[..from], &page[to..]);
    if std::env::var_os("UPDATE_FOUNDING_CASE").is_some() {
        std::fs::write(PAGE, fresh).unwrap();
    } else {
        assert!(
            fresh == page,
            "docs/founding-case.md is stale: UPDATE_FOUNDING_CASE=1 cargo nextest run --test levers page\n{table}"
        );
    }
    let mut wrong = Vec::new();
    for Measured { lever, text, signed, .. } in &measured {
        if let Some(text) = text
            && !check(lever.peace, text.moved, text.standard_error)
        {
            wrong.push(format!("{} on peace: {text:?}", lever.turned));
        }
        if !check(lever.deal, signed.difference(), signed.standard_error().unwrap()) {
            wrong.push(format!("{} on signing: {signed:?}", lever.turned));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for effect in pressed_sides {
        effect.expect_down_in(0.7);
    }
}
