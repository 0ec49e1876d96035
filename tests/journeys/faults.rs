//! Disks that are full, report errors or only read, under the running program: it acknowledges nothing it could not keep, goes on reading,
//! says why on `/readyz`, and works again by itself when the disk does. What it said yes to is there once afterwards, what it refused is not.
//!
//! They want root: a small disk of their own in a mount namespace, and `strace` to answer for the disk. Without it each says so and passes.

use crate::faults_stage::{Ailing, may_fail};
use crate::post::eventually;
use db::Actor;
use frontline::config::{Config, Flags, load};
use frontline::house::House;
use kit::Clock;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn attack_42_on_a_full_disk_nothing_is_acknowledged_everything_is_read_and_room_is_all_it_needs() {
    if !may_fail("unshare", &["--mount", "--propagation", "private", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]) {
        return;
    }
    let (folder, disk) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let founded = folder.path().join("data");
    let script = r#"mount -t tmpfs -o size=48m tmpfs "$1" && cp -a "$2"/. "$1" && shift 2 && exec "$@""#;
    let mut desk = Ailing::serve(&founded, disk.path(), |words| {
        let mut command = Command::new("unshare");
        command.args(["--mount", "--propagation", "private", "sh", "-c", script, "sh"]);
        command.arg(disk.path()).arg(&founded).arg(env!("CARGO_BIN_EXE_frontline")).args(words);
        command
    });
    assert!(desk.notes() && desk.brings_mail());

    let fill: &dyn Fn(&Ailing) = &|desk: &Ailing| {
        let mut filler = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(desk.data.join("filler"))
            .expect("a filler");
        while filler.write_all(&[7; 4096]).is_ok() {}
    };
    for round in 0..2 {
        // The log has room in itself for a while: 16 MB, where a note takes some 60 KB.
        let full = (0..1_000).find(|_| {
            fill(&desk);
            !desk.notes()
        });
        assert!(full.is_some(), "round {round}: the disk never got full");
        desk.ails("the disk is full", fill);
        std::fs::remove_file(desk.data.join("filler")).expect("room");
        desk.recovers("the disk was full");
    }
    desk.was_true_to_its_word().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_42_while_the_disk_reports_errors_or_only_reads_nothing_is_acknowledged() {
    if !may_fail("strace", &["-f", "-o", "/dev/null", "true"]) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let mut desk = Ailing::serve(&data, &data, |words| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontline"));
        command.args(words);
        command
    });
    assert!(desk.notes() && desk.brings_mail());

    for (fault, why) in [
        ("fsync,fdatasync:error=EIO", "nothing becomes durable"),
        ("pwrite64:error=EIO", "nothing can be written"),
        ("pwrite64,ftruncate:error=EROFS", "the disk only reads"),
        ("pwrite64:error=EDQUOT", "the quota is used up"),
    ] {
        let mut strace = Command::new("strace")
            .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("inject={fault}"), "-p", &desk.process.id().to_string()])
            .stderr(Stdio::null())
            .spawn()
            .expect("strace");
        let begun = eventually(Duration::from_secs(20), || (!desk.notes()).then_some(()));
        if begun.is_none() {
            let _ = strace.kill();
            panic!("strace answers for no disk here ({why})");
        }
        desk.ails(why, &|_| ());
        let pid = rustix::process::Pid::from_child(&strace);
        rustix::process::kill_process(pid, rustix::process::Signal::INT).expect("asked to end");
        let _ = strace.wait();
        desk.recovers(why);
    }
    desk.was_true_to_its_word().await;
}

/// The library that tells a program another time, in Debian's place for it.
pub fn faketime() -> Option<PathBuf> {
    let found = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    let found = found.map(|entry| entry.path().join("faketime/libfaketimeMT.so.1")).find(|path| path.exists());
    if found.is_none() {
        eprintln!("left out: no libfaketime; ./check installs it");
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_43_while_the_clock_of_the_machine_jumps_order_holds_and_tokens_die_in_their_time() {
    let Some(library) = faketime() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let (data, clock) = (folder.path().join("data"), folder.path().join("clock"));
    let shows = |time: &str| std::fs::write(&clock, time).expect("a clock");
    shows("+0");
    let mut desk = Ailing::serve(&data, &data, |words| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontline"));
        command.args(words).env("LD_PRELOAD", &library).env("FAKETIME_TIMESTAMP_FILE", &clock);
        command.envs([("FAKETIME_NO_CACHE", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1")]);
        command
    });
    let config = Config { data: data.clone(), ..load(&Flags::default()).expect("a configuration") };
    let house = House::open(&config, Clock::system()).expect("the desk opens");
    let brief = house.db.work(Actor::System, |work| {
        let noor = agents::first_admin(work)?.ok_or(db::Trouble::NotFound("agent"))?.id;
        let (rights, tomorrow) = (agents::rights::of_agent(work, noor)?, work.now.plus_seconds(86_400));
        agents::tokens::create(work, noor, "A day", &rights, Some(tomorrow)).map(|(_, token)| token)
    });
    let brief = brief.await.expect("a token").reveal().to_owned();
    drop(house);

    for time in ["+0", "+3600", "-3600", "+0", "+1800"] {
        shows(time);
        assert!(desk.notes() && desk.brings_mail(), "{time}");
        desk.reads();
        assert_eq!(desk.lists_with(&brief), "200", "{time}");
    }
    // A day and an hour on, over leap days, behind 2038 and in 2100.
    for time in ["+90000", "+830d", "+4500d", "+27400d"] {
        shows(time);
        assert_eq!(desk.lists_with(&brief), "401", "{time}: nothing lives longer than it was given");
        assert!(desk.notes() && desk.brings_mail(), "{time}");
    }
    assert!(!desk.page().starts_with("HTTP/1.1 200"), "nobody stays signed in for seventy years");
    shows("+0");
    assert_eq!(desk.lists_with(&brief), "200", "and nothing dies before");
    assert!(desk.notes() && desk.brings_mail());
    desk.was_true_to_its_word().await;
}
