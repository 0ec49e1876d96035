//! The words mail programs put above history, in the languages our customers' programs speak.

/// `On Monday, Mia wrote:` and its sisters: they open and end with their own words, so they are found even when wrapped.
pub(super) fn is_attribution(text: &str) -> bool {
    let lower = bare(text);
    const SISTERS: [(&[&str], &[&str]); 5] = [
        (&["on "], &["wrote:", "wrote :", "writes:"]),
        (&["el ", "en "], &["escribió:", "escribio:", "escribió :"]),
        (&["am "], &["schrieb:"]),
        (&["le "], &["a écrit :", "a écrit:", "a écrit\u{a0}:"]),
        (&["在", "于", "於"], &["写道:", "写道：", "寫道:", "寫道：", "写道： "]),
    ];
    let german = lower.starts_with("am ") && lower.contains("schrieb ") && lower.ends_with(':');
    let known = SISTERS
        .iter()
        .any(|(openings, endings)| openings.iter().any(|word| lower.starts_with(word)) && endings.iter().any(|word| lower.ends_with(word)));
    (1..=400).contains(&lower.len()) && (known || german)
}

/// `Mia <mia@example.org> wrote:`: opens with a name, so it is only known on one line.
pub(super) fn is_named_attribution(line: &str) -> bool {
    let lower = bare(line);
    let colon = lower.ends_with(':') || lower.ends_with('：');
    let chinese = ["写道", "寫道"].iter().any(|verb| lower.trim_end_matches([':', '：', ' ']).ends_with(verb));
    let western = lower.contains('@')
        && [" wrote:", "escribió:", " escribió el", " wrote on", "schrieb:"]
            .iter()
            .any(|verb| lower.contains(verb));
    !lower.starts_with('>') && lower.len() < 200 && colon && (chinese || western)
}

fn bare(text: &str) -> String {
    text.trim().trim_start_matches(['*', '_']).trim_end_matches(['*', '_']).to_lowercase()
}

/// A line that says by itself that everything below is old.
pub(super) fn is_history_line(line: &str) -> bool {
    let trimmed = line.trim();
    let dashes = trimmed.chars().take_while(|c| *c == '-').count();
    if dashes < 2 {
        return false;
    }
    let words = trimmed.trim_matches(|c: char| c == '-' || c.is_whitespace()).to_lowercase();
    const WORDS: [&str; 14] = [
        "original message",
        "original",
        "mensaje original",
        "replied message",
        "reply message",
        "原始邮件",
        "邮件原件",
        "原邮件",
        "回复的原邮件",
        "原始郵件",
        "ursprüngliche nachricht",
        "original-nachricht",
        "message d'origine",
        "mensaje anterior",
    ];
    WORDS.contains(&words.as_str())
}

/// A forwarded letter is what the sender wants read.
pub(super) fn is_forward(line: &str) -> bool {
    let words = line.trim().trim_matches(|c: char| c == '-' || c.is_whitespace()).to_lowercase();
    const WORDS: [&str; 9] = [
        "forwarded message",
        "begin forwarded message:",
        "mensaje reenviado",
        "inicio del mensaje reenviado:",
        "forwarded by",
        "转发的邮件",
        "转发邮件信息",
        "开始转发的邮件：",
        "weitergeleitete nachricht",
    ];
    words.len() < 80 && WORDS.iter().any(|forward| words.starts_with(forward))
}

/// The signature mark of RFC 3676, or the line phones add.
pub(super) fn is_signature(line: &str) -> bool {
    const PHONES: [&str; 12] = [
        "sent from my iphone",
        "sent from my ipad",
        "sent from my android",
        "sent from outlook for",
        "get outlook for",
        "enviado desde mi iphone",
        "enviado desde mi ipad",
        "enviado desde mi",
        "enviado desde outlook",
        "发自我的iphone",
        "发自我的",
        "来自我的华为手机",
    ];
    let lower = line.trim().to_lowercase();
    let phone = PHONES.iter().any(|phone| lower.replace("發自", "发自").starts_with(phone)) && line.chars().count() < 60;
    line == "-- " || line == "--" || phone
}

/// `From: … Sent: … To: … Subject: …` as Outlook writes it, perhaps below a line of underscores.
pub(super) fn is_header_block(lines: &[&str]) -> bool {
    const FROM: [&str; 7] = ["from", "de", "发件人", "寄件者", "von", "寄件人", "發件人"];
    const OTHERS: [&str; 22] = [
        "sent",
        "date",
        "to",
        "cc",
        "subject",
        "enviado",
        "enviado el",
        "fecha",
        "para",
        "asunto",
        "发送时间",
        "发送日期",
        "日期",
        "收件人",
        "抄送",
        "主题",
        "主旨",
        "gesendet",
        "an",
        "betreff",
        "envoyé",
        "à",
    ];
    let mut lines = lines.iter().take(20).map(|line| line.trim().trim_matches('*')).filter(|line| !line.is_empty());
    let mut first = lines.next().unwrap_or_default();
    if first.len() >= 10 && first.chars().all(|c| c == '_') {
        first = lines.next().unwrap_or_default();
    }
    let names = |line: &str, wanted: &[&str]| {
        let name = line.split([':', '：']).next().unwrap_or_default().trim().trim_matches('*').to_lowercase();
        line.contains([':', '：']) && wanted.contains(&name.as_str())
    };
    names(first, &FROM) && lines.take(5).filter(|line| names(line, &OTHERS)).count() >= 2
}
