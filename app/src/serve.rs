//! Opens the doors and keeps them open until SIGTERM or Ctrl-C, then closes them without losing anything.

use crate::background::Background;
use crate::config::Config;
use crate::demo;
use crate::doors::{self, Doors};
use crate::house::{House, KeyPlace};
use crate::terminal::outln;
use crate::{erasing, exporting_people, followers, keys, letters, metrics, on_duty, reading, routes, runs, site, upgrade};
use db::nodes::Pace;
use db::{Actor, Database, Trouble, sql};
use email::{Post, PostSettings};
use kit::Clock;
use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};
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
    house.knows_its_key(&KeyPlace::of(&config)).await?;
    house.db.join(&node_name(&config), env!("CARGO_PKG_VERSION"), Pace::default()).await?;
    // Of nodes that start at the same moment one does this after the other.
    house
        .db
        .alone("opening", |db| open_up(House { db, ..house.clone() }, config.clone(), empty))
        .await?;
    let doors = doors::open(&mut config)?;
    let stop = CancellationToken::new();
    let post_office = demo::post_office::open_if_demo(&house, &mut config, &stop).await?;
    let base_url = site::base_url(&config);
    let index = search::Index::open(&house.folder.join("search"))?;
    let background = Background::start("index")?;
    let post = Post::new(house.db.clone(), house.key.clone(), post_settings(&config, &doors));
    let trade = shops::Trade::new(house.db.clone(), Arc::new(outside::Internet));
    let courier = webhooks::Courier::new(house.db.clone(), Arc::new(outside::Internet));
    let site = site::build(&house, &config, index.clone(), post.changed.clone(), trade.clone(), courier.clone());
    let post = post.confiding(Arc::new(feedback::letter::Letters(site.clone())));
    let mut tasks = JoinSet::new();
    on_duty::start(&mut tasks, &house, &config, &site, &stop);
    tasks.spawn(followers::signal(site.clone(), stop.clone()));
    tasks.spawn(followers::overhear(site.clone(), stop.clone()));
    tasks.spawn(erasing::run(house.db.clone(), index.clone(), erasing::list_in(&house.folder), stop.clone()));
    tasks.spawn(exporting_people::run(house.clone(), stop.clone()));
    tasks.spawn(followers::index(house.db.clone(), index, background, stop.clone()));
    tasks.spawn(runs::run(house.db.clone(), stop.clone()));
    tasks.spawn(reading::run(house.db.clone(), stop.clone()));
    tasks.spawn(letters::run(site.clone(), config.hello_name.clone(), stop.clone()));
    tasks.spawn(welcome::practice::run(house.db.clone(), site.text(kit::Locale::default()), stop.clone()));
    tasks.spawn(watch_post(post, stop.clone()));
    tasks.spawn(trade.run(stop.clone()));
    tasks.spawn(courier.run(stop.clone()));
    if let Some(address) = config.metrics_listen {
        tasks.spawn(metrics::serve(
            metrics::open(address).await?,
            site.clone(),
            (doors.crowd.clone(), doors.certificates.clone()),
            stop.clone(),
        ));
    }
    tasks.spawn(upgrade::kept::run(config.clone(), house.db.clock().clone(), stop.clone()));
    tasks.spawn(push::run(site.clone(), stop.clone()));
    tasks.spawn(hear_the_present(site.clone(), stop.clone()));
    greet(&house, &base_url, post_office.is_some()).await?;
    serve_pages(doors, &config, site, stop.clone()).await?;
    stop.cancel();
    let _ = tokio::time::timeout(LAST_WORDS, async { while tasks.join_next().await.is_some() {} }).await;
    house.db.leave().await;
    Ok(())
}

/// What the others call this node: its machine and its door.
fn node_name(config: &Config) -> String {
    let machine = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    format!("{}:{}", machine.trim(), config.listen.port())
}

/// What is done before anybody is served.
async fn open_up(house: House, config: Config, empty: bool) -> Outcome {
    // What an older version kept in the open, or sealed under a name of its own, is sealed before anybody is served.
    let sealed = keys::seal_all(&house.db).await?;
    if !sealed.unreadable.is_empty() {
        tracing::warn!(places = sealed.unreadable.join(", "), "secrets cannot be read; enter them again in the settings");
    }
    // Once more: two nodes with different keys may have met an empty database at the same moment.
    house.knows_its_key(&KeyPlace::of(&config)).await?;
    if is_new(&house.db).await? && !empty {
        demo::company::found(&house, &config).await?;
    }
    take_out_the_erased(&house).await
}

/// Whoever was erased after this state of the desk was made is taken out of it before anybody looks.
async fn take_out_the_erased(house: &House) -> Outcome {
    let list = erasing::list_in(&house.folder);
    let again = erasing::replay(&house.db, &erasing::read_list(&list)?).await?;
    if again > 0 {
        outln!("{again} people on the list of the erased were in this database again; they are erased anew.");
    }
    erasing::keep_list(&house.db, &list).await?;
    Ok(())
}

fn start_log(filter: &str) {
    let filter = tracing_subscriber::EnvFilter::try_new(filter).unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

fn post_settings(config: &Config, doors: &Doors) -> PostSettings {
    PostSettings {
        hello_name: config.hello_name.clone(),
        smtp_listen: config.smtp_listen,
        lmtp_listen: config.lmtp_listen,
        tls: doors.for_mail(),
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

/// Whoever has a page open is here: told to `agents` every minute, of who was not there before within seconds.
async fn hear_the_present(site: Site, stop: CancellationToken) {
    let (mut known, mut told) = (BTreeSet::new(), Instant::now());
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(3)) => {}
        }
        let here: BTreeSet<i64> = site.live().present().into_iter().collect();
        let is_due = told.elapsed() >= Duration::from_secs(60);
        let present: Vec<_> = here.iter().filter(|one| is_due || !known.contains(*one)).copied().map(agents::AgentId).collect();
        let heard = if present.is_empty() {
            Ok(())
        } else {
            site.db().work(Actor::System, move |work| agents::presence::heard(work, &present)).await
        };
        match heard {
            Ok(()) if is_due => (known, told) = (here, Instant::now()),
            Ok(()) => known = here,
            Err(trouble) => tracing::debug!(%trouble, "presence was not noted"),
        }
    }
}

/// Says where the desk is, and signs the browser on this machine in.
async fn greet(house: &House, base_url: &str, demo: bool) -> Outcome {
    let add = format!("  frontline --data {} user add you@example.com --name \"Your Name\" --role admin", house.folder.display());
    let first = house.db.work(Actor::System, agents::first::link).await?;
    outln!("Frontline serves {base_url}");
    let admin = house.db.read(agents::first_admin).await?;
    match (admin, first) {
        (Some(admin), _) => {
            let token = house.db.work(Actor::System, move |work| agents::session_for_local_browser(work, admin.id)).await?;
            outln!("Open this once within ten minutes to be signed in on this machine:");
            outln!("  {base_url}/local/{}", token.reveal());
        }
        (None, Some(first)) => {
            outln!("This desk is empty. Open this within a day to become its first administrator and set it up:");
            outln!("  {base_url}/first/{}", first.reveal());
            outln!("Or add yourself here:\n{add}");
        }
        (None, None) => outln!("Nobody here is an administrator. Add one:\n{add}"),
    }
    if demo {
        outln!("{}", demo::company::accounts());
    }
    Ok(())
}

/// Serves until SIGTERM or Ctrl-C; answers under way are finished, live streams are closed.
async fn serve_pages(doors: Doors, config: &Config, site: Site, stop: CancellationToken) -> Outcome {
    let (live, base_url) = (site.live().clone(), site.base_url().to_owned());
    let router = routes::all().into_router(site);
    let (closing, asked) = (stop.clone(), asked_to_stop(stop.clone()));
    tokio::spawn(async move {
        asked.await;
        live.close();
        closing.cancel();
    });
    Ok(doors.serve(config, &base_url, router, stop).await?)
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
