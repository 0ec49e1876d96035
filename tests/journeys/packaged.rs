//! The Debian package: what is in it, and that the program in it starts with the configuration beside it.

use crate::post::eventually;
use crate::running::{free_port, get};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn packaging() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").join("packaging")
}

fn ran(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .env("FRONTLINE_DEB_COMPRESSION", "none")
        .output()
        .unwrap_or_else(|fault| panic!("{program}: {fault}"));
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_package_holds_program_service_and_configuration_that_fit_each_other() {
    if Command::new("dpkg-deb").arg("--version").output().is_err() {
        eprintln!("left out: no dpkg-deb here");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let into = folder.path().to_str().expect("utf-8");
    ran(packaging().join("deb/make").to_str().expect("utf-8"), &[env!("CARGO_BIN_EXE_frontline"), into]);
    let made = std::fs::read_dir(folder.path()).expect("a folder").flatten().next().expect("a package").path();
    let package = made.to_str().expect("utf-8");

    assert!(ran("dpkg-deb", &["--info", package]).contains("Package: frontline"));
    let root = folder.path().join("root");
    let root_text = root.to_str().expect("utf-8");
    ran("dpkg-deb", &["--extract", package, root_text]);
    let program = root.join("usr/bin/frontline");
    let service = std::fs::read_to_string(root.join("lib/systemd/system/frontline.service")).expect("a service");
    let start = service.lines().find_map(|line| line.strip_prefix("ExecStart=")).expect("a start");
    let words: Vec<&str> = start.split(' ').collect();
    assert_eq!(words[..2], ["/usr/bin/frontline", "--config"]);
    let configuration = root.join(words[2].trim_start_matches('/'));
    let (port, data) = (free_port(), folder.path().join("data"));
    let mut running = Command::new(program)
        .args(["--config", configuration.to_str().expect("utf-8"), "--data", data.to_str().expect("utf-8")])
        .args(["--listen", &format!("127.0.0.1:{port}")])
        .args(&words[3..])
        .stdout(Stdio::null())
        .spawn()
        .expect("the program");
    let ready = eventually(Duration::from_secs(30), || get(port, "/readyz").filter(|answer| answer.starts_with("HTTP/1.1 200")));
    let _ = running.kill();
    let _ = running.wait();
    assert!(ready.is_some(), "it starts as the service starts it, with the configuration beside it");
    assert_eq!(words[3..], ["serve", "--empty"]);
    let conffiles = ran("dpkg-deb", &["--ctrl-tarfile", package]);
    assert!(conffiles.contains(words[2]), "what an administrator changes survives an upgrade");
}
