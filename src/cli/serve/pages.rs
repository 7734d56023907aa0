//! What each address answers.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::{Path, RawQuery, Request, State},
    http::StatusCode,
    middleware::{self, Next},
    response::Response,
    routing::get,
};

use crate::{
    engine::trace::Wanted,
    explore::panel::{Panel, Settings},
    report::explorer::{self, Address, Baseline, Outcome, Place, Results, Told, style},
    scenario::{Scenario, written},
};

use super::{
    super::source::Source,
    Server, guard,
    replies::{download, html, problem, seal, see, text},
    work::Trouble,
};

type Shared = State<Arc<Server>>;

/// All addresses.
pub(super) fn router(server: Arc<Server>) -> Router {
    Router::new()
        .route("/", get(start))
        .route("/style.css", get(async || text("text/css; charset=utf-8", style())))
        .route(
            "/script.js",
            get(async || text("text/javascript; charset=utf-8", explorer::SCRIPT.to_owned())),
        )
        .route("/scenarios/{name}", get(view))
        .route("/scenarios/{name}/results", get(results))
        .route("/scenarios/{name}/run", get(run))
        .route("/scenarios/{name}/scenario.toml", get(as_toml))
        .fallback(async || nothing())
        .layer(middleware::from_fn_with_state(Arc::clone(&server), check))
        .with_state(server)
}

async fn check(State(server): Shared, request: Request<Body>, next: Next) -> Response {
    match guard::refusal(&request, server.port) {
        Some(refusal) => seal(refusal),
        None => seal(next.run(request).await),
    }
}

fn nothing() -> Response {
    problem(StatusCode::NOT_FOUND, "There is nothing here", "No scenario and no page has this address.")
}

/// Does what takes time apart from the answers to others.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Response> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        super::super::terminal::note(format_args!("a page broke down: {error}"));
        problem(StatusCode::INTERNAL_SERVER_ERROR, "This should never happen", "Making the page broke down.")
    })
}

async fn start(State(server): Shared) -> Response {
    let made = apart(move || match server.shelf.entries() {
        Ok((entries, note)) => html(StatusCode::OK, explorer::start(&entries, &server.shelf.from(), &note)),
        Err(why) => problem(StatusCode::INTERNAL_SERVER_ERROR, "The folder can’t be listed", &why),
    });
    made.await.unwrap_or_else(|failed| failed)
}

/// A scenario, and what is asked of it.
struct Asked {
    name: String,
    source: Source,
    scenario: Scenario,
    panel: Panel,
    address: Address,
}

/// What is wrong with a request: the status, a heading, a sentence, and details.
struct Wrong(StatusCode, &'static str, String, String);

impl Wrong {
    fn page(&self) -> Response {
        html(self.0, explorer::problem(self.1, &self.2, &self.3))
    }

    fn results(&self) -> Results {
        Results::problem(self.1, &self.2, &self.3)
    }
}

impl From<Trouble> for Wrong {
    fn from(trouble: Trouble) -> Self {
        let (status, heading, what) = match trouble {
            Trouble::Busy => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Too many wait",
                "Others wait for their simulations already: try again in a while.".to_owned(),
            ),
            Trouble::Stopped => (
                StatusCode::SERVICE_UNAVAILABLE,
                "The time was up",
                "No run that was made in time shows it: take fewer draws, or start `armistice serve` with more --seconds."
                    .to_owned(),
            ),
            Trouble::TooLarge(what) => (StatusCode::BAD_REQUEST, "Too large to explore", what),
            Trouble::Stuck => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Too slow to explore",
                "A single draw of this scenario takes longer than the time there is: use `armistice run`."
                    .to_owned(),
            ),
            Trouble::Broken(what) => (StatusCode::INTERNAL_SERVER_ERROR, "This should never happen", what),
        };
        Self(status, heading, what, String::new())
    }
}

impl Asked {
    fn read(server: &Server, name: &str, query: &str) -> Result<Self, Wrong> {
        let source = match server.shelf.read(name) {
            None => {
                let what = "No scenario has this name.".to_owned();
                return Err(Wrong(StatusCode::NOT_FOUND, "There is nothing here", what, String::new()));
            }
            Some(Err(why)) => {
                let what = "This scenario can’t be read.".to_owned();
                return Err(Wrong(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "This scenario can’t be read",
                    what,
                    why,
                ));
            }
            Some(Ok(source)) => source,
        };
        let scenario = source.parse(&[]).map_err(|failure| {
            let what = "Mend what is wrong in the file, and load this page again.".to_owned();
            Wrong(StatusCode::UNPROCESSABLE_ENTITY, "This scenario has errors", what, failure.whole())
        })?;
        let panel = Panel::of(&scenario);
        let address = Address::read(&scenario, &panel, query)
            .map_err(|what| Wrong(StatusCode::BAD_REQUEST, "This can’t be asked for", what, String::new()))?;
        Ok(Self { name: name.to_owned(), source, scenario, panel, address })
    }

    fn place(&self) -> Place<'_> {
        Place {
            name: &self.name,
            called: &self.source.shown,
            scenario: &self.scenario,
            panel: &self.panel,
            address: &self.address,
        }
    }

    /// The scenario with its levers set so.
    fn set(&self, settings: &Settings) -> Result<Arc<Scenario>, Wrong> {
        let overrides = self.address.overrides(&self.panel, settings);
        self.source.parse(&overrides).map(Arc::new).map_err(|failure| {
            let what = "These settings do not go together in this scenario.".to_owned();
            Wrong(StatusCode::UNPROCESSABLE_ENTITY, "This can’t be set so", what, failure.whole())
        })
    }

    /// How the levers are set in the baseline; `None` where it is the view itself.
    fn baseline(&self) -> Option<Settings> {
        let baseline = self.address.pinned.clone().unwrap_or_default();
        (baseline != self.address.settings).then_some(baseline)
    }
}

async fn asked(
    server: &Arc<Server>,
    name: String,
    query: Option<String>,
) -> Result<Result<Asked, Wrong>, Response> {
    let server = Arc::clone(server);
    apart(move || Asked::read(&server, &name, query.as_deref().unwrap_or_default())).await
}

/// What comes of the levers.
async fn outcome(server: &Server, asked: &Arc<Asked>) -> Result<(StatusCode, Results), Response> {
    let both = Arc::clone(asked);
    let scenarios = apart(move || {
        let baseline = both.baseline();
        let before = baseline.as_ref().map(|settings| both.set(settings)).transpose();
        (both.set(&both.address.settings), before, baseline)
    });
    let (now, before, baseline) = scenarios.await?;
    let outcomes = async {
        let now: Arc<Outcome> = server.workshop.outcome(now?).await?;
        let before = match before? {
            Some(before) => Some(server.workshop.outcome(before).await?),
            None => None,
        };
        Ok::<_, Wrong>((now, before))
    };
    let (now, before) = match outcomes.await {
        Ok(outcomes) => outcomes,
        Err(wrong) => return Ok((wrong.0, wrong.results())),
    };
    let asked = Arc::clone(asked);
    apart(move || {
        let baseline = before.as_ref().zip(baseline.as_ref());
        let baseline = baseline.map(|(outcome, settings)| Baseline { settings, outcome });
        (StatusCode::OK, Results::of(asked.place(), &now, baseline))
    })
    .await
}

async fn view(State(server): Shared, Path(name): Path<String>, RawQuery(query): RawQuery) -> Response {
    let shown = async {
        let asked = match asked(&server, name, query).await? {
            Ok(asked) => Arc::new(asked),
            Err(wrong) => return Ok(wrong.page()),
        };
        if asked.address.is_from_form {
            return Ok(see(&asked.place().link("", &asked.address)));
        }
        let (status, results) = outcome(&server, &asked).await?;
        apart(move || html(status, explorer::view(asked.place(), &results))).await
    };
    shown.await.unwrap_or_else(|failed: Response| failed)
}

async fn results(State(server): Shared, Path(name): Path<String>, RawQuery(query): RawQuery) -> Response {
    let shown = async {
        match asked(&server, name, query).await? {
            Ok(asked) => outcome(&server, &Arc::new(asked)).await,
            Err(wrong) => Ok((wrong.0, wrong.results())),
        }
    };
    shown.await.map_or_else(|failed: Response| failed, |(status, results)| html(status, results.fragment()))
}

async fn run(State(server): Shared, Path(name): Path<String>, RawQuery(query): RawQuery) -> Response {
    let shown = async {
        let asked = match asked(&server, name, query).await? {
            Ok(asked) => asked,
            Err(wrong) => return Ok(wrong.page()),
        };
        let told = tell(&server, Arc::new(asked)).await;
        Ok::<Response, Response>(told.unwrap_or_else(|wrong| wrong.page()))
    };
    shown.await.unwrap_or_else(|failed| failed)
}

/// Finds a run, or tells one.
async fn tell(server: &Server, asked: Arc<Asked>) -> Result<Response, Wrong> {
    let set = Arc::clone(&asked);
    let scenario = match apart(move || set.set(&set.address.settings)).await {
        Ok(scenario) => scenario?,
        Err(failed) => return Ok(failed),
    };
    let counts = asked.address.counts;
    let wrong = |what: String| Wrong(StatusCode::BAD_REQUEST, "This can’t be asked for", what, String::new());
    if let Some(name) = asked.address.other("find") {
        let wanted: Wanted = name.parse().map_err(|why| wrong(format!("What to find is {why}.")))?;
        let found = server.workshop.find(scenario, wanted).await?;
        let place = asked.place();
        return Ok(match found {
            Some(run) => see(&place.link("/run", &asked.address.showing("run", &run.to_string()))),
            None => html(StatusCode::OK, explorer::run(place, Told::None(name))),
        });
    }
    let last = counts.draws * counts.replications - 1;
    let run = asked.address.other("run").unwrap_or("0").trim().parse::<u64>().ok();
    let run = run
        .filter(|run| *run <= last)
        .ok_or_else(|| wrong(format!("“run” is a number from 0 to {last}.")))?;
    let trace = server.workshop.trace(scenario, run).await?;
    let page = apart(move || html(StatusCode::OK, explorer::run(asked.place(), Told::Run(&trace))));
    Ok(page.await.unwrap_or_else(|failed| failed))
}

async fn as_toml(State(server): Shared, Path(name): Path<String>, RawQuery(query): RawQuery) -> Response {
    let made = apart(move || {
        let asked = Asked::read(&server, &name, query.as_deref().unwrap_or_default())?;
        let text = toml(&asked)?;
        Ok::<Response, Wrong>(download(&format!("{name}-explored.toml"), text))
    });
    made.await.map_or_else(|failed| failed, |made| made.unwrap_or_else(|wrong| wrong.page()))
}

/// The scenario's text with the levers set in it. It says the very same as the view, or it is not given.
fn toml(asked: &Asked) -> Result<String, Wrong> {
    let scenario = asked.set(&asked.address.settings)?;
    let overrides = asked.address.overrides(&asked.panel, &asked.address.settings);
    let changes: Vec<String> =
        overrides.iter().map(|given| given.as_str().replace(char::is_control, " ")).collect();
    let text = written(&asked.source.text, &overrides).map(|text| {
        let head =
            format!("# {}.toml, changed in Armistice's explorer:", asked.name.replace(char::is_control, " "));
        let changes: String = changes.iter().map(|change| format!("#   {change}\n")).collect();
        format!("{head}\n{changes}\n{text}")
    });
    let says_the_same = |text: &String| {
        let Ok(read) = Scenario::parse(&asked.source.shown, text, &[]) else { return false };
        let numbers = |scenario: &Scenario| {
            let numbers = scenario.parameters.iter();
            numbers.map(|one| (one.key.clone(), one.quantity.clone())).collect::<Vec<_>>()
        };
        read.setting == scenario.setting
            && read.simulation == scenario.simulation
            && numbers(&read) == numbers(&scenario)
    };
    text.filter(says_the_same).ok_or_else(|| {
        Wrong(
            StatusCode::CONFLICT,
            "This view has no file of its own",
            "Its changes can’t be written into the scenario’s text so that it says the same. The command line can make \
             them:"
                .to_owned(),
            asked.address.command(&asked.source.shown, &asked.panel),
        )
    })
}
