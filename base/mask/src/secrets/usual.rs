//! What stands behind “the password is” and is no password, and what shows that a sentence has turned to another thing.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Said of a password, in English and Spanish.
static USUAL: LazyLock<HashSet<&str>> = LazyLock::new(|| SAID.split_ascii_whitespace().collect());
const SAID: &str = "
    a abajo able about acceder access account actualizada adios again ahi ahora al algo alguien algun alguna all already also always
    amiga amigo an and another antes antigua antiguo any aqui are as asi asked at ayer ayuda bad be because been being below best
    between bien blank bloqueada bloqueado both broken buena but by cada called cambio can cannot casa case case-sensitive casi caso
    clara claro clave como con confidencial contra correct correcta correcto corta corto could cual cualquier cuando cuenta current
    da de debil del demasiado desconocida desde despues dice did diferente different dificil distinta distinto do does donde dos
    down e easy either el ella email empty en enough entonces entrar era eran eres erronea es esa ese eso esos esta este esto estoy
    everything expired expires expiring facil falsa favor fine for forgot forgotten from fue fueron fuerte get getting given gone
    good good-bye gracias gran ha hace hacer han hard has hasta have hay he help her here hidden his hola how however hoy i if igual
    important importante imposible in incorrect incorrecta incorrecto insegura into invalid invalida invalido is it its jamas just
    kept known la larga largo las last later le les less like lo locked login long longer los lost luego mail make mala manana
    mandatory mas maybe me mejor menos mi mia mine mio misma mismo missing more mucho muy my nada nadie necesaria necessary needed
    never new ni ninguna no none nos not nothing now nuestra nuestro nueva nuevo nunca o obligatoria of off ok okay old on one only
    optional or order otra otro our out outdated over paciencia para pedido perfecta perfecto pero please poco por porque posible
    possible primero privada privado private probably protect pues que quien quiero recover rejected required reset right sabe safe
    same saved se sea secret secreta secure see segura seguro sent ser seria set she short shorter should shown si sido siempre
    sigue simple sin so sobre solo some somehow someone something son soon soy stale still stolen strong stronger stuck su
    successful successfully such suficiente sure suya suyo taken tambien tan temporal tengo tenia than thank thanks that the their
    them then there these they this those though through tiene times to toda today todo tomorrow too tras tricky tu tuya tuyo two un
    una unclear under unica unknown until unusable up us usa use useless usted va vacia valid valida valido very vez vieja was we
    weak were what whatever when where whether which who why will with without won working would written wrong y ya yesterday yo you
    your
";

/// What is written where a password would stand and there is none.
const NOTHING: &[&str] = &[
    "none", "n/a", "see", "below", "hidden", "ninguna", "vacia", "ver", "abajo", "the", "la", "el", "it", "i", "my", "how", "please",
    "como", "por", "http", "https",
];

/// Words after which a sentence speaks of something else.
pub(super) const ANOTHER_THING: &[&str] = &[
    " and ",
    " or ",
    " but ",
    " order",
    " tracking",
    " number",
    " phone",
    " username",
    " name ",
    " y ",
    " o ",
    " pero ",
    " pedido",
    " seguimiento",
    " numero",
    " telefono",
    " usuario",
    " nombre",
    "订单",
    "單號",
    "单号",
    "运单",
    "用户名",
    "电话",
    "手机",
    "和",
    "但",
];

pub(super) fn stands_for_nothing(said: &str) -> bool {
    NOTHING.contains(&said) || said.contains("://")
}

/// Whether a word behind “is” is said of a password rather than being one.
pub(super) fn is_usual(said: &str) -> bool {
    let only_letters = !said.is_empty() && said.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '\'' | '-'));
    let ends = |with: &[&str]| with.iter().any(|end| said.len() > end.len() + 2 && said.ends_with(end));
    let is_said =
        only_letters && (is_said_often(said) || ends(&["ed", "ing", "able", "ado", "ada", "ido", "ida", "ando", "iendo", "ble", "n't"]));
    said.is_empty() || said.contains("://") || is_said || is_an_address(said)
}

/// Whether it is a word of nearly every sentence.
pub(super) fn is_said_often(said: &str) -> bool {
    USUAL.contains(said)
}

/// Whether it is a word for what has to do with secrets: one begins anew.
pub(super) fn is_about_secrets(said: &str) -> bool {
    const ABOUT: &[&str] = &[
        "user",
        "username",
        "login",
        "pin",
        "pass",
        "password",
        "cvv",
        "usuario",
        "clave",
        "contrasena",
        "email",
        "name",
    ];
    ABOUT.contains(&said)
}

fn is_an_address(said: &str) -> bool {
    let Some((_, domain)) = said.split_once('@') else { return false };
    domain
        .rsplit_once('.')
        .is_some_and(|(host, top)| !host.is_empty() && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_lowercase()))
}
