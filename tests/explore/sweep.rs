//! A sweep shows what levers do, and nothing else: every point meets the same draws and the same luck.

use std::sync::atomic::{AtomicBool, Ordering};

use armistice::{
    engine::{self, Metric, Options},
    explore::sweep::{Contrast, Course, Design, InvalidDesign, Lever, Sweep, contour, runs, sweep},
    report::explore::sweep as report,
    scenario::Scenario,
};

const FLAGSHIP: &str = include_str!("../../scenarios/ukraine-2025.toml");

fn design(draws: u64, levers: &[&str]) -> Result<Design, InvalidDesign> {
    let sets = [format!("simulation.draws={draws}"), "simulation.replications=4".to_owned()];
    let sets: Vec<_> = sets.iter().map(|set| set.parse().unwrap()).collect();
    let levers: Vec<Lever> = levers.iter().map(|lever| lever.parse().unwrap()).collect();
    Design::new("ukraine-2025.toml", FLAGSHIP, &sets, &levers)
}

fn swept(design: &Design, metrics: &[Metric], target: Option<f64>, threads: usize) -> Sweep {
    let never = AtomicBool::new(false);
    let options = Options { threads: Some(threads), cancel: &never };
    sweep(design, metrics, target, &options, &|_| {}).unwrap()
}

fn values(lever: &str) -> Vec<String> {
    let scenario = Scenario::parse("ukraine-2025.toml", FLAGSHIP, &[]).unwrap();
    let axis = lever.parse::<Lever>().unwrap().axis(&scenario).unwrap();
    axis.steps.iter().map(|step| step.overrides[0].as_str().split_once('=').unwrap().1.to_owned()).collect()
}

#[test]
fn values_are_spaced_as_they_are_written() {
    assert_eq!(values("pressure.ukraine.slope=0..0.1/6"), ["0", "0.02", "0.04", "0.06", "0.08", "0.1"]);
    assert_eq!(values("pressure.ukraine.slope=log:0.001..0.1/3"), ["0.001", "0.01", "0.1"]);
    assert_eq!(values("pressure.ukraine.slope=0.1, 0.02,0.03"), ["0.02", "0.03", "0.1"]);
    assert_eq!(values("pressure.ukraine.slope=0.3..0/4"), ["0", "0.1", "0.2", "0.3"]);
    assert_eq!(values("monitoring.detection=[0.1, 0.2, 0.3],[0.3, 0.5, 0.8]").len(), 2);
    let monitoring = [r#"["None"]"#, r#"["OSCE-type"]"#, r#"["US-led (early warning)"]"#];
    assert_eq!(values("issues.monitoring.on_table=each"), monitoring);
    assert_eq!(values("issues.monitoring.on_table=None,OSCE-type"), monitoring[..2]);
    assert_eq!(values(r#"issues.troops.on_table="700,000",No cap"#), [r#"["700,000"]"#, r#"["No cap"]"#]);
}

#[test]
fn a_lever_that_makes_no_sense_is_told_apart() {
    let wrong = [
        ("pressure.ukraine.slope", "a lever has a key"),
        ("pressure.ukraine.slope=0..1", "how many values"),
        ("pressure.ukraine.slope=0..1/1", "from 2 to 1000"),
        ("pressure.ukraine.slope=0..1/x", "from 2 to 1000"),
        ("pressure.ukraine.slope=1..1/3", "nothing to sweep"),
        ("pressure.ukraine.slope=0..inf/3", "no number"),
        ("pressure.ukraine.slope=log:0..1/3", "does not reach 0"),
        ("pressure.ukraine.slope=0.1", "at least two values"),
        ("pressure.ukraine.slope=0.1,0.10", "twice"),
        ("pressure.ukraine.slope=0.1,,0.2", "empty"),
        ("pressure.ukraine.slope=each", "`each`"),
        ("a.b,a.b=1,2", "moved twice"),
        ("simulation.seed=1,2", "is no lever"),
        ("=1,2", "no key"),
    ];
    for (text, part) in wrong {
        let error = text.parse::<Lever>().unwrap_err().to_string();
        assert!(error.contains(part), "{text}: {error}");
    }
    let lever = |result: Result<Design, InvalidDesign>| match result {
        Err(InvalidDesign::Lever(error)) => error.to_string(),
        other => panic!("{other:?}"),
    };
    let slope = "pressure.ukraine.slope=0..0.1/60";
    assert!(lever(design(1, &[])).contains("one lever or two"));
    assert!(lever(design(1, &[slope, slope])).contains("both levers"));
    assert!(lever(design(1, &[slope, "pressure.russia.slope=0..0.1/60"])).contains("at most 2500 points"));
    assert!(lever(design(1_000_000, &[slope])).contains("too many"));
    assert!(lever(design(1, &["issues.monitor.on_table=each"])).contains("monitoring"));
    assert!(matches!(design(1, &["issues.monitoring.on_table=None,OSCE"]), Err(InvalidDesign::Scenario(_))));
}

/// The second value is what the file says. The first differs in the talks only, so both share what deals are worth.
#[test]
fn the_point_that_changes_nothing_is_the_run_itself() {
    let design = design(6, &["tracks.moscow.rounds=4,12"]).unwrap();
    assert_eq!(runs(&design), 2 * 6 * 4);
    let swept = swept(&design, &Metric::ALL, None, 2);
    let never = AtomicBool::new(false);
    let options = Options { threads: Some(2), cancel: &never };
    for (point, scenario) in design.points().iter().enumerate() {
        let summary = engine::simulate(scenario, &options, &|_| {}, &mut |_| Ok(())).unwrap();
        assert_eq!(swept.points[point].metrics, summary.metrics);
    }
}

#[test]
fn neither_threads_nor_company_change_a_point() {
    let alone = design(5, &["issues.monitoring.on_table=None,OSCE-type"]).unwrap();
    let both = design(5, &["guarantees.american.honour=0,0.4", "issues.monitoring.on_table=each"]).unwrap();
    let one = swept(&both, &[Metric::Durable, Metric::Deal], Some(0.3), 1);
    assert_eq!(one, swept(&both, &[Metric::Durable, Metric::Deal], Some(0.3), 2));
    assert_eq!((one.points.len(), one.sizes()), (6, vec![2, 3]));
    assert_eq!(one.points[4].at[0].number, Some(0.4), "the first lever moves slowest");
    assert_eq!(one.points[4].at[1].shown, "OSCE-type");
    let fewer = swept(&alone, &[Metric::Deal], None, 2);
    assert_eq!(fewer.points[1].metrics.len(), 1);
    assert_eq!(fewer.draws, 5);
}

#[test]
fn an_interrupted_sweep_has_the_same_first_draws_at_every_point() {
    let levers = ["guarantees.american.honour=0,0.5,1"];
    let cancel = AtomicBool::new(false);
    let options = Options { threads: Some(1), cancel: &cancel };
    let stop = |done: u64| cancel.store(done >= 4 * 3 * 2 + 4, Ordering::Relaxed);
    let design_of_all = design(40, &levers).unwrap();
    let part = sweep(&design_of_all, &[Metric::Durable], None, &options, &stop).unwrap();
    assert!(!part.complete && part.draws < 40);
    assert!(part.draws > 0, "two draws were complete");
    let whole = swept(&design(part.draws, &levers).unwrap(), &[Metric::Durable], None, 2);
    assert_eq!(part.points, whole.points);
}

#[test]
fn a_contrast_is_that_of_paired_means() {
    // Ten runs a draw: differences of shares 0.1, 0.3 and 0.2, with mean 0.2 and standard deviation 0.1.
    let contrast = Contrast::of(&[(1, 10), (5, 10), (3, 10)], &[(2, 10), (8, 10), (5, 10)]).unwrap();
    assert!((contrast.difference - 0.2).abs() < 1e-12);
    assert!((contrast.standard_error.unwrap() - 0.1 / 3.0_f64.sqrt()).abs() < 1e-12);
    assert_eq!(Contrast::of(&[(0, 0)], &[(1, 2)]), None);
    assert_eq!(Contrast::of(&[(1, 2)], &[(2, 2)]).unwrap().standard_error, None);
}

#[test]
fn the_contour_of_a_cone_is_a_circle() {
    let size = 21;
    let radius = |x: usize, y: usize| (x as f64).hypot(y as f64);
    let values: Vec<_> = (0..size * size).map(|at| Some(radius(at / size, at % size))).collect();
    let pieces = contour(&values, (size, size), 10.5);
    assert!(pieces.len() > 20);
    for (x, y) in pieces.iter().flat_map(|(from, to)| [from, to]) {
        assert!((x.hypot(*y) - 10.5).abs() < 0.05, "{x}, {y}");
    }
    assert_eq!(contour(&values, (size, size), 100.0), []);
    let saddle = contour(&[Some(1.0), Some(0.0), Some(0.0), Some(1.0)], (2, 2), 0.4);
    // The middle, 0.5, reaches the target: both low corners are cut off.
    let middle = |piece: &((f64, f64), (f64, f64))| (piece.0.0 + piece.1.0 - piece.0.1 - piece.1.1).abs();
    assert_eq!(saddle.len(), 2);
    assert!(saddle.iter().all(|piece| middle(piece) > 0.5), "{saddle:?}");
}

#[test]
fn stronger_guarantees_make_peace_more_durable_and_the_titles_say_so() {
    let lever = "guarantee strength: guarantees.american.honour,guarantees.american.perceived,\
                 guarantees.european.honour,guarantees.european.perceived=0..1/3";
    let metrics = [Metric::Durable, Metric::PeriodsOfPeace];
    let line = swept(&design(25, &[lever]).unwrap(), &metrics, Some(0.45), 2);
    assert_eq!(line.readings[0].course, Some(Course::Rises));
    assert_eq!(line.readings[0].crossings.as_ref().map(Vec::len), Some(1));
    let charts = report::charts(&line);
    assert!(charts[0].title.starts_with("Durable peace rises from "), "{}", charts[0].title);
    assert!(charts[0].title.contains("as guarantee strength goes from 0 to 1; it crosses 45% at about 0."));
    assert_eq!(charts[1].id, "periods_of_peace");
    assert!(charts.iter().all(|chart| chart.svg().contains("not a forecast")));

    let map = swept(&design(8, &[lever, "issues.monitoring.on_table=each"]).unwrap(), &metrics, Some(0.5), 2);
    let title = &report::charts(&map)[0].title;
    assert!(title.contains("Monitoring “None” to ") && title.contains("50% is reached at "), "{title}");
    for sweep in [&line, &map] {
        let text = report::text(sweep);
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!(text.contains("an illustrative what-if, not a forecast"));
        let csv = String::from_utf8(report::csv(sweep)).unwrap();
        assert_eq!(csv.lines().count(), 1 + sweep.points.len());
        let json: serde_json::Value = serde_json::from_str(&report::json(sweep).unwrap()).unwrap();
        assert_eq!(json["schema_version"], 1);
        assert_eq!(json["points"].as_array().unwrap().len(), sweep.points.len());
    }
}
