# What the desk says: lists, conversations, composer, settings.

## Lists and views

desk-view-mine = Assigned to me
desk-view-unassigned = Unassigned
desk-view-mentions = Mentions
desk-view-waiting = Waiting longest
desk-view-open = All open
desk-view-pending = Pending
desk-view-on-hold = On hold
desk-view-snoozed = Snoozed
desk-view-resolved = Resolved
desk-view-trouble = Undelivered
desk-view-all = All conversations
desk-longest-waiting = Longest waiting first
desk-newest-first = Newest first
desk-more-rows = Show more
desk-choose-one = Choose a conversation
desk-choose-one-how = Or press j and k to move through the list, o to open, ? for all keys.
desk-empty-mine = All answered
desk-empty-mine-next = Nothing waits for you. Perhaps somebody else’s customer does.
desk-empty-mine-step = See what nobody has taken
desk-empty-trouble = Everything arrived
desk-empty-trouble-next = Messages that could not be delivered appear here, each with what to do.
desk-empty-all = No conversations yet
desk-empty-all-next = They appear as soon as a customer writes to one of your inboxes, or you write to a customer.
desk-empty = Nothing here
desk-empty-next = No conversation fits at the moment.
desk-empty-step = See all conversations
desk-pick = Select “{ $subject }”
desk-unpick = Clear the selection
desk-nameless = Unknown sender
desk-no-subject = (no subject)
desk-empty-message = (nothing written)
desk-undelivered = Not delivered
desk-automatic = Automatic
desk-automatic-title = Written by a machine: it triggers no automatic answer.
desk-automatic-acknowledgement = Confirmation of receipt
desk-automatic-bounce = Delivery report
desk-automatic-survey = Question how it was
desk-waiting-title = The customer has been waiting for us this long
desk-assigned-to = Assigned to { $name }

## Rail

desk-new = New conversation
desk-menu = Frontline menu
desk-settings-group = Conversations
desk-settings = Settings
desk-shortcuts = Help and keys
desk-search-or-jump = Search or jump to…
desk-drafts = Drafts
desk-customers = Customers
desk-orders = Orders
desk-knowledge = Knowledge
desk-article-write = Write an article
desk-approvals = Approvals
desk-inboxes = Inboxes
desk-inboxes-also = email account, mailbox, imap, smtp, address, forwarding, dkim, spf, masking, card numbers
desk-teams = Teams
desk-people = People
desk-addressees = Known people
desk-programs = Service tokens
desk-presence = Presence
desk-presence-online = Online
desk-presence-away = Away
desk-presence-busy = Busy
desk-presence-offline = Offline
desk-theme = Look
desk-theme-light = Light
desk-theme-dark = Dark
desk-theme-system = Like the system
desk-density-compact = Compact rows
desk-density-comfortable = Comfortable rows
desk-density-cozy = Cozy rows
desk-profile = My profile
desk-sign-out = Sign out
desk-keys-go = Go to
desk-keys-list = List
desk-keys-conversation = Conversation
desk-key-next = Next conversation
desk-key-previous = Previous conversation
desk-key-open = Open the conversation
desk-key-open-next = Open the next conversation
desk-key-open-previous = Open the previous conversation
desk-key-pick = Select the conversation

## Status, priority, category

desk-status = Status
desk-status-open = Open
desk-status-pending = Pending
desk-status-on-hold = On hold
desk-status-snoozed = Snoozed
desk-status-snoozed-until = Snoozed until { $time }
desk-status-resolved = Resolved
desk-status-closed = Closed
desk-priority = Priority
desk-priority-is = Priority: { $priority }
desk-priority-low = Low
desk-priority-normal = Normal
desk-priority-high = High
desk-priority-urgent = Urgent
desk-category = Category
desk-no-category = No category
desk-category-question = Question
desk-category-complaint = Complaint
desk-category-order = Order
desk-category-billing = Billing
desk-category-technical = Technical
desk-category-account = Account
desk-category-feedback = Feedback

## What can be done

desk-undo = Undo
desk-save = Save
desk-edit = Edit
desk-more = More
desk-yes = Yes
desk-no = No
desk-unset = Not set
desk-resolve = Resolve
desk-reopen = Reopen
desk-close = Close for good
desk-snooze = Snooze
desk-snooze-later-today = Later today
desk-snooze-tomorrow = Tomorrow
desk-snooze-monday = Next Monday
desk-snooze-at = Or say when
desk-assign = Assign
desk-take = Take it myself
desk-nobody = Nobody
desk-assign-name = Find a colleague
desk-assign-all = All colleagues
desk-no-team = No team
desk-team = Team
desk-tag = Tag
desk-tags = Tags
desk-tags-also = labels, categories, topics
desk-tag-new = Put on as a new tag
desk-follow = Follow
desk-unfollow = Stop following
desk-rename = Change the subject
desk-describe = Category and fields
desk-print = Print
desk-no-fields = No further fields are defined. An administrator can add some under Settings.
desk-merge = Merge
desk-merge-hint = Everything of that conversation moves here. You can undo it.
desk-link = Link
desk-link-hint = Both stay as they are and point at each other.
desk-unlink = Remove the link to #{ $number }
desk-move = Move
desk-move-to-inbox = Move to another inbox
desk-move-inbox-hint = Whoever sees that inbox sees this conversation from then on. You can undo it.
desk-move-message = Move this message
desk-move-message-hint = The message moves to that conversation. You can undo it.
desk-other-number = Number of the other conversation, or words in it
desk-other-offers = Conversations to choose from
desk-split-here = Split here
desk-link-to-message = Link to this message
desk-raw = Show the original
desk-back-to-list = Back to the list

## Thread

desk-messages = Messages
desk-message-menu = More for this message
desk-to-others = to { $name }{ $others ->
    [0] { "" }
    [one] { " " }and one other
   *[other] { " " }and { $others } others
 }
desk-to = To
desk-cc = Cc
desk-bcc = Bcc
desk-not-authentic = The sender could not be verified. Do not share anything confidential before you have asked on another channel.
desk-claims-ours = This claims to come from one of our own addresses, but it does not. Open no link or file in it, and tell an administrator.
desk-unreadable = This message could not be read completely ({ $reason }). It is kept as it came; open the original.
desk-show-quoted = Show quoted text
desk-images-off = { $count ->
    [one] One picture was not loaded, so that the sender learns nothing.
   *[other] { $count } pictures were not loaded, so that the sender learns nothing.
 }
desk-images-load = Load pictures
desk-mail-frame = Message as its sender designed it
desk-delivery-held = Leaves in { $seconds } s
desk-delivery-queued = Waiting to be sent
desk-delivery-sending = Being sent
desk-delivery-sent = Delivered { $sent }
desk-delivery-delayed = The other side asked to wait ({ $reason }). Next try { $time }.
desk-delivery-failed = Not delivered: { $reason }. Correct the address or try again.
desk-delivery-uncertain = Perhaps not delivered: { $reason }. Ask the customer, or send it again.
desk-delivery-bounced = It came back: { $reason }. Use another address, or send it again.
desk-take-back = Take back
desk-send-again = Send again

## Composer

desk-kind-of-message = Kind of message
desk-reply = Reply
desk-note = Note
desk-forward = Forward
desk-write-reply = Write a reply…
desk-write-note = Only your team sees this. @ mentions somebody…
desk-write-forward = Say something about what you forward…
desk-write-new = Write your message…
desk-message-text = Message
desk-subject = Subject
desk-attach = Attach files
desk-remove-file = Remove { $name }
desk-signature = Signature
desk-signature-added = Added below your message when it leaves
desk-discard-draft = Discard the draft
desk-saved-at = Saved { $time }
desk-send = Send
desk-send-ways = More ways to send
desk-send-pending = Send and set pending
desk-send-open = Send and keep open
desk-send-resolve = Send and resolve
desk-locked = This conversation is closed for good. Notes are still possible; an answer of the customer opens a new, linked one.
desk-new-about = The customer sees an ordinary mail and answers into this desk.
desk-new-gone = This is not being written any more
desk-new-gone-next = It was sent or thrown away.
desk-from-inbox = From
desk-no-inbox = No inbox yet
desk-no-inbox-next = Ask an administrator to give you access to an inbox.

## Panel

desk-customer = Customer
desk-close-panel = Close the customer panel
desk-panel-about = About
desk-panel-since = Customer since
desk-panel-conversations = Other conversations
desk-customers-conversations = Conversations
desk-customers-no-conversations = None yet that you may see.
desk-panel-no-others = This is the first one.

## Drafts, notices, search

desk-drafts-about = Everything you began to write is kept here until you send or discard it.
desk-drafts-none = No drafts
desk-draft-out-of-sight = The conversation is out of your sight
desk-draft-out-of-sight-next = You can no longer see what this was written for. Your words are still yours: copy them from here, or discard the draft.
desk-draft-words = What you wrote
desk-notices = Notices
desk-notices-unread = { $count ->
    [one] One unread notice
   *[other] { $count } unread notices
 }
desk-notices-about = Mentions, answers, and messages of yours that did not arrive. Your settings say what you want to hear of.
desk-notices-none = No notices
desk-notices-none-next = When a colleague mentions you, it appears here.
desk-notices-read-all = Mark all as read
desk-notice-mentioned = You were mentioned
desk-notice-not-delivered = A message of yours did not arrive
desk-notice-assigned = Assigned to you
desk-notice-decided = What you asked approval for was decided
desk-notice-answered = The customer answered
desk-notice-followed = News in a conversation you follow
desk-notice-team-waiting = A new conversation waits for your team
desk-letter-subject = #{ $number }: { $subject }
desk-letter-text =
    { $what }: #{ $number } { $subject }

    { $link }

    You get this letter because your settings ask for it. You will hear no more of this conversation by mail until you have looked at it.
desk-notice-undone = It did not happen in the shop
desk-notice-asks = It waits for your decision
desk-notice-new = new

## What was just done

desk-said-resolved = #{ $number } resolved
desk-said-closed = #{ $number } closed for good
desk-said-reopened = Open again
desk-said-pending = Waiting for the customer
desk-said-on-hold = On hold
desk-said-snoozed = Snoozed until { $time }
desk-said-sending = Message on its way
desk-said-noted = Note added
desk-said-taken-back = Taken back. Your words are in the composer.
desk-said-send-again = It is being sent again
desk-said-assigned = Assigned to { $name }
desk-said-unassigned = Assigned to nobody
desk-said-team = Team changed
desk-said-inbox = Moved to { $name }
desk-said-tagged = Tagged “{ $name }”
desk-said-untagged = Tag “{ $name }” removed
desk-said-renamed = Subject changed
desk-said-prioritised = Priority changed
desk-said-categorised = Category changed
desk-said-field = Saved
desk-said-followed = You follow this conversation
desk-said-unfollowed = You follow it no more
desk-said-linked = Linked to #{ $other }
desk-said-unlinked = Link to #{ $other } removed
desk-said-merged = #{ $other } merged into this one
desk-said-split = Split off as #{ $other }
desk-said-moved = Moved to #{ $other }
desk-said-undone = Undone

## What happened

desk-a-colleague = a colleague
desk-a-team = a team
desk-story-opened = Conversation opened
desk-story-arrived = Message received
desk-story-arrived-automatic = Automatic message received
desk-story-written = Message written
desk-story-taken-back = Message taken back before it left
desk-story-note-taken-back = Note taken back
desk-story-sent = Message sent
desk-story-delayed = Message delayed: { $reason }
desk-story-failed = Message not delivered: { $reason }
desk-story-uncertain = Message perhaps not delivered: { $reason }
desk-story-bounced = Message to { $address } came back: { $reason }
desk-story-send-again = Message sent again
desk-story-noted = Note added
desk-story-assigned = Assigned to { $name }
desk-story-unassigned = Assigned to nobody
desk-story-team = Handed to the team { $name }
desk-story-no-team = Taken from its team
desk-story-pending = Waiting for the customer
desk-story-on-hold = Put on hold
desk-story-snoozed = Snoozed until { $time }
desk-story-woken = Back from snoozing
desk-story-resolved = Resolved
desk-story-reopened = Opened again
desk-story-closed = Closed for good
desk-story-renamed = Subject changed to “{ $subject }”
desk-story-prioritised = Priority changed to { $priority }
desk-story-categorised = Category changed to { $category }
desk-story-uncategorised = Category removed
desk-story-field = A field was set to “{ $value }”
desk-story-tagged = Tagged “{ $name }”
desk-story-untagged = Tag “{ $name }” removed
desk-story-followed = Followed by { $name }
desk-story-unfollowed = No longer followed by { $name }
desk-story-linked = Linked to another conversation
desk-story-linked-stranger = Linked: somebody who takes no part answered in another conversation
desk-story-linked-continues = Linked: it continues a closed conversation
desk-story-linked-split = Linked to the conversation it was split from
desk-story-linked-merged = Linked to the conversation merged into it
desk-story-unlinked = Link removed
desk-story-merged = Another conversation was merged into this one
desk-story-split = Split off from another conversation, or into one
desk-story-moved = Messages moved to another conversation
desk-story-inbox = Moved to another inbox
desk-story-undone = A merge, split or move was undone
desk-story-inbox-added = Inbox { $name } added
desk-story-inbox-changed = Inbox changed
desk-story-inbox-access = Who sees the inbox was changed
desk-story-tag-added = Tag “{ $name }” added
desk-story-tag-changed = Tag “{ $name }” changed
desk-story-tag-retired = Tag “{ $name }” retired
desk-story-field-defined = Field “{ $label }” defined
desk-story-customer = Filed under another customer
desk-story-told = Colleagues were told

## Settings

desk-state = State
desk-inbox = Inbox
desk-inboxes-about = Each address customers reach you at.
desk-inboxes-none-next = Add the first one and its mail appears in the lists.
desk-inbox-add = Add an inbox
desk-inbox-servers = Mail servers
desk-inbox-general = General
desk-inbox-name = Name
desk-inbox-name-missing = Give the inbox a name.
desk-inbox-from-name = Sender’s name
desk-inbox-from-name-hint = What customers see beside the address.
desk-inbox-signature-hint = Added below every reply from this inbox.
desk-inbox-team-hint = New conversations go to this team.
desk-inbox-undo = Seconds to take a reply back
desk-inbox-undo-hint = 0 sends at once; at most 120.
desk-inbox-acknowledgement = Confirmation of receipt
desk-inbox-acknowledgement-hint = Sent to a first message, at most once a day and sender. Leave it empty to send nothing.
desk-inbox-aliases = Other addresses
desk-inbox-aliases-about = Mail to these addresses belongs here as well, and they never receive our own mail.
desk-inbox-alias = Address
desk-inbox-alias-add = Add the address
desk-inbox-archive = Archive this inbox
desk-inbox-archive-about = It takes no more mail. Its conversations stay where they are.
desk-seen-by = Who sees it
desk-seen-by-everyone = Everyone
desk-seen-by-chosen = Only the teams and people chosen
desk-seen-by-hint = Whoever may see all conversations sees it anyway.
desk-tags-about = Labels people put on conversations.
desk-tags-none = No tags yet
desk-tags-none-next = Add the first one above, or type it in a conversation.
desk-tag-name = Name of the tag
desk-tag-add = Add a tag
desk-tag-colour = Colour
desk-tag-colour-number = Colour { $number }
desk-tag-retire = Retire
desk-tag-on = { $count ->
    [one] on one conversation
   *[other] on { $count } conversations
}
desk-fields = Conversation fields
desk-fields-also = custom fields, category, form, ticket fields, drop-down
desk-fields-about = What else you want to know of each conversation.
desk-field-label = Label
desk-field-kind = Kind
desk-field-kind-text = Text
desk-field-kind-number = Number
desk-field-kind-choice = One of several
desk-field-kind-yes-no = Yes or no
desk-field-kind-date = Date
desk-field-choices = Choices
desk-field-choices-hint = One on each line.
desk-field-define = Add a field

## Why something was refused

desk-assignee-cannot-see = That person has left or does not see this inbox. Choose somebody who does, or give them access under Settings, Inboxes.
desk-conversation-closed = Conversation #{ $number } is closed for good. Write a new one to go on.
desk-conversation-merged = Conversation #{ $number } was merged into another. Open that one.
desk-subject-empty = The subject is empty. Write a few words.
desk-arrival-id-taken = Another message came into this inbox under this external_id: from somebody else, or with other words. Give this one an id of its own; if it is the same message, send it as it was.
desk-message-empty = There is nothing to send yet. Write your message first.
desk-no-recipient = Nobody would receive this. Add an address that is not one of ours.
desk-recipient-not-an-address = “{ $typed }” is not an email address. Write it as name@example.com.
desk-too-late-to-take-back = It has left already and cannot be taken back. Write a second message to correct it.
desk-note-too-late = It is too late to take this note back: colleagues may have read it. Add another that corrects it.
desk-file-too-large = { $name } is larger than { $megabytes } MB. Share it by a link instead.
desk-snooze-in-the-past = That time is over. Choose a later one.
desk-snooze-unreadable = Not a time one can read. Try “tomorrow 9”, “Monday” or “in 2h”.
desk-no-such-number = That is no conversation number. Type digits only, such as 1042.
desk-merge-with-itself = A conversation cannot be merged with itself. Enter the number of another one.
desk-link-to-itself = A conversation cannot be linked to itself. Enter the number of another one.
desk-move-nowhere = The messages are in that conversation already. Enter the number of another one.
desk-split-needs-a-rest = That would move every message. Split at a later one.
desk-tag-empty = The tag has no name. Type one.
desk-tag-name-taken = There is another tag “{ $name }”. Choose another name.
desk-field-without-label = The field has no label. Type one.
desk-field-without-choices = A field to choose from needs choices. Write one on each line.
desk-field-exists = There is a field “{ $label }” already. Choose another label.
desk-field-value = “{ $value }” does not fit the field { $label }. Enter what its kind asks for.
desk-inbox-address-taken = { $address } belongs to another inbox. Remove it there first, or use another address.

## Filters and saved views

desk-views = Views
desk-view-passing = Filtered
desk-view-new = New view
desk-view-edit = Change this view
desk-view-save = Keep this filter as a view
desk-view-typed-over = Changed from
desk-view-refilter = Save in that view
desk-view-about = A view is a filter with a name, an order and a look. It stands in the rail with its own count.
desk-view-name = Name
desk-view-reach-for = Who has it in their rail
desk-view-reach-personal = Only me
desk-view-reach-team = A team
desk-view-reach-everyone = Everybody
desk-view-sort = Order
desk-view-sort-newest = Newest activity first
desk-view-sort-oldest = Oldest activity first
desk-view-sort-waiting = Longest waiting first
desk-view-sort-due = Due first
desk-view-sort-opened = Last opened first
desk-view-sort-priority = Most urgent first
desk-view-group = Headings by
desk-view-group-none = No headings
desk-view-group-status = Status
desk-view-group-priority = Priority
desk-view-group-assignee = Person
desk-view-group-team = Team
desk-view-group-inbox = Inbox
desk-view-density = Rows
desk-view-density-mine = As I like them elsewhere
desk-view-density-comfortable = Comfortable
desk-view-density-cozy = Cozy
desk-view-density-compact = Compact
desk-view-columns = What a row shows
desk-view-column-snippet = First words
desk-view-column-tags = Tags
desk-view-column-priority = Priority
desk-view-column-assignee = Person
desk-view-column-team = Team
desk-view-column-inbox = Inbox
desk-view-column-number = Number
desk-view-preview = What it lists now
desk-view-holds = Conversations: { $count }
desk-view-remove = Remove this view
desk-view-nameless = Give the view a name.
desk-view-teamless = Choose the team that has this view.
desk-view-not-yours = This view belongs to somebody else. Ask its owner, or make your own: open it, change the filter and keep that.
desk-view-reach = You may keep views for yourself and for your teams. Ask a supervisor to share one with everybody.
desk-said-view-saved = The view is saved.
desk-said-view-removed = The view is removed.
desk-story-view-saved = The view “{ $name }” was saved
desk-story-view-removed = The view “{ $name }” was removed
desk-oldest-first = Oldest first
desk-opened-first = Last opened first
desk-urgent-first = Most urgent first
desk-filter = Filter
desk-filter-placeholder = status:open waiting>2h priority:high
desk-filter-offers = What may come next
desk-filter-hint = Words beside each other must all hold. “or” and parentheses combine, a minus or “not” excludes: status:open (priority:high or waiting>2h) -is:automatic
desk-filter-instead = Did you mean “{ $instead }”?
desk-filter-fault-key = No filter is called “{ $written }”. Press the down arrow to see which there are.
desk-filter-fault-value = Nothing is called “{ $written }” there.
desk-filter-fault-priority = “{ $written }” is no priority. There are low, normal, high and urgent.
desk-filter-fault-rating = “{ $written }” is no rating. There are 1 to 5, <3, >=4 and none.
desk-filter-fault-span = “{ $written }” is no length of time and no day. Write 30m, 2h, 7d or 2w, today, yesterday, this-week or 2026-11-01.
desk-filter-fault-empty = Something is missing behind “{ $written }”.
desk-filter-fault-compared = “{ $written }” is not more or less than anything. Write a colon behind it.
desk-filter-fault-unclosed = “{ $written }” is opened and not closed.
desk-filter-fault-alone = “{ $written }” has nothing to join here. Remove it, write something beside it, or put it in quotation marks to search for it as a word.
desk-filter-fault-several = Several people are called “{ $written }”.
desk-filter-fault-unclear = “{ $written }” can be read in two ways. In quotation marks it is searched for as it stands; a minus leaves the word out.
desk-filter-fault-order = Lists cannot be narrowed by orders. Search for the order’s number instead: press / and type it.
desk-filter-fault-deep = There are more parentheses than anybody can read. Leave some out.
desk-filter-about-status = Whose move it is
desk-filter-about-assignee = Who works on it: me, nobody, a name
desk-filter-about-team = Which team has it
desk-filter-about-tag = A tag on it, or none
desk-filter-about-inbox = Where it came in
desk-filter-about-customer = The customer’s name or address
desk-filter-about-lang = The customer’s language
desk-filter-about-subject = Words of the subject
desk-filter-about-category = What it is about
desk-filter-about-is = What it is besides: undelivered, mentioned, unread …
desk-filter-about-has = What is in it: attachment
desk-filter-about-company = The name of the customer’s company
desk-filter-about-number = The conversation’s number; #5 says the same
desk-filter-about-priority = How urgent it is
desk-filter-about-rating = What the customer said when asked how it was: 1 to 5, <3, none
desk-filter-about-waiting = How long the customer waits
desk-filter-about-created = When it was opened: 7d ago, today, a date
desk-filter-about-active = When something happened: 7d ago, today, a date

## Times in words, sending later

desk-when-placeholder = tomorrow 9, Monday, in 2h
desk-when-hint = In words, by your own clock. What is meant appears here.
desk-send-later = Send later
desk-send-anyway = Send anyway
desk-keep-editing = Keep editing
desk-send-in-the-past = That time is over. Say a later one, or send it now.
desk-send-too-far = That is more than a year ahead. Say an earlier time.
desk-send-unreadable = “{ $typed }” is not a time one can read. Try “tomorrow 9”, “Monday” or “in 2h”.
desk-send-now-or-later = “{ $typed }” stands under Send later. Press Send later, or empty the field to send now.
desk-said-scheduled = Leaves { $time }
desk-delivery-scheduled = Leaves { $time }
desk-schedule-cancel = Cancel and edit
desk-news-arrived = Not sent yet: { $name } wrote while you were writing: “{ $words }” Read it above, then send or keep editing.

## Who else is here

desk-onlooker-looks = { $name } is looking at this
desk-onlooker-writes = { $name } is writing here

## Macros

desk-macros = Macros
desk-macros-also = templates, canned responses, snippets, saved replies, shortcuts
desk-macros-about = A macro writes a reply and does what goes with it, in one click. With a shortcut, ;shortcut puts its text where one writes.
desk-macros-none = There are no macros yet
desk-macros-none-next = Write the answer you give most often, and what you do with it.
desk-macros-manage = Write and change macros
desk-articles = Articles
desk-articles-look = Look for an article
desk-articles-all = All articles
desk-articles-none = No article fits. Look for other words.
desk-article-put = Put “{ $title }” into the message
desk-article-read = Read “{ $title }”
desk-article-inside = colleagues only
desk-article-not-for-customers = “{ $title }” is for colleagues only. Read it, and answer in your own words.
desk-said-article = “{ $name }” is in your message.
desk-macro-named = Macro: { $name }
desk-macro-new = New macro
desk-macro-edit = Change this macro
desk-macro-name = Name
desk-macro-whose = Who can use it
desk-macro-everybody = Everybody
desk-macro-shortcut = Shortcut
desk-macro-shortcut-hint = Typed with a semicolon: ;thanks
desk-macro-used = Used
desk-macro-text = Text in { $language }
desk-macro-variables = Filled in by itself: { $variables }
desk-macro-does = What else it does
desk-macro-as-it-is = Leave as it is
desk-macro-assign-me = Whoever uses it
desk-macro-assign-nobody = Nobody
desk-macro-tags = Tags to put on
desk-macro-tags-hint = Separated by commas
desk-macro-snooze = Snooze until
desk-macro-begins = First: { $what }. It is previewed and confirmed; the words follow.
desk-macro-preview = What Mia would read
desk-macro-example-subject = The kettle leaks
desk-macro-silent = It writes nothing.
desk-macro-remove = Remove this macro
desk-macro-begins-elsewhere = This macro begins an action on an order first, which a person looks at and confirms. Do that with “/actions”, then use a macro without it, or use this one at the desk.
desk-macro-nameless = Give the macro a name.
desk-macro-empty = A macro writes something or does something. Fill in a text or choose what it does.
desk-macro-too-long = The text is longer than 10,000 letters. Make it shorter.
desk-macro-unknown-variable = Nothing is called “{ $variable }”. There are: { $known }.
desk-macro-shortcut-taken = Another macro has the shortcut “{ $shortcut }”. Choose another.
desk-said-macro = “{ $name }” is done
desk-said-macro-saved = “{ $name }” is saved.
desk-said-macro-removed = “{ $name }” is removed.
desk-story-macro-saved = The macro “{ $name }” was saved
desk-story-macro-removed = The macro “{ $name }” was removed
desk-story-macro-used = Used the macro “{ $name }”
desk-macro-no-time = “{ $words }” is no time the macro can snooze until. Change the macro: “tomorrow 9” or “in 2h”.
desk-macro-shortcut-letters = A shortcut has letters, digits, - and _ only.

## Palette

desk-palette-snooze = Snooze until { $time }
desk-refused-nobody = A service token is nobody: it has no composer and follows nothing. Use the token of an agent.

desk-writes-as = Writes as
desk-news = What’s new
desk-tour = Guided tour
desk-inbox-face = Brand
desk-inbox-face-hint = The brand customers of this inbox see. Its name and colour stand on rows, in the head of a conversation and where one writes.
desk-inbox-no-face = No brand
desk-inbox-usual-face = As its portal says: { $name }

## What an inbox masks

desk-masking = What is masked
desk-masking-about = Card numbers, passwords, national ids and other secrets are covered with asterisks before a message is kept, found, exported or logged. The last four digits of a card stay. Order numbers, tracking numbers and telephone numbers are left as they are.
desk-masking-open = Change or try it
desk-masking-back = Back to the inbox
desk-masking-how-much = How much is covered
desk-masking-off = Nothing
desk-masking-off-hint = Everything is kept as it was written.
desk-masking-cards = Card numbers
desk-masking-cards-hint = Numbers of payment cards, however they are written.
desk-masking-usual = Card numbers and passwords
desk-masking-usual-hint = Also passwords, PINs, security codes and one-time codes that are stated as such, in English, Spanish and Chinese.
desk-masking-ids = All of that, and national ids
desk-masking-ids-hint = What a new inbox covers. Also ids with known check digits or shapes (DNI, NIE, 身份证, SSN, NINO, CPF, CURP, RFC, RUT) and any number that is called an id, such as “passport number: …”.
desk-masking-all = All of that, and bank accounts
desk-masking-all-hint = Also IBANs and numbers that are called a bank account, but for their last four.
desk-masking-try = Try it
desk-masking-words = Words as a customer might write them
desk-masking-words-hint = They are only shown covered below. They are not kept, found or logged.
desk-masking-sample = My card is 4111 1111 1111 1111, the password is kettle42. Order 4539578763621486, tracking 1Z999AA10123456784.
desk-masking-show = Show the effect
desk-masking-nothing = Nothing would be covered.
desk-masking-found = Covered: { $cards } card numbers, { $secrets } secrets, { $ids } ids.
desk-masking-kept-as = It would be kept as:
desk-masking-unknown = Choose how much is covered, then save again.
