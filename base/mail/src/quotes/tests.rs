//! Scenes of folding: the new words stay, the old ones fold, and nobody's words vanish.

use super::*;

fn folds(text: &str, fresh: &str, quoted_holds: &str) {
    let folded = fold_text(text);
    assert_eq!(folded.fresh, fresh, "{text}");
    assert!(folded.quoted.as_deref().is_some_and(|quoted| quoted.contains(quoted_holds)), "{text}\n{folded:?}");
}

fn stays_whole(text: &str) {
    assert_eq!(fold_text(text), Folded { fresh: text.to_owned(), quoted: None });
}

#[test]
fn history_folds_in_three_languages() {
    for (text, quoted) in [
        (
            "It leaks.\n\nOn Mon, 3 May 2027 at 10:00, Ana <ana@kettle.example>\nwrote:\n\n> How is the kettle?\n",
            "How is",
        ),
        ("It leaks.\n\nEl lun, 3 may 2027 a las 10:00, Ana (<ana@kettle.example>) escribió:\n> ¿Qué tal?\n", "¿Qué"),
        ("It leaks.\n\n在 2027年5月3日，上午10:00，Ana <ana@kettle.example> 写道：\n\n> 水壶怎么样？\n", "水壶"),
        ("It leaks.\n\nAna <ana@kettle.example> 于2027年5月3日周一 10:00写道：\n\n> 水壶怎么样？", "水壶"),
        ("It leaks.\n\n-----Original Message-----\nFrom: Ana\nSent: Monday\nHow is it?", "How is"),
        ("It leaks.\n\n------------------ 原始邮件 ------------------\n发件人: Ana\n水壶怎么样？", "水壶"),
        (
            "It leaks.\n\n________________________________\nDe: Ana <ana@kettle.example>\nEnviado: lunes\nPara: Mia\nAsunto: Tetera\n\n¿Qué tal?",
            "Asunto",
        ),
        ("It leaks.\n\n发件人： Ana\n发送时间： 2027年5月3日\n收件人： Mia\n主题： 水壶\n\n怎么样？", "怎么样"),
        ("It leaks.\n\nFrom: Ana\nSent: Monday\nTo: Mia\nSubject: Kettle\n\nHow is it?", "How is"),
        ("It leaks.\n\n-- \nMia Doe\nDoe Ltd.", "Doe Ltd"),
        ("It leaks.\n\nSent from my iPhone\n\nOn 3 May 2027, Ana wrote:\n\n> How is the kettle?", "How is"),
        ("It leaks.\n\n> How is the kettle?\n> Ana", "How is"),
        ("On Monday Ana wrote:\n> How is the kettle?\n\nIt leaks.", "How is"),
        ("It leaks.\n\nAm 03.05.2027 um 10:00 schrieb Ana:\n> Wie geht es?", "Wie geht"),
    ] {
        folds(text, "It leaks.", quoted);
    }
}

#[test]
fn what_is_not_history_stays() {
    stays_whole("On Monday I bought a kettle. It leaks.\nI wrote: please help.\nFrom: the kitchen");
    stays_whole("> How is the kettle?\nIt leaks.\n> Shall we replace it?\nYes please.");
    stays_whole("> only a quote");
    stays_whole("On Monday, Ana wrote:\n> only a quote");
    stays_whole(
        "Please read.\n\n---------- Forwarded message ---------\nFrom: Bob\nDate: Monday\nTo: Mia\nSubject: Leak\n\nMine leaks too.",
    );
    stays_whole("-- \nMia");
    stays_whole("");
}

#[test]
fn html_folds_where_the_mail_programs_mark_it() {
    for (html, quoted) in [
        (
            "<div>It leaks</div><br><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Mon, Ana wrote:<br></div><blockquote class=\"gmail_quote\">How?</blockquote></div>",
            "How?",
        ),
        ("<p>It leaks</p><div id=\"divRplyFwdMsg\" dir=\"ltr\"><b>From:</b> Ana</div><div>How?</div>", "How?"),
        (
            "<p>It leaks</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Ana<br><b>Sent:</b> Monday<br><b>To:</b> Mia<br><b>Subject:</b> x</p></div><p>How?</p>",
            "How?",
        ),
        (
            "<p>It leaks</p><div style='border:none;border-top:solid #B5C4DF 1.0pt'><p><b>发件人:</b> Ana<br><b>发送时间:</b> 周一<br><b>收件人:</b> Mia<br><b>主题:</b> x</p></div><p>How?</p>",
            "How?",
        ),
        ("<div>It leaks</div><div id=\"yahoo_quoted_1\" class=\"yahoo_quoted\">On Monday Ana wrote: How?</div>", "How?"),
        (
            "<div>It leaks</div><div>On 3 May 2027, at 10:00, Ana wrote:</div><br><blockquote type=\"cite\">How?</blockquote>",
            "Ana wrote",
        ),
        (
            "<p>It leaks</p><div class=\"moz-cite-prefix\">On 3 May Ana wrote:<br></div><blockquote type=\"cite\">How?</blockquote>",
            "How?",
        ),
        (
            "<div>It leaks</div><div style=\"x\">------------------&nbsp;原始邮件&nbsp;------------------</div><div>How?</div>",
            "How?",
        ),
        (
            "<div>It leaks</div><div>El lun, Ana escribió:</div><blockquote style=\"margin:0\">How?</blockquote>",
            "escribió",
        ),
    ] {
        let (fresh, old) = fold_html(html);

        assert!(
            fresh.contains("It leaks") && !fresh.contains("How?") && !fresh.contains("wrote") && !fresh.contains("escribió"),
            "{html}\n{fresh}"
        );
        assert!(old.as_deref().is_some_and(|old| old.contains(quoted)), "{html}\n{old:?}");
    }
}

#[test]
fn html_answers_between_quotes_and_forwards_stay() {
    for html in [
        "<div>See below</div><blockquote type=cite>How?</blockquote><div>It leaks</div><blockquote type=cite>And?</blockquote><div>Help</div>",
        "<div class=\"gmail_quote\"><div class=\"gmail_attr\">---------- Forwarded message ---------<br>From: Bob</div>Mine leaks</div>",
        "<div>FYI</div><div class=\"gmail_quote\">---------- Forwarded message ---------<br>Mine leaks</div>",
        "<blockquote type=cite>only a quote</blockquote>",
        "<p>plain &lt;b&gt; text</p>",
    ] {
        assert_eq!(fold_html(html), (html.to_owned(), None), "{html}");
    }
}

#[test]
fn an_html_answer_below_the_quote_is_what_is_new() {
    let (fresh, quoted) = fold_html("<blockquote type=cite>How?</blockquote><p>It leaks</p>");

    assert_eq!((fresh.as_str(), quoted.as_deref()), ("<p>It leaks</p>", Some("<blockquote type=cite>How?</blockquote>")));
}
