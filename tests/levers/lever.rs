//! The levers of the founding case, from where to where each is turned, and the sign that it should have.

use crate::text::Level;

use Sign::{Apart, Down, Either, Up};

/// What is expected of a lever.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Up,
    Down,
    /// No sign is expected.
    Either,
    /// The lever is no part of this.
    Apart,
}

/// One lever.
pub struct Lever {
    pub name: &'static str,
    /// From where to where, in words.
    pub turned: &'static str,
    /// What is set on either side; nothing for the flagship as it is.
    pub keys: [&'static [&'static str]; 2],
    /// The terms by which the text that is held fixed differs on either side.
    pub text: [&'static [Level]; 2],
    /// Whether deals are worth something else on either side.
    pub revalues: bool,
    /// How long peace lasts under that text.
    pub peace: Sign,
    /// The share that sign.
    pub deal: Sign,
}

const SAME: [&[Level]; 2] = [&[], &[]];

/// All of them, in the order of the page.
pub const LEVERS: &[Lever] = &[
    Lever {
        name: "[honour, true](#the-guarantee-as-it-is)",
        turned: "both .2 → .8",
        keys: [
            &["guarantees.american.honour=0.2", "guarantees.european.honour=0.2"],
            &["guarantees.american.honour=0.8", "guarantees.european.honour=0.8"],
        ],
        text: SAME,
        revalues: true,
        peace: Up,
        deal: Either,
    },
    Lever {
        name: "[honour, perceived](#the-guarantee-as-it-is-believed)",
        turned: "both .05 → .6",
        keys: [
            &["guarantees.american.perceived=0.05", "guarantees.european.perceived=0.05"],
            &["guarantees.american.perceived=0.6", "guarantees.european.perceived=0.6"],
        ],
        text: SAME,
        revalues: true,
        peace: Up,
        deal: Either,
    },
    Lever {
        name: "[severity](#how-much-is-promised)",
        turned: "consultation → ratified",
        keys: [
            &["issues.guarantee.on_table=[\"Consultation\"]"],
            &["issues.guarantee.on_table=[\"Article-5-like (ratified)\"]"],
        ],
        text: [&[("guarantee", "Consultation")], &[("guarantee", "Article-5-like (ratified)")]],
        revalues: true,
        peace: Up,
        deal: Either,
    },
    Lever {
        name: "[cost of answering](#how-much-is-promised)",
        turned: "none → 30 months",
        keys: [
            &["guarantees.american.answer_cost=0", "guarantees.european.answer_cost=0"],
            &["guarantees.american.answer_cost=30", "guarantees.european.answer_cost=30"],
        ],
        text: SAME,
        revalues: true,
        peace: Apart,
        deal: Either,
    },
    Lever {
        name: "[force](#the-multinational-force)",
        turned: "none → American backstop",
        keys: [&["issues.mnf.on_table=[\"None\"]"], &["issues.mnf.on_table=[\"European (US backstop)\"]"]],
        text: [&[("mnf", "None")], &[("mnf", "European (US backstop)")]],
        revalues: true,
        peace: Up,
        deal: Down,
    },
    Lever {
        name: "[troops](#ukraines-peacetime-troops)",
        turned: "700,000 → 800,000",
        keys: [&["issues.troops.on_table=[\"700,000\"]"], &["issues.troops.on_table=[\"800,000\"]"]],
        text: [&[("troops", "700,000")], &[("troops", "800,000")]],
        revalues: true,
        peace: Up,
        deal: Either,
    },
    Lever {
        name: "[monitors](#monitors)",
        turned: "none → led by the United States",
        keys: [
            &["issues.monitoring.on_table=[\"None\"]"],
            &["issues.monitoring.on_table=[\"US-led (early warning)\"]"],
        ],
        text: [&[("monitoring", "None")], &[("monitoring", "US-led (early warning)")]],
        revalues: true,
        peace: Up,
        deal: Up,
    },
    Lever {
        name: "[territory](#territory)",
        turned: "contact line → withdrawal",
        keys: [
            &["issues.territory.on_table=[\"Contact line (unrecognised)\"]"],
            &["issues.territory.on_table=[\"Donbas withdrawal (DMZ)\"]"],
        ],
        text: [&[("territory", "Contact line (unrecognised)")], &[("territory", "Donbas withdrawal (DMZ)")]],
        revalues: true,
        peace: Either,
        deal: Either,
    },
    Lever {
        name: "[Kyiv's red line](#territory)",
        turned: "withdrawal → line frozen",
        keys: [&[], &["red_lines.ukraine.territory.max=\"Line frozen (no-force pledge)\""]],
        text: SAME,
        revalues: true,
        peace: Apart,
        deal: Either,
    },
    Lever {
        name: "[pressure on Kyiv](#pressure)",
        turned: "none → .05 a month, at most .3",
        keys: [&["pressure.ukraine.slope=0"], &["pressure.ukraine.slope=0.05", "pressure.ukraine.max=0.3"]],
        text: SAME,
        revalues: false,
        peace: Apart,
        deal: Up,
    },
    Lever {
        name: "[pressure on Moscow](#pressure)",
        turned: "none → .05 a month, at most .3",
        keys: [&["pressure.russia.slope=0"], &["pressure.russia.slope=0.05", "pressure.russia.max=0.3"]],
        text: SAME,
        revalues: false,
        peace: Apart,
        deal: Up,
    },
    Lever {
        name: "[silence](#silence)",
        turned: "chosen → absent by chance alone",
        keys: [&[], &["actors.russia.silence=\"absent\""]],
        text: SAME,
        revalues: false,
        peace: Apart,
        deal: Up,
    },
    Lever {
        name: "[silence](#silence)",
        turned: "a silent month costs 0 → .2",
        keys: [&["pressure.russia.on_silence=0"], &["pressure.russia.on_silence=0.2"]],
        text: SAME,
        revalues: false,
        peace: Apart,
        deal: Up,
    },
    Lever {
        name: "[silence](#silence)",
        turned: "answers .3 → .95 of the time",
        keys: [&["actors.russia.responsiveness=0.3"], &["actors.russia.responsiveness=0.95"]],
        text: SAME,
        revalues: false,
        peace: Apart,
        deal: Up,
    },
    Lever {
        name: "[silence](#silence)",
        turned: "not conceded to → conceded to",
        keys: [&[], &["tracks.moscow.concede_to_silence=true"]],
        text: SAME,
        revalues: false,
        peace: Apart,
        deal: Either,
    },
    Lever {
        name: "[tracks](#tracks)",
        turned: "through the allies → around them if need be",
        keys: [&[], &["tracks.moscow.bypass=true"]],
        text: SAME,
        revalues: false,
        peace: Apart,
        deal: Either,
    },
    Lever {
        name: "[tracks](#tracks)",
        turned: "text final → returned three times",
        keys: [&["tracks.moscow.returns=0"], &[]],
        text: SAME,
        revalues: false,
        peace: Apart,
        deal: Up,
    },
    Lever {
        name: "[tracks](#tracks)",
        turned: "8 → 18 rounds with Moscow",
        keys: [&["tracks.moscow.rounds=8"], &[]],
        text: SAME,
        revalues: false,
        peace: Apart,
        deal: Up,
    },
    Lever {
        name: "[ultimatum](#the-ultimatum)",
        turned: "talks → one American text",
        keys: [&[], &["tracks.moscow.protocol={ kind = \"ultimatum\", proposer = \"us\" }"]],
        text: SAME,
        revalues: false,
        peace: Apart,
        deal: Either,
    },
    Lever {
        name: "[Russia's war](#beside-the-levers-how-the-war-goes)",
        turned: "worth .58 → .74",
        keys: [&["actors.russia.war_flow=0.58"], &["actors.russia.war_flow=0.74"]],
        text: SAME,
        revalues: true,
        peace: Down,
        deal: Down,
    },
    Lever {
        name: "[Ukraine's war](#beside-the-levers-how-the-war-goes)",
        turned: "worth .42 → .56",
        keys: [&["actors.ukraine.war_flow=0.42"], &["actors.ukraine.war_flow=0.56"]],
        text: SAME,
        revalues: true,
        peace: Down,
        deal: Down,
    },
];
