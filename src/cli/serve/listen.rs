//! Connections: how many at once, how long a head may take, and how large it may be.

use std::{sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore};

use super::super::failure::{Exit, Failure};

/// The most connections at once; more wait until one ends.
const MOST_CONNECTIONS: usize = 512;

/// How long the head of a request may take, and a connection be idle.
const PATIENCE: Duration = Duration::from_secs(15);

/// Bytes that the head of a request may have.
const LONGEST_HEAD: usize = 64 << 10;

/// Answers whoever connects. It ends with the process alone.
pub(super) async fn forever(listener: TcpListener, router: Router) -> Result<Exit, Failure> {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_header_size(LONGEST_HEAD)
        .max_headers(64);
    loop {
        let place = Arc::clone(&places).acquire_owned().await;
        let Ok((stream, _)) = listener.accept().await else {
            // Out of descriptors, most likely: others will be closed.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async move {
            // A reader who leaves in the middle is no failure of ours.
            let _ = connection.await;
            drop(place);
        });
    }
}
