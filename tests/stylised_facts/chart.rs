//! The survival of the 96 ceasefires beside the mixture's, as a drawing.

use std::fmt::Write as _;

use crate::{
    is_fresh,
    patterns::{Set, draws, kaplan_meier, measure::survival, mixture::Case},
};

const CHART: &str = "docs/ceasefires-96.svg";

/// Edges of the plot within the drawing, and how wide and high it is.
const PLOT: [f64; 4] = [64.0, 28.0, 560.0, 300.0];

/// Years that are shown.
const YEARS: usize = 10;

#[test]
fn the_chart_shows_what_the_defaults_give() {
    is_fresh(CHART, |_| chart());
}

fn at(month: f64, survival: f64) -> (f64, f64) {
    let [left, top, width, height] = PLOT;
    (left + width * month / (12.0 * YEARS as f64), top + height * (1.0 - survival))
}

/// A staircase through survival month by month.
fn stairs(survival: &[f64]) -> Vec<(f64, f64)> {
    let mut points = vec![at(0.0, survival[0])];
    for (month, pair) in survival.windows(2).enumerate() {
        points.push(at((month + 1) as f64, pair[0]));
        points.push(at((month + 1) as f64, pair[1]));
    }
    points
}

fn path(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (place, (x, y)) in points.iter().enumerate() {
        write!(path, "{}{x:.1} {y:.1}", if place == 0 { "M" } else { " L" }).unwrap();
    }
    path
}

fn chart() -> String {
    let numbers = |key: &str| -> Vec<f64> {
        let all = &kaplan_meier()["all_by_month"][key];
        all.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
    };
    let (real, error) = (numbers("survival"), numbers("se"));
    let edge = |side: f64| -> Vec<f64> {
        let edge =
            |(real, error): (&f64, &f64)| (real + side * 1.959_963_984_540_054 * error).clamp(0.0, 1.0);
        real.iter().zip(&error).map(edge).collect()
    };
    let band: Vec<(f64, f64)> =
        stairs(&edge(1.0)).into_iter().chain(stairs(&edge(-1.0)).into_iter().rev()).collect();
    let model = survival(&Set::shipped(), &draws(400), &Case::mixture());
    let model: Vec<(f64, f64)> =
        model.iter().enumerate().map(|(month, survival)| at(month as f64, *survival)).collect();
    let [left, top, width, height] = PLOT;
    let (right, bottom) = (left + width, top + height);
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 660 392\" width=\"660\" height=\"392\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"13\" fill=\"#222\">\n\
         <title>Survival of 96 ceasefires and of the model's mixture over ten years</title>\n\
         <rect width=\"660\" height=\"392\" fill=\"#fff\"/>\n",
    );
    for fifth in 0..=5 {
        let (_, y) = at(0.0, f64::from(fifth) / 5.0);
        writeln!(svg, "<path d=\"M{left} {y:.1} H{right}\" stroke=\"#ddd\"/>").unwrap();
        let percent = 20 * fifth;
        writeln!(
            svg,
            "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{percent} %</text>",
            left - 8.0,
            y + 4.5
        )
        .unwrap();
    }
    for year in 0..=YEARS {
        let (x, _) = at(12.0 * year as f64, 0.0);
        writeln!(svg, "<path d=\"M{x:.1} {bottom} v5\" stroke=\"#888\"/>").unwrap();
        writeln!(svg, "<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{year}</text>", bottom + 20.0)
            .unwrap();
    }
    let middle = left + width / 2.0;
    let below = bottom + 44.0;
    writeln!(
        svg,
        "<text x=\"{middle}\" y=\"{below}\" text-anchor=\"middle\">years after the ceasefire began</text>"
    )
    .unwrap();
    writeln!(svg, "<path d=\"{} Z\" fill=\"#1f6fb2\" fill-opacity=\"0.15\"/>", path(&band)).unwrap();
    let line = |points: &[(f64, f64)], colour: &str| {
        format!("<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n", path(points))
    };
    svg += &line(&stairs(&real), "#1f6fb2");
    svg += &line(&model, "#c4501b");
    svg += &format!("<path d=\"M{left} {top} V{bottom} H{right}\" fill=\"none\" stroke=\"#888\"/>\n");
    let words =
        [("#1f6fb2", "96 ceasefires, with a 95 % band"), ("#c4501b", "the model's mixture at the defaults")];
    for (place, (colour, word)) in words.iter().enumerate() {
        let y = top + 22.0 + 20.0 * place as f64;
        writeln!(svg, "<path d=\"M{} {y} h26\" stroke=\"{colour}\" stroke-width=\"2\"/>", right - 270.0)
            .unwrap();
        writeln!(svg, "<text x=\"{}\" y=\"{}\">{word}</text>", right - 236.0, y + 4.5).unwrap();
    }
    svg + "</svg>\n"
}
