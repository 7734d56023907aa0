//! Quantities against the quantiles and means of their distributions, and against what is drawn.

#[path = "common/close.rs"]
mod close;

use armistice::scenario::{Override, Quantity, Scenario};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use close::close;

const COMPLETE: &str = include_str!("fixtures/valid/complete.toml");

fn parse(overrides: &[&str]) -> Scenario {
    let overrides: Vec<Override> = overrides.iter().map(|text| text.parse().expect("an override")).collect();
    Scenario::parse("complete.toml", COMPLETE, &overrides).unwrap_or_else(|errors| panic!("{errors}"))
}

/// Mean, deviation and bounds of cut normals, and their means.
const CUT_NORMALS: [(f64, f64, f64, f64, f64); 3] = [
    (0.54, 0.08, 0.4, 0.72, 0.544603712139),
    (0.0, 0.1, 0.5, 0.9, 0.518650396712),
    (1.0, 2.0, -1.0, 0.5, -0.192699755082),
];

/// The mean by the midpoint rule over the quantiles.
fn mean(quantity: &Quantity) -> f64 {
    const STEPS: u32 = 20_000;
    let sum: f64 = (0..STEPS).map(|step| quantity.sample((f64::from(step) + 0.5) / f64::from(STEPS))).sum();
    sum / f64::from(STEPS)
}

#[test]
fn the_triangular_distribution_has_its_closed_form_quantiles_and_mean() {
    let quantity = Quantity::Triangular { low: 0.25, mode: 0.42, high: 0.55 };
    // F(mode) = (mode − low) / (high − low); F⁻¹(u) = low + √(u (high − low)(mode − low)) below it.
    close(quantity.sample(0.17 / 0.30), 0.42, 1e-15);
    close(quantity.sample(0.25), 0.25 + (0.25_f64 * 0.30 * 0.17).sqrt(), 1e-15);
    close(quantity.sample(0.75), 0.55 - (0.25_f64 * 0.30 * 0.13).sqrt(), 1e-15);
    close(mean(&quantity), (0.25 + 0.42 + 0.55) / 3.0, 1e-6);
    assert_eq!((quantity.mode(), quantity.range()), (0.42, (0.25, 0.55)));
    assert_eq!(Quantity::Triangular { low: 1.0, mode: 1.0, high: 1.0 }.sample(0.3), 1.0);
    for (low, mode, high) in [(0.0, 0.0, 1.0), (0.0, 1.0, 1.0)] {
        let edge = Quantity::Triangular { low, mode, high };
        assert_eq!((edge.sample(0.0), edge.sample(1.0)), (0.0, 1.0));
    }
}

#[test]
fn the_uniform_distribution_is_linear_in_the_uniform() {
    let quantity = Quantity::Uniform { min: -1.0, max: 3.0 };
    assert_eq!(quantity.sample(0.25), 0.0);
    assert_eq!((quantity.mode(), quantity.range()), (1.0, (-1.0, 3.0)));
}

#[test]
fn a_normal_cut_far_out_has_the_quantiles_of_the_normal_tables() {
    let quantity = Quantity::TruncatedNormal { mean: 0.0, sd: 1.0, min: -40.0, max: 40.0 };
    for (probability, quantile) in [
        (0.5, 0.0),
        (0.841_344_746_068_542_9, 1.0),
        (0.975, 1.959_963_984_540_054),
        (0.999, 3.090_232_306_167_813),
        (1e-10, -6.361_340_902_404_056),
        (0.05, -1.644_853_626_951_472_6),
        (0.02425, -1.9729610513118845),
        (0.0749, -1.4402382675279632),
        (0.0751, -1.4388253927525398),
        (0.3, -0.5244005127080407),
        (0.4999, -0.0002506628300880075),
        (1e-05, -4.2648907939228256),
        (1e-20, -9.262340089798405),
        (1e-100, -21.27345356096532),
        (1e-300, -37.0470962993612),
        (0.92, 1.4050715603096327),
        (0.9999, 3.7190164854557084),
    ] {
        close(quantity.sample(probability), quantile, 1e-13);
    }
}

#[test]
fn the_cut_normal_has_its_closed_form_mean() {
    // μ + σ (φ(a) − φ(b)) / (Φ(b) − Φ(a)); values by an independent computation to 12 digits.
    for (mean_, sd, min, max, wanted) in CUT_NORMALS {
        close(mean(&Quantity::TruncatedNormal { mean: mean_, sd, min, max }), wanted, 1e-6);
    }
    let far = Quantity::TruncatedNormal { mean: 0.0, sd: 0.1, min: 0.5, max: 0.9 };
    assert_eq!((far.mode(), far.sample(0.0), far.sample(1.0)), (0.5, 0.5, 0.9));
}

#[test]
fn the_beta_distribution_inverts_its_closed_form_cumulative_functions() {
    let beta = |alpha, beta| Quantity::Beta { alpha, beta };
    for p in [1e-6_f64, 0.01, 0.2, 0.5, 0.77, 0.999] {
        // α = 1 and β = 1 have power laws; small whole numbers a binomial sum.
        close(beta(1.0, 3.0).sample(p), 1.0 - (1.0 - p).powf(1.0 / 3.0), 1e-12);
        close(beta(4.0, 1.0).sample(p), p.powf(0.25), 1e-12);
        close(beta(0.5, 0.5).sample(p), (std::f64::consts::FRAC_PI_2 * p).sin().powi(2), 1e-12);
        for (a, b) in [(4, 4), (2, 6), (6, 3)] {
            let x = beta(f64::from(a), f64::from(b)).sample(p);
            close(binomial_tail(a, b, x), p, 1e-11);
        }
    }
    close(mean(&beta(4.0, 4.0)), 0.5, 1e-9);
    close(mean(&beta(2.0, 6.0)), 0.25, 1e-6);
    close(mean(&beta(3000.0, 1000.0)), 0.75, 1e-6);
    assert_eq!((beta(6.0, 3.0).mode(), beta(1.0, 3.0).mode(), beta(1.0, 1.0).mode()), (5.0 / 7.0, 0.0, 0.5));
}

/// `I_x(a, b)` for whole numbers: the chance of at least `a` successes in `a + b − 1` trials.
fn binomial_tail(a: i32, b: i32, x: f64) -> f64 {
    let n = a + b - 1;
    let choose = |k: i32| (1..=k).fold(1.0, |product, i| product * f64::from(n - k + i) / f64::from(i));
    (a..=n).map(|k| choose(k) * x.powi(k) * (1.0 - x).powi(n - k)).sum()
}

#[test]
fn choices_are_drawn_in_proportion_to_their_weights() {
    let quantity = Quantity::Choice { choices: vec![0.0, 2.0, 4.0, 9.0], weights: vec![1.0, 2.0, 1.0, 0.0] };
    assert_eq!(
        [0.0, 0.24, 0.26, 0.74, 0.76, 1.0].map(|u| quantity.sample(u)),
        [0.0, 0.0, 2.0, 2.0, 4.0, 4.0]
    );
    assert_eq!((quantity.mode(), quantity.range()), (2.0, (0.0, 4.0)));
}

#[test]
fn quantities_are_shown_as_they_are_written() {
    let scenario = parse(&[]);
    let key = "actors.us.capability_drift";
    for parameter in &scenario.parameters {
        let again = parse(&[&format!("{key}={}", parameter.quantity)]);
        let found = again.parameters.iter().find(|other| other.key == key).unwrap();
        assert_eq!(found.quantity, parameter.quantity, "{}", parameter.key);
    }
    assert_eq!(Quantity::Uniform { min: 0.5, max: 1.0 }.to_string(), "{ min = 0.5, max = 1 }");
}

#[test]
fn the_luck_of_a_number_hangs_on_its_key_alone_so_that_levers_leave_others_alone() {
    let draw = |overrides: &[&str]| parse(overrides).draw(&mut ChaCha8Rng::seed_from_u64(5));
    let base = draw(&[]);
    let mut fixed = draw(&["actors.ukraine.war_flow=0.3"]);
    assert_eq!(fixed.model.actors[0].war_flow, 0.3);
    fixed.model.actors[0].war_flow = base.model.actors[0].war_flow;
    assert_eq!(fixed, base);
    // So does one that changes how many numbers there are.
    let mut hardline = draw(&["actors.ukraine.strategy={ kind = \"hardline\" }"]);
    assert_ne!(hardline, base);
    hardline.rules.seats[0].strategy = base.rules.seats[0].strategy.clone();
    assert_eq!(hardline, base);
    assert_ne!(draw(&[]), parse(&[]).draw(&mut ChaCha8Rng::seed_from_u64(6)));
}

#[test]
fn fixing_a_correlated_number_by_an_override_leaves_the_other_alone() {
    let draw = |overrides: &[&str]| parse(overrides).draw(&mut ChaCha8Rng::seed_from_u64(5));
    let (base, fixed) = (draw(&[]), draw(&["guarantees.article5_like.honour=0.5"]));
    assert_eq!(fixed.model.guarantees[0].honour.honour, 0.5);
    assert_eq!(fixed.model.guarantees[0].honour.perceived, base.model.guarantees[0].honour.perceived);
}

#[test]
fn the_same_stream_gives_the_same_case() {
    let draw = || parse(&[]).draw(&mut ChaCha8Rng::seed_from_u64(9));
    assert_eq!(draw(), draw());
}

#[test]
fn every_drawn_number_lies_within_its_range_and_the_central_ones_are_the_modes() {
    let scenario = parse(&[]);
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for _ in 0..200 {
        let case = scenario.draw(&mut rng);
        let ukraine = &case.model.actors[0];
        assert!((0.96..=0.99).contains(&ukraine.discount));
        assert!((3.0..=6.0).contains(&ukraine.return_cost));
        assert!((0.40..=0.72).contains(&case.model.actors[1].war_flow));
        let until = case.rules.seats[1].silence.until;
        assert!([0.0, 2.0, 4.0].contains(&until));
    }
    let central = scenario.central();
    assert_eq!(central.model.actors[0].war_flow, 0.42);
    assert_eq!(central.model.guarantees[0].honour.perceived, 0.35);
    assert!(!scenario.is_fixed());
}

#[test]
fn rank_correlation_is_what_the_file_asks_for() {
    // Independent but for one pair; Spearman's coefficient of n pairs has a standard error of at most 1/√n.
    const COUNT: usize = 20_000;
    for rank in [0.5, -0.8] {
        let scenario = parse(&[&format!("correlations[0].rank={rank}")]);
        assert!(!scenario.correlations.is_empty());
        let mut rng = ChaCha8Rng::seed_from_u64(11);
        let (mut first, mut second, mut other) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..COUNT {
            let case = scenario.draw(&mut rng);
            let honour = &case.model.guarantees[0].honour;
            first.push(honour.honour);
            second.push(honour.perceived);
            other.push(case.model.actors[0].war_flow);
        }
        let four_errors = 4.0 / (COUNT as f64).sqrt();
        close(spearman(&first, &second), rank, four_errors);
        close(spearman(&first, &other), 0.0, four_errors);
        let mean = first.iter().sum::<f64>() / COUNT as f64;
        // The triangular distribution from .15 over .45 to .75 keeps its mean and has a deviation of .1225.
        close(mean, 0.45, 4.0 * 0.1225 / (COUNT as f64).sqrt());
    }
}

fn spearman(first: &[f64], second: &[f64]) -> f64 {
    let ranks = |numbers: &[f64]| {
        let mut order: Vec<usize> = (0..numbers.len()).collect();
        order.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]));
        let mut ranks = vec![0.0; numbers.len()];
        order.iter().enumerate().for_each(|(rank, at)| ranks[*at] = rank as f64);
        ranks
    };
    let (first, second) = (ranks(first), ranks(second));
    let middle = (first.len() - 1) as f64 / 2.0;
    let covariance: f64 = first.iter().zip(&second).map(|(a, b)| (a - middle) * (b - middle)).sum();
    let variance: f64 = first.iter().map(|a| (a - middle) * (a - middle)).sum();
    covariance / variance
}
