
## Searching

desk-search = Search
desk-search-label = Search everything
desk-search-about = Conversations, what was written in them, their files, customers, companies, orders and articles: everything you may see.
desk-search-words = Words, “a phrase”, status:open, from:mia, -without
desk-search-results = Results
desk-search-kinds = Kinds of results
desk-search-kind-all = All
desk-search-kind-conversation = Conversations
desk-search-kind-file = Files
desk-search-kind-customer = Customers
desk-search-kind-company = Companies
desk-search-kind-order = Orders
desk-search-kind-article = Articles
desk-search-kind-article-draft = Article drafts
desk-search-narrow = Narrow down
desk-search-widen = Remove this filter
desk-search-facet-status = Status
desk-search-facet-inbox = Inbox
desk-search-facet-team = Team
desk-search-facet-assignee = Assignee
desk-search-facet-tag = Tag
desk-search-facet-lang = Language
desk-search-facet-priority = Priority
desk-search-facet-category = Category
desk-search-facet-time = Last activity
desk-search-no-team = No team
desk-search-nobody = Nobody
desk-search-days-1 = Last day
desk-search-days-7 = Last week
desk-search-days-30 = Last 30 days
desk-search-days-365 = Last year
desk-search-order = Order of results
desk-search-best = Best first
desk-search-newest = Newest first
desk-search-count = { $count ->
    [one] One result
   *[other] { $count } results
 }
desk-search-near = Nothing is spelt exactly like that; these are spelt almost so.
desk-search-fault = Until then it is searched as plain words.
desk-search-in-message = { $name } wrote
desk-search-in-note = Note by { $name }
desk-search-in-file = In this file
desk-search-none = Nothing found for “{ $words }”
desk-search-none-next = Try fewer words, or only the beginning of one. A filter you can see above narrows the search too.
desk-search-hint = What begins like the last word is found as well, until a space follows. Plurals and other forms of a word count as the word, but not in quotation marks. Accents and capitals do not matter.
desk-search-teach = What you can type
desk-search-teach-phrase = these words, standing together
desk-search-teach-without = one word, and not the other
desk-search-teach-status = a word, in open conversations only
desk-search-teach-mine = yours, whose customer has waited for more than two hours
desk-search-teach-from = by whom, and in the subject
desk-search-teach-or = one or the other
desk-search-teach-time = a word, where something happened in the last 30 days
desk-search-teach-not = a word, where the conversation is not closed
desk-search-teach-day = a word, in what was opened this week
desk-search-try-phrase = "broken kettle"
desk-search-try-without = refund -spam
desk-search-try-status = refund status:open
desk-search-try-not = refund not status:closed
desk-search-try-mine = assignee:me waiting>2h
desk-search-try-from = from:mia subject:invoice
desk-search-try-or = priority:high or priority:urgent
desk-search-try-time = invoice active<30d
desk-search-try-day = refund created>=this-week
desk-search-up-to = Searched up to { $time }; what is newer is still being indexed. Search again in a moment.
desk-search-saved = Saved searches
desk-search-recent = Recent searches
desk-search-forget = Forget all
desk-search-remove = Remove “{ $name }”
desk-search-save = Save search
desk-search-save-name = Name (optional)
desk-search-is-saved = Saved as “{ $name }”
desk-search-as-view = Make a view
desk-search-save-nothing = There is nothing to save yet. Type a search first.
desk-search-save-nameless = A saved search needs a name. Type one, or remove the search.
desk-search-save-many = You have { $most } saved searches, which is the most. Remove one first.
desk-said-search-removed = Search removed
desk-story-file-read = A file was made searchable

## The customer at a glance

desk-glance = At a glance
desk-glance-clock = Local time
desk-glance-clock-known = { $time } ({ $zone })
desk-glance-clock-guessed = Probably { $time } ({ $zone })
desk-glance-owed = We owe them
desk-glance-owed-nothing = Nothing at the moment
desk-glance-waiting = { $count ->
    [one] An answer
   *[other] { $count } answers
 }
desk-glance-follow-ups = { $count ->
    [one] A follow-up, { $due }
   *[other] { $count } follow-ups, the next { $due }
 }
desk-glance-planned = { $count ->
    [one] A reply that leaves later
   *[other] { $count } replies that leave later
 }
desk-glance-refunds = { $count ->
    [one] A refund on its way
   *[other] { $count } refunds on their way
 }
desk-glance-decisions = { $count ->
    [one] A decision on a request
   *[other] Decisions on { $count } requests
 }
desk-glance-mood = Mood lately
desk-glance-mood-negative = Unhappy
desk-glance-mood-positive = Happy
desk-glance-contacts = Contacts
desk-glance-contacts-count = { $month } in 30 days, { $year } in a year
desk-glance-under-way = { $count } under way
desk-glance-reopened = { $count ->
    [one] Taken up again once
   *[other] Taken up again { $count } times
 }
desk-glance-first = First on { $date }
