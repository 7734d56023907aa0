//! T1 to T10: how long peace holds.

use armistice::ceasefire::{Ceasefire, Chain, Honoured, Terms};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::{
    draws::{believed, mixture, over_ranges, shipped_case},
    learnt::survival_with_learning,
    table::{Fact, Status},
};

fn survival(terms: &Terms) -> Vec<f64> {
    Chain::new(terms, Honoured::Truly).survival(120)
}

/// `−ln S(60)`: the cumulative hazard of five years.
fn hazard(terms: &Terms) -> f64 {
    -libm::log(survival(terms)[60])
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

/// The middle one and those at 10 and 90 %, as words.
fn spread(numbers: &[f64]) -> String {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| sorted[(share * (sorted.len() - 1) as f64).round() as usize];
    format!("median {:.2} [{:.2}–{:.2}]", at(0.5), at(0.1), at(0.9))
}

/// The share of numbers for which something holds, as words.
fn share(numbers: &[f64], holds: impl Fn(f64) -> bool) -> String {
    let count = numbers.iter().filter(|number| holds(**number)).count();
    format!("{:.0} % of draws", 100.0 * count as f64 / numbers.len() as f64)
}

/// A result that is one number in a band.
fn banded(
    id: &'static str,
    target: &'static str,
    (low, high): (f64, f64),
    measure: impl Fn(&dyn Fn(&Terms) -> Terms) -> f64,
    (status, source): (Status, &'static str),
) -> Fact {
    let found = measure(&Terms::clone);
    let drawn: Vec<f64> =
        over_ranges().iter().map(|drawn| measure(&|terms: &Terms| drawn.under(terms))).collect();
    let within = |number: f64| (low..=high).contains(&number);
    Fact {
        id,
        target,
        band: format!("{low:.2}–{high:.2}"),
        result: format!("{found:.3}"),
        over_ranges: format!("{}, {} in the band", spread(&drawn), share(&drawn, within)),
        met: within(found),
        status,
        source,
    }
}

/// All of them.
pub fn facts() -> Vec<Fact> {
    let bare = || shipped_case([0.45, 0.45], 1.0, 0.3, 0.0, 0.0);
    let against_bare = |id, target, band, terms: Terms, source| {
        let ratio = move |under: &dyn Fn(&Terms) -> Terms| hazard(&under(&terms)) / hazard(&under(&bare()));
        banded(id, target, band, ratio, source)
    };
    use Status::{Calibrated, Validated};
    let monitors = shipped_case([0.45, 0.45], 1.0, 0.8, 0.0, 0.0);
    let medium = shipped_case([0.45, 0.45], 1.0, 0.7, 0.5, 0.6);
    let good = shipped_case([0.6, 0.6], 1.0, 0.3, 0.0, 0.0);
    let paper = |honour| shipped_case([0.45, 0.45], 1.5, 0.5, honour, 0.5);
    vec![
        ten_years(),
        banded(
            "T2",
            "a weak bare ceasefire outlasts its first year: S(12)",
            (0.5, 0.8),
            |under| survival(&under(&bare()))[12],
            (Validated, "Fortna 2004; Collier, Hoeffler and Söderbom 2008"),
        ),
        falling_hazard(),
        against_bare(
            "T4",
            "hazard over five years with a medium guarantee and monitors, against bare",
            (0.1, 0.5),
            medium,
            (Validated, "Fortna 2008; Gilligan and Sergenti 2008"),
        ),
        against_bare(
            "T5",
            "the same with monitors only",
            (0.4, 0.9),
            monitors,
            (Calibrated, "Fortna 2008; Clayton and Sticher 2021"),
        ),
        against_bare(
            "T6",
            "the same with good terms (u = .6) alone",
            (0.3, 0.8),
            good,
            (Calibrated, "Clayton and Sticher 2021; Werner and Yuen 2005"),
        ),
        banded(
            "T7",
            "a paper guarantee (h = ĥ = .1) buys little: hazard against none",
            (0.7, 1.0),
            |under| hazard(&under(&paper(0.1))) / hazard(&under(&paper(0.0))),
            (Calibrated, "Leeds 2003; Berkemeier and Fuhrmann 2018"),
        ),
        pressed(),
        hollow(),
        tested(),
    ]
}

fn ten_years() -> Fact {
    let lasting: Vec<f64> = mixture().iter().map(|terms| survival(terms)[120]).collect();
    let found = mean(&lasting);
    let spread_out: f64 = lasting.iter().map(|one| (one - found) * (one - found)).sum();
    let error = libm::sqrt(spread_out) / lasting.len() as f64;
    let drawn: Vec<f64> = (mixture().iter().zip(over_ranges()))
        .map(|(terms, drawn)| survival(&drawn.under(terms))[120])
        .collect();
    Fact {
        id: "T1",
        target: "the mixture outlasts ten years: S(120)",
        band: "0.35–0.65".into(),
        result: format!("{found:.3} ± {error:.3}"),
        over_ranges: format!("mean {:.2}", mean(&drawn)),
        met: (0.35..=0.65).contains(&found),
        status: Status::Calibrated,
        source: "Fortna 2004; Collier, Hoeffler and Söderbom 2008; Walter 2011",
    }
}

fn falling_hazard() -> Fact {
    let years = |all: &[Vec<f64>]| {
        let at = |period: usize| mean(&all.iter().map(|survival| survival[period]).collect::<Vec<_>>());
        (at(12), at(24) / at(12))
    };
    let (mixture, drawn) = (mixture(), over_ranges());
    let shipped: Vec<Vec<f64>> = mixture.iter().map(survival).collect();
    let drawn: Vec<Vec<f64>> =
        mixture.iter().zip(&drawn).map(|(terms, drawn)| survival(&drawn.under(terms))).collect();
    let one = survival(&shipped_case([0.45, 0.45], 1.0, 0.3, 0.0, 0.0));
    let (first, second) = years(&shipped);
    let alone = (one[12], one[24] / one[12]);
    let (first_drawn, second_drawn) = years(&drawn);
    Fact {
        id: "T3",
        target: "hazard falls with time: S(24)/S(12) > S(12), in the mixture and in the bare ceasefire alone",
        band: "greater".into(),
        result: format!("{second:.3} > {first:.3}; alone {:.3} > {:.3}", alone.1, alone.0),
        over_ranges: format!("{second_drawn:.2} > {first_drawn:.2}"),
        met: second > first && alone.1 > alone.0,
        status: Status::Validated,
        source: "Fortna 2003; Collier, Hoeffler and Söderbom 2008",
    }
}

/// Pressure on both sides at signing, from none to the most that the flagship knows, at `φ` = 0.3.
fn pressed() -> Fact {
    const RESENTMENT: f64 = 0.3;
    let press = |draw: usize| 0.15 * (draw as f64 + 0.5) / crate::draws::DRAWS as f64;
    let pressed = |(draw, terms): (usize, &Terms)| {
        let mut terms = terms.clone();
        terms.sides.iter_mut().for_each(|side| side.resentment = RESENTMENT * press(draw));
        terms
    };
    let ratios = |under: &dyn Fn(usize, &Terms) -> Terms| -> Vec<f64> {
        let mixture: Vec<Terms> =
            mixture().iter().enumerate().map(|(draw, terms)| under(draw, terms)).collect();
        mixture.iter().enumerate().map(|each| hazard(&pressed(each)) / hazard(each.1)).collect()
    };
    let found = ratios(&|_, terms| terms.clone());
    let drawn = over_ranges();
    let drawn = ratios(&|draw, terms| drawn[draw].under(terms));
    Fact {
        id: "T8",
        target: "signed under pressure (0 to .15, φ = .3), the same text fails more: hazard over five years",
        band: "above 1".into(),
        result: format!("{}, above 1 in {}", spread(&found), share(&found, |ratio| ratio > 1.0)),
        over_ranges: format!("{}, above 1 in {}", spread(&drawn), share(&drawn, |ratio| ratio > 1.0)),
        met: found.iter().all(|ratio| *ratio > 1.0),
        status: Status::ByConstruction,
        source: "Werner and Yuen 2005",
    }
}

fn hollow() -> Fact {
    let with =
        |honour, perceived| believed(shipped_case([0.45, 0.45], 1.5, 0.5, honour, 0.5), honour, perceived);
    let [paper, hollow, solid] =
        [with(0.1, 0.1), with(0.1, 0.6), with(0.6, 0.6)].map(|terms| survival(&terms)[60]);
    let mut learning = with(0.1, 0.6);
    learning.guarantors[0].honour.learning = 2.0;
    let learnt = survival_with_learning(&learning, 60)[60];
    Fact {
        id: "T9",
        target: "believed but hollow (ĥ = .6, h = .1) lies between paper (.1, .1) and solid (.6, .6): S(60); learning \
                 (n0 = 2) moves it towards paper",
        band: "in this order".into(),
        result: format!("{paper:.3} < {hollow:.3} < {solid:.3}; with learning {learnt:.4} < {hollow:.4}"),
        over_ranges: String::new(),
        met: paper < learnt && learnt < hollow && hollow < solid,
        status: Status::ByConstruction,
        source: "Leeds 2003; Berkemeier and Fuhrmann 2018",
    }
}

/// Guarantors as treaty, troops on the ground and words alone make them: the means of their priors.
fn tested() -> Fact {
    let deviation = |honour: f64, seed: u64| {
        let ceasefire = Ceasefire::new(shipped_case([0.45, 0.45], 1.5, 0.5, honour, 0.5), 60);
        let [mut luck, mut details, mut politics] =
            [0, 1, 2].map(|stream| ChaCha8Rng::seed_from_u64(3 * seed + stream));
        let (mut tests, mut kept) = (0, 0);
        for _ in 0..50_000 {
            let history = ceasefire.simulate(&mut luck, &mut details, &mut politics);
            tests += history.tested[0];
            kept += history.honoured[0];
        }
        let error = libm::sqrt(honour * (1.0 - honour) / f64::from(tests));
        (f64::from(kept) / f64::from(tests) - honour) / error
    };
    let deviations =
        [(4.0 / 8.0, 1), (6.0 / 9.0, 2), (2.0 / 8.0, 3)].map(|(honour, seed)| deviation(honour, seed));
    let largest = deviations.iter().fold(0.0, |largest, one| f64::max(largest, one.abs()));
    Fact {
        id: "T10",
        target: "tested guarantees are honoured as often as h says (.50, .67, .25), simulated",
        band: "4 s.e.".into(),
        result: format!("at most {largest:.1} s.e."),
        over_ranges: String::new(),
        met: largest < 4.0,
        status: Status::ByConstruction,
        source: "Berkemeier and Fuhrmann 2018, for the chances",
    }
}
