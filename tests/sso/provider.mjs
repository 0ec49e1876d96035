// A real OpenID provider for the journey: `node provider.mjs PORT DESK` serves it at http://127.0.0.1:PORT for the desk at DESK.
//
// Whoever signs in there chooses a name; the name says who they are. It tells addresses only at the userinfo endpoint, as the
// specification wishes, signs with RS256, insists on PKCE, and tells the desk when somebody signs out.
import { Provider } from 'oidc-provider';

const [port, desk] = process.argv.slice(2);
const PEOPLE = {
    noor: { name: 'Noor Haddad', email: 'noor@kettle.example', email_verified: true, groups: ['admins'] },
    ana: { name: 'Ana Ruiz', email: 'ana@kettle.example', email_verified: true, groups: ['desk'] },
    sam: { name: 'Sam Osei', email: 'sam@kettle.example', email_verified: true, groups: ['leads'] },
    // Claims to be Noor; nobody made sure of it.
    eve: { name: 'Eve', email: 'noor@kettle.example', email_verified: false, groups: ['admins'] },
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [{
        client_id: 'desk',
        client_secret: 'a secret of two: 100%',
        redirect_uris: [`${desk}/sign-in/with/1/back`],
        post_logout_redirect_uris: [`${desk}/sign-in`],
        backchannel_logout_uri: `${desk}/sign-in/with/1/signed-out`,
    }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    features: { backchannelLogout: { enabled: true } },
    findAccount: (_, id) => PEOPLE[id] && { accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) },
    // It asks nobody on this machine, unless told to: the desk of the journey is here.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
    cookies: { keys: ['for a journey only'] },
});

provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
for (const word of ['backchannel.error', 'server_error', 'grant.error']) {
    provider.on(word, (...said) => console.error(word, said.map((one) => one?.stack ?? one?.error_description ?? '').join(' ')));
}
provider.on('backchannel.success', () => console.log('told the desk that somebody signed out'));
