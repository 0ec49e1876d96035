//! What people type in their own words and languages: what it means, or how it is refused and what is offered instead.

use filter::{Vocabulary, Wrong, complete, parse, parse_search};
use kit::Locale;

fn kettle() -> Vocabulary {
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
    Vocabulary {
        teams: names(&["Billing", "Repairs Madrid"]),
        agents: names(&["Ana Ruiz", "Ben Okafor", "Lia Okafor", "Noor"]),
        tags: names(&["vip", "spam", "leak"]),
        inboxes: names(&["Support", "Orders"]),
    }
}

/// Each phrase reads as the filter beside it, and that is written as itself.
fn all_mean(table: &[(&str, &str)]) {
    for (typed, meant) in table {
        let read = parse(typed, &kettle()).unwrap_or_else(|fault| panic!("{typed}: {fault:?}"));

        assert_eq!(read.to_string(), *meant, "{typed}");
        assert_eq!(parse(meant, &kettle()).map(|read| read.to_string()).as_deref(), Ok(*meant), "{meant}");
    }
}

#[test]
fn english_phrases_mean_what_they_say() {
    all_mean(&[
        ("not status:open", "-status:open"),
        ("NOT status:open", "-status:open"),
        ("!tag:vip", "-tag:vip"),
        ("- tag:vip", "-tag:vip"),
        ("status!=open", "-status:open"),
        ("status != open", "-status:open"),
        ("not (tag:vip tag:leak)", "-(tag:vip tag:leak)"),
        ("!(tag:vip or tag:leak)", "-(tag:vip or tag:leak)"),
        ("NOT kettle", "-kettle"),
        ("not \"broken kettle\"", "-\"broken kettle\""),
        ("status:open AND lang:es", "status:open lang:es"),
        ("status:open && lang:es", "status:open lang:es"),
        ("status:open and not lang:es", "status:open -lang:es"),
        ("status:open or status:pending", "status:open or status:pending"),
        ("status:open || lang:es", "status:open or lang:es"),
        (
            "status:open and (tag:vip or priority:urgent) and not tag:spam",
            "status:open (tag:vip or priority:urgent) -tag:spam",
        ),
        ("kettle and teapot", "kettle teapot"),
        ("waiting > 2h", "waiting>2h"),
        ("waiting> 2h", "waiting>2h"),
        ("waiting >2h", "waiting>2h"),
        ("waiting:>2h", "waiting>2h"),
        ("waiting over 2h", "waiting>2h"),
        ("waiting more than 2 hours", "waiting>2h"),
        ("waiting at least 30 minutes", "waiting>=30m"),
        ("waiting>\"2 hours\"", "waiting>2h"),
        ("waiting>2 hours status:open", "waiting>2h status:open"),
        ("waiting>1.5h", "waiting>1h30m"),
        ("waiting > 1d 12h", "waiting>1d12h"),
        ("status : open", "status:open"),
        ("status: open, pending", "status:open,pending"),
        ("status:open ,pending", "status:open,pending"),
        ("status:on hold", "status:on_hold"),
        ("priority:>=high", "priority>=high"),
        ("priority >= high", "priority>=high"),
        ("priority:urgent,high", "priority:urgent or priority:high"),
        ("tag:vip priority:urgent,high", "tag:vip (priority:urgent or priority:high)"),
        ("priority over normal", "priority>normal"),
        ("rating under 3", "rating<3"),
        ("rating:1,>4", "rating:1 or rating>4"),
        ("created:today", "created:today"),
        ("created > 2026-11-01", "created>2026-11-01"),
        ("created:2026-11-01,2026-11-03", "created:2026-11-01 or created:2026-11-03"),
        ("updated<6d", "active<6d"),
        ("updated:>=yesterday", "active>=yesterday"),
        ("created:this week", "created:this-week"),
        ("has:attachment", "has:attachment"),
        ("tag:none", "tag:none"),
        ("-category:none", "-category:none"),
        ("company:\"Kettle & Co\"", "company:\"Kettle & Co\""),
        ("is:unread", "is:unread"),
        ("number:5", "number:5"),
        ("#5", "number:5"),
        ("-#5", "-number:5"),
        ("number:#5,6", "number:5,6"),
        ("assignee:Ana", "assignee:\"Ana Ruiz\""),
        ("assignee:ruiz", "assignee:\"Ana Ruiz\""),
        ("assignee:Ben Okafor", "assignee:\"Ben Okafor\""),
        ("assignee:ben-okafor,ana", "assignee:\"Ben Okafor\",\"Ana Ruiz\""),
        ("unassigned", "is:unassigned"),
        ("mine", "assignee:me"),
        ("open", "status:open"),
        ("on hold", "status:on_hold"),
        ("urgent unassigned", "priority:urgent is:unassigned"),
        ("not urgent", "-priority:urgent"),
        ("open or pending", "status:open or status:pending"),
        ("tag:vip urgent", "tag:vip priority:urgent"),
        ("unread \"open\"", "is:unread \"open\""),
    ]);
}

#[test]
fn spanish_phrases_mean_what_they_say() {
    all_mean(&[
        ("no estado:abierta", "-status:open"),
        ("estado:abierta y no idioma:es", "status:open -lang:es"),
        ("estado:abierta o etiqueta:vip", "status:open or tag:vip"),
        ("no (etiqueta:vip o etiqueta:leak)", "-(tag:vip or tag:leak)"),
        ("estado: en espera", "status:on_hold"),
        ("espera > 2 horas", "waiting>2h"),
        ("espera más de 1,5 horas", "waiting>1h30m"),
        ("espera menos de 3 días", "waiting<3d"),
        ("prioridad >= alta", "priority>=high"),
        ("prioridad:urgente,alta", "priority:urgent or priority:high"),
        ("creada:hoy", "created:today"),
        ("creada>=esta semana", "created>=this-week"),
        ("actualizada:ayer", "active:yesterday"),
        ("tiene:adjunto", "has:attachment"),
        ("etiqueta:ninguna", "tag:none"),
        ("categoría:ninguna", "category:none"),
        ("empresa:kettle", "company:kettle"),
        ("número:5", "number:5"),
        ("sin asignar", "is:unassigned"),
        ("sin-asignar urgente", "is:unassigned priority:urgent"),
        ("no urgentes", "-priority:urgent"),
        ("mías", "assignee:me"),
        ("es:sin leer", "is:unread"),
        ("agente:noor", "assignee:Noor"),
    ]);
}

#[test]
fn chinese_phrases_mean_what_they_say() {
    all_mean(&[
        ("非 状态:待处理", "-status:open"),
        ("不是 状态:待处理", "-status:open"),
        ("非状态:待处理", "-status:open"),
        ("状态：待处理 和 语言：es", "status:open lang:es"),
        ("状态:待处理 或 标签:vip", "status:open or tag:vip"),
        ("非 （标签:vip 或 标签:leak）", "-(tag:vip or tag:leak)"),
        ("！标签:vip", "-tag:vip"),
        ("等待 ＞ 2小时", "waiting>2h"),
        ("等待超过2小时", "waiting>2h"),
        ("等待不到30分钟", "waiting<30m"),
        ("优先级:紧急，高", "priority:urgent or priority:high"),
        ("创建:今天", "created:today"),
        ("创建>2026年11月1日", "created>2026-11-01"),
        ("更新：本周", "active:this-week"),
        ("有:附件", "has:attachment"),
        ("标签:无", "tag:none"),
        ("公司:水壶", "company:水壶"),
        ("编号:5", "number:5"),
        ("未分配", "is:unassigned"),
        ("紧急 未读", "priority:urgent is:unread"),
        ("我的", "assignee:me"),
    ]);
}

#[test]
fn plain_words_stay_words() {
    all_mean(&[
        ("broken kettle", "broken kettle"),
        ("refund urgent", "refund \"urgent\""),
        ("open the lid", "\"open\" the lid"),
        ("customer order status", "customer order status"),
        ("K-10031", "K-10031"),
        ("dar de baja", "dar de baja"),
        ("waiting for over a week", "\"waiting\" for over a week"),
        ("price>20", "\"price>20\""),
        ("a<b", "\"a<b\""),
        ("5 > 3", "5 \">\" 3"),
        ("\"not\" working", "\"not\" working"),
        ("\"no funciona\"", "\"no funciona\""),
        ("order billing account", "order billing account"),
        ("#kettle", "\"#kettle\""),
        ("salt & pepper", "salt & pepper"),
        ("9:30", "\"9:30\""),
    ]);
}

#[test]
fn what_may_be_read_in_two_ways_is_refused_with_what_to_write() {
    let table: &[(&str, Wrong, &str, Option<&str>)] = &[
        ("not kettle", Wrong::Unclear, "not kettle", Some("-kettle")),
        ("no funciona", Wrong::Unclear, "no funciona", Some("-funciona")),
        ("NO FUNCIONA", Wrong::Unclear, "NO FUNCIONA", Some("-FUNCIONA")),
        ("status:open not kettle", Wrong::Unclear, "not kettle", Some("-kettle")),
        ("非 水壶", Wrong::Unclear, "非 水壶", Some("-水壶")),
        ("not urgent kettle", Wrong::Unclear, "not urgent", Some("-urgent")),
        ("status:open not", Wrong::Alone, "not", None),
        ("and status:open", Wrong::Alone, "and", None),
        ("status:open y", Wrong::Alone, "y", None),
        ("status:open and or tag:vip", Wrong::Alone, "and", None),
        ("not not status:open", Wrong::Alone, "not", None),
        ("状态:待处理 和", Wrong::Alone, "和", None),
        ("waiting >", Wrong::Empty, "waiting >", None),
        ("wating > 2h", Wrong::Key, "wating", Some("waiting>")),
        ("estdo : abierta", Wrong::Key, "estdo", Some("estado:")),
        ("estado:abirta", Wrong::Value(filter::Key::Status), "abirta", Some("abierta")),
        ("状态: 待处", Wrong::Value(filter::Key::Status), "待处", Some("待处理")),
        ("prioridad>=atla", Wrong::Priority, "atla", Some("alta")),
        ("created>03/04/2026", Wrong::Span, "03/04/2026", Some("7d")),
        ("waiting > soon", Wrong::Span, "soon", Some("2h")),
        ("assignee:okafor", Wrong::Several, "okafor", Some("assignee:\"Ben Okafor\",\"Lia Okafor\"")),
        ("order:K-10031", Wrong::Order, "order", None),
        ("pedido: K-10031", Wrong::Order, "pedido", None),
        ("number:five", Wrong::Value(filter::Key::Number), "five", None),
    ];
    for (typed, wrong, written, instead) in table {
        let fault = parse(typed, &kettle()).expect_err(typed);

        assert_eq!((fault.wrong, fault.instead.as_deref()), (*wrong, *instead), "{typed}: {fault:?}");
        assert_eq!((&typed[fault.start..fault.end], fault.written.as_str()), (*written, *written), "{typed}");
    }
}

#[test]
fn what_is_to_be_found_is_words_unless_a_key_or_a_sign_says_more() {
    for (typed, meant) in [
        ("open", "\"open\""),
        ("not working", "\"not\" working"),
        ("no funciona", "\"no\" funciona"),
        ("#5", "\"#5\""),
        ("order:K-10031", "K-10031"),
        ("rock and", "rock \"and\""),
        ("no estado:abierta", "-status:open"),
        ("refund not status:open", "refund -status:open"),
        ("kettle waiting > 2h", "kettle waiting>2h"),
    ] {
        assert_eq!(parse_search(typed, &kettle()).expect(typed).to_string(), meant, "{typed}");
    }
}

#[test]
fn a_filter_is_written_in_the_readers_language() {
    let typed = "status:on_hold,open (assignee:me or tag:none) -priority>=high waiting>2h created:today";
    let condition = parse(typed, &kettle()).expect("a filter");

    for (locale, written) in [
        (Locale::En, typed),
        (Locale::Es, "estado:en-espera,abierta (asignada:yo o etiqueta:ninguna) -prioridad>=alta espera>2h creada:hoy"),
        (Locale::Zh, "状态:暂停,待处理 (负责人:我 或 标签:无) -优先级>=高 等待>2h 创建:今天"),
    ] {
        assert_eq!(condition.written_for(locale).to_string(), written);
        assert_eq!(parse(written, &kettle()), Ok(condition.clone()), "{written}");
    }
}

#[test]
fn completion_goes_on_in_the_language_that_was_begun() {
    let offered = |typed: &str, locale| -> Vec<String> {
        let offers = complete(typed, typed.len(), &kettle(), locale);
        offers.into_iter().map(|one| one.text).take(3).collect()
    };
    let table: &[(&str, Locale, &[&str])] = &[
        ("estado:ab", Locale::Es, &["estado:abierta "]),
        ("estado:ab", Locale::En, &["estado:abierta "]),
        ("estado:abi", Locale::Es, &["estado:abierta "]),
        ("estado: abi", Locale::Es, &["estado:abierta "]),
        ("estado:", Locale::Es, &["estado:abierta ", "estado:pendiente ", "estado:en-espera "]),
        ("estado:abierta,pen", Locale::Es, &["estado:abierta,pendiente "]),
        ("estado:op", Locale::Es, &["estado:open "]),
        ("status:", Locale::Es, &["status:open ", "status:pending ", "status:on_hold "]),
        ("状态:待", Locale::Zh, &["状态:待处理 "]),
        ("状态：待", Locale::Zh, &["状态：待处理 "]),
        ("负责人:", Locale::Zh, &["负责人:我 ", "负责人:无人 ", "负责人:\"Ana Ruiz\" "]),
        ("prioridad>=al", Locale::Es, &["prioridad>=alta "]),
        ("-prioridad>=al", Locale::Es, &["-prioridad>=alta "]),
        ("est", Locale::Es, &["estado:"]),
        ("sta", Locale::Es, &["status:"]),
        ("状", Locale::Zh, &["状态:"]),
        ("", Locale::Es, &["estado:", "asignada:", "equipo:"]),
        ("", Locale::Zh, &["状态:", "负责人:", "团队:"]),
        ("urgente", Locale::Es, &["prioridad:urgente "]),
        ("unassigned", Locale::Es, &["es:sin-asignar "]),
        ("creada:", Locale::Es, &["creada:1h ", "creada:1d ", "creada:7d "]),
        ("creada:ho", Locale::Es, &["creada:hoy "]),
        ("有:", Locale::Zh, &["有:附件 "]),
    ];
    for (typed, locale, offers) in table {
        assert_eq!(offered(typed, *locale), *offers, "{typed} {locale:?}");
    }
    let kept = complete("estado:ab", 9, &kettle(), Locale::Es).into_iter().next().and_then(|offer| offer.value);
    assert_eq!(kept.as_deref(), Some("open"), "what is kept has one word in all languages");
}
