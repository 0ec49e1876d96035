//! Requests for actions as programs write them: one shape per verb, read by [`Request`] itself. The shapes here are what
//! the description says and what unknown fields are found by; a test holds them against what the domain really takes.

mod shapes;
mod verbs;

use crate::action::Request;
use crate::order::OrderId;
use serde_json::{Map, Value, json};
use shapes::{Shape, unknown_in};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
pub(super) use verbs::VERBS;
use web::Problem;

/// The field a request on an order names its order by; at an order's own address it may be left out.
const ORDER: &str = "order";

/// Any request, by its verb.
pub(super) struct AnyRequest;

/// One field of a request.
pub(super) struct Field {
    pub name: &'static str,
    pub shape: Shape,
    pub required: bool,
}

/// What a verb may be asked with.
pub(super) struct Verb {
    pub name: &'static str,
    pub says: &'static str,
    pub fields: &'static [Field],
}

impl Verb {
    /// `place_order` → `PlaceOrderRequest`.
    fn schema_name(&self) -> String {
        let words = self.name.split('_').map(|word| {
            let (first, rest) = word.split_at(1);
            format!("{}{rest}", first.to_uppercase())
        });
        format!("{}Request", words.collect::<String>())
    }

    fn schema(&self) -> RefOr<Schema> {
        let mut properties = Map::new();
        properties.insert("verb".into(), json!({ "type": "string", "enum": [self.name] }));
        for field in self.fields {
            properties.insert(field.name.into(), field.shape.schema());
        }
        let needed = |field: &&Field| field.required && field.name != ORDER;
        let required: Vec<&str> = ["verb"].into_iter().chain(self.fields.iter().filter(needed).map(|field| field.name)).collect();
        shapes::schema(&json!({
            "type": "object", "description": self.says, "properties": properties, "required": required, "additionalProperties": false,
        }))
    }
}

impl utoipa::PartialSchema for AnyRequest {
    fn schema() -> RefOr<Schema> {
        let place = |verb: &Verb| format!("#/components/schemas/{}", verb.schema_name());
        let one_of: Vec<Value> = VERBS.iter().map(|verb| json!({ "$ref": place(verb) })).collect();
        let mapping: Map<String, Value> = VERBS.iter().map(|verb| (verb.name.to_owned(), json!(place(verb)))).collect();
        shapes::schema(&json!({ "oneOf": one_of, "discriminator": { "propertyName": "verb", "mapping": mapping } }))
    }
}

impl utoipa::ToSchema for AnyRequest {
    fn name() -> std::borrow::Cow<'static, str> {
        "ActionRequest".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.extend(VERBS.iter().map(|verb| (verb.schema_name(), verb.schema())));
        schemas.extend(shapes::named());
    }
}

/// Reads a request; at an order's own address it is about that order.
pub(super) fn read(sent: &Value, order: Option<OrderId>) -> Result<Request, Problem> {
    let wrong = |pointer: &str, what: &str| Problem::wrong_field(pointer, what);
    let Some(fields) = sent.as_object() else {
        return Err(wrong("/request", "expected an object"));
    };
    let named = fields.get("verb").and_then(Value::as_str);
    let verb = named.and_then(|name| VERBS.iter().find(|verb| verb.name == name));
    let Some(verb) = verb else {
        let known: Vec<&str> = VERBS.iter().map(|verb| verb.name).collect();
        return Err(wrong("/request/verb", &format!("expected one of {}", known.join(", "))));
    };
    let mut fields = fields.clone();
    if let Some(order) = order {
        about(verb, &mut fields, order)?;
    }
    for (name, value) in fields.iter().filter(|(name, _)| *name != "verb") {
        let pointer = format!("/request/{name}");
        let Some(field) = verb.fields.iter().find(|field| field.name == name) else {
            return Err(wrong(&pointer, "this verb has no such field"));
        };
        if let Some(unknown) = unknown_in(value, &field.shape, &pointer) {
            return Err(wrong(&unknown, "there is no such field"));
        }
    }
    let missing = verb.fields.iter().find(|field| field.required && !fields.contains_key(field.name));
    if let Some(missing) = missing {
        return Err(wrong(&format!("/request/{}", missing.name), "it is missing"));
    }
    serde_json::from_value(Value::Object(fields)).map_err(|fault| wrong("/request", &fault.to_string()))
}

/// Fills the order in; another one than the address names is refused.
fn about(verb: &Verb, fields: &mut Map<String, Value>, order: OrderId) -> Result<(), Problem> {
    if !verb.fields.iter().any(|field| field.name == ORDER) {
        return if ["receive_return", "close_return"].contains(&verb.name) {
            Ok(())
        } else {
            Err(Problem::wrong_field("/request/verb", "it is not about an order: send it to /api/v1/actions"))
        };
    }
    let told = fields.entry(ORDER).or_insert_with(|| json!(order.0));
    if *told == json!(order.0) {
        Ok(())
    } else {
        Err(Problem::refused("orders-action-elsewhere"))
    }
}

#[cfg(test)]
mod tests {
    use super::{VERBS, Verb, read};
    use crate::action::Request;
    use serde_json::{Map, Value, json};

    fn whole(verb: &Verb) -> Map<String, Value> {
        let fields = verb.fields.iter().map(|field| (field.name.to_owned(), field.shape.example()));
        [("verb".to_owned(), json!(verb.name))].into_iter().chain(fields).collect()
    }

    #[test]
    fn every_verb_takes_exactly_the_fields_its_shape_names() {
        for verb in VERBS {
            let whole = whole(verb);
            let taken = read(&Value::Object(whole.clone()), None);
            let taken: Request = taken.unwrap_or_else(|problem| panic!("{}: {problem:?}", verb.name));
            let written = serde_json::to_value(&taken).expect("JSON");
            let names = |of: &Value| of.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&written), names(&Value::Object(whole.clone())), "{}", verb.name);
            assert_eq!(written, Value::Object(whole.clone()), "{}: nothing is lost on the way", verb.name);
            for field in verb.fields {
                let mut without = whole.clone();
                without.remove(field.name);
                let domain = serde_json::from_value::<Request>(Value::Object(without.clone())).is_ok();
                assert_eq!(domain, !field.required, "{}.{}", verb.name, field.name);
                assert_eq!(read(&Value::Object(without), None).is_ok(), !field.required, "{}.{}", verb.name, field.name);
            }
            let mut more = whole;
            more.insert("is_admin".into(), json!(true));
            assert_eq!(
                read(&Value::Object(more), None).unwrap_err().field().map(|(at, _)| at.to_owned()),
                Some("/request/is_admin".into())
            );
        }
    }

    #[test]
    fn no_verb_of_the_domain_is_left_out() {
        let told = serde_json::from_value::<Request>(json!({ "verb": "?" })).unwrap_err().to_string();
        for verb in VERBS {
            assert!(told.contains(&format!("`{}`", verb.name)), "{} is no verb", verb.name);
        }
        assert_eq!(told.matches('`').count() / 2, VERBS.len() + 1, "{told}");
    }

    #[test]
    fn a_field_too_many_deep_inside_is_named_by_its_place() {
        let sent = json!({ "verb": "take_payment", "order": 1, "pay": { "method": 1, "amount": { "minor": 1, "currency": "EUR", "free": true } } });
        let problem = read(&sent, None).unwrap_err();
        assert_eq!(problem.field().map(|(at, _)| at.to_owned()), Some("/request/pay/amount/free".into()));
    }
}
