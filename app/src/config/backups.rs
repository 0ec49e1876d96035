//! The keys about backups: where they go, when, and how many stay.

use super::ConfigTrouble;
use buckets::{Address, NoAddress};
use std::path::PathBuf;

/// A place of backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupPlace {
    Folder(PathBuf),
    Bucket(Address),
}

impl std::str::FromStr for BackupPlace {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        if Address::is_meant(text) {
            return text.parse().map(Self::Bucket);
        }
        Ok(Self::Folder(PathBuf::from(text)))
    }
}

/// Where backups go, and when by themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackupSettings {
    pub to: Option<BackupPlace>,
    pub key_file: Option<PathBuf>,
    /// Seconds after midnight in UTC.
    pub at: Option<i64>,
    pub keep: Keep,
}

/// How many days, weeks and months keep their last backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    pub days: usize,
    pub weeks: usize,
    pub months: usize,
}

impl Default for Keep {
    fn default() -> Self {
        Self { days: 7, weeks: 4, months: 12 }
    }
}

impl std::str::FromStr for Keep {
    type Err = ConfigTrouble;

    fn from_str(text: &str) -> Result<Self, ConfigTrouble> {
        let wrong = || ConfigTrouble::NotAKeeping(text.to_owned());
        let mut keep = Self { days: 0, weeks: 0, months: 0 };
        for part in text.split_whitespace() {
            let (number, unit) = part.split_at_checked(part.len() - 1).ok_or_else(wrong)?;
            let number: usize = number.parse().map_err(|_| wrong())?;
            match unit {
                "d" => keep.days = number,
                "w" => keep.weeks = number,
                "m" => keep.months = number,
                _ => return Err(wrong()),
            }
        }
        if keep.days + keep.weeks + keep.months == 0 { Err(wrong()) } else { Ok(keep) }
    }
}

impl BackupSettings {
    /// Read from the values as they are written.
    pub(super) fn checked(text: &dyn Fn(&str) -> String) -> Result<Self, ConfigTrouble> {
        let filled = |key: &str| Some(text(key)).filter(|value| !value.is_empty());
        let settings = Self {
            to: filled("backup_to").map(|place| place.parse().map_err(ConfigTrouble::NotOnS3)).transpose()?,
            key_file: filled("backup_key_file").map(PathBuf::from),
            at: filled("backup_at").map(|value| time_of_day(&value)).transpose()?,
            keep: text("backup_keep").parse()?,
        };
        if settings.at.is_some() && (settings.to.is_none() || settings.key_file.is_none()) {
            return Err(ConfigTrouble::NowhereToBackUp);
        }
        Ok(settings)
    }
}

fn time_of_day(value: &str) -> Result<i64, ConfigTrouble> {
    let read = |(hours, minutes): (&str, &str)| Some((hours.parse().ok()?, minutes.parse().ok()?));
    let read: Option<(i64, i64)> = value.split_once(':').and_then(read);
    read.filter(|(hours, minutes)| (0..24).contains(hours) && (0..60).contains(minutes))
        .map(|(hours, minutes)| hours * 3_600 + minutes * 60)
        .ok_or_else(|| ConfigTrouble::NotATime(value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn read(values: &BTreeMap<&'static str, String>) -> Result<BackupSettings, ConfigTrouble> {
        BackupSettings::checked(&|key| values.get(key).cloned().unwrap_or_default())
    }

    #[test]
    fn a_nightly_backup_wants_a_time_a_place_and_a_key() {
        let mut values = BTreeMap::from([("backup_keep", "7d 4w 12m".to_owned())]);
        values.insert("backup_at", "02:30".into());
        assert_eq!(read(&values).unwrap_err(), ConfigTrouble::NowhereToBackUp);

        values.insert("backup_to", "/backups".into());
        values.insert("backup_key_file", "/etc/frontline/backup.key".into());
        assert_eq!(read(&values).unwrap().at, Some(9_000));

        for (key, wrong) in [
            ("backup_at", "25:00"),
            ("backup_at", "half past two"),
            ("backup_keep", "7"),
            ("backup_keep", "0d"),
            ("backup_to", "s3:bucket"),
        ] {
            let mut values = values.clone();
            values.insert(key, wrong.into());
            assert!(read(&values).is_err(), "{key} = {wrong}");
        }
    }

    #[test]
    fn a_place_is_a_folder_or_a_bucket() {
        let read = |text: &str| text.parse::<BackupPlace>();
        assert_eq!(read("/mnt/backups"), Ok(BackupPlace::Folder("/mnt/backups".into())));
        assert!(matches!(read("s3://kettle/desk"), Ok(BackupPlace::Bucket(address)) if address.to_string() == "s3://kettle/desk"));
        assert!(read("s3:/kettle").is_err(), "a slip is not a folder of that name");
    }
}
