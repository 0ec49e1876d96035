## Many at once

desk-key-pick-all = Pick the whole list
desk-bulk-title = A change to many
desk-bulk-begun = Begun { $time }, for { $total }
desk-bulk-all = All { $count }
desk-bulk-all-picked = All { $count } of this list
desk-bulk-running = Done: { $reached } of { $total }
desk-bulk-same = stood so already: { $count }
desk-bulk-failed = not changed: { $count }
desk-bulk-see = See which and why
desk-bulk-why = Why
desk-bulk-refused = Not changed
desk-bulk-none-failed = Nothing was refused
desk-bulk-undo-all = Undo the whole
desk-bulk-untag = Take off
desk-bulk-macro-about = What a macro does; its text is not sent
desk-bulk-macro-none = No macro does more than write
desk-bulk-one-out-of-sight = One you cannot see any more
desk-bulk-out-of-sight = It is out of your sight. Ask somebody who sees its inbox.
desk-bulk-changed = Somebody else changed it at the same moment. Look at it, then change it alone.
desk-bulk-trouble = A fault of the program. Try it again; if it stays, report it.
desk-bulk-none = Nothing is picked. Pick conversations with x, or the whole list with * a.
desk-bulk-too-many = These are more than { $most } at once. Narrow the list with a filter first.
desk-bulk-unreadable = That is no change one can make, or no time one can read. Choose from the menu, or write “tomorrow 9”.
desk-bulk-said-assign = Assigned: { $count }
desk-bulk-said-team = Given to the team: { $count }
desk-bulk-said-status = { $status }: { $count }
desk-bulk-said-snooze = Snoozed: { $count }
desk-bulk-said-priority = Priority changed: { $count }
desk-bulk-said-category = Category changed: { $count }
desk-bulk-said-tag = Tagged: { $count }
desk-bulk-said-untag = Tag taken off: { $count }
desk-bulk-said-macro = Macro used: { $count }
desk-bulk-said-undo = Put back as they were: { $count }
desk-story-bulk-begun = A change to { $count } conversations was begun
desk-story-imported = { $count } older messages were brought in
desk-story-bulk-finished = A change to many is done: { $done } changed, { $failed } refused
desk-conversation = Conversation

## Undo

desk-undo-last = Undo the last thing I did
desk-undo-nothing = There is nothing of yours to undo from the last hour.
desk-undo-undone = It is undone already.
desk-undo-too-old = That was more than a day ago; others have built on it. Change it by hand.
desk-undo-running = The change is not through yet. Undo it once it is.
desk-undo-moved-subject = The subject of #{ $number } has been changed since{ $name }. Nothing was undone; change it by hand.
desk-undo-moved-priority = The priority of #{ $number } has been changed since{ $name }. Nothing was undone; change it by hand.
desk-undo-moved-category = The category of #{ $number } has been changed since{ $name }. Nothing was undone; change it by hand.
desk-undo-moved-field = A field of #{ $number } has been changed since{ $name }. Nothing was undone; change it by hand.
desk-undo-moved-tags = The tags of #{ $number } have been changed since{ $name }. Nothing was undone; change them by hand.
desk-undo-moved-follows = Who follows #{ $number } has been changed since{ $name }. Nothing was undone; change it by hand.
desk-undo-moved-links = The links of #{ $number } have been changed since{ $name }. Nothing was undone; change them by hand.
desk-undo-moved-checklist = The checklist of #{ $number } has been changed since{ $name }. Nothing was undone; change it by hand.
desk-undo-moved-follow-up = A follow-up of #{ $number } has been changed since{ $name }. Nothing was undone; change it by hand.
desk-undo-moved-team = The team of #{ $number } has been changed since{ $name }. Nothing was undone; change it by hand.
desk-undo-moved-assignee = Somebody else has #{ $number } now{ $name }. Nothing was undone; change it by hand.
desk-undo-moved-status = The status of #{ $number } has been changed since{ $name }. Nothing was undone; change it by hand.
desk-said-put-back = Undone: #{ $number } is as it was
desk-said-draft-gone = Draft deleted

## After resolving

desk-after-resolve = After resolving
desk-after-next = Next conversation
desk-after-list = Back to the list
desk-after-stay = Stay here
desk-said-after-resolve = Kept
desk-story-preference = Chose what comes up after resolving

## Checklist

desk-checklist = Checklist
desk-checklist-add = Add something to do
desk-checklist-remove = Remove “{ $item }”
desk-checklist-empty = Write what is to be done.
desk-checklist-full = A checklist has { $most } items at most. Tick some off and remove them.
desk-macro-checklist-hint = What it puts on the checklist, one a line
desk-said-checklist-added = On the checklist
desk-said-checklist-done = Ticked off
desk-said-checklist-reopened = Open again
desk-said-checklist-removed = Taken off the checklist
desk-story-checklist-added = Something to do was put on the checklist
desk-story-checklist-done = Something on the checklist was ticked off
desk-story-checklist-reopened = Something on the checklist is to be done again
desk-story-checklist-removed = Something was taken off the checklist

## Follow-ups

desk-view-follow-ups = Follow-ups due
desk-follow-up = Follow up
desk-follow-ups = Follow-ups
desk-follow-up-tomorrow = Tomorrow
desk-follow-up-in-two = In 2 days
desk-follow-up-in-three = In 3 days
desk-follow-up-in-seven = In a week
desk-follow-up-at = Another time
desk-follow-up-note = What for
desk-follow-up-whose = Who looks again
desk-follow-up-me = I
desk-follow-up-always = Also if they answer before
desk-follow-up-unless-answered = if there is no answer
desk-follow-up-set = Set follow-up
desk-follow-up-end = Done with this follow-up
desk-said-follow-up = Follow-up { $time }
desk-said-follow-up-ended = Follow-up ended
desk-notice-follow-up = It is time to follow up
desk-story-follow-up-set = Follow-up set for { $time }
desk-story-follow-up-due = A follow-up is due
desk-story-follow-up-done = A follow-up is done
desk-story-follow-up-answered = The customer answered before the follow-up
desk-story-follow-up-taken-back = A follow-up was taken back

## Targets

desk-view-breaching = Breaching soon
desk-due-first = What is due first
desk-due-in = due in { $span }
desk-due-now = due now
desk-due-late-by = late by { $span }
desk-due-by = Our answer is due { $time }
desk-due-late = Our answer was due { $time }
desk-targets = Targets and hours
desk-targets-about = How soon a customer has an answer, in minutes of work. The most particular line counts: inbox and priority, inbox, priority, everything.
desk-targets-none = Nothing is promised yet. Without a target, nothing is due.
desk-target-new = Promise an answer
desk-target-every-inbox = Every inbox
desk-target-every-priority = Every priority
desk-target-first = First answer
desk-target-next = Each next answer
desk-target-minutes-hint = In minutes of work. Empty: nothing is promised.
desk-target-save = Save target
desk-target-drop = Remove
desk-target-example = Somebody who writes now has a first answer by { $time }.
desk-target-empty = Say in how many minutes the first or the next answer is due.
desk-target-minutes = A target is between 1 minute and 90 days.
desk-hours = Working hours
desk-hours-about = Minutes count only while you are at work. Leave a day empty if nobody works then.
desk-hours-in-zone = By the clocks of
desk-hours-from = { $day }, from
desk-hours-to = { $day }, to
desk-hours-holidays = Days off
desk-hours-holidays-hint = One a line, like 2026-12-25
desk-hours-zone = That time zone is not known. Choose one from the list.
desk-hours-none = Somebody must be at work some day. Fill in at least one.
desk-hours-order = Work ends after it begins. Check the days; midnight at the end is 00:00.
desk-hours-clock = “{ $typed }” is no time of day. Write it like 09:00.
desk-hours-holiday = “{ $typed }” is no date. Write it like 2026-12-25.
desk-day-mon = Monday
desk-day-tue = Tuesday
desk-day-wed = Wednesday
desk-day-thu = Thursday
desk-day-fri = Friday
desk-day-sat = Saturday
desk-day-sun = Sunday
desk-story-target-set = A target for answers was set { $name }
desk-story-target-dropped = A target for answers was removed { $name }
desk-story-target-missed = No answer by { $time }, as was promised
desk-story-hours = The working hours were changed

## Incidents

desk-incident = Incident
desk-incident-about = One problem, many customers: they hang on this conversation, and one answer goes to each of them.
desk-incident-none = Nobody hangs on this problem yet
desk-incident-none-next = Add the conversations of everybody it troubles, by number.
desk-incident-children = Whom it troubles
desk-incident-add = Add conversations
desk-incident-numbers = Numbers
desk-incident-numbers-hint = Separated by commas, like 12, 15, 18
desk-incident-add-them = Add them
desk-incident-broadcast = One answer to all
desk-incident-text = What each customer reads
desk-incident-and-resolve = And resolve theirs
desk-incident-look = Look at who gets it
desk-incident-will-go = It goes to { $count } of { $total }
desk-incident-who = Who gets it
desk-incident-first = { $name } reads:
desk-incident-send = Send to { $count }
desk-incident-resolve = Resolve all of them
desk-incident-open = Open as an incident
desk-incident-hang = Belongs to a problem
desk-incident-hang-hint = The number of the conversation that stands for the problem
desk-incident-hangs-on = Belongs to the problem #{ $number }
desk-incident-nested = #{ $number } cannot hang there: a problem hangs on no other problem. Choose the uppermost one.
desk-incident-taken = #{ $number } belongs to another problem already. Take that link away first.
desk-said-incident = #{ $number } belongs to the problem #{ $other }
desk-story-linked-incident = Belongs to a problem, with others
desk-bulk-said-answer = Answered: { $count }

desk-emoji = Emoji
desk-emoji-search = Search emoji
desk-emoji-none = No emoji is called that.
desk-emoji-often = Often used
desk-emoji-smileys = Faces and feelings
desk-emoji-people = People
desk-emoji-nature = Animals and nature
desk-emoji-food = Food and drink
desk-emoji-travel = Travel and places
desk-emoji-activities = Activities
desk-emoji-objects = Objects
desk-emoji-symbols = Symbols
desk-emoji-flags = Flags
desk-file-before = Previous file
desk-file-after = Next file
desk-file-fetch = Download
desk-file-goes-on = It goes on. Download it to see the rest.
desk-file-not-shown = This file cannot be shown here. Download it to look at it.
desk-target-effect-nothing = Type minutes to see what this would mean for those who wait now.
desk-target-effect = Of those who wait now it would count for { $count }; { $late } of them would be late already.
desk-effect-nobody = nobody
desk-effect-everyone = Everybody who works here would see it.
desk-effect-chosen = Chosen: { $people }.
desk-effect-by-role = Through their role, in any case: { $people }.

desk-empty-unassigned = New mail that nobody has taken stands here. i takes one, a gives it to somebody.
desk-empty-mentions = When a colleague writes @ and your name in a note, the conversation stands here.
desk-empty-waiting = Customers whom we owe an answer, the longest waiting first.
desk-empty-breaching = Answers promised within the hour, or late already. Targets are set by administrators.
desk-empty-follow-ups = Reminders of yours and your team that are due. In a conversation, w sets one.
desk-empty-pending = Conversations in which the customer owes the next word.
desk-empty-on-hold = Conversations that wait for somebody else: a supplier, another department.
desk-empty-snoozed = Conversations put aside until a time. h puts one aside; it comes back by itself.
desk-empty-resolved = What is done. e resolves a conversation; an answer opens it again.
desk-empty-saved = Nothing fits this view now. Its filter stands above; change it there.
desk-notices-choose = Choose what you hear of
desk-fields-none = No field yet. A field is a question your company asks of each conversation: the model, the number of the parcel. Define the first one below.
