//! Answers: pages, and what every one of them says to the browser.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};

use crate::report::explorer;

/// The page may load its own style sheet and script, ask this server, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What goes with every answer.
const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
];

/// Adds what goes with every answer.
pub(super) fn seal(mut reply: Response) -> Response {
    for (name, value) in HEADERS {
        reply.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    reply
}

fn reply(status: StatusCode, kind: &'static str, text: String) -> Response {
    let mut reply = Response::new(Body::from(text));
    *reply.status_mut() = status;
    reply.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    reply
}

/// HTML, whole or a part of a page.
pub(super) fn html(status: StatusCode, text: String) -> Response {
    reply(status, "text/html; charset=utf-8", text)
}

/// A style sheet, a script, a scenario.
pub(super) fn text(kind: &'static str, text: String) -> Response {
    reply(StatusCode::OK, kind, text)
}

/// A page that says what went wrong.
pub(super) fn problem(status: StatusCode, heading: &str, what: &str) -> Response {
    html(status, explorer::problem(heading, what, ""))
}

/// Sends the browser to another address of this server.
pub(super) fn see(address: &str) -> Response {
    let mut reply = Response::new(Body::empty());
    *reply.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(address) = HeaderValue::from_str(address) {
        reply.headers_mut().insert(header::LOCATION, address);
    }
    reply
}

/// A file to be saved under a name, of which only plain letters are kept.
pub(super) fn download(name: &str, text: String) -> Response {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let name: String = name.chars().map(|letter| if plain(letter) { letter } else { '_' }).collect();
    let mut reply = reply(StatusCode::OK, "application/toml; charset=utf-8", text);
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        reply.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    reply
}
