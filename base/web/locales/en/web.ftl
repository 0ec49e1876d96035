# What every page shares: problems, the frame, dates.

web-home = Go to the start page
web-close = Close
web-skip-to-work = Skip to the content
web-rail = Views and inboxes
web-list = Conversations
web-panel = Details
web-toasts = Notices
web-settings = Settings

web-conversation = Conversation
web-main-places = Main places
web-inboxes = Inboxes
web-search = Search
web-customers = Customers
web-menu = Menu
web-more = More
web-actions = Actions
web-optional = optional
web-effect = What this would do
web-effect-show = Show the effect
web-shortcuts = Keyboard shortcuts
web-palette = Command palette
web-palette-ask = Search or jump to…
web-palette-commands = Commands
web-offline = No connection. Keep writing: drafts and what you send are kept on this device until it is back.
web-waiting-show = Show
web-app-about = Everything a customer service team does, in one program.
web-app-mine = Mine
web-app-unassigned = Unassigned
web-app-notices = Notices
web-app-new = New conversation
web-offline-title = What waits on this device
web-offline-gone = No connection. What you typed is safe in this browser and is sent when the connection is back. This page goes on by itself.
web-offline-here = The connection is there. What waits is sent as soon as you open Frontline.
web-offline-open = Open Frontline

## What scripts say

web-script-saved = Saved
web-script-saving = Saving…
web-script-offline = Offline. Kept in this browser until the connection is back.
web-script-restored = Restored what you had typed here
web-script-draft-changed = Another tab changed this draft. What you type here stays in this browser; reload to see both.
web-script-uploading = Uploading { $name }
web-script-upload-failed = { $name } could not be uploaded. Check the connection and attach it again.
web-script-failed = That did not work. Check the connection and try again.
web-script-selected = { $count } selected
web-script-show-all = Show the whole message
web-script-no-commands = Nothing by that name. Try fewer letters.
web-copy = Copy
web-copied = Copied
web-script-dismiss = Dismiss
web-script-shortcuts-other = Everywhere
web-script-waiting-one = 1 reply or note waits on this device. It is sent when the connection is back.
web-script-waiting-many = { $count } replies and notes wait on this device. They are sent when the connection is back.
web-script-waiting-here = Waits on this device
web-script-waiting-old = Written more than 20 hours ago. Look whether it still holds, put it back and send it.
web-script-waiting-refused = It can no longer be sent here. Copy it, or throw it away.
web-script-waiting-back = Put back
web-script-waiting-drop = Throw away
web-script-waiting-others = Waiting for another agent of this device: { $count }. Sent when they sign in here again.
web-script-held-one = 1 reply was not sent: look at it first.
web-script-held-many = { $count } replies were not sent: look at them first.
web-script-leaving-title = Something was never sent
web-script-leaving-one = 1 reply or note waits on this device. Signing out throws it away.
web-script-leaving-many = { $count } replies and notes wait on this device. Signing out throws them away.
web-script-leaving-stay = Stay signed in
web-script-leaving-go = Throw away and sign out

## Problems: what happened, then what to do.

web-not-found-title = Not found
web-not-found = There is nothing at this address, or it is not visible to you.
web-not-found-next = Check the address, or ask an administrator whether you should see it.

web-not-from-here-title = Not from here
web-not-from-here = You come from { $about }, and this desk is open from some networks only.
web-not-from-here-next = Connect through your company’s network and try again, or ask an administrator to add this address under Settings, Access rules.
web-set-up-first-title = A second factor first
web-set-up-first = A second factor is asked of you, and you have none.
web-set-up-first-next = Open Frontline in a browser and set one up; everything else waits until then.
web-set-up-until = A second factor is asked of you. Set one up until { $date }; after that nothing else opens before you do.
web-set-up-now = Set it up
web-forbidden-title = Not allowed
web-forbidden = Your role does not include this.
web-forbidden-next = Ask an administrator to change your role if you need it.

web-refused-title = That did not work
web-refused = This cannot be done as things stand.
web-refused-next = Nothing was changed. Correct it and try again.

web-sign-in-first-title = Please sign in
web-sign-in-first = Nobody is signed in here any more.
web-sign-in-first-next = Sign in, then repeat what you were doing.

web-changed-title = Changed meanwhile
web-changed = Somebody else changed this while you were looking at it.
web-changed-next = Reload the page, look at it again, then repeat your change.

web-too-many-title = Too many attempts
web-too-many = This was tried too often in a short time.
web-too-many-next = Wait a few minutes, then try again.

web-too-large-title = Too large
web-too-large = What you sent is larger than this page accepts.
web-too-large-next = Send smaller files, or fewer at once.

web-unreadable-title = Not understood
web-unreadable = The request could not be read.
web-unreadable-next = Go back, reload the page and try again.

web-unavailable-title = Cannot save right now
web-unavailable = The database cannot keep changes at the moment. Nothing saved so far is lost.
web-unavailable-next = Try again in a few seconds; if it lasts, tell whoever runs this desk to run “frontline doctor”.

web-not-fetched-title = This file does not come right now
web-not-fetched = It lies in storage outside the database, which does not answer or does not have it as it was. Everything else works.
web-not-fetched-next = Try again in a minute; if it lasts, tell whoever runs this desk to run “frontline doctor”.

web-too-slow-title = This takes too long
web-too-slow = No answer was ready in time.
web-too-slow-next = Try again in a few seconds; if it lasts, tell whoever runs this desk.

web-fault-title = A fault of ours
web-fault = Something broke inside the program, and the action was undone.
web-fault-next = Try again; if it happens again, report it with the reference above.
web-fault-reference = Reference { $reference }

web-stale-form-title = This form is out of date
web-stale-form = The page was open too long, or you have signed in again since.
web-stale-form-next = Go back, reload the page and send the form again.

web-foreign-origin-title = Request from another site
web-foreign-origin = Another site tried to change something here in your name, so nothing was done.
web-foreign-origin-next = If that was you, open this desk itself and do it here.

web-bad-api-token-title = Unknown token
web-bad-api-token = The API token is unknown, revoked or expired.
web-bad-api-token-next = Create a new token under Settings and send it as “Authorization: Bearer …”.

web-wrong-method-title = Not possible here
web-wrong-method = This address exists, but not for this kind of request.
web-wrong-method-next = Open the page from the menu and try again.

## Dates and spans

web-months-short = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
web-ago-now = just now
web-ago-minutes = { $count } min ago
web-ago-hours = { $count } h ago
web-ago-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
 }
web-span-seconds = { $count } s
web-span-minutes = { $count } min
web-span-hours = { $count } h
web-span-days = { $count } d

## The API

web-no-api-token-title = A token is missing
web-no-api-token = The API answers to tokens only, and none was sent.
web-no-api-token-next = Create one under Settings, API tokens, and send it as “Authorization: Bearer …”, never in the address.

web-wrong-field-title = A field cannot be taken
web-wrong-field = “{ $field }” cannot be taken: { $what }.
web-wrong-body = The body cannot be taken: { $what }.
web-wrong-field-next = Compare the request with the description at /api/v1/openapi.json and send it again.

web-unreadable-json-title = Not JSON
web-unreadable-json = The body is not readable as JSON: { $what }.
web-unreadable-json-next = Send one JSON object in UTF-8.

web-not-json-title = Not JSON
web-not-json = The API reads JSON only.
web-not-json-next = Send the body as JSON with “Content-Type: application/json”.

web-moved-title = It has changed
web-moved = It is not as it was when you read it, so nothing was changed.
web-moved-next = Read it again, decide anew, and send its new ETag in “If-Match”.

web-refused-cursor = This cursor was not made for this list.
web-refused-key-taken = This Idempotency-Key was used for another request within 24 hours.
web-refused-reference = “{ $field }” names something that is not there, or not for this token to see.

web-api = API
web-api-also = rest, openapi, developers, documentation, endpoints, curl
web-api-about = Everything the desk can do, for programs. What a token may do is chosen when it is created.
web-api-document = OpenAPI document
web-api-start = Create a token under API tokens, then ask who it is:
web-api-name = Name
web-api-place = Where
web-api-kind = Type
web-api-meaning = Meaning
web-api-status = Status
web-api-required = required
web-api-parameters = Parameters
web-api-body = Body
web-api-answers = Answers
web-api-problems = Problems:

## The same problems, told to a program: it has no page to go back to.

web-program-forbidden = This token may not do this.
web-program-forbidden-next = The description at /api/v1/openapi.json names the permission each call needs, and GET /api/v1/me those the token has; ask an administrator for a token that has it.
web-program-changed = It was changed by somebody else meanwhile, so nothing was done.
web-program-changed-next = Read it again, decide anew, and send the request again.
web-program-too-large = The body is larger than this address takes.
web-program-too-large-next = Send smaller files, or fewer in one request.
web-program-unreadable-next = Compare its address and its body with the description at /api/v1/openapi.json and send it again.
web-program-wrong-method-next = The header “Allow” names the methods this address has, and /api/v1/openapi.json what each does; ask with one of them.
web-program-sign-in-first = No token was sent.
web-program-sign-in-first-next = Send one as “Authorization: Bearer …”.

# Pages for customers.
web-languages = Language
web-front-menu = Where to

web-help-here = Help with this page
web-keys-on = Single keys are on.
web-keys-off = Single keys are off: only keys with Ctrl or ⌘ work.
web-keys-change = Turn off or change
web-script-arrived = New message from { $name }
