# Single sign-on: people come in through the sign-in their company already has.

## List

sso-menu = Company sign-in
sso-menu-also = sso, single sign-on, oidc, openid, saml, okta, entra, google, scim, provisioning
sso-about = People come in with the account their company gave them, instead of a password kept here.
sso-none = No company sign-in yet
sso-none-next = If your company has Microsoft Entra, Google Workspace, Okta, Keycloak or another sign-in that speaks OpenID Connect, colleagues can use it here.
sso-add = Add a sign-in
sso-name = Name
sso-state = State
sso-who = Who may come in
sso-role = Role
sso-people = People
sso-open = open
sso-closed = closed
sso-joins-nobody-short = those who came before
sso-joins-colleagues-short = colleagues
sso-joins-newcomers-short = colleagues and newcomers
sso-done-saved = Saved.
sso-done-saved-try = Saved. Press “Try it” to see what would become of you.
sso-done-removed = The sign-in was removed. Whoever has no password here needs a reset link now.
sso-done-only = From now on people come in through the company’s sign-in only. Who came by a password was signed out.
sso-done-passwords = Passwords open the desk again.

## Only this way

sso-only = Only this way
sso-only-about = Nobody else’s password opens the desk any more. One administrator keeps theirs, for the day the sign-in is away. You must have come in through it once yourself.
sso-only-is-on = People come in through the company’s sign-in only. { $name } keeps a password for emergencies.
sso-only-turn-on = Let people come in this way only
sso-passwords-too = Let passwords open the desk again
sso-keeper = Who keeps a password
sso-keeper-hint = An active administrator. Choose a long password, and a second factor.

## Form

sso-form-about = Three things from your provider, and a decision about who comes in.
sso-there = 1. At your provider
sso-there-about = Register Frontline there as a web application with a client secret, and enter these addresses. Only the first is needed.
sso-redirect-uri = Redirect address
sso-logout-uri = Address after signing out
sso-backchannel-uri = Back-channel logout address
sso-here = 2. Here
sso-name-hint = What the button says after “Continue with”: the name your colleagues know.
sso-issuer = Issuer
sso-issuer-hint = The provider’s address, such as https://login.example.com/tenant. It finds the rest by itself. It cannot be changed later.
sso-client-id = Client ID
sso-secret = Client secret
sso-secret-hint = Kept encrypted, never shown again.
sso-secret-kept = Leave it empty to keep the stored one.
sso-enabled = Offer it on the sign-in page
sso-vouches = The provider asks for a second factor itself
sso-vouches-hint = Then nobody is asked for another code here.
sso-who-about = Accounts are matched by the email address, and only if the provider says that it made sure of it.
sso-joins-nobody = Only people who came this way before
sso-joins-colleagues = People who work here already, or are invited
sso-joins-newcomers = Those, and everybody else with an address of these domains
sso-domains = Domains of newcomers
sso-domains-hint = Such as example.com. Several with commas between.
sso-roles = As what
sso-role-usual = Role
sso-role-usual-hint = What newcomers become, and with groups, everybody no group speaks for. “None” keeps them outside.
sso-role-none = None
sso-rules = Let groups at the provider decide
sso-rules-about = Then a role follows the provider at every sign-in, and changes made here do not last. The first group that fits decides. The last administrator always stays one.
sso-role-claim = Claim with the groups
sso-role-claim-hint = Such as groups or realm_access.roles. Empty: roles are given here.
sso-scopes = Extra scopes
sso-scopes-hint = If the provider tells groups only when asked, such as groups.
sso-rule-value = Group { $number }
sso-rule-role = Its role here ({ $number })
sso-save = Test and save
sso-save-about = A provider that is new, newly offered, or has another client ID or secret is asked first; only what works is saved. Closing and narrowing need no answer.
sso-try = Try it
sso-remove = Remove
sso-remove-about = Nobody is signed out, but nobody comes in this way any more, and it is forgotten whose account is whose.
sso-mistake-name = Give it the name your colleagues know.
sso-mistake-issuer = Enter an https address. A provider in your own network must be named by whoever runs the machine, as own_network in the configuration.
sso-mistake-client-id = Enter the client ID the provider shows.
sso-mistake-secret = Enter the client secret the provider shows.
sso-test-failed = Nothing was saved: { $why }

sso-refused-unnamed = The name or the client ID is missing. Enter both.
sso-refused-no-domain = Name at least one domain: without it everybody with an account there would work here.
sso-refused-no-role = Choose a role for newcomers, or let groups decide.
sso-refused-no-secret = The client secret is missing. Enter the one the provider shows.
sso-refused-other-issuer = Another issuer is another sign-in, with other people’s accounts. Add it beside this one.
sso-refused-only-way = People come in this way only, so it must stay open. Let passwords open the desk again first.
sso-refused-come-first = Sign in through it once yourself first. That shows that it works.

## On the way

sso-outside-title = Not signed in with { $name }
sso-stale = This was not the answer to your request: it took too long, was used before, or began in another browser. Start again.
sso-provider-said-no = The provider did not let you through ({ $word }). Try again, or ask an administrator.
sso-try-again = Try again
sso-back-to-sign-in = Back to sign-in
sso-left-title = You are signed out here
sso-left-about = You may still be signed in with { $name }. On a shared computer, sign out there, too.
sso-leave-there = Sign out of { $name }

sso-why-unknown = Nobody works here under your account. Ask an administrator to invite the address your company gave you.
sso-why-unverified = Your provider does not say that your email address was made sure of, so it proves nothing here. Confirm it there, or ask an administrator.
sso-why-other-domain = Your address is not of a domain whose people may come in. Ask an administrator to invite you.
sso-why-deactivated = Your account here is deactivated. Ask an administrator to reactivate it.
sso-why-no-role = None of your groups has a role here. Ask an administrator which group you need.
sso-why-linked-otherwise = Your address belongs to somebody here who comes in with another account there. Ask an administrator.

sso-ailment-address = It is not an https address that may be asked. Correct the issuer; a provider in your own network must be named as own_network in the configuration.
sso-ailment-inside = { $host } leads to an address inside a network. If it is your own provider, whoever runs the machine names it as own_network in the configuration.
sso-ailment-silent = { $host } gave no answer ({ $why }). Check the address, and try again later.
sso-ailment-status = { $host } answered { $status }. Check that the issuer is written exactly as the provider shows it.
sso-ailment-unreadable = { $host } answered what is no description of a sign-in. Check that the issuer is written exactly as the provider shows it.
sso-ailment-other-issuer = The provider calls itself { $issuer }. Enter that as the issuer.
sso-ailment-no-code = The provider does not offer sign-in by authorization code. Turn that on there.
sso-ailment-secret = The provider did not take the client ID and secret. Copy both again.
sso-ailment-secret-lost = The stored secret cannot be read, because the desk has another key now. Enter it again in Settings → Company sign-in.
sso-ailment-code = The provider refused the code ({ $word }). Start again; if it happens again, an administrator should press “Try it” in Settings → Company sign-in.
sso-ailment-token = The provider’s answer is not believed: { $why } Start again, and tell an administrator if it happens again.
sso-distrust-no-token = it is no signed token.
sso-distrust-algorithm = it is signed in a way that proves nothing.
sso-distrust-unknown-key = it is signed with a key the provider does not show.
sso-distrust-signature = its signature is wrong.
sso-distrust-issuer = it was made by somebody else.
sso-distrust-nameless = it does not say who made it, as this provider promises.
sso-distrust-audience = it was made for another program.
sso-distrust-nonce = it answers another request.
sso-distrust-expired = its time is over.
sso-distrust-future = it was made in the future; the clocks of both machines differ.
sso-distrust-subject = it names nobody.
sso-distrust-no-logout = it is no word about signing out.

## Trying out

sso-rehearsal-title = What { $name } says of you
sso-rehearsal-about = Nobody was signed in and nothing was changed.
sso-told-name = Name
sso-told-email = Email address
sso-told-verified = Address made sure of
sso-yes = yes
sso-no = no
sso-would-known = You would come in: your account is linked.
sso-would-known-as = You would come in as { $role }: your account is linked.
sso-would-link = You would come in: your address is known here, and your account would be linked to it.
sso-would-link-as = You would come in as { $role }: your address is known here, and your account would be linked to it.
sso-would-join-as = You would be added as somebody new, as { $role }.
sso-back-to-settings = Back to settings

## Stories

sso-story-added = Added the company sign-in “{ $name }”
sso-story-changed = Changed the company sign-in “{ $name }”
sso-story-removed = Removed the company sign-in “{ $name }”
sso-story-linked = An account of “{ $name }” was linked to a colleague
sso-story-refused = Somebody was not let in through “{ $name }”: { $why }
