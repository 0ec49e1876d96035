//! The configuration: it was readable, or we would not be here; whether it fits together is another matter.

use super::finding::Finding;
use crate::config::Config;
use crate::site::base_url;

pub(super) fn look(config: &Config) -> Vec<Finding> {
    const WHAT: &str = "configuration";
    let url = base_url(config);
    let mut findings = vec![Finding::ok(WHAT, format!("data in {}, pages at {url}", config.data.display()))];
    if url.starts_with("http://") && !config.listen.ip().is_loopback() {
        findings.push(Finding::warn(
            WHAT,
            format!("{} is reachable from outside without encryption", config.listen),
            "set acme_domains or tls_certificate in frontline.toml, or put a TLS proxy in front and start with: frontline serve --listen 127.0.0.1:8080 --base-url https://desk.example.com",
        ));
    }
    let takes_mail = config.smtp_listen.is_some_and(|address| !address.ip().is_loopback());
    if takes_mail && config.hello_name == "localhost" {
        findings.push(Finding::warn(
            WHAT,
            "mail servers are told that we are called localhost, which many do not believe",
            "frontline serve --hello-name desk.example.com",
        ));
    }
    findings
}
