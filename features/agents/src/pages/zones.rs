//! The time zones a person can choose: places, not abbreviations.

/// IANA names of places, with UTC first.
pub(super) fn names() -> Vec<String> {
    let known = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    let mut places: Vec<String> = known.filter(|name| is_place(name)).collect();
    places.sort_unstable();
    places.dedup();
    places.insert(0, "UTC".to_owned());
    places
}

fn is_place(name: &str) -> bool {
    const CONTINENTS: &[&str] =
        &["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];
    name.split_once('/').is_some_and(|(continent, _)| CONTINENTS.contains(&continent))
}

#[cfg(test)]
mod tests {
    #[test]
    fn places_can_be_chosen_and_abbreviations_cannot() {
        let names = super::names();
        assert_eq!(names[0], "UTC");
        assert!(
            ["Europe/Madrid", "Asia/Shanghai", "America/Mexico_City"]
                .iter()
                .all(|zone| names.iter().any(|name| name == zone))
        );
        assert!(!names.iter().any(|name| name == "EST" || name.starts_with("Etc/")));
    }
}
