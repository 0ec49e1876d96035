//! Opens the doors and keeps them open until SIGTERM or Ctrl-C, then closes them without losing anything.

use crate::config::Config;
use crate::demo;
use crate::house::House;
use crate::{backups, followers, keys, letters, metrics, reading, routes, runs, site, timers};
use db::{Actor, Database, Trouble, sql};
use email::{Post, PostSettings};
use kit::Clock;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use web::Site;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// How long pages and sending may take to finish after a stop was asked for.
const LAST_WORDS: Duration = Duration::from_secs(15);

/// Serves the desk.
pub async fn serve(mut config: Config, empty: bool) -> Outcome {
    start_log(&config.log);
    let house = House::open(&config, Clock::system())?;
    // What an older version kept in the open is sealed before anybody is served.
    keys::seal_all(&house.db).await?;
    let new = is_new(&house.db).await?;
    if new && !empty {
        demo::company::found(&house, &config).await?;
    }
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|e| format!("{} cannot be listened on: {e}. Choose another with --listen.", config.listen))?;
    config.listen = listener.local_addr()?;
    let stop = CancellationToken::new();
    let post_office = demo::post_office::open_if_demo(&house, &mut config, &stop).await?;
    let base_url = site::base_url(&config);
    let index = search::Index::open(&house.folder.join("search"))?;
    let post = Post::new(house.db.clone(), house.key.clone(), post_settings(&config));
    let trade = shops::Trade::new(house.db.clone(), Arc::new(outside::Internet));
    let courier = webhooks::Courier::new(house.db.clone(), Arc::new(outside::Internet));
    let site = site::build(&house, &config, index.clone(), post.changed.clone(), trade.clone(), courier.clone());
    let mut tasks = JoinSet::new();
    tasks.spawn(followers::react(house.db.clone(), stop.clone()));
    tasks.spawn(followers::signal(site.clone(), stop.clone()));
    tasks.spawn(followers::index(house.db.clone(), index, stop.clone()));
    tasks.spawn(timers::run(house.db.clone(), stop.clone()));
    tasks.spawn(runs::run(house.db.clone(), stop.clone()));
    tasks.spawn(reading::run(house.db.clone(), stop.clone()));
    tasks.spawn(letters::run(site.clone(), config.hello_name.clone(), stop.clone()));
    tasks.spawn(welcome::practice::run(house.db.clone(), site.text(kit::Locale::default()), stop.clone()));
    tasks.spawn(watch_post(post, stop.clone()));
    tasks.spawn(trade.run(stop.clone()));
    tasks.spawn(courier.run(stop.clone()));
    if let Some(address) = config.metrics_listen {
        tasks.spawn(metrics::serve(metrics::open(address).await?, site.clone(), stop.clone()));
    }
    tasks.spawn(backups::run(house.clone(), config.clone(), stop.clone()));
    tasks.spawn(push::run(site.clone(), stop.clone()));
    tasks.spawn(hear_the_present(site.clone(), stop.clone()));
    greet(&house, &base_url, post_office.is_some()).await?;
    serve_pages(listener, site, stop.clone()).await?;
    stop.cancel();
    let _ = tokio::time::timeout(LAST_WORDS, async { while tasks.join_next().await.is_some() {} }).await;
    Ok(())
}

fn start_log(filter: &str) {
    let filter = tracing_subscriber::EnvFilter::try_new(filter).unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

fn post_settings(config: &Config) -> PostSettings {
    PostSettings {
        hello_name: config.hello_name.clone(),
        smtp_listen: config.smtp_listen,
        lmtp_listen: config.lmtp_listen,
        pace: email::imap::Pace::default(),
    }
}

async fn is_new(db: &Database) -> Result<bool, Trouble> {
    let people: i64 = db.read(|tx| sql("SELECT COUNT(*) FROM agent").only(tx, "count")).await?;
    Ok(people == 0)
}

async fn watch_post(post: Post, stop: CancellationToken) {
    if let Err(trouble) = post.run(stop.clone()).await {
        tracing::error!(%trouble, "the mail door did not open");
        stop.cancel();
    }
}

/// Whoever has a page open is here: told to `agents` now and then.
async fn hear_the_present(site: Site, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(60)) => {}
        }
        let present: Vec<_> = site.live().present().into_iter().map(agents::AgentId).collect();
        let heard = site.db().work(Actor::System, move |work| agents::presence::heard(work, &present)).await;
        if let Err(trouble) = heard {
            tracing::debug!(%trouble, "presence was not noted");
        }
    }
}

/// Says where the desk is, and signs the browser on this machine in.
async fn greet(house: &House, base_url: &str, demo: bool) -> Outcome {
    let add = format!("  frontline --data {} user add you@example.com --name \"Your Name\" --role admin", house.folder.display());
    let first = house.db.work(Actor::System, agents::first::link).await?;
    println!("Frontline serves {base_url}");
    let admin = house.db.read(agents::first_admin).await?;
    match (admin, first) {
        (Some(admin), _) => {
            let token = house.db.work(Actor::System, move |work| agents::session_for_local_browser(work, admin.id)).await?;
            println!("Open this once within ten minutes to be signed in on this machine:");
            println!("  {base_url}/local/{}", token.reveal());
        }
        (None, Some(first)) => {
            println!("This desk is empty. Open this within a day to become its first administrator and set it up:");
            println!("  {base_url}/first/{}", first.reveal());
            println!("Or add yourself here:\n{add}");
        }
        (None, None) => println!("Nobody here is an administrator. Add one:\n{add}"),
    }
    if demo {
        println!("{}", demo::company::accounts());
    }
    Ok(())
}

/// Serves until SIGTERM or Ctrl-C; answers under way are finished, live streams are closed.
async fn serve_pages(listener: TcpListener, site: Site, stop: CancellationToken) -> Outcome {
    let live = site.live().clone();
    let router = routes::all().into_router(site).into_make_service_with_connect_info::<SocketAddr>();
    let asked = asked_to_stop(stop.clone());
    let server = axum::serve(listener, router).with_graceful_shutdown(async move {
        asked.await;
        live.close();
        stop.cancel();
    });
    server.await?;
    Ok(())
}

fn asked_to_stop(stop: CancellationToken) -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = signal(SignalKind::terminate());
    async move {
        let Ok(mut terminate) = terminate else {
            let _ = tokio::signal::ctrl_c().await;
            return;
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
            () = stop.cancelled() => {}
        }
    }
}
