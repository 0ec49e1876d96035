//! Where books differ, as CSV (RFC 4180) that no spreadsheet takes for formulas.

use super::tables::figure;
use crate::shop::ShopId;
use crate::{differences, shops};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use kit::formula::harmless;
use web::{Problem, SignedIn, Site, Text};

pub(super) async fn csv(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let found = site
        .db()
        .read(move |tx| {
            shops::find(tx, ShopId(id))?;
            differences::of(tx, ShopId(id))
        })
        .await?;
    let about = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"differences-{id}.csv\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    let sheet = written(who.t(), &found).map_err(|fault| Problem::fault(&fault))?;
    Ok((about, sheet).into_response())
}

/// With a byte order mark, so that spreadsheets read it as UTF-8.
fn written(text: &Text, found: &[differences::Found]) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let heads = ["shops-what", "shops-theirs", "shops-our-figure", "shops-their-figure", "shops-when"];
    out.write_record(heads.map(|key| text.say(key)))?;
    for one in found {
        let what = text.say(&format!("shops-differs-{}", one.what.word().replace('_', "-")));
        let (ours, theirs) = (figure(text, &one.our_figure), figure(text, &one.their_figure));
        out.write_record([&what, &one.theirs, &ours, &theirs, &one.found_at.rfc3339()].map(|cell| harmless(cell)))?;
    }
    out.into_inner().map_err(|e| e.into_error().into())
}
