//! The servers that belong to an address, so that nobody has to know them. A table a postmaster could check.

/// Where a provider's mail comes from and goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Provider {
    /// How an address of ours names it: `?provider=gmail`.
    pub word: &'static str,
    pub name: &'static str,
    domains: &'static [&'static str],
    imap: (&'static str, u16, &'static str),
    smtp: (&'static str, u16, &'static str),
    /// What the provider wants besides the password of the account.
    pub hint_key: &'static str,
    /// Where it asks its customers for consent.
    pub sign_in: Option<SignIn>,
}

/// The addresses of a provider's consent (OAuth 2), as its documentation for mail programs gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SignIn {
    pub page: &'static str,
    pub tokens: &'static str,
    pub scope: &'static str,
}

/// Servers to start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    pub imap: (String, u16, &'static str),
    pub smtp: (String, u16, &'static str),
    pub provider: Option<&'static Provider>,
}

const APP_PASSWORD: &str = "email-hint-app-password";
const TOKEN: &str = "email-hint-token";

const GOOGLE: SignIn = SignIn {
    page: "https://accounts.google.com/o/oauth2/v2/auth",
    tokens: "https://oauth2.googleapis.com/token",
    scope: "https://mail.google.com/",
};

const MICROSOFT: SignIn = SignIn {
    page: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
    tokens: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    scope: "offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send",
};

/// The providers offered, the most used first.
pub(super) const PROVIDERS: &[Provider] = &[
    Provider {
        word: "gmail",
        name: "Gmail",
        domains: &["gmail.com", "googlemail.com"],
        imap: ("imap.gmail.com", 993, "tls"),
        smtp: ("smtp.gmail.com", 465, "tls"),
        hint_key: APP_PASSWORD,
        sign_in: Some(GOOGLE),
    },
    Provider {
        word: "microsoft",
        name: "Outlook, Microsoft 365",
        domains: &["outlook.com", "hotmail.com", "live.com", "msn.com"],
        imap: ("outlook.office365.com", 993, "tls"),
        smtp: ("smtp.office365.com", 587, "starttls"),
        hint_key: TOKEN,
        sign_in: Some(MICROSOFT),
    },
    Provider {
        word: "yahoo",
        name: "Yahoo",
        domains: &["yahoo.com", "yahoo.es", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "ymail.com", "rocketmail.com"],
        imap: ("imap.mail.yahoo.com", 993, "tls"),
        smtp: ("smtp.mail.yahoo.com", 465, "tls"),
        hint_key: APP_PASSWORD,
        sign_in: None,
    },
    Provider {
        word: "icloud",
        name: "iCloud",
        domains: &["icloud.com", "me.com", "mac.com"],
        imap: ("imap.mail.me.com", 993, "tls"),
        smtp: ("smtp.mail.me.com", 587, "starttls"),
        hint_key: APP_PASSWORD,
        sign_in: None,
    },
    Provider {
        word: "fastmail",
        name: "Fastmail",
        domains: &["fastmail.com", "fastmail.fm"],
        imap: ("imap.fastmail.com", 993, "tls"),
        smtp: ("smtp.fastmail.com", 465, "tls"),
        hint_key: APP_PASSWORD,
        sign_in: None,
    },
    Provider {
        word: "qq",
        name: "QQ",
        domains: &["qq.com", "foxmail.com"],
        imap: ("imap.qq.com", 993, "tls"),
        smtp: ("smtp.qq.com", 465, "tls"),
        hint_key: APP_PASSWORD,
        sign_in: None,
    },
    Provider {
        word: "163",
        name: "163",
        domains: &["163.com"],
        imap: ("imap.163.com", 993, "tls"),
        smtp: ("smtp.163.com", 465, "tls"),
        hint_key: APP_PASSWORD,
        sign_in: None,
    },
];

/// The provider of this word, else of the address, else what most mail servers are called.
pub(super) fn guess(address: &str, word: &str) -> Guess {
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
    let named = PROVIDERS.iter().find(|provider| provider.word == word);
    let by_domain = || PROVIDERS.iter().find(|provider| provider.domains.contains(&domain));
    // Somebody who chose “another server” does not want to be led back.
    let provider = named.or_else(|| if word == "other" { None } else { by_domain() });
    match provider {
        Some(provider) => {
            let owned = |(host, port, security): (&str, u16, &'static str)| (host.to_owned(), port, security);
            Guess { imap: owned(provider.imap), smtp: owned(provider.smtp), provider: Some(provider) }
        }
        None => Guess {
            imap: (format!("imap.{domain}"), 993, "tls"),
            smtp: (format!("smtp.{domain}"), 587, "starttls"),
            provider: None,
        },
    }
}

/// The provider's word, told by the page its customers sign in at; a company's own tenant has a path of its own there.
pub(super) fn of_sign_in(page: &str) -> &'static str {
    let host = |address: &str| address.split('/').nth(2).unwrap_or_default().to_owned();
    let named = PROVIDERS
        .iter()
        .find(|provider| provider.sign_in.is_some_and(|sign_in| host(sign_in.page) == host(page)));
    named.map_or("other", |provider| provider.word)
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn servers_are_guessed_from_the_address() {
        let table = [
            ("mia@gmail.com", "", "imap.gmail.com", "smtp.gmail.com", 465),
            ("mia@hotmail.com", "", "outlook.office365.com", "smtp.office365.com", 587),
            ("mia@foxmail.com", "", "imap.qq.com", "smtp.qq.com", 465),
            ("support@kettle.example", "", "imap.kettle.example", "smtp.kettle.example", 587),
            ("support@kettle.example", "microsoft", "outlook.office365.com", "smtp.office365.com", 587),
            ("mia@gmail.com", "other", "imap.gmail.com", "smtp.gmail.com", 587),
        ];
        for (address, word, imap, smtp, port) in table {
            let guess = guess(address, word);
            assert_eq!((guess.imap.0.as_str(), guess.smtp.0.as_str(), guess.smtp.1), (imap, smtp, port), "{address} {word}");
        }
    }
}
