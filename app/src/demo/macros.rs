//! What Kettle & Co. answers most often, so that `m` and `;` have something to show on the first day.

use db::{Trouble, Work};
use desk::macros::{self, Actions, Begins, MacroSettings};
use desk::{Priority, Status};

/// Macros in three languages, a snippet, and one that begins with an action on the order.
pub fn write(work: &mut Work<'_>) -> Result<(), Trouble> {
    let said = |name: &str, shortcut: &str, texts: [&str; 3], actions: Actions| MacroSettings {
        name: name.into(),
        shortcut: shortcut.into(),
        text_en: texts[0].into(),
        text_es: texts[1].into(),
        text_zh: texts[2].into(),
        actions,
        team_id: None,
    };
    let thanks = [
        "Dear {{customer.first_name}},\n\nthank you for telling us. It is a pleasure to read.\n\n{{agent.first_name}}",
        "Hola, {{customer.first_name}}:\n\nGracias por contárnoslo. Da gusto leerlo.\n\n{{agent.first_name}}",
        "{{customer.name}}，您好！\n\n感谢您告诉我们，读到这些非常高兴。\n\n{{agent.name}}",
    ];
    let photo = [
        "Could you send us a photo of the label under the base? It shows the batch, and we can look up what was changed since.",
        "¿Podría enviarnos una foto de la etiqueta de la base? Muestra el lote, y así vemos qué ha cambiado desde entonces.",
        "能否请您拍一张底座标签的照片发给我们？上面有批次号，我们可以据此查询。",
    ];
    let leak = [
        "Dear {{customer.first_name}},\n\nplease unplug the kettle and do not use it. A new one is on its way; you need not send the old one back. Your number with us is #{{conversation.number}}.\n\n{{agent.first_name}}",
        "Hola, {{customer.first_name}}:\n\nPor favor, desenchufe el hervidor y no lo use. Le enviamos uno nuevo; no hace falta que devuelva el viejo. Su número con nosotros es el #{{conversation.number}}.\n\n{{agent.first_name}}",
        "{{customer.name}}，您好！\n\n请拔下水壶电源并停止使用。新水壶已经寄出，旧的不必寄回。您的编号是 #{{conversation.number}}。\n\n{{agent.name}}",
    ];
    let urgent = Actions { priority: Some(Priority::High), tags: vec!["leak".into()], ..Actions::default() };
    let done = Actions {
        status: Some(Status::Resolved),
        tags: vec!["praise".into()],
        ..Actions::default()
    };
    let factory = Actions {
        snooze: Some("in 2 days".into()),
        tags: vec!["factory".into()],
        ..Actions::default()
    };
    let sorry = [
        "Dear {{customer.first_name}},\n\nI am sorry for the trouble. I have credited 10 % of your order to your account with us.\n\n{{agent.first_name}}",
        "Hola, {{customer.first_name}}:\n\nSentimos las molestias. Le he abonado el 10 % del pedido como saldo con nosotros.\n\n{{agent.first_name}}",
        "{{customer.name}}，您好！\n\n非常抱歉给您带来不便。我已将订单金额的 10 % 作为余额存入您的账户。\n\n{{agent.name}}",
    ];
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let inputs = vec![pair("amount", "10 %"), pair("reason", "service_failure"), pair("refund_to", "store_credit")];
    let goodwill = Actions {
        begins: Some(Begins { what: "goodwill".into(), inputs }),
        tags: vec!["goodwill".into()],
        ..Actions::default()
    };
    for settings in [
        said("Thank you", "thanks", thanks, done),
        said("A kettle leaks: new one", "leak", leak, urgent),
        said("Ask for the label", "label", photo, Actions::default()),
        said("Wait for the factory", "", ["", "", ""], factory),
        said("Goodwill: 10 %", "sorry", sorry, goodwill),
    ] {
        macros::make(work, settings)?;
    }
    Ok(())
}
