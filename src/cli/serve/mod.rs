//! `armistice serve`: the explorer in a browser, on this machine alone.
//!
//! What a page shows is made in [`report::explorer`](crate::report::explorer); here is what listens, checks who asks and
//! for what, and simulates: few at once, never for long, and not for readers who have left.

mod guard;
mod listen;
mod pages;
mod replies;
mod shelf;
mod work;

use std::{net::Ipv4Addr, path::PathBuf, sync::Arc, time::Duration};

use clap::Args;
use tokio::net::TcpListener;

use super::{
    failure::{Exit, Failure},
    terminal,
};

use shelf::Shelf;
use work::Workshop;

/// Explore scenarios in a browser: turn levers, and see what comes of them
///
/// It listens on this machine's loopback address alone, prints the address to open, and runs until Ctrl-C. Nothing leaves
/// the machine.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folder whose *.toml files are explored [default: the shipped scenarios]
    folder: Option<PathBuf>,
    /// Port to listen on; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 8017)]
    port: u16,
    /// Worker threads of a simulation; the results do not depend on it [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Seconds after which a simulation is stopped, and what is complete is shown
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=3600))]
    seconds: u16,
}

/// What all requests share.
struct Server {
    shelf: Shelf,
    workshop: Workshop,
    /// The port that it listens on, which every request must name.
    port: u16,
}

pub(super) fn execute(arguments: &Arguments) -> Result<Exit, Failure> {
    let shelf = Shelf::open(arguments.folder.as_deref())?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
        .map_err(|source| Failure::Io { what: "cannot start to listen".to_owned(), source })?;
    runtime.block_on(async {
        let port = arguments.port;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|source| {
            Failure::Io { what: format!("cannot listen on port {port} (--port 0 takes a free one)"), source }
        })?;
        let address = listener
            .local_addr()
            .map_err(|source| Failure::Io { what: "cannot tell the port".to_owned(), source })?;
        let seconds = Duration::from_secs(u64::from(arguments.seconds));
        let workshop = Workshop::new(arguments.threads.map(usize::from), seconds);
        terminal::print(&format!("http://{address}/\n"))?;
        terminal::note("the explorer is at this address, for this machine alone; Ctrl-C ends it");
        let server = Arc::new(Server { shelf, workshop, port: address.port() });
        listen::forever(listener, pages::router(server)).await
    })
}
