# Sentences of the room “customers”.

## Customers: the list and the page

customers-title = Customers
customers-about = Everybody who has written to you, on any channel.
customers-search = Name, address or number
customers-company-search = Name of the company
customers-tag = Tag
customers-any-tag = Any tag
customers-order = Order
customers-order-seen = Last heard of first
customers-order-name = By name
customers-only-company = Only { $name }
customers-narrow = Show
customers-next-page = Next page
customers-none = No customer found
customers-none-next = Try fewer letters, or open the customer below.
customers-none-yet = No customers yet
customers-none-yet-next = Everybody who writes to one of your inboxes appears here by themselves, with all they wrote. Connect an inbox first, or open a customer below.
customers-none-yet-inbox = Connect an inbox
customers-last-seen = Last heard of
customers-open = New customer
customers-open-now = Create
customers-name = Name
customers-nameless = Nameless customer
customers-since = Customer since { $date }, last heard of { $seen }
customers-details = Details
customers-edit = Edit
customers-save = Save
customers-add = Add
customers-profile = Profile
customers-language = Language we answer in
customers-no-language = As the conversation
customers-company = Company
customers-somebody = somebody

## Reaching them

customers-reach = Reach
customers-no-identity = Nothing to recognise or reach them by yet. Add an address or a number.
customers-identity-add = Add an address or number
customers-identity = Address, number or handle
customers-identity-hint = Phones with country code (+34 …); handles as service:name.
customers-identity-actions = Actions for { $value }
customers-identity-remove = Remove
customers-kind = Kind
customers-kind-email = Email
customers-kind-phone = Phone
customers-kind-handle = Handle
customers-primary = Preferred
customers-verified = Verified
customers-make-primary = Prefer this one
customers-verify = Mark as verified
customers-doubt = Mark as not verified
customers-undeliverable = Bounces
customers-undeliverable-since = Since { $date }: { $reason }
customers-lift = Works again
customers-not-an-email = “{ $text }” is not an email address. Write it as name@example.com.
customers-not-a-phone = “{ $text }” is not a phone number. Write it with the country code, as +34 600 000 000.
customers-not-a-handle = “{ $text }” is not a handle. Write it as service:name, for example telegram:mia_k.
customers-identity-taken = { $value } belongs to { $name }. Open that customer, or merge the two.
customers-needs-a-name = A customer needs a name or an address. Enter one of them.
customers-not-a-language = “{ $text }” is not a language tag. Choose one from the list.
customers-no-such-company = There is no company called { $name }. Open Companies and create it first.

## What we know

customers-known = What we know
customers-nothing-known = Nothing noted yet.
customers-unknown = Not known
customers-yes = Yes
customers-no = No
customers-value-set = Set on { $date } by { $who }.
customers-value-kept-until = Kept until { $date }.
customers-value-is-empty = Enter a value.
customers-value-out-of-range = Enter a number from { $least } to { $most }.
customers-not-a-number = “{ $text }” is not a number. Write digits only.
customers-not-a-choice = “{ $text }” is not one of the choices. Choose from the list.
customers-not-a-date = “{ $text }” is not a date. Write it as 2026-03-10.
customers-not-yes-or-no = “{ $text }” is neither yes nor no. Choose one.
customers-not-a-time-zone = “{ $text }” is not a time zone. Write it as Europe/Madrid.

## Notes, tags, timeline

customers-notes = Notes
customers-no-notes = No notes yet.
customers-note = New note
customers-note-hint = Only colleagues see notes.
customers-note-write = Add note
customers-note-remove = Remove this note
customers-note-is-empty = The note is empty. Write something first.
customers-tags = Tags
customers-no-tags = No tags yet.
customers-tag-add = Add a tag
customers-tag-remove = Remove the tag { $tag }
customers-tag-is-empty = The tag is empty. Write a word first.
customers-timeline = Timeline
customers-timeline-empty = Nothing has happened yet.
customers-older = Older

## Merging

customers-merge-with = Merge…
customers-merge-into = Merge into { $name }
customers-merge-about = Look for the double. Everything it has moves here, and you can undo it.
customers-merge-none = No other customer found. Try fewer letters.
customers-merge-now = Merge
customers-merge-this = Merge { $name }
customers-merge-whom = Nobody was chosen to merge. Look for the double and choose it.
customers-merge-same = These two are already one customer. Reload the page.
customers-merged = { $name } was merged into this customer.
customers-merged-on = { $name }, merged on { $date }
customers-merges = Merged in
customers-undo = Undo
customers-undo-in-order = Undo the later merge first.
customers-undo-later-first = { $name } was merged in later. Undo that merge first.
customers-undo-merged-again = This customer was itself merged into { $name }. Undo that merge first.
customers-undo-part-missing = The part “{ $feature }” moved things in this merge and is not running. Switch it on, then undo.

## Companies

customers-companies = Companies
customers-companies-about = Organisations your customers belong to.
customers-no-companies = No company found
customers-no-companies-next = Create one below; with its mail domain, new customers are filed by themselves.
customers-company-open = New company
customers-company-empty = Nobody is filed here yet
customers-company-empty-next = Add the company's mail domain, or choose the company on a customer's page.
customers-company-needs-a-name = A company needs a name. Enter one.
customers-company-has-customers = Customers filed here: { $count }. Move them to another company first.
customers-company-remove = Remove company
customers-all = All of them
customers-domains = Mail domains
customers-domains-about = New customers who write from these domains are filed here.
customers-domain-add = Domain
customers-domain-remove = Remove { $domain }
customers-domain-taken = { $domain } belongs to { $name }. Remove it there first.
customers-domain-is-free-mail = Anybody can have an address at { $domain }. Choose a domain only this company uses.
customers-not-a-domain = “{ $text }” is not a mail domain. Write it as example.com.

## Settings: attributes

customers-menu = Customers
customers-attributes = Customer attributes
customers-attributes-also = custom fields, properties, customer data
customers-attributes-about = What agents may note about customers, each with its purpose and how long it is kept.
customers-attribute = Attribute
customers-attribute-new = New attribute
customers-attribute-define = Create attribute
customers-attribute-remove = Remove attribute
customers-attribute-remove-about = Removes it with everything noted under it. This cannot be undone; switching it off keeps the values.
customers-attribute-needs-a-label = An attribute needs a name. Enter one.
customers-attribute-needs-a-purpose = Say what it is needed for; agents see it beside the field.
customers-attribute-needs-choices = A choice needs at least two choices. Write one per line.
customers-attribute-retention = Keep values from 1 to 36500 days, or leave it empty.
customers-attribute-limits = The smallest number is above the largest. Swap them.
customers-preset-stays = A preset is not removed. Switch it off instead.
customers-label = Name
customers-shape = Type
customers-shape-text = Text
customers-shape-number = Number
customers-shape-choice = Choice
customers-shape-date = Date
customers-shape-boolean = Yes or no
customers-choices = Choices
customers-choices-hint = For a choice: one per line.
customers-least = Smallest number
customers-most = Largest number
customers-purpose = Purpose
customers-purpose-hint = What it is needed for. Do not collect what nobody needs.
customers-days = Keep for (days)
customers-days-hint = Values are removed by themselves after this many days. Empty: kept as long as the customer.
customers-retention = Kept
customers-kept-always = As long as the customer
customers-kept-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
customers-filled-in = { $count ->
    [one] Noted for one customer.
   *[other] Noted for { $count } customers.
}
customers-on = On
customers-switch-on = Switch on
customers-switch-off = Switch off
customers-switch-on-named = Switch on { $name }
customers-switch-off-named = Switch off { $name }
customers-preset-language = Languages spoken
customers-preset-language-purpose = To find an agent who speaks them.
customers-preset-time-zone = Time zone
customers-preset-time-zone-purpose = To call at a fitting hour.
customers-preset-birth-year = Birth year
customers-preset-birth-year-purpose = To check age limits of products.
customers-preset-gender = Gender
customers-preset-gender-purpose = To address the person as they wish.
customers-preset-job-title = Job title
customers-preset-job-title-purpose = To know who decides in a company.
customers-preset-income-band = Income band
customers-preset-income-band-purpose = To suggest offers that fit.
customers-preset-household-size = Household size
customers-preset-household-size-purpose = To suggest fitting quantities.
customers-choice-woman = Woman
customers-choice-man = Man
customers-choice-other = Other
customers-choice-unsaid = Prefers not to say
customers-choice-low = Low
customers-choice-lower-middle = Lower middle
customers-choice-middle = Middle
customers-choice-upper-middle = Upper middle
customers-choice-high = High

## How events read

customers-a-email = an email address
customers-a-phone = a phone number
customers-a-handle = a handle
customers-story-customer-created = Became a customer
customers-story-customer-imported = Brought in with an import
customers-story-company-imported = Company brought in with an import
customers-story-customer-renamed = The name was changed
customers-story-customer-language-chosen = The language was chosen
customers-story-customer-filed = Filed under a company
customers-story-customer-unfiled = Taken out of the company
customers-story-customer-identity-added = Added { $what }
customers-story-customer-identity-removed = Removed { $what }
customers-story-customer-identity-verified = Verified { $what }
customers-story-customer-identity-doubted = Took back the verification of { $what }
customers-story-customer-primary-chosen = Chose { $what } to prefer
customers-story-customer-email-undeliverable = Mail to an address bounced
customers-story-customer-email-deliverable = An address works again
customers-story-customer-value-set = Noted: { $attribute }
customers-story-customer-value-removed = Removed: { $attribute }
customers-story-customer-value-forgotten = Forgotten in time: { $attribute }
customers-story-customer-note-written = A note was written
customers-story-customer-note-removed = A note was removed
customers-story-customer-tagged = Tagged { $tag }
customers-story-customer-untagged = The tag { $tag } was removed
customers-story-customer-merged = Another customer was merged in
customers-story-customer-merge-undone = A merge was undone
customers-story-company-created = A company was created
customers-story-company-renamed = A company was renamed
customers-story-company-domain-added = The domain { $domain } was added to a company
customers-story-company-domain-removed = The domain { $domain } was removed from a company
customers-story-company-removed = A company was removed
customers-story-customer-attribute-defined = The attribute { $attribute } was created
customers-story-customer-attribute-changed = The attribute { $attribute } was changed
customers-story-customer-attribute-switched-on = The attribute { $attribute } was switched on
customers-story-customer-attribute-switched-off = The attribute { $attribute } was switched off
customers-story-customer-attribute-removed = The attribute { $attribute } was removed
customers-identity-unreadable = “{ $text }” is no address, number or handle of this kind. Write it in full, such as name@example.com or +34 600 000 000.
customers-story-hold-placed = A legal hold was placed
customers-story-hold-lifted = A legal hold was lifted
customers-hold-needs-a-reason = A hold needs a reason. Write who asked for it or what it is for.
customers-hold-lift-needs-a-reason = Say why the hold is lifted.
customers-is-held = A legal hold is on this customer: nothing of theirs may be taken away. Lift the hold first, if you may.
customers-conversation-is-held = A legal hold is on this conversation: nothing of it may be taken away. Lift the hold first, if you may.
customers-company-is-held = There is or was a legal hold on this company, and its record names it: the company stays.
