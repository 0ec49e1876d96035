//! Domains that say nothing about where somebody works: mail for everybody. Customers writing from them are not filed.

/// Whether anybody can have an address there.
pub fn is_free_mail(domain: &str) -> bool {
    let name = domain.split('.').next().unwrap_or("");
    EVERYWHERE.contains(&name) && domain.matches('.').count() <= 2 || EXACTLY.contains(&domain)
}

/// Providers present under many endings: `yahoo.es`, `hotmail.co.uk`, `outlook.fr`.
const EVERYWHERE: &[&str] = &["yahoo", "ymail", "rocketmail", "hotmail", "outlook", "live", "gmx", "yandex", "aol", "protonmail"];

const EXACTLY: &[&str] = &[
    "126.com",
    "139.com",
    "163.com",
    "188.com",
    "189.cn",
    "21cn.com",
    "aliyun.com",
    "arcor.de",
    "att.net",
    "bellsouth.net",
    "bigpond.com",
    "bluewin.ch",
    "bol.com.br",
    "btinternet.com",
    "btopenworld.com",
    "cloud.com",
    "comcast.net",
    "cox.net",
    "duck.com",
    "earthlink.net",
    "email.com",
    "fastmail.com",
    "fastmail.fm",
    "foxmail.com",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "googlemail.com",
    "hanmail.net",
    "hey.com",
    "icloud.com",
    "ig.com.br",
    "inbox.ru",
    "interia.pl",
    "kakao.com",
    "laposte.net",
    "libero.it",
    "list.ru",
    "mac.com",
    "mail.com",
    "mail.ru",
    "mailbox.org",
    "me.com",
    "msn.com",
    "naver.com",
    "netease.com",
    "o2.pl",
    "onet.pl",
    "orange.es",
    "orange.fr",
    "passport.com",
    "pm.me",
    "posteo.de",
    "proton.me",
    "qq.com",
    "rambler.ru",
    "rediffmail.com",
    "rogers.com",
    "sbcglobal.net",
    "seznam.cz",
    "sfr.fr",
    "shaw.ca",
    "sina.cn",
    "sina.com",
    "sky.com",
    "sohu.com",
    "t-online.de",
    "talktalk.net",
    "telefonica.net",
    "terra.com.br",
    "terra.es",
    "tiscali.it",
    "tom.com",
    "tuta.com",
    "tutanota.com",
    "uol.com.br",
    "verizon.net",
    "vip.163.com",
    "vip.qq.com",
    "virgilio.it",
    "virginmedia.com",
    "wanadoo.es",
    "wanadoo.fr",
    "web.de",
    "wp.pl",
    "yeah.net",
    "ya.ru",
    "zoho.com",
];

#[cfg(test)]
mod tests {
    use super::is_free_mail;

    #[test]
    fn mail_for_everybody_says_nothing_about_a_company() {
        for free in ["gmail.com", "yahoo.es", "hotmail.co.uk", "qq.com", "vip.163.com", "outlook.com"] {
            assert!(is_free_mail(free), "{free}");
        }
        for company in ["kettle.example", "yahoo-parts.example", "live.music.kettle.example", "mail.kettle.example"] {
            assert!(!is_free_mail(company), "{company}");
        }
    }
}
