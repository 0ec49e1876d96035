# The email channel: an inbox's servers, their test, the signature of outgoing mail, mail that was set aside.

## Adding an inbox

email-add-title = Add an email inbox
email-add-about = Three steps: the address, its servers, a test. Mail is fetched as it arrives and never deleted from your server.
email-add-step = 1 of 3: the address
email-add-next = Next: servers
email-add-back = All inboxes
email-address = Email address
email-address-hint = Where customers write to, such as support@example.com.
email-name = Name of the inbox
email-name-hint = What your team calls it, such as Support.
email-from-name = Sender's name
email-from-name-hint = What customers see beside the address. If you leave it out, the name of the inbox.

## The servers

email-servers-title = Mail servers of { $name }
email-to-inbox = Inbox settings
email-servers = Servers
email-provider = Provider
email-provider-about = Fills in the servers below.
email-provider-other = Another server
email-hint-app-password = { $provider } does not let programs in with your usual password. Turn on two-step verification in your { $provider } account, make an app password there, and enter that one below.
email-hint-token = { $provider } accepts no passwords from programs. Go to “Sign in at the provider” further down: you sign in there once, and the desk keeps its access by itself.
email-incoming = Incoming mail
email-incoming-about = The mailbox we read with IMAP. Nothing in it is deleted.
email-incoming-on = Fetch mail from this server
email-incoming-on-hint = Off if your mail server forwards the mail to us instead.
email-outgoing = Outgoing mail
email-outgoing-about = The server that takes our replies with SMTP.
email-outgoing-on = Send mail through this server
email-outgoing-on-hint = Without it, replies wait until there is one.
email-host = Server
email-port = Port
email-security = Security
email-security-hint = TLS or STARTTLS, as your provider says. Unencrypted only for a server on this machine.
email-security-tls = TLS
email-security-starttls = STARTTLS
email-security-plain = Unencrypted
email-user = User name
email-user-may-be-empty = Empty if the server takes mail from this machine without signing in.
email-login = Sign in with
email-login-password = Password
email-login-oauth = Access token (OAuth)
email-secret = Password or token
email-secret-hint = It is stored here and never shown again.
email-secret-kept = One is stored. Leave it empty to keep it.
email-folder = Folder
email-folder-hint = Usually INBOX. Test lists the folders there are.
email-mark-seen = Mark fetched mail as read
email-mark-seen-hint = Off leaves the mailbox exactly as it is.
email-root-open = The server has a certificate of its own
email-root = Certificate
email-root-hint = Paste the certificate of the server or of your company's authority, from BEGIN CERTIFICATE to END CERTIFICATE.
email-trust = Trust and use
email-trust-about = Whose word counts about who really sent a mail, and whether this mailbox is in use.
email-authserv-id = Name of the checking server
email-authserv-id-hint = The first word of the Authentication-Results line your own mail server writes into arriving mail. Without it, mails that claim to come from your own people are never believed.
email-enabled = In use
email-enabled-hint = Off stops fetching; nothing is lost, and it goes on where it stopped.
email-save = Save
email-test = Test
email-test-about = Tries what is typed above; saves nothing.

## What a test found

email-test-fetches = Signed in. { $folder } holds { $count ->
        [one] { $count } message
       *[other] { $count } messages
    }.
email-test-told-at-once = New mail is told at once.
email-test-asked-each-minute = This server does not tell of new mail; it is asked every minute.
email-test-folders = { $count ->
        [one] { $count } folder
       *[other] { $count } folders
    }
email-test-sends = Signed in; the server takes mail from us.
email-test-sends-without-login = The server takes mail from us without signing in.
email-test-private = The connection is private.
email-test-readable = The connection is not encrypted: choose TLS or STARTTLS unless the server is on this machine.
email-test-largest = The largest mail it takes: { $size }.

## Why a test failed

email-why-unreachable = { $host } cannot be reached ({ $detail }). Check server and port.
email-why-untrusted = The certificate of { $host } is not trusted ({ $detail }). Correct the server's name, or paste its certificate.
email-why-no-tls = No private connection to { $host } could be made ({ $detail }). Check that port and security belong together.
email-why-bad-root = The pasted certificate cannot be read ({ $detail }). Paste the whole text, from BEGIN CERTIFICATE to END CERTIFICATE.
email-why-not-a-host = “{ $detail }” is not a server's name. Write it like imap.example.com.
email-why-no-starttls = { $host } does not offer STARTTLS. Choose TLS.
email-why-no-login = { $host } offers no way to sign in on this connection. Choose TLS or STARTTLS, or ask the provider.
email-why-password = { $host } refused the password ({ $detail }). Enter it again; many providers want an app password.
email-why-token = { $host } refused the token: it has expired or was revoked ({ $detail }). Paste a fresh one.
email-why-folder = { $host } has no folder “{ $detail }”. Enter INBOX and test again to see the folders there are.
email-why-slow = { $host } does not answer. Check server and port, and whether a firewall stands between.
email-why-closed = { $host } closed the connection ({ $detail }). Check that port and security belong together, then test again.
email-why-strange = { $host } answered in an unexpected way ({ $detail }). Check server and port, or ask the provider.
email-why-unsendable = “{ $detail }” cannot be sent to a server. Remove line breaks and control characters.

## Mistakes in forms

email-mistakes = Nothing was saved. Correct the fields below. Secrets are never sent back: enter them again.
email-mistake-host = Enter the server's name, such as imap.example.com, without port.
email-mistake-port = Enter a port between 1 and 65535.
email-mistake-user = Enter the user name, usually the whole address.
email-mistake-root = This is not a certificate. Paste the text from BEGIN CERTIFICATE to END CERTIFICATE, and never a private key.
email-mistake-secret = Enter the password or token.
email-mistake-secret-moved = Enter the password again: it was stored for another server or user name.
email-mistake-address = Enter an address such as support@example.com.
email-mistake-name = Enter a name, such as Support.

## What was done

email-done-added = The inbox is there. Enter its servers, press Test, then save.
email-done-saved = Saved.
email-done-untested = Saved without a test that passed. Press Test to see whether mail comes and goes.
email-done-dkim = The key is in use. Publish the record below so that receivers can check it.
email-done-dkim-removed = The key was removed; mail goes out unsigned.
email-done-read-again = The mail is read again now.

## Consent of the mailbox's owner (OAuth 2)

email-consent = Sign in at the provider
email-consent-about = Instead of a password: you sign in at the provider once and allow the desk to read and send. It renews its access by itself until you withdraw it there.
email-consent-given = Allowed
email-consent-not-yet = Not allowed yet
email-consent-next = Go to the provider, sign in with the mailbox's address and allow the access.
email-consent-until = The present access is renewed before
email-consent-refused = The provider no longer lets us in ({ $detail }). Sign in there again; mail stays on the server until then.
email-consent-go = Sign in at the provider
email-consent-go-again = Sign in there again
email-consent-remove = Forget this access
email-consent-program = As which program the desk comes
email-consent-register = Register the desk as a program in your account at the provider (Google Cloud console, Microsoft Entra). Allow it to send the browser back to:
email-consent-client-id = Client ID
email-consent-client-secret = Client secret
email-consent-sign-in-url = Sign-in page
email-consent-token-url = Token address
email-consent-scope = Scope
email-consent-scope-hint = What the provider is asked to allow: reading by IMAP, sending by SMTP, and lasting access.
email-consent-save = Save program
email-consent-refused-address = The addresses of the provider must start with https://. Copy them from its documentation.
email-consent-refused-client = A program needs a client ID and a client secret. Copy both from your account at the provider.
email-consent-refused-way = This way back from the provider is too old or was begun by somebody else. Open the inbox and sign in at the provider again.
email-consent-refused-no = The provider sent nothing back: the access was not allowed. Open the inbox and try again if you did not mean that.
email-consent-refused-not-lasting = The provider gave access for an hour only. Add lasting access to the scope (offline_access at Microsoft) and sign in again.
email-consent-refused-unreachable = The provider cannot be reached ({ $detail }). Check the token address and try again.
email-consent-refused-strange = The provider answered in an unexpected way ({ $detail }). Check the token address and the scope.
email-consent-refused-withdrawn = The provider did not accept the sign-in ({ $detail }). Open the inbox and sign in there again.
email-consent-refused-unknown = The provider does not know this program ({ $detail }). Check client ID and client secret.
email-done-consent = The provider lets us in. Press Test below to see mail come and go.
email-done-consent-client = The program is saved. Now sign in at the provider.
email-done-consent-removed = The access is forgotten. Withdraw it at the provider, too.

## How it is doing

email-state = State
email-since = since { $when }
email-state-unset = No servers yet
email-state-off = Off
email-state-starting = Starting
email-state-sends-only = Sends; mail is forwarded to us
email-state-connecting = Connecting
email-state-working = Fetching { $kept } of { $of }
email-state-idle = Up to date
email-state-failing = Failing
email-failing-next = Press Test below to see what to do. Nothing is lost: mail stays on the server and is fetched once this is mended.
email-cannot-send = This inbox cannot send yet: replies wait. Enter an outgoing server below.
email-secret-lost = Its secret cannot be read; enter it again
email-state-lost = Secret unreadable
email-secret-lost-next = What is stored cannot be read: { $what }. Enter it again below; until then mail waits.
email-figures-server = On the server
email-figures-stored = Stored here
email-figures-left-label = Left on the server
email-figures-unknown = The server has not been counted yet.
email-figures-same = Everything the server holds is stored here.
email-figures-left = The difference was left on the server; see below why.
email-figures-deleted = More is stored here than the server holds: what was deleted or moved there stays here.
email-figures-to-come = The rest is being fetched.

## The signature of outgoing mail

email-dkim = Signature (DKIM)
email-dkim-about = A signature lets receivers see that mail really comes from your domain. If your provider signs already, you need none here.
email-dkim-publish = Publish this record where your domain's DNS is managed:
email-dkim-name = Name
email-dkim-type = Type
email-dkim-value = Value
email-dkim-domain = Domain
email-dkim-selector = Selector
email-dkim-make = Make a key
email-dkim-paste-open = Use a key of your own
email-dkim-pem = Private key
email-dkim-pem-hint = PEM text, RSA of 2048 bits or more, or Ed25519. It is never shown again.
email-dkim-paste = Use this key
email-dkim-remove = Remove the key
email-dkim-bad-name = Domain and selector are names such as example.com and frontline. Correct them and try again.
email-dkim-bad-key = This key cannot sign. { $detail }
email-dns-look = Look in DNS
email-dns-about = What the world sees of this domain's mail.
email-dns-good = Good
email-dns-missing = Missing
email-dns-wrong = Wrong
email-dns-unknown = DNS did not answer
email-dns-publish = Publish a record at { $place }:
email-dns-correct = Correct the record at { $place }:

## Mail that was set aside

email-aside = Mail set aside
email-aside-none = None. Every mail is in a conversation.
email-aside-title = Mail { $number }
email-aside-facts = About it
email-aside-text = As it came
email-aside-when = Received
email-aside-what = What happened
email-aside-why = Why
email-aside-size = Size
email-aside-open = View
email-aside-again = Read again
email-aside-file = Download
email-aside-back = Back to the servers
email-aside-cut = Only the beginning is shown. Download it to see all of it.
email-aside-elsewhere = It is on the mail server only. Open it there with a mail program.
email-aside-ignored = In no conversation
email-aside-failed = Could not be filed
email-aside-left = Left on the server
email-aside-too-large = It is larger than 50 MB.
email-aside-withheld = The server lists it but does not hand it out.
email-aside-foreign-report = A delivery report about a message that is not ours.
email-aside-notice = It answers a notice to an agent; no customer wrote it.

## Pictures

email-picture-not-loaded = This picture could not be loaded, or is not safe to load. Open the original mail if you need it.

## The log

email-story-connected = The mailbox is connected again
email-story-failing = The mailbox is failing: { $reason }
email-story-settings-changed = The mail servers were changed
email-story-set-aside = A mail was set aside: { $why }
email-story-read-again = A mail was read again
