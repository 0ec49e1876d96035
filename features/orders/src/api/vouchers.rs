//! Vouchers: a code that takes a part or an amount off.

use super::amount::Amount;
use super::{MANAGE, SEE};
use crate::voucher::{self, Worth};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::str::FromStr as _;
use web::api::{Change, Look, ROOT, Reply, Time, ToSchema, get, post};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            post("/api/v1/vouchers", MANAGE, add)
                .says("Add a voucher")
                .explains("Either `percent` (`10` is ten per cent) or `amount`.")
                .takes::<NewVoucher>()
                .makes::<Shown>(),
        )
        .api(
            get("/api/v1/vouchers/{code}", SEE, show)
                .says("Show a voucher by its code")
                .word("code")
                .gives::<Shown>(),
        )
}

/// A voucher.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Voucher)]
struct Shown {
    id: i64,
    code: String,
    valid_from: Time,
    valid_until: Option<Time>,
    most_uses: Option<i64>,
    uses: i64,
}

fn find(tx: &mut Tx<'_>, code: &str) -> Result<Shown, Trouble> {
    let found = if code.contains('\0') { None } else { voucher::by_code(tx, code)? };
    let voucher = found.ok_or(Trouble::NotFound("voucher"))?;
    Ok(Shown {
        id: voucher.id.0,
        code: voucher.code,
        valid_from: voucher.valid_from.into(),
        valid_until: voucher.valid_until.map(Time),
        most_uses: voucher.most_uses,
        uses: voucher.uses,
    })
}

async fn show(Path(code): Path<String>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&find(tx, &code)?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewVoucher {
    code: String,
    /// `10` is ten per cent.
    #[serde(default)]
    percent: Option<String>,
    #[serde(default)]
    amount: Option<Amount>,
    #[serde(default)]
    valid_until: Option<Time>,
    #[serde(default)]
    most_uses: Option<i64>,
}

impl NewVoucher {
    fn worth(&self) -> Result<Worth, Problem> {
        let wrong = || Problem::wrong_field("/percent", "expected a text above 0 and up to 100");
        match (&self.percent, self.amount) {
            (Some(text), None) => {
                let percent = Decimal::from_str(text.trim()).map_err(|_| wrong())?;
                if percent <= Decimal::ZERO || percent > Decimal::ONE_HUNDRED {
                    return Err(wrong());
                }
                Ok(Worth::Part(percent / Decimal::ONE_HUNDRED))
            }
            (None, Some(amount)) if amount.minor > 0 => Ok(Worth::Amount(amount.into())),
            (None, Some(_)) => Err(Problem::wrong_field("/amount/minor", "expected more than 0")),
            _ => Err(Problem::wrong_field("", "expected either percent or amount")),
        }
    }
}

async fn add(change: Change<NewVoucher>) -> Result<Response, Problem> {
    let worth = change.body.worth()?;
    if change.body.most_uses.is_some_and(|most| most < 0) {
        return Err(Problem::wrong_field("/most_uses", "expected nothing below 0"));
    }
    change
        .perform(move |work, asked| {
            let code = crate::stored::one_line(&asked.code, 40).to_uppercase();
            if code.is_empty() || voucher::by_code(work, &code)?.is_some() {
                return Err(Trouble::refused("orders-code-taken").with("code", code));
            }
            voucher::add(work, &code, worth, asked.valid_until.map(|until| until.0), asked.most_uses)?;
            let shown = find(work, &code)?;
            Reply::made(format!("{ROOT}/vouchers/{}", shown.id), &shown)
        })
        .await
}
