## Holdings: the page

orders-holdings = Accounts, services and payment
orders-holdings-all = Everything they have with us
orders-back-to-holdings = Back to accounts and services
orders-holdings-accounts = Accounts
orders-holdings-no-accounts = No account yet.
orders-holdings-subscriptions = Subscriptions
orders-holdings-no-subscriptions = No subscription yet.
orders-holdings-charges = Services and charges
orders-holdings-no-charges = Nothing was charged yet.
orders-holdings-records = Records
orders-holdings-no-records = No records yet.
orders-holdings-addresses = Addresses
orders-holdings-no-addresses = No address yet.
orders-holdings-methods = Ways to pay
orders-holdings-no-methods = No way to pay yet.
orders-holdings-balances = Gift cards and store credit
orders-holdings-no-balances = No gift card and no store credit.
orders-opened = Opened
orders-changed = Changed
orders-owed = { $amount } due
orders-account-open = open
orders-account-closed = closed
orders-account-named = Account { $number }, { $plan }
orders-details-agreed = What else was agreed
orders-details-hint = One a line: contract: C-7
orders-to-account = On the account
orders-to-order = On the bill of the order
orders-to-order-hint = It is then paid and invoiced with the order.

## Services and charges

orders-do-charge = Charge a service
orders-do-pay-charge = Take a payment for it
orders-rate-card = Rate card
orders-use-card = Use it
orders-amount-by-hand = None: an amount by hand
orders-charge-label = What for
orders-charge-label-hint = As the customer reads it on the bill.
orders-price-hint = Such as 12.50, as the brand’s prices are.
orders-what-was-used = What was used
orders-in-minutes = In minutes; each { $minutes } min begun counts.
orders-is-fee = It is a fee, which may be waived as such
orders-worked-out = How it was worked out
orders-charge-due = due
orders-charge-paid = paid
orders-charge-waived = waived
orders-on-bill-of = on the bill of

## Subscriptions

orders-do-start-subscription = Start a subscription
orders-do-change-subscription = Change the plan
orders-do-pause-subscription = Pause
orders-do-resume-subscription = Take it up again
orders-do-end-subscription = End it
orders-verb-pause-subscription = Subscription paused
orders-verb-resume-subscription = Subscription taken up again
orders-subscription-active = active
orders-subscription-paused = paused
orders-subscription-ended = ended
orders-charged-next = Charged next
orders-paid-until = Paid until
orders-ended-on = Ended
orders-price-each-period = For each period.
orders-plan-by-hand = By hand, as filled in below
orders-by-hand = By hand
orders-by-hand-about = A name and a price of your own, for whoever may type them. They count only where no plan is chosen.
orders-price-every = { $price } { $every }
orders-proration-hint = The rest of the running period is credited at the old price and charged at the new one; the preview shows both.
orders-days-left = { $left } of { $days } days of the running period are left, until { $until }.

## Accounts

orders-do-update-account = Change it
orders-do-close-account = Close it

## Gift cards and credit

orders-do-load-balance = Give a gift card or credit
orders-verb-load-balance = Gift card or credit given
orders-add-to-balance = Add to it
orders-balance-kind = What is given
orders-balance-over = no longer valid
orders-expires-on = Valid until the end of
orders-expires-on-hint = Only for gift cards. Empty: it never expires.
orders-credit-hint = Such as 12.50.
orders-ledger = Every entry of its ledger
orders-level-after = After it
orders-move-load = Given to the customer
orders-final-balance-loaded = The money belongs to the customer from then on
orders-gift-card-code = Code of the gift card
orders-gift-card-once = It is shown once and kept nowhere. Tell it to the customer now; without it they can still pay with the card from their account.
orders-gift-card-unknown = No gift card of this customer’s has this code. Read it once more; it has sixteen letters and digits.

## Addresses and ways to pay

orders-usual = usual
orders-make-usual = Make it the usual one
orders-take-out = Take it out
orders-add-address = Add an address
orders-add-method = Add a way to pay
orders-method-kind = Kind
orders-method-label = Recognised by
orders-method-label-hint = Such as “Visa ending 4242”. Not needed for a gift card.
orders-method-reference = The provider’s reference, or the gift card’s code
orders-method-reference-hint = Never a card number: it is refused.

## Records of the company’s own kinds

orders-open-named = New: { $name }
orders-do-open-record = Open a record
orders-do-change-record = Change the record
orders-choose-record-type = Choose what kind of record it is.
orders-no-record-types = No kinds of records are defined yet. An administrator defines them in the settings.
orders-from-to = From { $least } to { $most }.
orders-at-least = At least { $least }.
orders-at-most = At most { $most }.
orders-characters = At most { $most } characters.
orders-field-no-number = “{ $field }” has to be a whole number. Write it in digits.
orders-record-types = Record types
orders-record-types-also = vehicles, policies, contracts, devices, custom objects
orders-record-types-about = What is sold beside orders: bookings, claims, devices. Fields, states, and actions of its own under the same policies.
orders-record-types-none = No record types yet
orders-record-types-none-next = Begin with the example below and change it to what you sell.
orders-record-type-add = Define a record type
orders-record-type-next = Write the next version
orders-record-type-keep = Check and keep it
orders-record-type-hint = The schema is JSON Schema: string, integer, boolean; enum, minimum, maximum, maxLength, format date. The first state is that of a new record.
orders-record-code-hint = A word of lower-case letters. The same code again is the next version.
orders-document-unreadable = The document cannot be read: { $fault }. Mend this place.
orders-record-fields = Fields and states
orders-record-actions = Actions
orders-record-holds = Holds
orders-record-needed = Needed
orders-record-states = States:
orders-record-way = From and to
orders-record-sets = Sets
orders-record-any-state = any state
orders-record-ruled = ruled
orders-record-unruled = denied, no rule
orders-record-policy-hint = What no policy speaks of is denied. Add rules under the name in small letters.
orders-kind-text = text
orders-kind-number = whole number
orders-kind-flag = yes or no
orders-kind-date = day

## Rate cards

orders-rate-cards = Rate cards
orders-rate-cards-also = fees, quotes, premiums, prices, tariffs
orders-rate-cards-about = What services cost: fixed, by piece, in tiers, by time, with minimum and surcharges. Each change is a new version; what was charged keeps its own.
orders-rate-cards-none = No rate card yet
orders-rate-cards-none-next = Begin with the example below.
orders-rate-card-add = Write a rate card
orders-rate-card-next = Write the next version
orders-rate-card-keep = Check and let it count
orders-rate-card-hint = The document is JSON and is checked as a whole. The same name again is the next version.
orders-rate-card-try = Try it
orders-rate-card-retire = Retire it
orders-rate-card-retire-about = Nobody charges by it any more. What was charged keeps it, and a new version brings it back.
orders-only-if-used = only if used
orders-minimum = At least
orders-maximum = At most
orders-price-per-unit = { $price } each
orders-price-per-minutes = { $price } for each { $minutes } min begun

## Papers from a conversation

orders-send-paper = Send a paper
orders-send-paper-about = One press puts it on the reply, in the customer’s language.
orders-send-from-conversation = Open it from a conversation to put a paper on the reply.
orders-return-note-named = Return note { $number }
orders-invoice-for = Issue the invoice for order { $number } first
orders-paper-of-another = This paper belongs to another customer than the conversation. Open the conversation with whom it is for.
orders-story-paper-on-reply = put { $number } on a reply
orders-story-method-changed = chose another usual way to pay
orders-story-rate-card-retired = retired a rate card

## How far a return has come

orders-step-agreed = agreed
orders-step-here = parcel is here
orders-step-paid-back = paid back
orders-step-on-its-way-back = money is on its way
orders-step-replaced = replaced
orders-step-called-off = called off

## Why not

orders-deny-order-not-theirs = This order belongs to somebody else.
orders-next-order-not-theirs = Choose an order of the customer’s own.
orders-deny-charge-on-order = This charge stands on the bill of an order.
orders-next-charge-on-order = Correct the bill of the order.
orders-deny-subscription-paused = The subscription is paused.
orders-next-subscription-paused = Take it up again first.
orders-deny-subscription-runs = The subscription is running.
orders-next-subscription-runs = Nothing needs to be done.
orders-deny-balance-not-theirs = This balance belongs to somebody else, or is of another kind.
orders-next-balance-not-theirs = Choose a balance of the customer’s own.
orders-deny-balance-closed = This balance is no longer valid.
orders-next-balance-closed = Open a new one.
orders-deny-over-before-it-begins = It would be over before it begins.
orders-next-over-before-it-begins = Choose a day to come.
orders-deny-no-customer = This needs a customer.
orders-next-no-customer = Say whose it is.

## Where the day begins

orders-zone = Time zone
orders-zone-hint = Such as Europe/Madrid. Days, deadlines and daily limits are counted there.
orders-zones = Where the day begins
