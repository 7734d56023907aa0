//! The page: whole, silent on the network, and deaf to what labels try.

use armistice::{
    engine::Summary,
    report::{charts::Gallery, html},
};

use crate::samples;

fn page(summary: &Summary) -> String {
    html::page(summary, &Gallery::of(summary))
}

/// The page is written so that an XML parser reads it too.
fn parse(name: &str, page: &str) {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    if let Err(error) = roxmltree::Document::parse_with_options(page, options) {
        panic!("{name}: {error}");
    }
}

#[test]
fn every_page_is_well_formed() {
    for (name, summary) in samples::all() {
        parse(name, &page(&summary));
    }
}

#[test]
fn no_request_leaves_the_page() {
    for (name, summary) in samples::all() {
        if name == "hostile" {
            continue;
        }
        let page = page(&summary);
        for way in [
            "http:", "https:", "src=", "href=", "url(", "@import", "<script", "<link", "<iframe", "<img",
            "//",
        ] {
            let found = page.find(way).map(|at| page[at..].chars().take(30).collect::<String>());
            assert_eq!(found, None, "{name}");
        }
        assert!(page.contains("default-src 'none'"));
    }
}

#[test]
fn a_hostile_label_stays_text() {
    let page = page(&samples::hostile());
    for tag in ["<script", "<img", "</title></svg>"] {
        assert!(!page.contains(tag), "{tag}");
    }
    assert!(page.contains("&lt;script&gt;"));
    assert!(!page.contains('\u{1}'));
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(&page, options).unwrap();
    for element in document.descendants().filter(roxmltree::Node::is_element) {
        let handler = element.attributes().find(|attribute| attribute.name().starts_with("on"));
        assert!(handler.is_none(), "{}", element.tag_name().name());
    }
}

#[test]
fn the_questions_come_in_their_order() {
    let page = page(&samples::flagship());
    let questions = [
        "How does it end?",
        "How long does peace hold?",
        "What is in the deal?",
        "Who blocks, and which red line or outside option binds?",
        "How did the talks go?",
        "How good is the deal for each side?",
        "Were the guarantees tested and honoured?",
        "What drives the result?",
        "Which inputs are assumptions?",
    ];
    let places: Vec<usize> = questions.iter().map(|question| page.find(question).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_caveat_is_on_every_page_and_before_the_first_chart() {
    for (name, summary) in samples::all() {
        let page = page(&summary);
        let caveat = page.find("an illustrative what-if, not a forecast").unwrap();
        assert!(page.find("<svg").is_none_or(|chart| caveat < chart), "{name}");
    }
}

#[test]
fn no_number_is_left_undefined_or_unrounded() {
    for (name, summary) in samples::all() {
        let page = page(&summary);
        for word in ["NaN", "inf%", "inf ", "null", "undefined", "-0%", "−0.00"] {
            assert!(!page.contains(word), "{name}: {word}");
        }
        // Three decimals or more are for machines; texts of inputs are the author's.
        let visible = words(&page);
        let long = visible.split(|letter: char| !(letter.is_ascii_digit() || letter == '.')).find(|number| {
            number
                .trim_matches('.')
                .split_once('.')
                .is_some_and(|(whole, decimals)| !whole.is_empty() && decimals.len() > 2)
        });
        let inputs = ["0.1.0", "0.168", "0.392", "0.192", "0.448"];
        assert!(long.is_none_or(|number| inputs.contains(&number.trim_matches('.'))), "{name}: {long:?}");
    }
}

/// What stands between tags.
fn words(page: &str) -> String {
    let body = &page[page.find("<body>").unwrap()..];
    let mut text = String::new();
    let mut inside = false;
    for letter in body.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    text
}

#[test]
fn the_words_of_the_flagships_page() {
    let page = page(&samples::flagship());
    let text = words(&page);
    let lines = text.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let text: Vec<String> = lines.filter(|line| !line.is_empty()).take(4000).collect();
    let sentences: Vec<&String> = text.iter().filter(|line| line.contains(' ') && line.len() > 40).collect();
    insta::assert_snapshot!(sentences.iter().map(|line| line.as_str()).collect::<Vec<_>>().join("\n"));
}
