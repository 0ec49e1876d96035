//! What support needs, in one file: what the doctor found, the settings, the machine, the steps of the database and how many rows
//! there are. Nobody's text and nobody's address: of an address only the part behind the @ is told, of the database no password.

use super::database;
use super::finding::Finding;
use crate::config::{Attachments, Certified, Config};
use crate::house::migrations;
use db::whole::Snapshot;
use db::{Place, Trouble};
use kit::Moment;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ABOUT: &str = "What `frontline doctor --bundle` put together for whoever helps. Read it before you send it: it should hold no name, \
no address and no text of a customer or colleague, and no secret.

report.txt     what the doctor found
settings.txt   the configuration, without passwords and keys
machine.txt    the program and the machine
steps.txt      the steps the database has taken
rows.csv       how many rows each table has

The log is not in it, for it is the machine's: journalctl -u frontline --since -2h
";

/// Writes it to a new file that only its owner may read; a file that is there already is left alone.
///
/// Errors: the file cannot be made or written, in words that say what to do. A database that cannot be read leaves two parts out.
pub(super) async fn write(path: &Path, config: &Config, findings: &[Finding], now: Moment) -> Result<(), String> {
    let (steps, rows) = match counted(database::place(config)).await {
        Ok(counted) => counted,
        Err(trouble) => (format!("not read: {trouble}\n"), format!("not read: {trouble}\n")),
    };
    let report: String = findings.iter().map(|finding| format!("{}\n", without_people(&finding.to_string()))).collect();
    let parts = [
        ("README.txt", ABOUT.to_owned()),
        ("report.txt", report),
        ("settings.txt", settings(config)),
        ("machine.txt", machine(now)),
        ("steps.txt", without_people(&steps)),
        ("rows.csv", without_people(&rows)),
    ];
    pack(path, &parts).map_err(|e| {
        let path = path.display();
        format!("{path} cannot be written: {e}. Choose a file that is not there yet, in a folder you may write to.")
    })
}

fn pack(path: &Path, parts: &[(&str, String)]) -> Result<(), Box<dyn std::error::Error>> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    let mut archive = ZipWriter::new(file);
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default())?;
        archive.write_all(text.as_bytes())?;
    }
    archive.finish()?.sync_all()?;
    Ok(())
}

/// The steps taken and the rows of each table, from one look beside the running desk. Makes and changes nothing.
async fn counted(place: Place) -> Result<(String, String), Trouble> {
    let counting = tokio::task::spawn_blocking(move || {
        let mut snapshot = Snapshot::take(&place, &migrations())?;
        let steps = snapshot.steps()?.iter().map(|step| format!("{} {}\n", step.feature, step.number)).collect();
        let mut rows = "table,rows\n".to_owned();
        for table in snapshot.tables().to_vec() {
            rows.push_str(&format!("{},{}\n", table.name, snapshot.count(&table)?));
        }
        Ok((steps, rows))
    });
    counting.await.map_err(|e| Trouble::Panicked(e.to_string()))?
}

fn settings(config: &Config) -> String {
    let set = |is_set: bool| if is_set { "set" } else { "not set" };
    let address = |address: Option<std::net::SocketAddr>| address.map_or_else(|| "nowhere".to_owned(), |a| a.to_string());
    let database = config.database.as_deref().map_or_else(|| "SQLite".to_owned(), without_password);
    let backup = &config.backup;
    [
        ("data", config.data.display().to_string()),
        ("key_file", set(config.key_file.is_some()).to_owned()),
        ("database", database),
        ("listen", config.listen.to_string()),
        ("base_url", config.base_url.clone().unwrap_or_default()),
        ("certificate", certificate(config)),
        ("http_listen", address(config.doors.http_listen)),
        (
            "most_connections",
            config
                .doors
                .most_connections
                .map_or_else(|| "by the limit of files".to_owned(), |most| most.to_string()),
        ),
        ("most_connections_per_address", config.doors.most_per_address.to_string()),
        ("smtp_listen", address(config.smtp_listen)),
        ("lmtp_listen", address(config.lmtp_listen)),
        ("hello_name", config.hello_name.clone()),
        ("trusted_proxies", config.trusted_proxies.len().to_string()),
        ("api_rate", config.api_rate.to_string()),
        ("metrics_listen", address(config.metrics_listen)),
        ("attachments_to", set(config.attachments != Attachments::AsTheyLie).to_owned()),
        ("backup_to", set(backup.to.is_some()).to_owned()),
        ("backup_key_file", set(backup.key_file.is_some()).to_owned()),
        ("backup_at", set(backup.at.is_some()).to_owned()),
        ("s3_endpoint", set(config.s3.endpoint.is_some()).to_owned()),
        ("s3_region", config.s3.region.clone().unwrap_or_default()),
        ("s3_access_key", set(config.s3.access_key.is_some()).to_owned()),
        ("s3_secret_key_file", set(config.s3.secret_key_file.is_some()).to_owned()),
        ("log", config.log.clone()),
    ]
    .iter()
    .map(|(name, value)| format!("{name} = {}\n", without_people(value)))
    .collect()
}

/// Where it comes from, and for which names.
fn certificate(config: &Config) -> String {
    match &config.doors.certified {
        None => "none".to_owned(),
        Some(Certified::Files { .. }) => "in files".to_owned(),
        Some(Certified::Acme { directory, names, .. }) => format!("from {directory} for {}", names.join(", ")),
    }
}

/// What kind of address it is and which machine it leads to; neither who nor with what.
fn without_password(url: &str) -> String {
    let Some((kind, rest)) = url.split_once("://") else { return "PostgreSQL".to_owned() };
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    let place = place.split(['?', '#']).next().unwrap_or_default();
    format!("{kind}://{place}")
}

fn machine(now: Moment) -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = memory.lines().next().unwrap_or("MemTotal: unknown");
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!(
        "frontline {}\n{} {} {}\n{cores} cores\n{memory}\nat {}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        kernel.trim(),
        now.rfc3339()
    )
}

/// The text with `…` for whatever stands before an @.
fn without_people(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| c.is_whitespace() || "<>()\"“”,;=".contains(c)) {
        match word.rsplit_once('@') {
            Some((_, behind)) => {
                out.push_str("…@");
                out.push_str(behind);
            }
            None => out.push_str(word),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_only_where_it_lies_is_told() {
        assert_eq!(without_people("mail to <mia.keller@mail.example> failed\n"), "mail to <…@mail.example> failed\n");
        assert_eq!(without_people("\"odd name\"@a.example, b@c.example"), "\"odd name\"…@a.example, …@c.example");
        assert_eq!(without_people("nothing here\n"), "nothing here\n");
    }

    #[test]
    fn no_password_of_a_database_is_told() {
        assert_eq!(
            without_password("postgres://desk:s3cr@t@db.intern:5433/desk?sslmode=require&password=x"),
            "postgres://db.intern:5433/desk"
        );
        assert_eq!(without_password("host=db password=x"), "PostgreSQL");
    }
}
