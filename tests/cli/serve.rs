//! `armistice serve` over plain sockets: every page, who may ask, what can't be reached, and what happens when many ask at
//! once or leave. `scripts/check-browser` looks at it in a browser.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpStream},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use roxmltree::{Document, Node};
use serde_json::Value;

use crate::support::Workplace;

/// A server of our own, which ends with the test.
struct Explorer {
    child: Child,
    port: u16,
    /// Where its standard error goes.
    notes: std::path::PathBuf,
}

impl Explorer {
    fn start(here: &Workplace, arguments: &[&str]) -> Self {
        let notes = here.path("notes");
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("armistice"))
            .args(["serve", "--port", "0"])
            .args(arguments)
            .current_dir(here.path("."))
            .stdout(Stdio::piped())
            .stderr(fs::File::create(&notes).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().strip_prefix("http://127.0.0.1:").and_then(|rest| rest.strip_suffix('/'));
        let port = port.unwrap_or_else(|| panic!("{line}")).parse().unwrap();
        Self { child, port, notes }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(180))).unwrap();
        stream
    }

    /// Sends bytes, and reads the answer until the connection ends.
    fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request).unwrap();
        let mut bytes = Vec::new();
        // A server that refuses what it has not read may reset the connection after its answer.
        let _ = stream.read_to_end(&mut bytes);
        Answer::read(&bytes)
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let host = format!("Host: 127.0.0.1:{}\r\n", self.port);
        self.raw(format!("{method} {path} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n").as_bytes())
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// Seconds of processor time that it has used.
    #[cfg(target_os = "linux")]
    fn worked(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        // User and system time, in hundredths of a second on every Linux.
        (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
    }

    /// That nothing broke down which no reader saw.
    #[track_caller]
    fn expect_sound(&mut self) {
        assert_eq!(self.child.try_wait().unwrap(), None, "it still runs");
        let notes = fs::read_to_string(&self.notes).unwrap();
        assert!(!notes.contains("broke down") && !notes.contains("panicked"), "{notes}");
    }
}

impl Drop for Explorer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Self { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    #[track_caller]
    fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}\n\n{}", self.head, self.body);
        self
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// A page or a part of one as XML, which is stricter than HTML.
#[track_caller]
fn with_xml<T>(html: &str, read: impl FnOnce(&Document<'_>) -> T) -> T {
    let text = format!("<all>{}</all>", html.strip_prefix("<!DOCTYPE html>").unwrap_or(html));
    read(&Document::parse(&text).unwrap_or_else(|error| panic!("{error}\n{html}")))
}

/// The names and values with which the levers of a page can be set.
#[derive(Debug, Default)]
struct Levers {
    /// Name, least and most.
    sliders: Vec<(String, String, String)>,
    /// Name and value.
    boxes: Vec<(String, String)>,
    choices: Vec<(String, String)>,
}

impl Levers {
    fn of(html: &str) -> Self {
        with_xml(html, |page| {
            let mut levers = Self::default();
            let get = |node: &Node<'_, '_>, name: &str| node.attribute(name).unwrap_or_default().to_owned();
            for node in page.descendants() {
                match (node.tag_name().name(), node.attribute("type"), node.attribute("name")) {
                    ("input", Some("range"), _) => {
                        levers.sliders.push((get(&node, "name"), get(&node, "min"), get(&node, "max")));
                    }
                    ("input", Some("checkbox"), Some(name)) if name != "set" => {
                        levers.boxes.push((name.to_owned(), get(&node, "value")));
                    }
                    ("option", ..) => {
                        levers.choices.push((get(&node.parent().unwrap(), "name"), get(&node, "value")));
                    }
                    _ => {}
                }
            }
            levers
        })
    }

    /// Queries that together give every lever each of its values, or for a slider its ends, at least once.
    fn turns(&self) -> Vec<String> {
        let mut queries = vec![self.sliders_at(false), self.sliders_at(true)];
        for all in [&self.boxes, &self.choices] {
            let mut names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
            names.dedup();
            let of = |name: &str| -> Vec<String> {
                all.iter().filter(|(own, _)| own == name).map(|(name, value)| pair(name, value)).collect()
            };
            let most = names.iter().map(|name| of(name).len()).max().unwrap_or(0);
            let turn = |at: usize| {
                let pairs: Vec<String> = names
                    .iter()
                    .map(|name| of(name))
                    .map(|values| values[at % values.len()].clone())
                    .collect();
                pairs.join("&")
            };
            queries.extend((0..most).map(turn));
        }
        queries
    }

    /// A query that sets all sliders to one of their ends.
    fn sliders_at(&self, most: bool) -> String {
        let pairs = self.sliders.iter().map(|(name, low, high)| (name, if most { high } else { low }));
        pairs.map(|(name, value)| pair(name, value)).collect::<Vec<_>>().join("&")
    }
}

/// `name=value` for an address.
fn pair(name: &str, value: &str) -> String {
    form(name) + "=" + &form(value)
}

fn form(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

/// How often each ending came, by its label: the numbers behind the first chart.
fn endings(html: &str) -> Vec<(String, String)> {
    with_xml(html, |page| {
        let figure = page.descendants().find(|node| node.attribute("id") == Some("outcomes")).unwrap();
        let rows = figure.descendants().filter(|node| node.tag_name().name() == "tr").skip(1);
        let text = |row: &Node<'_, '_>, at: usize| {
            let cell = row.children().filter(|node| node.tag_name().name() == "td").nth(at).unwrap();
            cell.text().unwrap_or_default().replace(',', "")
        };
        rows.map(|row| (text(&row, 0), text(&row, 1))).collect()
    })
}

fn shipped(here: &Workplace) -> Vec<String> {
    let list: Value = serde_json::from_str(&here.armistice(&["list", "--json"]).stdout()).unwrap();
    let names = list["scenarios"].as_array().unwrap().iter();
    names.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

/// A scenario of which a view takes minutes: the flagship, with very long talks.
fn slow() -> String {
    let text =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/ukraine-2025.toml")).unwrap();
    text.replace("rounds = 12", "rounds = 9000")
}

#[test]
fn every_shipped_scenario_has_a_page_and_every_lever_can_be_turned() {
    let here = Workplace::new();
    let mut explorer = Explorer::start(&here, &[]);
    let start = explorer.get("/").expect(200).body;
    with_xml(&start, |_| {});
    let mut turned = 0;
    for name in shipped(&here) {
        assert!(start.contains(&format!("href=\"/scenarios/{name}\"")), "{name} is not listed");
        let page = explorer.get(&format!("/scenarios/{name}?draws=2&replications=1")).expect(200).body;
        assert!(page.contains("What comes of it") && page.contains("not a forecast"), "{name}");
        let levers = Levers::of(&page);
        assert!(!levers.sliders.is_empty(), "{name}");
        for query in levers.turns() {
            let path = format!("/scenarios/{name}/results?draws=2&replications=1&{query}");
            let part = explorer.get(&path).expect(200).body;
            with_xml(&part, |_| {});
            turned += 1;
        }
    }
    assert!(turned > 60, "{turned}");
    explorer.expect_sound();
}

#[test]
fn a_lever_moves_the_result_and_is_told_from_chance() {
    let here = Workplace::new();
    let explorer = Explorer::start(&here, &[]);
    let at = |query: &str| explorer.get(&format!("/scenarios/ukraine-2025/results?{query}")).expect(200).body;
    let plain = at("");
    assert!(!plain.contains("Against the baseline"), "nothing is changed");
    assert!(plain.contains("armistice run &#39;ukraine-2025&#39; --set"), "{plain}");
    let weak = at("guarantee_strength=0");
    assert_ne!(endings(&plain), endings(&weak));
    assert!(
        weak.contains("points less than as in the scenario") && weak.contains("more than chance"),
        "{weak}"
    );
    // Against itself as the baseline there is nothing to compare, and against the scenario as it is the sign turns.
    assert!(!at("guarantee_strength=0&pin=guarantee_strength%3D0").contains("Against the baseline"));
    assert!(at("pin=guarantee_strength%3D0").contains("points more than as pinned"));
}

#[test]
fn a_form_leads_to_the_shortest_address() {
    let here = Workplace::new();
    let explorer = Explorer::start(&here, &[]);
    let page = explorer.get("/scenarios/ukraine-2025?draws=2&replications=1").expect(200).body;
    let levers = Levers::of(&page);
    let mut query = vec!["form=1".to_owned(), pair("set", "guarantee_strength")];
    query.extend(levers.sliders.iter().map(|(name, _, most)| pair(name, most)));
    query.extend(levers.boxes.iter().map(|(name, value)| pair(name, value)));
    let sent = |query: &[String]| explorer.get(&format!("/scenarios/ukraine-2025?{}", query.join("&")));
    assert_eq!(
        sent(&query).expect(303).header("location"),
        Some("/scenarios/ukraine-2025?guarantee_strength=1.00")
    );
    query.retain(|pair| !pair.starts_with(&form("issues.mnf.on_table")));
    assert!(sent(&query).expect(400).body.contains("tick one at least"));
}

#[test]
fn what_is_downloaded_gives_the_numbers_of_the_view() {
    let here = Workplace::new();
    let explorer = Explorer::start(&here, &[]);
    let mut views: Vec<(String, String)> =
        shipped(&here).into_iter().map(|name| (name, "draws=12&replications=3&seed=7".to_owned())).collect();
    for (name, query) in &mut views {
        let page = explorer.get(&format!("/scenarios/{name}?{query}")).expect(200).body;
        query.push_str(&format!("&{}", Levers::of(&page).sliders_at(true)));
    }
    let lines = "draws=12&replications=3&issues.mnf.on_table=None&red_lines.ukraine.territory=soft%3A1991%20borders\
                 &red_lines.ukraine.territory%5B1%5D=off&red_lines.russia.mnf=hard%3ANone&monitoring.detection%5B2%5D=0.4\
                 &guarantees.american.honour=0.7";
    views.push(("ukraine-2025".to_owned(), lines.to_owned()));
    for (name, query) in views {
        let shown = explorer.get(&format!("/scenarios/{name}/results?{query}")).expect(200).body;
        let file = explorer.get(&format!("/scenarios/{name}/scenario.toml?{query}")).expect(200);
        assert_eq!(
            file.header("content-disposition"),
            Some(&*format!("attachment; filename=\"{name}-explored.toml\""))
        );
        here.write("explored.toml", &file.body);
        let ran = here.armistice(&[
            "run",
            "explored.toml",
            "--quiet",
            "--json",
            "--out",
            &format!("out-{name}-{}", query.len()),
        ]);
        let summary: Value =
            serde_json::from_str(&ran.stdout()).unwrap_or_else(|error| panic!("{error} {}", ran.stderr()));
        let counted = endings(&shown);
        assert!(counted.len() >= 2, "{name}");
        for (label, count) in counted {
            let is_it = |outcome: &&Value| {
                outcome["label"] == *label || label == "Deal signed" && outcome["outcome"] == "durable"
            };
            let outcome = summary["outcomes"].as_array().unwrap().iter().find(is_it).unwrap();
            assert_eq!(outcome["count"].to_string(), count, "{name}: {label}");
        }
        // What the author wrote about it is kept.
        assert!(file.body.contains("# WHAT IT ASKS") || !here.comments(&name), "{name}: {}", file.body);
    }
}

impl Workplace {
    /// Whether a shipped scenario opens with what it asks.
    fn comments(&self, name: &str) -> bool {
        let path = format!("{}/scenarios/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        fs::read_to_string(path).unwrap().contains("# WHAT IT ASKS")
    }
}

#[test]
fn a_run_is_found_and_told() {
    let here = Workplace::new();
    let explorer = Explorer::start(&here, &[]);
    let path = "/scenarios/ukraine-2025/run?draws=40";
    let found = explorer.get(&format!("{path}&find=no-deal")).expect(303);
    let place = found.header("location").unwrap().to_owned();
    let told = explorer.get(&place).expect(200).body;
    with_xml(&told, |_| {});
    assert!(told.contains("How it ends: no deal") && told.contains("<svg"), "{told}");
    for wrong in ["find=peace", "run=-1", "run=400", "run=x"] {
        explorer.get(&format!("{path}&{wrong}")).expect(400);
    }
    let none = explorer
        .get("/scenarios/classroom-ultimatum/run?draws=1&replications=1&find=tested")
        .expect(200)
        .body;
    assert!(none.contains("None of the 1 runs"), "{none}");
}

#[test]
fn what_cannot_be_asked_for_is_said() {
    let here = Workplace::new();
    let mut explorer = Explorer::start(&here, &[]);
    for (query, part) in [
        ("nonsense=1", "no lever `nonsense`"),
        ("guarantee_strength=2", "goes from 0 to 1.00"),
        ("guarantee_strength=NaN", "goes from 0"),
        ("guarantee_strength=0&guarantee_strength=1", "is set twice"),
        ("issues.mnf.on_table=Many", "has no level `Many`"),
        ("red_lines.russia.mnf=firm", "be `firm`"),
        ("draws=0", "from 1 to"),
        ("draws=2001", "from 1 to"),
        ("draws=2000&replications=100", "are more than the 20000"),
        ("seed=-1", "“seed”"),
        ("pin=nonsense%3D1", "no lever `nonsense`"),
        ("%3Cscript%3E=1", "&lt;script&gt;"),
    ] {
        for below in ["", "/results", "/run", "/scenario.toml"] {
            let answer = explorer.get(&format!("/scenarios/ukraine-2025{below}?{query}")).expect(400);
            assert!(answer.body.contains(part), "{query}: {}", answer.body);
            assert!(!answer.body.contains("<script>"), "{query}");
        }
    }
    explorer.expect_sound();
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let here = Workplace::new();
    fs::create_dir(here.path("shelf")).unwrap();
    let talks = here.read("talks.toml");
    here.write("shelf/good one.toml", &talks);
    here.write("shelf/broken.toml", "name = \"<b>Broken</b>\"\nroundz = 3\n");
    here.write("shelf/large.toml", &"#".repeat(2 << 20));
    here.write("shelf/other.txt", "SECRET");
    here.write("secret.toml", &format!("# SECRET\n{talks}"));
    #[cfg(unix)]
    std::os::unix::fs::symlink(here.path("secret.toml"), here.path("shelf/link.toml")).unwrap();
    let mut explorer = Explorer::start(&here, &["shelf"]);

    let start = explorer.get("/").expect(200).body;
    with_xml(&start, |_| {});
    assert!(start.contains("href=\"/scenarios/good%20one\""), "{start}");
    assert!(start.contains("broken.toml") && start.contains("roundz") && !start.contains("<b>"), "{start}");
    assert!(!start.contains("ukraine-2025") && !start.contains("other"), "of the folder alone: {start}");
    let good = explorer.get("/scenarios/good%20one?draws=2").expect(200).body;
    assert!(good.contains("armistice run &#39;good one.toml&#39; --set"), "{good}");
    explorer.get("/scenarios/broken").expect(422);
    explorer.get("/scenarios/large").expect(422);
    #[cfg(unix)]
    explorer.get("/scenarios/link").expect(422);
    explorer.get("/scenarios/ukraine-2025").expect(404);

    let long = "x".repeat(5_000);
    let absolute = form(here.path("secret").to_str().unwrap());
    for name in [
        "..%2Fsecret",
        "..%2fsecret.toml",
        "%2e%2e%2fsecret",
        "%2e%2e/secret",
        "../secret",
        "..%5Csecret",
        "..\\secret",
        "good%20one%00",
        "%00",
        "%2Fetc%2Fpasswd",
        "//etc/passwd",
        "./good%20one",
        "shelf%2Fgood%20one",
        "good%20one.toml",
        "%FF%FE",
        "%",
        "..",
        ".",
        "",
        "%252e%252e%252fsecret",
        &long,
        &absolute,
        "other",
        "other.txt",
    ] {
        for below in ["", "/scenario.toml"] {
            let answer = explorer.get(&format!("/scenarios/{name}{below}"));
            assert!(matches!(answer.status, 400 | 404), "{name}: {}", answer.head);
            assert!(!answer.body.contains("SECRET"), "{name}: {}", answer.body);
        }
    }
    // What is added shows at once; what is gone is not there.
    here.write("shelf/new.toml", &talks);
    explorer.get("/scenarios/new?draws=2").expect(200);
    fs::remove_dir_all(here.path("shelf")).unwrap();
    explorer.get("/scenarios/new?draws=2").expect(404);
    explorer.get("/").expect(500);
    explorer.expect_sound();
}

#[test]
fn words_of_a_scenario_stay_words() {
    let here = Workplace::new();
    fs::create_dir(here.path("shelf")).unwrap();
    let hostile = r#"<img src=x onerror=alert(1)>\"'&amp;"#;
    let mut text = here.read("talks.toml");
    for (key, end) in
        [("name = \"", "\""), ("question = \"", "\""), ("label = \"", "\""), ("note = \"", "\"")]
    {
        let mut parts = text.split(key);
        let mut changed = parts.next().unwrap().to_owned();
        for part in parts {
            changed += &format!("{key}{hostile} {}", part.split_once(end).map_or("", |_| part));
        }
        text = changed;
    }
    here.write("shelf/hostile.toml", &text);
    here.write("shelf/<b>&\"'.toml", &text);
    here.write("shelf/wrong.toml", &text.replace("seed = 1", &format!("seed = \"{hostile}\"")));
    let mut explorer = Explorer::start(&here, &["shelf"]);
    for path in [
        "/",
        "/scenarios/hostile?draws=5",
        "/scenarios/hostile/results?draws=5&actors.south.responsiveness=0.5",
        "/scenarios/hostile/run?draws=5&run=2",
        "/scenarios/wrong",
        "/scenarios/%3Cb%3E%26%22%27?draws=5",
        "/scenarios/%3Cb%3E%26%22%27?draws=5&actors.south.responsiveness=0.5&pin=actors.north.responsiveness%3D0.2",
    ] {
        let answer = explorer.get(path);
        assert_eq!(answer.status, if path.ends_with("wrong") { 422 } else { 200 }, "{path}: {}", answer.body);
        assert!(answer.body.contains("&lt;img src=x"), "{path}");
        assert!(!answer.body.contains("<img") && !answer.body.contains("<b>"), "{path}");
        with_xml(&answer.body, |_| {});
    }
    let file = explorer.get("/scenarios/%3Cb%3E%26%22%27/scenario.toml?draws=5").expect(200);
    assert_eq!(file.header("content-disposition"), Some("attachment; filename=\"_b____-explored.toml\""));
    explorer.expect_sound();
}

#[test]
fn only_this_machines_own_pages_are_answered_and_only_gets() {
    let here = Workplace::new();
    let mut explorer = Explorer::start(&here, &[]);
    let port = explorer.port;
    let with_host = |host: &str| {
        explorer.raw(format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n").as_bytes()).status
    };
    assert_eq!(with_host(&format!("Host: localhost:{port}\r\n")), 200);
    for host in
        ["", "Host: evil.example\r\n", &format!("Host: evil.example:{port}\r\n"), "Host: 127.0.0.1\r\n"]
    {
        assert_eq!(with_host(host), 421, "{host}");
    }
    for header in ["Origin: http://evil.example\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n"] {
        for path in ["/", "/style.css", "/scenarios/ukraine-2025"] {
            let answer = explorer.ask("GET", path, header).expect(403);
            assert!(!answer.body.contains("What comes of it"), "{header}");
        }
    }
    explorer
        .ask("GET", "/", &format!("Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n"))
        .expect(200);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let answer = explorer.ask(method, "/", "Content-Length: 0\r\n").expect(405);
        assert_eq!(answer.header("allow"), Some("get, head"));
    }
    assert_eq!(explorer.ask("HEAD", "/", "").expect(200).body, "");
    explorer.ask("GET", "/", "Content-Length: 5000000000\r\n").expect(413);
    explorer.ask("GET", "/", "Transfer-Encoding: chunked\r\n").expect(413);
    explorer.get(&format!("/?{}", "x".repeat(40_000))).expect(414);
    let large = explorer.ask("GET", "/", &format!("X: {}\r\n", "x".repeat(100_000)));
    assert!(matches!(large.status, 400..500), "{}", large.head);
    let many = explorer.ask("GET", "/", &(0..500).map(|at| format!("X-{at}: 1\r\n")).collect::<String>());
    assert!(matches!(many.status, 400..500), "{}", many.head);
    explorer.raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 no HTTP at all\r\n\r\n");
    for path in ["/", "/nothing", "/style.css", "/script.js", "/scenarios/ukraine-2025?draws=2"] {
        let answer = explorer.get(path);
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert!(!answer.body.contains("style=\""), "{path}");
    }
    explorer.expect_sound();
}

#[test]
fn no_page_names_another_host() {
    let here = Workplace::new();
    let explorer = Explorer::start(&here, &[]);
    for path in [
        "/",
        "/style.css",
        "/script.js",
        "/scenarios/dayton-1995?draws=4",
        "/scenarios/dayton-1995/run?draws=4",
    ] {
        let body = explorer.get(path).expect(200).body;
        assert!(!body.contains("://") && !body.contains("\"//"), "{path}");
    }
    assert!(explorer.get("/script.js").body.len() < 4_096, "the script stays small");
}

#[test]
fn two_hundred_readers_at_once_are_all_answered() {
    let here = Workplace::new();
    let mut explorer = Explorer::start(&here, &[]);
    let paths = [
        "/",
        "/scenarios/classroom-ultimatum",
        "/scenarios/dayton-1995?draws=40&guarantee_strength=0.5",
        "/scenarios/dayton-1995/results?draws=40&guarantee_strength=0.9",
        "/scenarios/dayton-1995/run?draws=40&run=3",
        "/scenarios/ukraine-2025/scenario.toml?draws=40&guarantee_strength=0.9",
        "/scenarios/minsk-2-2015/run?draws=40&find=pause",
        "/style.css",
    ];
    let answers: Vec<(&str, Answer)> = thread::scope(|scope| {
        let explorer = &explorer;
        let ask = |reader: usize| {
            let path = paths[reader % paths.len()];
            (path, explorer.get(path))
        };
        let readers: Vec<_> = (0..200).map(|reader| scope.spawn(move || ask(reader))).collect();
        readers.into_iter().map(|reader| reader.join().unwrap()).collect()
    });
    for (path, answer) in answers {
        let expected = if path.contains("find=") { 303 } else { 200 };
        assert_eq!(answer.status, expected, "{path}: {} {}", answer.head, answer.body);
    }
    explorer.expect_sound();
}

#[cfg(target_os = "linux")]
#[test]
fn the_work_ends_when_its_reader_leaves() {
    let here = Workplace::new();
    fs::create_dir(here.path("shelf")).unwrap();
    here.write("shelf/slow.toml", &slow());
    here.write("shelf/quick.toml", &here.read("talks.toml"));
    let mut explorer = Explorer::start(&here, &["shelf", "--seconds", "3600"]);
    let port = explorer.port;
    let request = format!("GET /scenarios/slow?draws=2000 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    let mut readers: Vec<TcpStream> = (0..5).map(|_| explorer.connect()).collect();
    for reader in &mut readers {
        reader.write_all(request.as_bytes()).unwrap();
    }
    let begun = Instant::now();
    while explorer.worked() < 1.5 {
        assert!(begun.elapsed() < Duration::from_secs(60), "it works");
        thread::sleep(Duration::from_millis(50));
    }
    // Those who wait leave first, the one it works for last.
    while let Some(reader) = readers.pop() {
        drop(reader);
    }
    let begun = Instant::now();
    loop {
        let before = explorer.worked();
        thread::sleep(Duration::from_millis(500));
        if explorer.worked() - before <= 0.05 {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "it still works for nobody");
    }
    explorer.get("/scenarios/quick?draws=10").expect(200);
    explorer.expect_sound();
}

#[test]
fn a_simulation_that_takes_too_long_is_stopped_and_says_so() {
    let here = Workplace::new();
    fs::create_dir(here.path("shelf")).unwrap();
    here.write("shelf/slow.toml", &slow());
    let mut explorer = Explorer::start(&here, &["shelf", "--seconds", "1"]);
    let page = explorer.get("/scenarios/slow?draws=2000").expect(200).body;
    assert!(page.contains("runs were made, and what follows is from these alone"), "{page}");
    // Nothing is said of runs that were not made.
    let sought = explorer.get("/scenarios/slow/run?draws=2000&guarantee_strength=1&find=pause");
    assert!(
        sought.status == 503 && sought.body.contains("The time was up") || sought.status == 303,
        "{}",
        sought.body
    );
    explorer.expect_sound();
}

#[test]
fn a_head_that_never_ends_is_not_waited_for() {
    let here = Workplace::new();
    let explorer = Explorer::start(&here, &[]);
    let mut idle = explorer.connect();
    idle.write_all(b"GET / HTTP/1.1\r\nHost:").unwrap();
    let begun = Instant::now();
    let mut bytes = Vec::new();
    idle.read_to_end(&mut bytes).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    explorer.get("/").expect(200);
}

#[cfg(unix)]
#[test]
fn it_says_what_keeps_it_from_listening_and_ends_on_a_signal() {
    let here = Workplace::new();
    let mut explorer = Explorer::start(&here, &[]);
    let port = explorer.port.to_string();
    here.armistice(&["serve", "--port", &port]).expect_code(3).expect_stderr("--port 0");
    here.armistice(&["serve", "nowhere"]).expect_code(3).expect_stderr("nowhere");
    here.armistice(&["serve", "--port", "70000"]).expect_code(2);
    let killed = Command::new("kill").args(["-INT", &explorer.child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let begun = Instant::now();
    while explorer.child.try_wait().unwrap().is_none() {
        assert!(begun.elapsed() < Duration::from_secs(5), "Ctrl-C ends it");
        thread::sleep(Duration::from_millis(20));
    }
}
