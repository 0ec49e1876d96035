//! The administrator's Test button: everything up to the login, and no mail.

use super::hello::hello;
use super::{SmtpSettings, SmtpTrouble};
use crate::tls::{Dial, Security};

/// What a working outgoing server looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpReport {
    /// The server's first words: usually its name and program.
    pub greeting: String,
    pub is_private: bool,
    pub is_logged_in: bool,
    /// The largest message it takes, in bytes; None if it did not say.
    pub largest_message: Option<u64>,
}

/// Tries the settings as they would be used, without sending anything.
pub async fn test(dial: &impl Dial, settings: &SmtpSettings) -> Result<SmtpReport, SmtpTrouble> {
    match hello(dial, settings).await {
        Err(what) => Err(SmtpTrouble { host: settings.host.clone(), what }),
        Ok((talk, offers)) => {
            talk.quit().await;
            Ok(SmtpReport {
                greeting: offers.greeting,
                is_private: settings.security != Security::Plain,
                is_logged_in: settings.login.is_some(),
                largest_message: offers.size,
            })
        }
    }
}
