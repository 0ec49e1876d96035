//! Every key of the configuration, with its default and what it means: the whole of docs/config.md.

/// One key.
pub(super) struct Key {
    pub name: &'static str,
    pub default: &'static str,
    pub meaning: &'static str,
}

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "data",
        default: "data",
        meaning: "Folder for the database, the key and the search index. Made if missing, readable by its owner only.",
    },
    Key {
        name: "key_file",
        default: "",
        meaning: "File with the key of the desk, for where secrets lie apart from data; empty for `key` in the data folder. Made if missing.",
    },
    Key {
        name: "database",
        default: "",
        meaning: "A `postgres://user:password@host/name` address; empty for a SQLite file in the data folder.",
    },
    Key {
        name: "listen",
        default: "127.0.0.1:8080",
        meaning: "Where the pages are served: HTTPS if there is a certificate (`tls_certificate` or `acme_domains`), plain HTTP if not, which is for this machine or a TLS proxy on it.",
    },
    Key {
        name: "base_url",
        default: "",
        meaning: "The address people type, e.g. `https://desk.example.com`; empty for the first of `acme_domains`, or for the listening address.",
    },
    Key {
        name: "tls_certificate",
        default: "",
        meaning: "PEM file with the certificate the pages are served with, its chain behind it; empty for none, or for one from `acme_domains`. Replaced files are taken within seconds, without a restart.",
    },
    Key {
        name: "tls_key",
        default: "",
        meaning: "PEM file with the key of `tls_certificate`.",
    },
    Key {
        name: "acme_domains",
        default: "",
        meaning: "The desk's names, separated by commas, that a certificate is got for by itself and renewed (ACME); `listen` must be reached at port 443 under each, or `http_listen` at port 80. Empty for no such certificate.",
    },
    Key {
        name: "acme_terms_agreed",
        default: "no",
        meaning: "`yes` if you agree to the terms of the authority in `acme_directory`; without it nothing is asked for.",
    },
    Key {
        name: "acme_contact",
        default: "",
        meaning: "The email address the authority may write to.",
    },
    Key {
        name: "acme_directory",
        default: "https://acme-v02.api.letsencrypt.org/directory",
        meaning: "The authority's directory: Let's Encrypt, or another, or one in your own network.",
    },
    Key {
        name: "acme_root",
        default: "",
        meaning: "PEM file with the root that the authority's own certificate leads to, if the world does not know it.",
    },
    Key {
        name: "http_listen",
        default: "",
        meaning: "Beside HTTPS: where plain HTTP is answered, e.g. `0.0.0.0:80`, to lead browsers to HTTPS and to prove names to an ACME authority; empty for nowhere.",
    },
    Key {
        name: "most_connections",
        default: "",
        meaning: "How many connections are open at once; whoever comes then waits. Empty for as many as the limit of open files leaves room for, at most 20000. At least 16: one browser needs as many.",
    },
    Key {
        name: "most_connections_per_address",
        default: "512",
        meaning: "How many of them one address may have, or one network of IPv6; `trusted_proxies` and this machine may have all. At least 16.",
    },
    Key {
        name: "smtp_listen",
        default: "",
        meaning: "Where other mail servers may forward mail to us by SMTP; empty for nowhere.",
    },
    Key {
        name: "lmtp_listen",
        default: "",
        meaning: "The same by LMTP, for a mail server on this machine; empty for nowhere.",
    },
    Key {
        name: "hello_name",
        default: "localhost",
        meaning: "The name we give mail servers: this machine's name as the world sees it.",
    },
    Key {
        name: "trusted_proxies",
        default: "",
        meaning: "Addresses of proxies in front, separated by commas: their `X-Forwarded-For` is believed. Empty for none; `127.0.0.1` for one on this machine.",
    },
    Key {
        name: "own_network",
        default: "",
        meaning: "Places in your own network that a company sign-in may be at, written whole and separated by commas, e.g. `https://sso.intern.example:8443`. Nothing else that is not public is ever asked.",
    },
    Key {
        name: "api_rate",
        default: "600",
        meaning: "How many requests each API token may make in a minute, counted by each node for itself.",
    },
    Key {
        name: "metrics_listen",
        default: "",
        meaning: "Where figures for Prometheus are served at `/metrics`, plain HTTP, for a private network only; empty for nowhere.",
    },
    Key {
        name: "backup_to",
        default: "",
        meaning: "Place of the backups: a folder, best on another disk or machine, or `s3://bucket/prefix`; empty for none. `frontline backup` and the nightly backup use it.",
    },
    Key {
        name: "backup_key_file",
        default: "",
        meaning: "File with the key of the backups, made by `frontline backup key FILE`. Keep a copy of it elsewhere: without it no backup opens.",
    },
    Key {
        name: "backup_at",
        default: "",
        meaning: "When the running desk backs itself up every day, in UTC, e.g. `02:30`; empty for never.",
    },
    Key {
        name: "backup_keep",
        default: "7d 4w 12m",
        meaning: "How many days, weeks and months keep their last backup; older ones go after each nightly backup.",
    },
    Key {
        name: "log",
        default: "info",
        meaning: "How much is logged: `error`, `warn`, `info`, `debug`, or a filter such as `info,email=debug`.",
    },
];
