//! What an address asks for: the levers that are set, how much is simulated, and what it is compared with.

use crate::{
    explore::panel::{InvalidSetting, Kind, Panel, Settings},
    scenario::{Override, Scenario},
};

/// How much is simulated where the address does not say: enough to see what a lever does, within about a second.
const DRAWS: u64 = 200;
const REPLICATIONS: u64 = 10;

/// The most draws, and the most runs of each.
pub(super) const MOST_DRAWS: u64 = 2_000;
pub(super) const MOST_REPLICATIONS: u64 = 100;
/// The most runs in all.
const MOST_RUNS: u64 = 20_000;
/// The largest seed that a scenario may have.
pub(super) const LARGEST_SEED: u64 = (1 << 53) - 1;

/// How much is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Parameter draws.
    pub draws: u64,
    /// Runs of each.
    pub replications: u64,
    /// The seed.
    pub seed: u64,
}

/// What an address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The levers.
    pub settings: Settings,
    /// How much is simulated.
    pub counts: Counts,
    /// The levers of the view that is pinned as the baseline; `None`: the scenario as it is.
    pub pinned: Option<Settings>,
    /// The scenario's own counts, as far as an address need not say them.
    usual: Counts,
    /// Whether a form wrote it, which says more than it must.
    pub is_from_form: bool,
    /// What is not about a view, such as the number of a run.
    pub others: Vec<(String, String)>,
}

/// What is not about a view.
const OTHERS: [&str; 2] = ["run", "find"];

impl Address {
    /// Reads the query of an address: `a=1&b=2`.
    ///
    /// # Errors
    /// A sentence that says what it can't ask for.
    pub fn read(scenario: &Scenario, panel: &Panel, query: &str) -> Result<Self, String> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let only = |name: &str| pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        let is_from_form = only("form").is_some();
        let usual = Counts { draws: DRAWS, replications: REPLICATIONS, seed: scenario.simulation.seed };
        let number = |name: &str, usual: u64, least: u64, most: u64| match only(name).map(str::trim) {
            None | Some("") => Ok(usual),
            Some(text) => text
                .parse()
                .ok()
                .filter(|number| (least..=most).contains(number))
                .ok_or_else(|| format!("“{name}” is a whole number from {least} to {most}.")),
        };
        let counts = Counts {
            draws: number("draws", usual.draws, 1, MOST_DRAWS)?,
            replications: number("replications", usual.replications, 1, MOST_REPLICATIONS)?,
            seed: number("seed", usual.seed, 0, LARGEST_SEED)?,
        };
        if counts.draws * counts.replications > MOST_RUNS {
            return Err(format!(
                "{} draws of {} runs are more than the {MOST_RUNS} that are simulated at once here: lower one of them, or \
                 use `armistice run`.",
                counts.draws, counts.replications
            ));
        }
        let own = ["form", "set", "pin", "draws", "replications", "seed"];
        let is_lever = |name: &str| !own.contains(&name) && !OTHERS.contains(&name);
        let is_set = |name: &str| pairs.iter().any(|(own, value)| own == "set" && value == name);
        let is_slider = |name: &str| {
            panel.controls().any(|control| control.id == name && matches!(control.kind, Kind::Slider(_)))
        };
        let levers = pairs.iter().filter(|(name, _)| is_lever(name));
        // A form sends every slider, and says apart which are set.
        let levers = levers.filter(|(name, _)| !is_from_form || !is_slider(name) || is_set(name));
        let settings = settings_of(panel, levers)?;
        if is_from_form {
            let is_bare = |id: &str| !pairs.iter().any(|(name, _)| name == id);
            let bare = panel.controls().find(|one| matches!(one.kind, Kind::Levels(_)) && is_bare(&one.id));
            if let Some(bare) = bare {
                return Err(format!("“{}” has no level left on the table: tick one at least.", bare.label));
            }
        }
        let pinned = match only("pin") {
            None => None,
            Some(pinned) => {
                let pairs: Vec<(String, String)> =
                    form_urlencoded::parse(pinned.as_bytes()).into_owned().collect();
                Some(settings_of(panel, pairs.iter())?).filter(|pinned| !pinned.is_empty())
            }
        };
        let others = pairs.iter().filter(|(name, _)| OTHERS.contains(&name.as_str())).cloned().collect();
        Ok(Self { settings, counts, pinned, usual, is_from_form, others })
    }

    /// The shortest query that asks for it.
    #[must_use]
    pub fn query(&self, panel: &Panel) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(panel.pairs(&self.settings));
        let (counts, usual) = (self.counts, self.usual);
        for (name, count, usual) in [
            ("draws", counts.draws, usual.draws),
            ("replications", counts.replications, usual.replications),
            ("seed", counts.seed, usual.seed),
        ] {
            if count != usual {
                query.append_pair(name, &count.to_string());
            }
        }
        if let Some(pinned) = &self.pinned {
            query.append_pair("pin", &pin(panel, pinned));
        }
        query.extend_pairs(&self.others);
        query.finish()
    }

    /// The same with other levers.
    #[must_use]
    pub fn with(&self, settings: Settings) -> Self {
        Self { settings, others: Vec::new(), ..self.clone() }
    }

    /// The same with this baseline.
    #[must_use]
    pub fn pinning(&self, pinned: Option<Settings>) -> Self {
        let pinned = pinned.filter(|pinned| !pinned.is_empty());
        Self { pinned, others: Vec::new(), ..self.clone() }
    }

    /// The same for one run.
    #[must_use]
    pub fn showing(&self, name: &str, value: &str) -> Self {
        Self { others: vec![(name.to_owned(), value.to_owned())], ..self.clone() }
    }

    /// Something that is not about a view.
    #[must_use]
    pub fn other(&self, name: &str) -> Option<&str> {
        self.others.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// All changes to the scenario, with settings of the levers.
    #[must_use]
    pub fn overrides(&self, panel: &Panel, settings: &Settings) -> Vec<Override> {
        let Counts { draws, replications, seed } = self.counts;
        let counts = [
            format!("simulation.draws={draws}"),
            format!("simulation.replications={replications}"),
            format!("simulation.seed={seed}"),
        ];
        let counts = counts.iter().filter_map(|text| text.parse().ok());
        panel.overrides(settings).into_iter().chain(counts).collect()
    }

    /// What makes the view again, for a shell; `called` is the scenario as the command line calls it.
    #[must_use]
    pub fn command(&self, called: &str, panel: &Panel) -> String {
        let quoted = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
        let mut command = format!("armistice run {}", quoted(called));
        for given in self.overrides(panel, &self.settings) {
            command.push_str(&format!(" --set {}", quoted(given.as_str())));
        }
        command
    }
}

/// How the pinned settings stand in an address.
pub(super) fn pin(panel: &Panel, settings: &Settings) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(panel.pairs(settings)).finish()
}

fn settings_of<'p>(
    panel: &Panel,
    pairs: impl Iterator<Item = &'p (String, String)>,
) -> Result<Settings, String> {
    let pairs = pairs.map(|(name, value)| (name.as_str(), value.as_str()));
    panel.read(pairs).map_err(|error: InvalidSetting| {
        let sentence = error.to_string();
        crate::report::findings::capitalise(&sentence) + "."
    })
}
