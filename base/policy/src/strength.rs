//! How sure we are that the customer is who they say.

use document::Said;
use serde::{Deserialize, Serialize};

/// From nothing to everything; each is at least as strong as those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Nothing is known.
    #[default]
    None,
    /// They write from an address or number we know; a sender can be forged.
    Recognised,
    /// Name, postcode and order number match.
    Matched,
    /// They typed a code we sent to an address we know.
    Confirmed,
    /// They are signed in to their account.
    SignedIn,
}

impl Strength {
    pub const ALL: [Self; 5] = [Self::None, Self::Recognised, Self::Matched, Self::Confirmed, Self::SignedIn];

    /// The name in documents and in the fact `customer.verified`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Recognised => "recognised",
            Self::Matched => "matched",
            Self::Confirmed => "confirmed",
            Self::SignedIn => "signed_in",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strength| strength.name() == name)
    }

    /// How it is said behind “the customer is verified: …”.
    pub const fn said(self) -> Said {
        match self {
            Self::None => Said::new("not at all", "de ningún modo", "完全未核实"),
            Self::Recognised => Said::new("writes from a known address", "escribe desde una dirección conocida", "来自已知地址"),
            Self::Matched => {
                Said::new("name, postcode and order match", "coinciden nombre, código postal y pedido", "姓名、邮编和订单相符")
            }
            Self::Confirmed => Said::new("typed a code we sent", "introdujo un código que enviamos", "输入了我们发送的验证码"),
            Self::SignedIn => Said::new("signed in", "con sesión iniciada", "已登录"),
        }
    }

    /// What the customer does to be verified this strongly.
    pub const fn how(self) -> Said {
        match self {
            Self::None => Said::new("Nothing is needed", "No hace falta nada", "无需任何操作"),
            Self::Recognised => Said::new(
                "Write to us from the address or number you gave when you ordered",
                "Escríbanos desde la dirección o el número que indicó al pedir",
                "请使用下单时留下的地址或号码联系我们",
            ),
            Self::Matched => Said::new(
                "Tell us your name, postcode and order number",
                "Díganos su nombre, código postal y número de pedido",
                "请告诉我们您的姓名、邮编和订单号",
            ),
            Self::Confirmed => Said::new(
                "Type the code we send to your email address or phone",
                "Introduzca el código que le enviamos a su correo o teléfono",
                "请输入我们发送到您邮箱或手机的验证码",
            ),
            Self::SignedIn => Said::new("Sign in to your account", "Inicie sesión en su cuenta", "请登录您的账户"),
        }
    }
}
