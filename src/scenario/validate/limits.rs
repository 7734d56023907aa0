//! How much a scenario may hold. Checked first, so that a hostile or mistaken file is refused at once.

use super::super::{
    diagnostic::{Diagnostics, Finding},
    spec::ScenarioSpec,
    tree::Origin,
};

/// The most deals that a scenario may have.
pub(super) const MOST_DEALS: usize = 50_000;

/// The most actors.
pub(super) const MOST_ACTORS: usize = 32;

/// The most tracks.
pub(super) const MOST_TRACKS: usize = 16;

/// The most numbers, defaults counted in.
pub(super) const MOST_PARAMETERS: usize = 200_000;

/// Whether the scenario is small enough to look at closely; reports what is too much.
pub(super) fn check(spec: &ScenarioSpec, diagnostics: &mut Diagnostics) -> bool {
    let before = diagnostics.len();
    let mut limit = |what: &str, most: usize, places: Vec<Origin>| {
        if let Some(place) = places.get(most) {
            let count = places.len();
            diagnostics.report(
                Finding::new(*place, format!("there are {count} {what}; at most {most} are possible"))
                    .label("one too many"),
            );
        }
    };
    limit("actors", MOST_ACTORS, spec.actors.entries.iter().map(|(id, _)| id.origin).collect());
    limit("issues", 64, spec.issues.iter().map(|issue| issue.origin).collect());
    limit("red lines", 500, spec.red_lines.iter().map(|line| line.origin).collect());
    limit("guarantees", 16, spec.guarantees.iter().map(|guarantee| guarantee.origin).collect());
    limit("tracks", MOST_TRACKS, spec.tracks.iter().map(|track| track.origin).collect());
    limit("tables of weights", 64, spec.weights.entries.iter().map(|(id, _)| id.origin).collect());
    limit("tables of pressure", 64, spec.pressure.entries.iter().map(|(id, _)| id.origin).collect());
    limit("tables of beliefs", 64, spec.beliefs.entries.iter().map(|(id, _)| id.origin).collect());
    limit("votes", 64, spec.ratification.entries.iter().map(|(id, _)| id.origin).collect());
    limit("expectations", 500, spec.expect.iter().map(|expected| expected.origin).collect());
    limit("notes on provenance", 2000, spec.provenance.entries.iter().map(|(id, _)| id.origin).collect());
    limit("correlations", 100, spec.correlations.iter().map(|correlation| correlation.origin).collect());
    for issue in &spec.issues {
        let levels = issue.levels.iter().flatten().map(|level| level.origin).collect();
        limit("levels", MOST_DEALS, levels);
        let on_table = issue.on_table.iter().flatten().map(|level| level.origin).collect();
        limit("levels on the table", 2000, on_table);
    }
    for line in &spec.red_lines {
        limit("levels of a red line", 2000, line.levels.iter().flatten().map(|level| level.origin).collect());
    }
    for track in &spec.tracks {
        limit(
            "members",
            MOST_ACTORS + MOST_TRACKS,
            track.members.iter().map(|member| member.origin).collect(),
        );
    }
    diagnostics.len() == before
}
