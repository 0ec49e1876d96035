//! The rules of access as settings that can be put back as they were.

use super::factor_rule::{self, FactorRule};
use super::networks::{self, Written};
use super::rules;
use super::session_policy::{self, SessionPolicy};
use crate::changes::{Setting, read, written};
use crate::permissions::Permission;
use db::{Trouble, Tx, Work};
use std::net::IpAddr;

/// The one place where the rules of access are changed.
pub const PAGE: &str = "/settings/access";

/// How long sessions live.
#[derive(Debug, Clone, Copy)]
pub struct SessionPolicySetting;

impl Setting for SessionPolicySetting {
    fn kind(&self) -> &'static str {
        "session_policy"
    }

    fn needs(&self) -> &'static str {
        Permission::SettingsManage.word()
    }

    fn href(&self, _: &str) -> String {
        PAGE.to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, _: &str) -> Result<(String, String), Trouble> {
        Ok((String::new(), written(&rules(tx)?.sessions)?))
    }

    fn put_back(&self, work: &mut Work<'_>, _: &str, stood: &str) -> Result<(), Trouble> {
        session_policy::change(work, read::<SessionPolicy>(stood)?)
    }
}

/// Who must have a second factor.
#[derive(Debug, Clone, Copy)]
pub struct FactorRuleSetting;

impl Setting for FactorRuleSetting {
    fn kind(&self) -> &'static str {
        "factor_rule"
    }

    fn needs(&self) -> &'static str {
        Permission::SettingsManage.word()
    }

    fn href(&self, _: &str) -> String {
        PAGE.to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, _: &str) -> Result<(String, String), Trouble> {
        Ok((String::new(), written(&rules(tx)?.second_factor)?))
    }

    fn put_back(&self, work: &mut Work<'_>, _: &str, stood: &str) -> Result<(), Trouble> {
        factor_rule::stand(work, &read::<FactorRule>(stood)?)
    }
}

/// From where one may come.
#[derive(Debug, Clone, Copy)]
pub struct NetworksSetting;

impl Setting for NetworksSetting {
    fn kind(&self) -> &'static str {
        "networks"
    }

    fn needs(&self) -> &'static str {
        Permission::SettingsManage.word()
    }

    fn href(&self, _: &str) -> String {
        PAGE.to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, _: &str) -> Result<(String, String), Trouble> {
        Ok((String::new(), written(&rules(tx)?.networks.written())?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        self.put_back_from(work, thing, stood, None)
    }

    fn put_back_from(&self, work: &mut Work<'_>, _: &str, stood: &str, from: Option<IpAddr>) -> Result<(), Trouble> {
        networks::change(work, &read::<Written>(stood)?, from)
    }
}
