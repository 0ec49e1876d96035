//! What time it is where a customer is: by the zone they told us, else guessed from where their number or their parcels go.
//! A guess says that it is one. Countries with several times a phone call apart are not guessed at.

use crate::{CustomerId, IdentityKind};
use db::{Trouble, Tx, sql};

/// Somebody's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    pub zone: String,
    /// They told us, or somebody here wrote it down.
    pub is_known: bool,
}

/// The clock of a customer. `country` is where their parcels go, if somebody knows.
pub fn clock_of(tx: &mut Tx<'_>, customer: CustomerId, country: Option<&str>) -> Result<Option<Clock>, Trouble> {
    let told: Option<String> = sql("SELECT v.value FROM customer_value v JOIN customer_attribute a ON a.id = v.attribute_id
          WHERE v.customer_id = $1 AND a.key = 'time_zone' AND a.is_on = TRUE")
    .with(customer)
    .one(tx)?;
    if let Some(zone) = told {
        return Ok(Some(Clock { zone, is_known: true }));
    }
    let number: Option<String> =
        sql("SELECT value FROM customer_identity WHERE customer_id = $1 AND kind = $2 ORDER BY is_primary DESC, id LIMIT 1")
            .with(customer)
            .with(IdentityKind::Phone)
            .one(tx)?;
    let language: Option<String> = sql("SELECT COALESCE(language, '') FROM customer WHERE id = $1").with(customer).one(tx)?;
    let guessed = country
        .and_then(zone_of_country)
        .or_else(|| number.as_deref().and_then(zone_of_number))
        .or_else(|| {
            language
                .as_deref()
                .and_then(|tag| tag.split_once('-'))
                .and_then(|(_, region)| zone_of_country(region))
        });
    Ok(guessed.map(|zone| Clock { zone: zone.to_owned(), is_known: false }))
}

/// Country, calling code, and the zone nearly everybody there lives in.
const PLACES: &[(&str, &str, &str)] = &[
    ("AE", "971", "Asia/Dubai"),
    ("AR", "54", "America/Argentina/Buenos_Aires"),
    ("AT", "43", "Europe/Vienna"),
    ("BE", "32", "Europe/Brussels"),
    ("BG", "359", "Europe/Sofia"),
    ("BO", "591", "America/La_Paz"),
    ("BR", "55", "America/Sao_Paulo"),
    ("CH", "41", "Europe/Zurich"),
    ("CL", "56", "America/Santiago"),
    ("CN", "86", "Asia/Shanghai"),
    ("CO", "57", "America/Bogota"),
    ("CR", "506", "America/Costa_Rica"),
    ("CU", "53", "America/Havana"),
    ("CY", "357", "Asia/Nicosia"),
    ("CZ", "420", "Europe/Prague"),
    ("DE", "49", "Europe/Berlin"),
    ("DK", "45", "Europe/Copenhagen"),
    ("DZ", "213", "Africa/Algiers"),
    ("EC", "593", "America/Guayaquil"),
    ("EE", "372", "Europe/Tallinn"),
    ("EG", "20", "Africa/Cairo"),
    ("ES", "34", "Europe/Madrid"),
    ("FI", "358", "Europe/Helsinki"),
    ("FR", "33", "Europe/Paris"),
    ("GB", "44", "Europe/London"),
    ("GR", "30", "Europe/Athens"),
    ("GT", "502", "America/Guatemala"),
    ("HK", "852", "Asia/Hong_Kong"),
    ("HN", "504", "America/Tegucigalpa"),
    ("HR", "385", "Europe/Zagreb"),
    ("HU", "36", "Europe/Budapest"),
    ("IE", "353", "Europe/Dublin"),
    ("IL", "972", "Asia/Jerusalem"),
    ("IN", "91", "Asia/Kolkata"),
    ("IS", "354", "Atlantic/Reykjavik"),
    ("IT", "39", "Europe/Rome"),
    ("JP", "81", "Asia/Tokyo"),
    ("KE", "254", "Africa/Nairobi"),
    ("KR", "82", "Asia/Seoul"),
    ("LT", "370", "Europe/Vilnius"),
    ("LU", "352", "Europe/Luxembourg"),
    ("LV", "371", "Europe/Riga"),
    ("MA", "212", "Africa/Casablanca"),
    ("MT", "356", "Europe/Malta"),
    ("MX", "52", "America/Mexico_City"),
    ("MY", "60", "Asia/Kuala_Lumpur"),
    ("NG", "234", "Africa/Lagos"),
    ("NI", "505", "America/Managua"),
    ("NL", "31", "Europe/Amsterdam"),
    ("NO", "47", "Europe/Oslo"),
    ("NZ", "64", "Pacific/Auckland"),
    ("PA", "507", "America/Panama"),
    ("PE", "51", "America/Lima"),
    ("PH", "63", "Asia/Manila"),
    ("PL", "48", "Europe/Warsaw"),
    ("PT", "351", "Europe/Lisbon"),
    ("PY", "595", "America/Asuncion"),
    ("RO", "40", "Europe/Bucharest"),
    ("RS", "381", "Europe/Belgrade"),
    ("SA", "966", "Asia/Riyadh"),
    ("SE", "46", "Europe/Stockholm"),
    ("SG", "65", "Asia/Singapore"),
    ("SI", "386", "Europe/Ljubljana"),
    ("SK", "421", "Europe/Bratislava"),
    ("SV", "503", "America/El_Salvador"),
    ("TH", "66", "Asia/Bangkok"),
    ("TN", "216", "Africa/Tunis"),
    ("TR", "90", "Europe/Istanbul"),
    ("TW", "886", "Asia/Taipei"),
    ("UA", "380", "Europe/Kyiv"),
    ("UY", "598", "America/Montevideo"),
    ("VE", "58", "America/Caracas"),
    ("VN", "84", "Asia/Ho_Chi_Minh"),
    ("ZA", "27", "Africa/Johannesburg"),
];

fn zone_of_country(country: &str) -> Option<&'static str> {
    PLACES.iter().find(|(code, ..)| code.eq_ignore_ascii_case(country)).map(|(.., zone)| *zone)
}

/// No calling code begins another, so the longest that fits is the only one.
fn zone_of_number(number: &str) -> Option<&'static str> {
    let digits = number.strip_prefix('+')?;
    PLACES
        .iter()
        .filter(|(_, code, _)| digits.starts_with(code))
        .max_by_key(|(_, code, _)| code.len())
        .map(|(.., zone)| *zone)
}

#[cfg(test)]
mod tests {
    use super::{PLACES, zone_of_country, zone_of_number};
    use std::collections::BTreeSet;

    #[test]
    fn a_number_or_a_country_tells_a_clock_or_nothing() {
        for (number, zone) in [
            ("+34612345678", Some("Europe/Madrid")),
            ("+8613800138000", Some("Asia/Shanghai")),
            ("+886912345678", Some("Asia/Taipei")),
            ("+13125550123", None),
            ("+79161234567", None),
            ("612345678", None),
        ] {
            assert_eq!(zone_of_number(number), zone, "{number}");
        }
        assert_eq!((zone_of_country("mx"), zone_of_country("US")), (Some("America/Mexico_City"), None));
    }

    #[test]
    fn every_zone_is_one_and_every_country_stands_once() {
        assert!(PLACES.iter().all(|(.., zone)| jiff::tz::TimeZone::get(zone).is_ok()), "{PLACES:?}");
        let countries: BTreeSet<_> = PLACES.iter().map(|(country, ..)| country).collect();
        assert_eq!(countries.len(), PLACES.len());
    }
}
