//! One certificate ordered: the account, the proofs for each name, and what comes back.

use crate::folder::Folder;
use crate::http::Asker;
use crate::settings::Settings;
use door::Certificates;
use instant_acme::{
    Account, AuthorizationHandle, AuthorizationStatus, ChallengeHandle, ChallengeType, Error, Identifier, NewAccount, NewOrder, Order,
    OrderStatus, RetryPolicy,
};
use rcgen::{CertificateParams, CustomExtension, KeyPair};
use std::time::Duration;

/// An authority looks from several places, one after the other.
const LOOKED_AT_WITHIN: Duration = Duration::from_secs(90);

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OrderTrouble {
    #[error("the authority refused or could not be asked: {}", said(.0))]
    Asked(#[from] Error),
    #[error(
        "the authority could not see that {host} leads here ({why}). Check that the name's address is this machine and that port 443, or 80, reaches it"
    )]
    NotProven { host: String, why: String },
    #[error("the authority offers no proof for {0} that this desk can give. Use a name without a star")]
    NoProof(String),
    #[error("a proof for {0} could not be made ({1}). Correct the name in acme_domains")]
    Unmade(String, String),
    #[error(
        "the certificate that was issued is not for {0}, which was asked for. Ask another authority, or leave the name out of acme_domains"
    )]
    NotAsOrdered(String),
    #[error("it could not be kept: {0}. Check who owns the data folder, and that its disk has room")]
    Unkept(#[from] std::io::Error),
}

/// The error itself says little; what caused it says what to do.
fn said(error: &Error) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        let more = deeper.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        cause = deeper.source();
    }
    words
}

/// What came back, as PEM.
pub(crate) struct Issued {
    pub chain: String,
    pub key: String,
}

/// Proofs that are taken back whatever happens.
struct Shown<'a>(&'a Certificates);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        self.0.prove_nothing();
    }
}

/// Orders a certificate for all names. `by_word` prefers the proof on the plain port.
pub(crate) async fn order(settings: &Settings, folder: &Folder, shown: &Certificates, by_word: bool) -> Result<Issued, OrderTrouble> {
    let account = account(settings, folder).await?;
    let names: Vec<Identifier> = settings.names.iter().cloned().map(Identifier::Dns).collect();
    let ordered = account.new_order(&NewOrder::new(&names)).await;
    if let Err(Error::Api(problem)) = &ordered
        && problem.r#type.as_deref() == Some("urn:ietf:params:acme:error:accountDoesNotExist")
    {
        folder.forget_account(&settings.directory);
    }
    let mut order = ordered?;
    let _shown = Shown(shown);
    prove(&mut order, shown, by_word).await?;
    let patience = RetryPolicy::new().timeout(LOOKED_AT_WITHIN);
    let status = order.poll_ready(&patience).await?;
    if !matches!(status, OrderStatus::Ready | OrderStatus::Valid) {
        return Err(why_not(&mut order).await);
    }
    let key = order.finalize().await?;
    let chain = order.poll_certificate(&patience).await?;
    Ok(Issued { chain, key })
}

/// The account kept here, or a new one.
async fn account(settings: &Settings, folder: &Folder) -> Result<Account, OrderTrouble> {
    let asker = || Box::new(Asker::of(&settings.directory, settings.root.clone()));
    let kept = folder.account(&settings.directory).and_then(|bytes| serde_json::from_slice(&bytes).ok());
    if let Some(credentials) = kept {
        return Ok(Account::builder_with_http(asker()).from_credentials(credentials).await?);
    }
    let contact = settings.contact.as_ref().map(|address| format!("mailto:{address}"));
    let contact: Vec<&str> = contact.as_deref().into_iter().collect();
    let new = NewAccount { contact: &contact, terms_of_service_agreed: true, only_return_existing: false };
    let (account, credentials) = Account::builder_with_http(asker()).create(&new, settings.directory.to_string(), None).await?;
    folder.keep_account(&settings.directory, &serde_json::to_vec(&credentials).map_err(std::io::Error::other)?)?;
    Ok(account)
}

async fn prove(order: &mut Order, shown: &Certificates, by_word: bool) -> Result<(), OrderTrouble> {
    let kinds = match by_word {
        true => [ChallengeType::Http01, ChallengeType::TlsAlpn01],
        false => [ChallengeType::TlsAlpn01, ChallengeType::Http01],
    };
    let mut asked = order.authorizations();
    while let Some(authorization) = asked.next().await {
        let mut authorization = authorization?;
        if authorization.status == AuthorizationStatus::Valid {
            continue;
        }
        let host = host_of(&authorization);
        let offered: Vec<ChallengeType> = authorization.challenges.iter().map(|challenge| challenge.r#type.clone()).collect();
        let kind = kinds
            .iter()
            .find(|kind| offered.contains(kind))
            .ok_or_else(|| OrderTrouble::NoProof(host.clone()))?;
        let mut challenge = authorization.challenge(kind.clone()).ok_or_else(|| OrderTrouble::NoProof(host.clone()))?;
        show(&challenge, &host, kind, shown)?;
        challenge.set_ready().await?;
    }
    Ok(())
}

fn host_of(authorization: &AuthorizationHandle<'_>) -> String {
    authorization.identifier().to_string()
}

fn show(challenge: &ChallengeHandle<'_>, host: &str, kind: &ChallengeType, shown: &Certificates) -> Result<(), OrderTrouble> {
    let authorized = challenge.key_authorization();
    if *kind == ChallengeType::Http01 {
        shown.prove_by_word(&challenge.token, authorized.as_str());
        return Ok(());
    }
    let unmade = |why: String| OrderTrouble::Unmade(host.to_owned(), why);
    let key = KeyPair::generate().map_err(|e| unmade(e.to_string()))?;
    let mut proof = CertificateParams::new(vec![host.to_owned()]).map_err(|e| unmade(e.to_string()))?;
    proof.custom_extensions = vec![CustomExtension::new_acme_identifier(authorized.digest().as_ref())];
    let proof = proof.self_signed(&key).map_err(|e| unmade(e.to_string()))?;
    shown
        .prove_by_certificate(host, proof.der().clone(), key.serialize_der())
        .map_err(|e| unmade(e.to_string()))
}

/// What the authority saw where it looked.
async fn why_not(order: &mut Order) -> OrderTrouble {
    let mut asked = order.authorizations();
    while let Some(Ok(mut authorization)) = asked.next().await {
        let host = host_of(&authorization);
        let Ok(state) = authorization.refresh().await else { continue };
        let said = state.challenges.iter().find_map(|challenge| challenge.error.as_ref());
        if let Some(said) = said {
            return OrderTrouble::NotProven { host, why: said.to_string() };
        }
    }
    OrderTrouble::NotProven { host: "a name".into(), why: "it did not say why".into() }
}
