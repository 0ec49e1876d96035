//! The key about the bytes of attachments: whether they stay in the database, leave it, or come back.

use super::keys::Key;
use super::{BackupPlace, ConfigTrouble};

pub(super) const KEYS: &[Key] = &[Key {
    name: "attachments_to",
    default: "",
    meaning: "Place of the bytes of attachments of 16 KiB and more: a folder all nodes reach, or `s3://bucket/prefix` with the keys `s3_…`. They arrive in the database and move there by themselves; after a change they move on. `database` brings them back; empty leaves all where they are. The same for every node.",
}];

/// Where the bytes of attachments belong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Attachments {
    /// Where they are. New ones stay in the database.
    #[default]
    AsTheyLie,
    /// In the database.
    Inside,
    /// At this place, as it stands in their rows.
    At(String),
}

impl Attachments {
    /// Read from the value as it is written.
    pub(super) fn checked(written: &str) -> Result<Self, ConfigTrouble> {
        match written {
            "" => Ok(Self::AsTheyLie),
            "database" => Ok(Self::Inside),
            place => place_of(place).map(Self::At),
        }
    }
}

/// A place as it stands in rows: a folder by its whole path, so that it is the same from wherever the program is started.
pub fn place_of(written: &str) -> Result<String, ConfigTrouble> {
    match written.parse().map_err(ConfigTrouble::NoPlaceForAttachments)? {
        BackupPlace::Bucket(address) => Ok(address.to_string()),
        BackupPlace::Folder(path) => {
            let whole = path.display().to_string().trim_end_matches('/').to_owned();
            if !path.is_absolute() || whole.is_empty() {
                return Err(ConfigTrouble::NoWholePath(written.to_owned()));
            }
            Ok(whole)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_stay_come_back_or_go_to_a_place_that_is_written_whole() {
        assert_eq!(Attachments::checked(""), Ok(Attachments::AsTheyLie));
        assert_eq!(Attachments::checked("database"), Ok(Attachments::Inside));
        assert_eq!(Attachments::checked("/mnt/files/"), Ok(Attachments::At("/mnt/files".into())));
        assert_eq!(Attachments::checked("s3://kettle/files/"), Ok(Attachments::At("s3://kettle/files".into())));
        for partial in ["files", "./files", "/"] {
            assert_eq!(Attachments::checked(partial), Err(ConfigTrouble::NoWholePath(partial.into())));
        }
        assert!(Attachments::checked("s3:kettle").unwrap_err().to_string().contains("attachments_to"));
    }
}
