//! Reads one command line (RFC 5321 section 4.1, RFC 2033): text in, meaning out.

/// What a visitor asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    Helo(String),
    Ehlo(String),
    Lhlo(String),
    Mail {
        from: Option<String>,
        size: Option<u64>,
    },
    Rcpt(String),
    Data,
    Rset,
    Noop,
    Vrfy,
    StartTls,
    Quit,
    /// Known, but wrongly put: the reply says how.
    Malformed(&'static str),
    Unknown,
}

const BAD_PATH: Command = Command::Malformed("501 5.1.7 An address in angle brackets is needed");
const BAD_PARAMETER: Command = Command::Malformed("555 5.5.4 That parameter is not known here");
const NAME_NEEDED: Command = Command::Malformed("501 5.5.4 A name is needed");
const ADDRESS_BYTES: usize = 320;

pub(super) fn read(line: &str) -> Command {
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim();
    let named = |command: fn(String) -> Command| if rest.is_empty() { NAME_NEEDED } else { command(rest.chars().take(255).collect()) };
    match verb.to_ascii_uppercase().as_str() {
        "HELO" => named(Command::Helo),
        "EHLO" => named(Command::Ehlo),
        "LHLO" => named(Command::Lhlo),
        "MAIL" => after(rest, "FROM:").and_then(mail).unwrap_or(BAD_PATH),
        "RCPT" => after(rest, "TO:").and_then(rcpt).unwrap_or(BAD_PATH),
        "DATA" if rest.is_empty() => Command::Data,
        "RSET" => Command::Rset,
        "NOOP" => Command::Noop,
        "VRFY" => Command::Vrfy,
        "STARTTLS" if rest.is_empty() => Command::StartTls,
        "QUIT" => Command::Quit,
        _ => Command::Unknown,
    }
}

fn after<'a>(rest: &'a str, word: &str) -> Option<&'a str> {
    let (found, tail) = rest.split_at_checked(word.len())?;
    found.eq_ignore_ascii_case(word).then(|| tail.trim_start())
}

fn mail(rest: &str) -> Option<Command> {
    let (address, parameters) = path(rest)?;
    let mut size = None;
    for parameter in parameters.split_whitespace() {
        let (key, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match (key.to_ascii_uppercase().as_str(), value.to_ascii_uppercase().as_str()) {
            ("SIZE", number) => match number.parse() {
                Ok(bytes) => size = Some(bytes),
                Err(_) => return Some(BAD_PARAMETER),
            },
            ("BODY", "7BIT" | "8BITMIME") | ("SMTPUTF8", "") => {}
            _ => return Some(BAD_PARAMETER),
        }
    }
    Some(Command::Mail { from: (!address.is_empty()).then_some(address), size })
}

fn rcpt(rest: &str) -> Option<Command> {
    let (address, parameters) = path(rest)?;
    if !parameters.trim().is_empty() {
        return Some(BAD_PARAMETER);
    }
    (!address.is_empty()).then_some(Command::Rcpt(address))
}

/// `<mia@kettle.example> SIZE=5` → the address and what follows. A source route (`@relay:`) is passed over, as RFC 5321 asks.
fn path(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('<')?;
    let mut quoted = false;
    let mut escaped = false;
    let end = inner.find(|c: char| {
        let closes = c == '>' && !quoted;
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    })?;
    let (address, rest) = (&inner[..end], &inner[end + 1..]);
    let address = match address.starts_with('@') {
        true => address.split_once(':')?.1,
        false => address,
    };
    let fits = address.len() <= ADDRESS_BYTES && (rest.is_empty() || rest.starts_with(' '));
    fits.then(|| (address.to_owned(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str, size: Option<u64>) -> Command {
        Command::Mail { from: Some(address.into()), size }
    }

    #[test]
    fn commands_are_read_in_any_case() {
        let cases = [
            ("ehlo mx.kettle.example", Command::Ehlo("mx.kettle.example".into())),
            ("MAIL FROM:<mia@kettle.example>", from("mia@kettle.example", None)),
            ("mail from: <mia@kettle.example> size=12 BODY=8bitmime SMTPUTF8", from("mia@kettle.example", Some(12))),
            ("MAIL FROM:<>", Command::Mail { from: None, size: None }),
            ("MAIL FROM:<\"a>b\\\"\"@kettle.example>", from("\"a>b\\\"\"@kettle.example", None)),
            ("RCPT TO:<@relay.example:mia@kettle.example>", Command::Rcpt("mia@kettle.example".into())),
            ("RCPT TO:<投诉@kettle.example>", Command::Rcpt("投诉@kettle.example".into())),
            ("quit", Command::Quit),
        ];
        for (line, command) in cases {
            assert_eq!(read(line), command, "{line}");
        }
    }

    #[test]
    fn what_is_wrongly_put_is_told_so() {
        let long = format!("RCPT TO:<{}@kettle.example>", "m".repeat(400));
        for line in [
            "MAIL",
            "MAIL FROM:mia@kettle.example",
            "MAIL FROM:<mia",
            "RCPT TO:<>",
            "RCPT TO:<a@b>c",
            &long,
            "RCPT FROM:<a@b>",
        ] {
            assert_eq!(read(line), BAD_PATH, "{line}");
        }
        for line in ["MAIL FROM:<a@b> SIZE=x", "MAIL FROM:<a@b> RET=FULL", "RCPT TO:<a@b> NOTIFY=NEVER"] {
            assert_eq!(read(line), BAD_PARAMETER, "{line}");
        }
        assert_eq!(read("EHLO"), NAME_NEEDED);
        assert_eq!(read("GET / HTTP/1.1"), Command::Unknown);
        assert_eq!(read("投诉"), Command::Unknown);
    }
}
