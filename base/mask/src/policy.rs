//! How much is covered.

/// What an inbox covers before anything is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// Nothing.
    Off,
    /// Card numbers.
    Cards,
    /// Card numbers, passwords, PINs, security codes and one-time codes.
    Usual,
    /// All of that, and national ids.
    #[default]
    Ids,
    /// All of that, and bank accounts.
    All,
}

impl Policy {
    pub(crate) const fn covers_cards(self) -> bool {
        !matches!(self, Self::Off)
    }

    pub(crate) const fn covers_secrets(self) -> bool {
        matches!(self, Self::Usual | Self::Ids | Self::All)
    }

    pub(crate) const fn covers_ids(self) -> bool {
        matches!(self, Self::Ids | Self::All)
    }

    pub(crate) const fn covers_accounts(self) -> bool {
        matches!(self, Self::All)
    }
}
