//! A device that keeps passkeys, as the protocol describes one (WebAuthn Level 3): for scenes, with every way to lie.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const WITH_KEY: u8 = 0x40;

/// A device with one passkey.
#[derive(Clone)]
pub struct Device {
    pub key: SigningKey,
    pub credential: Vec<u8>,
    pub handle: Vec<u8>,
    /// How often it was used; devices that share a key through a cloud say 0 for ever.
    pub counter: u32,
    pub origin: &'static str,
    pub relying_party: &'static str,
    pub verifies: bool,
}

impl Device {
    pub fn new(number: u8) -> Self {
        Self {
            key: SigningKey::from_bytes(&[number; 32].into()).expect("a key"),
            credential: vec![number; 16],
            handle: Vec::new(),
            counter: 0,
            origin: "https://desk.example",
            relying_party: "desk.example",
            verifies: true,
        }
    }

    /// What a browser answers when it is asked for a new one.
    pub fn makes(&mut self, options: &Value) -> String {
        let asked = &options["publicKey"];
        self.handle = decoded(&asked["user"]["id"]);
        let client = self.client_data("webauthn.create", &asked["challenge"]);
        let data = [self.authenticator_data(WITH_KEY), vec![0; 16], vec![0, 16], self.credential.clone(), self.public_key()].concat();
        let object = [
            b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".as_slice(),
            &[u8::try_from(data.len()).expect("short")],
            &data,
        ]
        .concat();
        let response = json!({ "attestationObject": encoded(&object), "clientDataJSON": encoded(client.as_bytes()) });
        self.answer(&response)
    }

    /// What it answers when it is asked to show the one it has.
    pub fn shows(&mut self, options: &Value) -> String {
        let client = self.client_data("webauthn.get", &options["publicKey"]["challenge"]);
        let data = self.authenticator_data(0);
        let signed = [data.clone(), Sha256::digest(client.as_bytes()).to_vec()].concat();
        let signature: Signature = self.key.sign(&signed);
        let response = json!({
            "authenticatorData": encoded(&data),
            "clientDataJSON": encoded(client.as_bytes()),
            "signature": encoded(signature.to_der().as_bytes()),
            "userHandle": encoded(&self.handle),
        });
        self.answer(&response)
    }

    fn answer(&self, response: &Value) -> String {
        let id = encoded(&self.credential);
        json!({ "id": id, "rawId": id, "type": "public-key", "extensions": {}, "response": response }).to_string()
    }

    fn client_data(&self, kind: &str, challenge: &Value) -> String {
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false }).to_string()
    }

    fn authenticator_data(&self, more: u8) -> Vec<u8> {
        let flags = PRESENT | more | if self.verifies { VERIFIED } else { 0 };
        [Sha256::digest(self.relying_party).as_slice(), &[flags], &self.counter.to_be_bytes()].concat()
    }

    /// COSE: an EC2 key on P-256 for ES256.
    fn public_key(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_encoded_point(false);
        let (x, y) = (point.x().expect("x"), point.y().expect("y"));
        [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".as_slice(), x, b"\x22\x58\x20", y].concat()
    }
}

fn encoded(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn decoded(text: &Value) -> Vec<u8> {
    BASE64_URL_SAFE_NO_PAD.decode(text.as_str().expect("text")).expect("base 64")
}

impl Device {
    /// Signs with another one's key.
    pub fn signed_by(self, other: &Self) -> Self {
        Self { key: other.key.clone(), ..self }
    }

    /// Says that it is somebody else's.
    pub fn belonging_to(self, other: &Self) -> Self {
        Self { handle: other.handle.clone(), ..self }
    }
}
