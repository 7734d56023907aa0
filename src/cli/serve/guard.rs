//! Who may ask for what: pages of this machine's own browser, by GET, with a short address and no body.
//!
//! A page of somebody else's site could point its own name at 127.0.0.1 (DNS rebinding) or send the browser here; so the
//! host must be ours, and the browser must not say that another site sent it.

use axum::{
    body::{Body, HttpBody},
    http::{HeaderMap, Method, Request, StatusCode, Uri, header},
    response::Response,
};

use super::replies::problem;

/// The longest path and query.
const LONGEST_ADDRESS: usize = 32 << 10;

/// The answer to a request that is refused; `None` if it is not.
pub(super) fn refusal(request: &Request<Body>, port: u16) -> Option<Response> {
    let headers = request.headers();
    if !is_ours(host(request.uri(), headers), port) {
        return Some(problem(
            StatusCode::MISDIRECTED_REQUEST,
            "Not this server",
            &format!("The explorer answers to http://127.0.0.1:{port}/ and http://localhost:{port}/ alone."),
        ));
    }
    if comes_from_elsewhere(headers, port) {
        return Some(problem(
            StatusCode::FORBIDDEN,
            "Sent here by another site",
            "Other sites may not open or read the explorer. Type its address into the browser, or open it in a new tab.",
        ));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refusal = problem(
            StatusCode::METHOD_NOT_ALLOWED,
            "There is nothing to change here",
            "The explorer answers GET and HEAD alone.",
        );
        refusal.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
        return Some(refusal);
    }
    if !request.body().is_end_stream() {
        return Some(problem(
            StatusCode::PAYLOAD_TOO_LARGE,
            "No body, please",
            "The explorer takes addresses alone.",
        ));
    }
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    (length > LONGEST_ADDRESS).then(|| {
        problem(
            StatusCode::URI_TOO_LONG,
            "This address is too long",
            &format!("It has {length} bytes; at most {LONGEST_ADDRESS} are read."),
        )
    })
}

/// The one host that a request names; `None` if it names none, or several.
fn host<'r>(uri: &'r Uri, headers: &'r HeaderMap) -> Option<&'r str> {
    let mut named = headers.get_all(header::HOST).iter();
    let host = named.next()?.to_str().ok().filter(|_| named.next().is_none())?;
    match uri.authority() {
        Some(authority) if authority.as_str() != host => None,
        _ => Some(host),
    }
}

fn is_ours(host: Option<&str>, port: u16) -> bool {
    let Some(host) = host else { return false };
    // A browser leaves the usual port out.
    let (name, own) = host.rsplit_once(':').unwrap_or((host, "80"));
    own == port.to_string() && (name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost"))
}

fn comes_from_elsewhere(headers: &HeaderMap, port: u16) -> bool {
    let is_own_origin = |origin: &str| is_ours(origin.strip_prefix("http://"), port);
    let said = |name: &str| headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default());
    let mut origins = headers.get_all(header::ORIGIN).iter().map(|value| value.to_str().unwrap_or_default());
    origins.any(|origin| !is_own_origin(origin))
        || said("sec-fetch-site").any(|site| !matches!(site, "same-origin" | "none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(change: impl Fn(&mut HeaderMap), uri: &str) -> Option<StatusCode> {
        let mut request = Request::builder().uri(uri).body(Body::empty()).unwrap();
        request.headers_mut().insert(header::HOST, "127.0.0.1:8017".parse().unwrap());
        change(request.headers_mut());
        refusal(&request, 8017).map(|refusal| refusal.status())
    }

    #[test]
    fn only_the_own_host_is_answered() {
        assert_eq!(status(|_| {}, "/"), None);
        for good in ["localhost:8017", "LOCALHOST:8017", "127.0.0.1:8017"] {
            let set = |headers: &mut HeaderMap| _ = headers.insert(header::HOST, good.parse().unwrap());
            assert_eq!(status(set, "/"), None, "{good}");
        }
        for bad in [
            "",
            "evil.example:8017",
            "127.0.0.1",
            "127.0.0.1:80",
            "127.0.0.1:8017:8017",
            "localhost.evil:8017",
        ] {
            let set = |headers: &mut HeaderMap| _ = headers.insert(header::HOST, bad.parse().unwrap());
            assert_eq!(status(set, "/"), Some(StatusCode::MISDIRECTED_REQUEST), "{bad}");
        }
        assert!(is_ours(Some("localhost"), 80) && !is_ours(Some("localhost.evil"), 80));
        let none = |headers: &mut HeaderMap| _ = headers.remove(header::HOST);
        assert_eq!(status(none, "/"), Some(StatusCode::MISDIRECTED_REQUEST));
        let two =
            |headers: &mut HeaderMap| _ = headers.append(header::HOST, "127.0.0.1:8017".parse().unwrap());
        assert_eq!(status(two, "/"), Some(StatusCode::MISDIRECTED_REQUEST));
        assert_eq!(status(|_| {}, "http://evil.example/"), Some(StatusCode::MISDIRECTED_REQUEST));
    }

    #[test]
    fn what_another_site_sends_is_refused() {
        let with = |name: &'static str, value: &'static str| {
            status(|headers| _ = headers.insert(name, value.parse().unwrap()), "/")
        };
        for (name, value) in [
            ("origin", "http://evil.example"),
            ("origin", "null"),
            ("origin", "https://127.0.0.1:8017"),
            ("origin", "http://127.0.0.1:8018"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            assert_eq!(with(name, value), Some(StatusCode::FORBIDDEN), "{name}: {value}");
        }
        for (name, value) in [
            ("origin", "http://127.0.0.1:8017"),
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-site", "none"),
        ] {
            assert_eq!(with(name, value), None, "{name}: {value}");
        }
    }

    #[test]
    fn long_addresses_are_refused() {
        let long = format!("/?{}", "x".repeat(LONGEST_ADDRESS));
        assert_eq!(status(|_| {}, &long), Some(StatusCode::URI_TOO_LONG));
    }
}
