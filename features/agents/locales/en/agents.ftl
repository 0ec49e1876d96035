# The people who work here: the doorstep, one's own settings, people, teams and roles.

## The doorstep

agents-sign-in = Sign in
agents-sign-in-lead = Welcome back. Your conversations are waiting.
agents-sign-in-wrong = This address and password do not belong together. Check both, or reset your password.
agents-sign-in-wait = Too many attempts. Wait { $minutes } minutes, use a browser you signed in with before, or reset your password.
agents-sign-in-with = Continue with { $name }
agents-sign-in-or = Or with your password here:
agents-sign-in-by-password = Sign in with a password
agents-sign-in-by-password-about = For one administrator only, in case the company’s sign-in is away. Everybody else uses the button above.
agents-sign-in-again-first = You have no password here, so show that it is you: sign out, sign in again, and repeat this within 15 minutes.
agents-email = Email address
agents-password = Password
agents-forgot-link = Forgot your password?
agents-back-to-sign-in = Back to sign-in
agents-sign-out = Sign out

agents-code-title = One more step
agents-code-lead = Enter the code your authenticator app shows for Frontline.
agents-code = Code
agents-code-hint = Six digits, or one of your recovery codes.
agents-code-send = Continue
agents-code-wrong = This code is wrong or was used already. Wait for the next one and enter it.
agents-code-wait = Too many wrong codes. Wait { $minutes } minutes, then sign in again.

agents-forgot-title = Reset your password
agents-forgot-lead = We send you a link with which you choose a new one.
agents-forgot-send = Send the link
agents-forgot-sent = If somebody works here under this address, a letter is on its way. The link in it is good once and for an hour. If nothing arrives, ask an administrator.
agents-forgot-again = Ask for a new link
agents-reset-title = Choose a new password
agents-reset-set = Set the password
agents-reset-done = Your new password is set, and every browser is signed out. Sign in with it now.
agents-new-password = New password
agents-password-hint = At least 10 characters. A few words you remember make a good one.
agents-link-stale = This link was used already, is too old, or a newer one was sent.

agents-invitation-title = Welcome to the team
agents-invitation-lead = Tell us how you want to be called, and choose a password.
agents-invitation-accept = Come in
agents-invitation-stale = Ask whoever invited you for a new link, or sign in if you came before.

## Letters

agents-letter-invitation-subject = You are invited to Frontline
agents-letter-invitation =
    Hello { $name },

    you are invited to work on the Frontline desk. Open this link to choose your password and come in:

    { $link }

    It is good once, for seven days.
agents-letter-reset-subject = Your new Frontline password
agents-letter-reset =
    Hello { $name },

    open this link to choose a new password:

    { $link }

    It is good once, for an hour. If you did not ask for it, ignore this letter: nothing changes.

## Everybody's settings

agents-menu-own = You
agents-menu-people = Who works here
agents-save = Save
agents-cancel = Cancel
agents-yes = yes
agents-no = no
agents-never = never
agents-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
 }
agents-name = Name
agents-description = Description
agents-language = Language
agents-zone = Time zone

agents-profile = Profile
agents-profile-also = name, picture, avatar, photo, language, time zone, theme, dark mode, density, keyboard, signature
agents-profile-about = How you appear to others, and how Frontline appears to you.
agents-profile-you = You
agents-signature = Signature
agents-signature-hint = Stands under the messages you send. Plain text.
agents-looks = Looks
agents-theme = Colours
agents-theme-system = Like the system
agents-theme-light = Light
agents-theme-dark = Dark
agents-density = Density
agents-density-comfortable = Comfortable
agents-density-cozy = Cozy
agents-density-compact = Compact
agents-notifications = Notifications
agents-notifications-also = alerts, digest, browser push, email me, sound, mute
agents-notifications-about = What you hear of, where, and when you want quiet.
agents-told = What you are told
agents-told-of = When
agents-told-assigned = A conversation is given to me
agents-told-mentioned = Somebody mentions me in a note
agents-told-answered = The customer answers in a conversation of mine
agents-told-breaching = An answer of mine is due within the hour
agents-told-delivery-failed = A message of mine could not be delivered
agents-told-follow-up = A follow-up of mine or my team’s is due
agents-told-decided = Somebody decided on what I asked approval for
agents-told-followed = Something happens in a conversation I follow
agents-told-team-waiting = A new conversation waits for one of my teams
agents-told-on-screen = On screen
agents-told-by-mail = By mail
agents-told-by-push = Push
agents-push-shows-text = Pushes show what was written
agents-push-shows-text-hint = Off: only what happened and the number, since anybody can read a locked screen.
agents-digest = Digest
agents-digest-about = One letter with everything you have not read. Nothing new, no letter.
agents-digest-pace = How often
agents-digest-off = Never
agents-digest-hourly = Every hour
agents-digest-daily = Once a day
agents-digest-at = The daily one leaves at
agents-quiet = Quiet hours
agents-quiet-about = No push and no letter then; what came up is summed up once afterwards. By the clock of { $zone }, the zone in your profile.
agents-quiet-from = From
agents-quiet-until = Until
agents-quiet-weekends = Saturdays and Sundays too
agents-unsubscribe = Turn off
agents-unsubscribe-letters = Frontline will no longer send you a letter when something happens. You still find it on screen.
agents-unsubscribe-digest = Frontline will no longer send you a digest. You still find everything on screen.
agents-unsubscribed = Turned off. You can turn it on again in your settings.

agents-presence = Presence
agents-presence-online = Online
agents-presence-away = Away
agents-presence-busy = Busy
agents-presence-offline = Offline
agents-presence-reason = Why (if you like)

## Security

agents-security = Security
agents-security-also = password, passkey, two-factor, 2fa, mfa, authenticator, sessions, devices, sign out everywhere
agents-security-about = Your password, your second factor, and where you are signed in.
agents-password-change = Change the password
agents-password-ends-sessions = Every other browser is signed out.
agents-present-password = Your present password
agents-password-not-yours = This is not your present password. Enter it again, or reset it.
agents-second-factor = Second factor
agents-second-factor-about = With a second factor, your password alone opens nothing: signing in also asks for a code from an app on your phone.
agents-second-factor-set-up = Set up a second factor
agents-second-factor-scan = Scan this with an authenticator app on your phone.
agents-second-factor-qr = QR code with the secret for your authenticator app
agents-second-factor-type = Or type this secret into it:
agents-second-factor-code-hint = The six digits the app shows now prove that it works.
agents-second-factor-turn-on = Turn it on
agents-second-factor-turn-off = Turn it off
agents-second-factor-is-on = It is on
agents-recovery-title = Recovery codes
agents-recovery-about = For the day your phone is gone. Each code signs you in once. Print them or keep them in a safe place.
agents-recovery-left = { $count ->
    [one] { $count } recovery code left
   *[other] { $count } recovery codes left
 }
agents-recovery-renew = Make new recovery codes
agents-recovery-kept = I have kept them
agents-shown-once = This is shown only now. Keep it before you leave this page.
agents-sessions = Where you are signed in
agents-session-browser = Browser
agents-session-unknown = Unknown program
agents-session-address = Address
agents-session-began = Signed in
agents-session-used = Last used
agents-session-this = This browser
agents-session-end = Sign out
agents-session-end-of = Sign out { $browser }
agents-sessions-end-others = Sign out everywhere else

agents-tokens = API tokens
agents-tokens-also = api key, personal access token, script
agents-tokens-about = A token lets a program act as you, within the scopes you choose.
agents-tokens-none = No tokens yet
agents-tokens-none-next = Make one below when a program needs to work with the desk.
agents-token-new = New token
agents-token-name-hint = What it is for, so that you know later what to revoke.
agents-token-scopes = What it may do
agents-token-scope-count = { $count ->
    [one] { $count } permission
   *[other] { $count } permissions
 }
agents-token-expires = Expires
agents-token-create = Create the token
agents-token-made = The token:
agents-token-revoke = Revoke
agents-token-revoke-of = Revoke { $name }

## People

agents-people = People
agents-people-also = invite, invitation, add user, new agent, members, staff, seats, deactivate
agents-people-about = Who works here, as what, and in which teams.
agents-people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
 }
agents-standing = Standing
agents-is-active = Active
agents-is-invited = Invited
agents-is-deactivated = Deactivated
agents-has-second-factor = Second factor
agents-invite = Invite somebody
agents-invite-about = They get a letter with a link to choose their password. You also see the link, to hand it over yourself.
agents-invite-send = Invite
agents-invite-again = Invite again
agents-invited-title = { $name } is invited
agents-invited-lead = A letter with this link is on its way. If no inbox can send mail yet, hand the link over yourself.
agents-reset-link-make = Make a reset link
agents-reset-link-title = A new password for { $name }
agents-reset-link-lead = A letter with this link is on its way. If no inbox can send mail yet, hand the link over yourself. It is good for an hour.
agents-link = Link
agents-link-is-secret = Whoever has this link can come in with it, once. It is shown only now.
agents-back-to-people = Back to people
agents-rights = Role and teams
agents-ways-in = Ways in
agents-ways-in-active = They can sign in. Deactivating ends every session and token at once; what they did stays theirs.
agents-ways-in-invited = They have not come yet. Inviting them again kills the older link.
agents-ways-in-gone = They cannot sign in. Reactivating lets them in again with the password they had.
agents-sign-out-everywhere = Sign them out everywhere
agents-second-factor-take = Remove the second factor
agents-deactivate = Deactivate
agents-reactivate = Reactivate

## Teams

agents-team = Team
agents-teams = Teams
agents-teams-also = groups, departments, squads
agents-teams-about = People who share work. What a team sees, its members see.
agents-teams-none = No teams yet
agents-teams-none-next = Create the first one below, for instance for returns or for invoices.
agents-team-new = New team
agents-team-create = Create the team
agents-team-members = Members
agents-team-lead = Lead
agents-team-leads = Leads
agents-team-lead-of = { $name } leads the team
agents-team-archive = Archive the team

## Roles

agents-role = Role
agents-roles = Roles
agents-roles-also = permissions, rights, admin, supervisor, who may
agents-roles-about = What people may do. Four roles are built in; add your own where they do not fit.
agents-roles-matrix = Who may do what
agents-role-hint = Only roles that allow no more than yours.
agents-role-new = New role
agents-role-about = Tick what people with this role may do. What you may not do yourself cannot be ticked.
agents-role-allows = What it allows
agents-role-remove = Remove the role
agents-role-admin = Admin
agents-role-admin-about = May do everything. One admin always remains.
agents-role-supervisor = Supervisor
agents-role-supervisor-about = Sees and steers all work, and staffs their teams.
agents-role-agent = Agent
agents-role-agent-about = Answers customers in the inboxes they see.
agents-role-light-agent = Light agent
agents-role-light-agent-about = Reads and writes internal notes. Never sends anything to a customer.
agents-permission = Permission

agents-area-people = People
agents-area-teams = Teams
agents-area-inboxes = Inboxes
agents-area-tags = Tags
agents-area-customers = Customers
agents-area-conversations = Conversations
agents-area-views = Views
agents-area-macros = Macros
agents-area-knowledge = Knowledge
agents-area-orders = Orders
agents-area-policies = Policies
agents-area-approvals = Approvals
agents-area-activity = Activity
agents-area-settings = Settings
agents-area-tokens = Tokens
agents-area-privacy = Privacy

agents-may-people-provision = Keep people and teams in step with a directory (SCIM); for a token
agents-may-people-manage = Invite and deactivate people, give them roles, edit roles
agents-may-teams-manage = Create teams and choose the members of their own
agents-may-inboxes-manage = Set up inboxes and decide who sees them
agents-may-tags-manage = Create, rename and remove tags
agents-may-customers-see = See customers and their history
agents-may-customers-edit = Change what is known about a customer
agents-may-customers-merge = Merge two customers who are one, and undo it
agents-may-conversations-see = Read conversations through the API, in the inboxes they see
agents-may-conversations-reply = Send messages to customers
agents-may-conversations-note = Write internal notes
agents-may-conversations-assign = Give conversations to people and teams
agents-may-conversations-resolve = Resolve, snooze and reopen conversations
agents-may-conversations-merge = Merge, split and move conversations, and undo it
agents-may-conversations-see-all = See the conversations of every inbox
agents-may-conversations-close = Close conversations for good
agents-may-views-share = Share views with everybody and change shared ones
agents-may-macros-manage = Write and change macros and snippets
agents-may-knowledge-see = Read knowledge articles
agents-may-knowledge-write = Write, publish and archive knowledge articles
agents-may-orders-see = See orders, payments, returns and papers
agents-may-orders-act = Act on orders within policy: place, change, cancel, return, refund
agents-may-orders-manage = Manage the catalogue, stock, prices, vouchers and shipments
agents-may-policies-manage = Write drafts of policies
agents-may-policies-approve = Approve a policy somebody else wrote, and let it go live
agents-may-approvals-decide = Approve or refuse actions above a colleague’s limit
agents-may-activity-see = Read the log of everything that happened
agents-may-settings-manage = Change the settings of the company
agents-may-tokens-manage = Create and revoke the service tokens of the company
agents-may-privacy-export = Take along everything kept of one customer
agents-may-privacy-erase = Erase a customer for good
agents-may-privacy-hold = Place and lift legal holds
agents-may-privacy-retain = Say how long conversations and files are kept

## What was done

agents-done-saved = Saved.
agents-done-password = Your password is changed, and every other browser is signed out.
agents-done-ended = Signed out there.
agents-done-revoked = The token is revoked. Programs that use it are refused from now on.
agents-done-second-factor-off = The second factor is off.
agents-done-deactivated = Deactivated. Every session and token of theirs has ended.
agents-done-reactivated = Reactivated. They can sign in again.
agents-done-removed = The role is removed.
agents-done-archived = The team is archived.

## Refusals

agents-refused-not-permitted = Your role does not include “{ $permission }”. Ask an administrator to do it.
agents-refused-more-than-you = This would grant, or touch somebody who has, more than you may do yourself ({ $missing }). Ask an administrator to do it.
agents-refused-last-admin = Nobody else could administer the desk. Make somebody else an admin first.
agents-refused-keeper = They keep the one password that opens the desk while the company’s sign-in is away. Open Settings → Company sign-in and choose somebody else first.
agents-refused-no-keeper = { $name } cannot keep the one password. Choose an active administrator who has one.
agents-refused-only-provider = People come in through the company’s sign-in here, so a password would open nothing. Use the button on the sign-in page.
agents-refused-deactivate-yourself = You cannot deactivate yourself. Ask another admin to do it.
agents-refused-already-came = They have come already. Make a reset link if they lost their password.
agents-refused-no-password-yet = They have no password yet. Invite them again instead.
agents-refused-email-taken = Somebody already works here as { $email }. Find them in the list, or use another address.
agents-refused-email-of-deactivated = { $email } belongs to somebody who was deactivated. Reactivate them instead.
agents-refused-no-email = This is not an email address. Write it as name@example.com.
agents-refused-no-name = The name is empty. Enter one.
agents-refused-name-taken = There is already one called { $name }. Choose another name.
agents-refused-built-in-role = Built-in roles do not change. Create a role of your own instead.
agents-refused-role-in-use = { $people ->
    [one] { $people } person has this role. Give them another one first.
   *[other] { $people } people have this role. Give them another one first.
 }
agents-refused-not-your-team = You may choose the members of your own teams only. Ask somebody who manages people.
agents-refused-no-scopes = The token could do nothing. Tick at least one thing it may do.
agents-refused-password-short = The password is too short. Use at least { $shortest } characters.
agents-refused-password-long = The password is too long. Use at most { $longest } characters.
agents-refused-password-guessable = This password is easily guessed. Use a few words that have nothing to do with you.

## How events read

agents-story-added = { $name } was added as { $role }
agents-story-invited = { $name } was invited as { $role }
agents-story-invitation-accepted = Accepted the invitation
agents-story-profile-changed = Changed the profile: { $changed }
agents-story-role-given = A colleague’s role changed from { $from } to { $to }
agents-story-deactivated = A colleague was deactivated
agents-story-reactivated = A colleague was reactivated
agents-story-signed-in = Signed in
agents-story-signed-in-password = Signed in with the password
agents-story-signed-in-code = Signed in with the password and a code
agents-story-signed-in-recovery-code = Signed in with the password and a recovery code
agents-story-signed-in-invitation = Came in by invitation
agents-story-signed-in-local-link = Signed in at the machine itself
agents-story-signed-out = Signed out
agents-story-signed-out-password = Signed out everywhere, because the password changed
agents-story-signed-out-deactivated = Signed out everywhere, because of the deactivation
agents-story-sessions-ended = { $sessions ->
    [one] { $sessions } session was ended
   *[other] { $sessions } sessions were ended
 }
agents-story-password-changed = Changed the password
agents-story-password-reset = Set a new password with a link
agents-story-reset-asked = A link for a new password was sent
agents-story-second-factor-on = The second factor was turned on
agents-story-second-factor-off = The second factor was turned off
agents-story-recovery-codes-renewed = New recovery codes were made
agents-story-recovery-code-used = A recovery code was used, { $left } left
agents-story-local-link-made = A link to sign in at the machine itself was made
agents-story-token-created = The API token { $name } was created with { $permissions }
agents-story-token-revoked = The API token { $name } was revoked
agents-story-presence = Presence: { $presence }
agents-story-presence-because = Presence: { $presence } ({ $reason })
agents-story-presence-by-itself = Presence, by itself: { $presence }
agents-story-role-created = The role { $name } was created with { $permissions }
agents-story-role-changed = The role { $name } was changed (permissions added: { $added }, removed: { $removed })
agents-story-role-removed = The role { $name } was removed
agents-story-team-created = The team { $name } was created
agents-story-team-changed = The team { $name } was changed
agents-story-team-archived = The team { $name } was archived
agents-story-team-member-added = A colleague was added to the team { $name }
agents-story-team-member-removed = A colleague was taken out of the team { $name }
agents-story-team-lead-chosen = A colleague leads the team { $name } now
agents-story-team-lead-gone = A colleague no longer leads the team { $name }

## Service tokens

agents-story-service-token-created = Created the service token “{ $name }” with { $permissions }
agents-story-service-token-revoked = Revoked the service token “{ $name }”
agents-service-tokens = Service tokens
agents-service-tokens-also = api key, integration, machine, bot, service account
agents-service-tokens-about = A service token lets a program act for the company: it belongs to nobody and stays when people leave. It sees the inboxes open to everyone, and those opened to it in their settings.
agents-service-tokens-none = No service tokens yet
agents-service-tokens-none-next = Make one below for the shop, the site or a job that runs by itself.
agents-refused-nobody = A service token is nobody: it is at no desk. Use the token of an agent.

agents-story-keys-off = Turned single keys off
agents-story-keys-on = Chose their keys ({ $changed } of their own)
agents-refused-key = “{ $key }” cannot be a shortcut. Type one character, or two with a space between, such as g i.
agents-refused-key-twice = “{ $key }” is used for two actions. Give one of them another key, or none.
agents-refused-key-begins = “{ $key }” begins another shortcut. Choose a key that none of the others begins with.

agents-company = Company
agents-company-hint = As customers know it. You can change it later.
agents-first-begin = Begin
agents-first-lead = Nobody works here yet. You will be the first administrator; the set-up goes on from here, and you can leave it and come back.
agents-first-title = Your new desk
agents-first-stale = A link like this is good once, for a day, and only while nobody works here. Start Frontline again to be given a new one, or sign in.
agents-refused-no-company = The company needs a name.
agents-refused-email = That is no email address. Write it like name@example.com.
agents-story-company-named = Named the company “{ $name }”
agents-story-only-through-provider = From now on people come in through the company’s sign-in only
agents-story-passwords-too = Passwords open the desk again
agents-story-signed-in-provider = Signed in through the company’s sign-in
agents-story-signed-out-only-provider = Signed out everywhere: people come in through the company’s sign-in now
agents-story-signed-out-elsewhere = Signed out by the company’s sign-in
agents-story-signed-in-first-link = Signed in by the first link of an empty desk

agents-changes = Changes
agents-changes-also = undo, history, put back, restore settings, who changed
agents-changes-about = What was changed in the settings, by whom, and the way back.
agents-changes-none = Nothing was changed yet
agents-changes-none-next = As soon as somebody changes a role, a team, an inbox, a target or a tag, it stands here with a button that puts it back as it was.
agents-change-what = What
agents-change-who = Who
agents-change-when = When
agents-change-machine = The program
agents-change-put-back = Put back as it was
agents-change-put-back-done = Put back
agents-change-of-role = Role
agents-change-of-team = Team
agents-change-of-inbox = Inbox
agents-change-of-inbox-access = Who sees the inbox
agents-change-of-inbox-masking = What an inbox masks
agents-change-of-targets = Targets
agents-change-of-hours = Working hours
agents-change-of-tag = Tag
agents-change-of-survey = Survey
agents-change-of-look = Portal and colour
agents-change-of-field = Conversation field
agents-change-of-field-order = Order of conversation fields
agents-change-of-customer-attribute = Customer attribute
agents-change-of-tax-rate = Tax rate
agents-change-of-tax-class = Tax class
agents-change-of-shipping-rate = Shipping rate
agents-change-of-voucher = Voucher
agents-change-of-brand = Brand
agents-change-of-legal-entity = Legal entity
agents-change-of-plan = Plan
agents-change-of-product = Product
agents-change-of-variant = Variant
agents-change-of-suggestion-rule = Suggestion rule
agents-change-of-suggestions = How suggestions are made
agents-change-of-record-type = Record type
agents-refused-put-back-before = “{ $name }” was put back before.
agents-refused-moved-on = “{ $name }” was changed again meanwhile. Look at it on its own page; nothing was put back.
agents-story-put-back = Put back as it was: { $what }
agents-role-effect = What this means
agents-role-nobody-has = Nobody has this role yet.
agents-role-people-have = It counts at once for { $people }.
agents-role-they-may = They may:
agents-role-they-may-not = They may not ({ $count })
agents-role-may-nothing = They may nothing but sign in.
agents-change-of-person = Person

## Access

agents-access = Access rules
agents-access-also = ip allow list, ip address, allowlist, whitelist, session length, enforce 2fa, sign-in policy, vpn
agents-access-about = What the company asks of whoever comes in. Every rule shows what it would do before it is saved, and can be put back under Changes.
agents-access-sessions = How long a sign-in lasts
agents-access-longest = Sign in anew after
agents-access-longest-hint = However busy somebody is.
agents-access-idle = Signed out without use after
agents-access-idle-hint = An open page that nobody touches is no use.
agents-access-most = Signed in at once, per person
agents-access-any-number = any number
agents-access-stays = Stay signed in when the browser is closed
agents-access-stays-hint = Without it, closing the browser signs out.
agents-access-ends-nobody = Signs nobody out now ({ $of } signed in).
agents-access-ends = Of { $of } sign-ins, { $sessions } end now; that is { $people ->
    [one] { $people } person
   *[other] { $people } people
 }.
agents-access-ends-mine = Yours is one of them: you sign in again after saving.
agents-access-does-not-stay = From the next sign-in on, closing the browser signs out.
agents-access-makes-way = Whoever signs in more than { $most } times at once is signed out where they were away for longest.
agents-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
 }
agents-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
 }
agents-sessions-of = Where they are signed in
agents-refused-session-policy = Sign-ins can last from 1 hour to 365 days, and without use from 5 minutes to 365 days; at most 100 at once. Choose values within that.
agents-change-of-session-policy = How long a sign-in lasts
agents-story-session-policy = Sign-ins last { $longest } now, { $idle } without use; kept when the browser is closed: { $stays }; at once: { $most }
agents-story-sessions-policy = { $sessions ->
    [one] { $sessions } session was ended by the new rule
   *[other] { $sessions } sessions were ended by the new rule
 }
agents-story-sessions-too-many = { $sessions ->
    [one] { $sessions } session made way: there were too many at once
   *[other] { $sessions } sessions made way: there were too many at once
 }

agents-access-factor = Second factor
agents-access-factor-about = Whoever is asked for one and has none is led to set one up right after signing in, and can do nothing else until then; their own API tokens wait, too. Whoever comes through a company sign-in that vouches for a second factor is not asked.
agents-access-factor-everybody = Everybody
agents-access-factor-roles = Or whoever has one of these roles
agents-access-factor-grace = Time to set one up
agents-access-factor-grace-hint = From when it is first asked of somebody; newcomers have as long.
agents-access-factor-at-once = at once
agents-access-factor-from = from { $date }
agents-access-factor-nobody = A second factor is asked of nobody.
agents-access-factor-all-have = It is asked of { $asked }, and all of them have one.
agents-access-factor-lack = It is asked of { $asked }; { $lacking } of them have none and must have one:
agents-access-and-more = and { $count } more
agents-access-factor-mine = You have none yourself. Set one up under Security first, so that nothing interrupts you.
agents-refused-no-admin-with-factor = No administrator has a second factor yet, so nobody would have shown that it works. Set one up for yourself under Security, then save this.
agents-refused-grace = Between 0 and { $most } days can be given. Choose a number within that.
agents-refused-factor-asked = A second factor is asked of you, so it cannot be turned off. To change phones, make new recovery codes, or ask an administrator to remove it: you then set up a new one at the next sign-in.
agents-change-of-factor-rule = Who needs a second factor
agents-story-factor-rule = A second factor is asked now of: { $of }; days to set one up: { $days }
agents-story-factor-of-nobody = A second factor is asked of nobody any more
agents-second-factor-first-title = Set up a second factor
agents-second-factor-first-lead = Your company asks for a second factor. Set one up now; then you go on where you wanted to.
agents-second-factor-app-about = An authenticator app on your phone shows a new code every half minute.
agents-second-factor-set-up-app = Set up an app

agents-access-networks = From where one may come
agents-access-networks-about = Whoever comes from elsewhere is refused and told so, before a password is looked at; pages and streams that are open there stop within a second. Customers and their portal are not concerned.
agents-access-people = Networks of people
agents-access-programs = Networks of programs (API tokens)
agents-access-networks-hint = A line for each, such as 192.0.2.0/24 # the office or 2001:db8::/32. Empty: from anywhere.
agents-access-programs-hint = The same for whoever brings an API token, directories (SCIM) too. Empty: from anywhere.
agents-access-you-come-from = You come from { $address }.
agents-access-anywhere = anywhere
agents-access-people-from-anywhere = People may come from anywhere.
agents-access-nobody-outside = Nobody who is signed in now ({ $of }) is outside.
agents-access-outside = Of { $of } sign-ins, { $outside } began outside and would stop working there:
agents-access-programs-from-anywhere = Programs may come from anywhere.
agents-access-programs-from-these = Programs may come from their list only.
agents-access-inside = { $inner } lies in { $outer } already; it changes nothing.
agents-access-unbelieved-proxy = You come through a proxy at { $proxy } that the desk was not told to believe, so everybody seems to come from there. Whoever runs the machine adds it: trusted_proxies = "{ $proxy }".
agents-refused-network = “{ $text }” is no address. Write networks like 192.0.2.0/24 or 2001:db8::/32, one in each line.
agents-refused-network-length = “{ $text }” has no such length. Write a number from 0 to { $most } behind the slash.
agents-refused-network-first = “{ $text }” is one address of a network and not the network. Write { $network } for all of it, or the address without a slash.
agents-refused-networks-many = A list can have { $most } networks. Write larger ones in place of many small ones.
agents-refused-shut-out = You come from { $address }, which would be shut out, and you with it. Add it to the list, or save from a place that is on it.
agents-refused-shut-everybody-out = Nobody who may change the settings is signed in from a place on this list of people, so nobody could take it back. Sign in from such a place first, or save the list on the page Access rules.
agents-change-of-networks = From where one may come
agents-story-networks = People may come from { $people } now, programs from { $programs }

agents-passkeys = Passkeys
agents-passkeys-about = A passkey lets you in by finger, face or the PIN of a device, without a password or a code. It works at this address only, so nobody can lure it out of you. It counts as a second factor, too.
agents-passkey-sign-in = Sign in with a passkey
agents-passkey-use = Use a passkey
agents-passkey-failed = The device gave no passkey. Try again, or choose another way.
agents-passkey-not-taken = This passkey opens nothing here. Try again, or choose another way.
agents-passkey-step-over = This sign-in took too long. Begin again with your password.
agents-passkey-needs-script = Adding a passkey needs JavaScript. A code from an app works without.
agents-passkey-name = Name of the passkey
agents-passkey-name-usual = This device
agents-passkey-name-hint = So that you know later which device it is on.
agents-passkey-add = Add a passkey
agents-passkey-added = added
agents-passkey-rename = Rename
agents-passkey-remove = Remove
agents-passkey-remove-hint = Needed to remove it.
agents-code-hint-recovery = One of your recovery codes.
agents-code-lead-either = Use a passkey, or enter the code your authenticator app shows for Frontline.
agents-code-lead-passkey = Use a passkey. If the device is gone, enter a recovery code.
agents-done-passkey = The passkey is added. From now on it opens the desk.
agents-done-passkey-removed = The passkey is removed. It opens nothing any more; you can delete it on the device, too.
agents-refused-passkey = This passkey was not accepted. Try again, or use another device.
agents-refused-passkey-address = Passkeys need the desk’s public address to be https with a name. Ask whoever runs the machine to set base_url, such as https://desk.example.com.
agents-refused-passkey-busy = Too many passkeys are being asked for from your network. Wait five minutes, or sign in another way.
agents-refused-passkeys-many = You have { $most } passkeys already. Remove one that you no longer use.
agents-refused-passkey-late = This took too long or was answered before. Press the button again.
agents-refused-passkey-known = This passkey is known already. Use another device.
agents-story-passkey-added = The passkey “{ $name }” was added
agents-story-passkey-renamed = The passkey “{ $before }” is called “{ $name }” now
agents-story-passkey-removed = The passkey “{ $name }” was removed
agents-story-passkey-refused = The passkey “{ $name }” was refused: its counter went back, so there may be a copy of it
agents-story-signed-in-passkey = Signed in with a passkey
agents-story-signed-in-password-and-passkey = Signed in with the password and a passkey
agents-change-of-retention-rule = Retention rule
