//! Charts: whole as XML and PNG, without words that overlap or leave the picture.

use armistice::{
    engine::{Summary, summary::RefusalReasons},
    report::{
        charts::{Chart, Gallery, guarantee_strength, survival},
        figure::Shape,
    },
};

use crate::{boxes::boxes, samples};

fn each_chart(mut check: impl FnMut(&str, &Chart)) {
    for (name, summary) in samples::all() {
        for chart in &Gallery::of(&summary).charts {
            check(name, chart);
        }
        let other = samples::flagship();
        if let Ok(chart) = survival::beside(&summary, Some((&other, "as in the scenario"))) {
            check(name, &chart);
        }
    }
}

#[test]
fn another_survival_is_drawn_beside_one_that_is_watched_as_long() {
    let (summary, mut other) = (samples::flagship(), samples::flagship());
    let lines = |chart: &Chart| {
        chart.drawings()[1].shapes.iter().filter(|shape| matches!(shape, Shape::Line { .. })).count()
    };
    let alone = survival::chart(&summary).unwrap();
    assert_eq!(survival::beside(&summary, None).unwrap(), alone);
    other.survival.points.iter_mut().for_each(|point| point.survival = 0.25);
    let both = survival::beside(&summary, Some((&other, "as pinned"))).unwrap();
    // The staircase, and the two keys of the legend.
    assert_eq!(lines(&both), lines(&alone) + 3);
    assert!(both.title.ends_with("; 25% as pinned"), "{}", both.title);
    other.scenario.hold += 1;
    assert_eq!(survival::beside(&summary, Some((&other, "as pinned"))).unwrap(), alone);
}

#[test]
fn no_words_leave_a_picture() {
    each_chart(|name, chart| {
        for drawing in chart.drawings() {
            for ([left, top, right, bottom], words) in boxes(&drawing) {
                let inside =
                    left > -2.0 && top > -2.0 && right < drawing.width + 2.0 && bottom < drawing.height + 2.0;
                assert!(inside, "{name}, {} at {} pixels: “{words}”", chart.id, drawing.width);
            }
        }
    });
}

#[test]
fn no_words_cover_others() {
    each_chart(|name, chart| {
        for drawing in chart.drawings() {
            let boxes = boxes(&drawing);
            for (place, (one, words)) in boxes.iter().enumerate() {
                for (other, others) in &boxes[place + 1..] {
                    let apart = one[0] >= other[2] - 0.5
                        || other[0] >= one[2] - 0.5
                        || one[1] >= other[3] - 0.5
                        || other[1] >= one[3] - 0.5;
                    assert!(
                        apart,
                        "{name}, {} at {} pixels: “{words}” and “{others}”",
                        chart.id, drawing.width
                    );
                }
            }
        }
    });
}

#[test]
fn every_shape_has_a_finite_place_within_its_picture() {
    each_chart(|name, chart| {
        for drawing in chart.drawings() {
            for shape in &drawing.shapes {
                let corners = match shape {
                    Shape::Rectangle { frame: [left, top, width, height], .. } => {
                        vec![(*left, *top), (left + width, top + height)]
                    }
                    Shape::Line { points, .. } | Shape::Area { points, .. } => points.clone(),
                    Shape::Dot { at, .. } | Shape::Words { at, .. } => vec![*at],
                };
                for (x, y) in corners {
                    let inside =
                        x >= -1.0 && y >= -1.0 && x <= drawing.width + 1.0 && y <= drawing.height + 1.0;
                    assert!(inside, "{name}, {}: {shape:?}", chart.id);
                }
            }
        }
    });
}

#[test]
fn every_svg_is_well_formed_and_says_what_it_shows() {
    each_chart(|name, chart| {
        let svg = chart.svg();
        let document =
            roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{name}, {}: {error}", chart.id));
        let text = |tag: &str| {
            let node = document
                .root_element()
                .children()
                .find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", tag)));
            node.and_then(|node| node.text()).unwrap_or_default().to_owned()
        };
        assert!(!text("title").is_empty() && !text("desc").is_empty(), "{name}, {}", chart.id);
        for element in document.descendants().filter(roxmltree::Node::is_element) {
            let tag = element.tag_name().name();
            let known = ["svg", "title", "desc", "rect", "line", "polyline", "polygon", "circle", "text"];
            assert!(known.contains(&tag), "{name}, {}: <{tag}>", chart.id);
        }
        assert!(svg.contains("not a forecast"), "{name}, {}", chart.id);
        assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{name}, {}", chart.id);
    });
}

#[test]
fn every_png_decodes_to_twice_the_size_of_its_sheet() {
    for summary in [samples::flagship(), samples::unicode(), samples::hostile()] {
        for chart in &Gallery::of(&summary).charts {
            let bytes = chart.png();
            let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            let frame = reader.next_frame(&mut pixels).unwrap();
            let sheet = &chart.drawings()[0];
            assert_eq!(f64::from(frame.width), 2.0 * sheet.width, "{}", chart.id);
            assert_eq!(f64::from(frame.height), 2.0 * sheet.height, "{}", chart.id);
            let white = pixels.iter().filter(|&&channel| channel == 255).count();
            assert!(white > pixels.len() / 2 && white < pixels.len() * 999 / 1000, "{}", chart.id);
        }
    }
}

#[test]
fn the_same_summary_gives_the_same_bytes() {
    let (one, other) = (Gallery::of(&samples::flagship()), Gallery::of(&samples::flagship()));
    for (one, other) in one.charts.iter().zip(&other.charts) {
        assert_eq!(one.svg(), other.svg());
        assert_eq!(one.png(), other.png());
    }
}

#[test]
fn titles_and_captions_say_what_the_numbers_say() {
    let mut all = String::new();
    for (name, summary) in samples::all() {
        if matches!(name, "hostile" | "unicode" | "thousand-levels") {
            continue;
        }
        let gallery = Gallery::of(&summary);
        all.push_str(&format!("# {name}\n"));
        for chart in &gallery.charts {
            all.push_str(&format!(
                "{}: {}\n  {}\n  [{}]\n",
                chart.id, chart.title, chart.caption, chart.description
            ));
        }
        for absence in &gallery.absences {
            all.push_str(&format!("no {}: {}\n", absence.id, absence.why));
        }
        all.push('\n');
    }
    insta::assert_snapshot!(all);
}

#[test]
fn the_flagship_has_every_chart() {
    let gallery = Gallery::of(&samples::flagship());
    assert_eq!(gallery.absences, []);
    assert_eq!(gallery.charts.len(), armistice::report::charts::ALL.len());
}

#[test]
fn where_nothing_is_watched_no_curve_tells_of_durable_peace() {
    let sample = samples::nothing_held();
    assert!(!sample.guarantee_strength.is_empty());
    let why = guarantee_strength::chart(&sample).unwrap_err().why;
    assert!(why.contains("No time after signing is watched"), "{why}");
}

#[test]
fn the_title_of_the_blockers_names_silence_where_silence_is_the_main_reason() {
    let mut summary = samples::flagship();
    let russia = &mut summary.blocking.actors[1];
    russia.reasons =
        RefusalReasons { red_line: 0, outside_option: 0, aspiration: 0, silence: 2991, voters: 0 };
    let gallery = Gallery::of(&summary);
    // 2,991 of the 4,127 runs without a deal.
    let title = "Russia leaves the last text unanswered in 72% of the runs without a deal";
    assert_eq!(gallery.get("blockers").unwrap().title, title);
}

#[test]
fn shares_of_blockers_that_add_up_to_more_than_all_are_explained() {
    let mut summary = samples::flagship();
    for actor in &mut summary.blocking.actors[..2] {
        (actor.last_refusals, actor.share) = (4127, 1.0);
        actor.reasons =
            RefusalReasons { red_line: 0, outside_option: 0, aspiration: 0, silence: 4127, voters: 0 };
    }
    let gallery = Gallery::of(&summary);
    let chart = gallery.get("blockers").unwrap();
    assert!(chart.title.starts_with("Ukraine and Russia equally often"), "{}", chart.title);
    assert!(chart.caption.contains("may add up to more than 100%"), "{}", chart.caption);
}

/// The flagship with lines from end to end, by numbers at strengths 0 and 1: P(deal), P(durable | deal).
fn with_strength(from: [f64; 2], to: [f64; 2]) -> Summary {
    let mut summary = samples::flagship();
    for point in &mut summary.guarantee_strength {
        let at = |place: usize| from[place] + (to[place] - from[place]) * point.strength;
        let numbers = [at(0), at(1), at(0) * at(1)];
        let lines = [&mut point.p_deal, &mut point.p_durable_given_deal, &mut point.p_durable];
        for (line, number) in lines.into_iter().zip(numbers) {
            (line.value, line.standard_error) = (Some(number), Some(0.005));
        }
    }
    summary
}

#[test]
fn the_strength_picture_says_that_fewer_deals_may_be_signed_while_more_of_them_last() {
    let gallery = Gallery::of(&with_strength([0.8, 0.2], [0.5, 0.9]));
    let chart = gallery.get("guarantee_strength").unwrap();
    let title = "Durable peace rises from 16% to 45% of runs as guarantees go from never to always honoured, \
                 though fewer deals are signed";
    assert_eq!(chart.title, title);
    assert!(chart.caption.contains("more of the signed ceasefires last (20% to 90%)"), "{}", chart.caption);
    assert!(chart.caption.contains("fewer deals are signed (80% to 50%)"), "{}", chart.caption);
}

#[test]
fn the_strength_picture_says_that_durable_peace_falls_where_it_falls() {
    let gallery = Gallery::of(&with_strength([0.9, 0.5], [0.2, 0.6]));
    let title = &gallery.get("guarantee_strength").unwrap().title;
    assert!(title.starts_with("Durable peace falls from 45% to 12% of runs"), "{title}");
}
