//! The company's own sign-in, at a real provider (npm `oidc-provider`) and in a real browser.

use crate::browser::{DEMO_PASSWORD, Demo, play};
use crate::post::eventually;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The provider, until dropped.
struct Provider(Child);

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start_provider(folder: &Path, port: u16, desk: &str) -> Provider {
    let process = Command::new("node")
        .args([folder.join("provider.mjs").to_str().expect("utf-8"), &port.to_string(), desk])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("node");
    let provider = Provider(process);
    eventually(Duration::from_secs(30), || TcpStream::connect(("127.0.0.1", port)).ok()).expect("the provider starts");
    provider
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_colleagues_come_in_through_the_companys_own_sign_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").join("tests/sso");
    if !folder.join("node_modules").exists() {
        eprintln!("left out: no OpenID provider; run npm ci in tests/sso");
        return;
    }
    let port = TcpListener::bind("127.0.0.1:0").and_then(|door| door.local_addr()).expect("a free port").port();
    let issuer = format!("http://127.0.0.1:{port}");
    let demo = Demo::with_own_network(&issuer);
    let provider = start_provider(&folder, port, &demo.address());
    let address = demo.address();
    let playing = tokio::task::spawn_blocking(move || {
        play("sso.mjs", &address, &[("FL_PASSWORD", DEMO_PASSWORD), ("FL_PROVIDER", &issuer)]);
    });
    playing.await.expect("the browser");
    drop((provider, demo));
}
