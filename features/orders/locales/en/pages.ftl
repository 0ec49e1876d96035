## Orders: list and page

orders-title = Orders
orders-about = Every order, and what was done with it.
orders-search = Find an order
orders-search-hint = An order number, email address, SKU or tracking number, written in full.
orders-search-now = Search
orders-none = No order found
orders-none-next = Check the number with the customer, or search by their email address.
orders-none-yet = No orders yet
orders-none-yet-next = Orders come by themselves from a connected shop, over the API, or are taken by hand on a customer's page. Here you find them by number, email address or tracking number.
orders-none-yet-shop = Connect a shop
orders-none-yet-customer = Choose a customer
orders-next-page = Older orders
orders-number = Number
orders-customer = Customer
orders-nameless = Without a name
orders-placed = Placed
orders-state = State
orders-total = Total
orders-order = Order { $number }
orders-placed-with = Placed on { $date } with { $brand }
orders-details = Details
orders-email = Email
orders-ship-to = Sent to
orders-bill-to = Billed to
orders-shipping = Shipping
orders-outside = Number in the shop
orders-pieces = Pieces
orders-piece = Piece
orders-sku = SKU
orders-price = Price
orders-parcels = Parcels
orders-no-parcels = Nothing was sent yet.
orders-sent-again = Sent once more
orders-back = Returns, exchanges and cancellations
orders-return = Return { $number }
orders-exchange-difference = Exchange, difference { $amount }
orders-cancelled-because = Cancelled: { $reason }
orders-accepted = taken back
orders-not-accepted = not taken back
orders-bill = Bill
orders-for = For
orders-net = Net
orders-tax = Tax
orders-gross = Amount
orders-payments = Payments
orders-no-payments = Nothing was paid yet.
orders-when = When
orders-what = What
orders-how = How
orders-who = Who
orders-payment-failed = failed
orders-payment-promised = promised
orders-papers = Papers
orders-no-papers = No paper was issued yet.
orders-attach-paper = Put on the reply
orders-attach-named = Put { $number } on the reply
orders-story = What was done
orders-nothing-done = Nothing was done with this order yet.
orders-verdicts = Verdicts
orders-verdict = Verdict
orders-why = Why
orders-explain = Explain
orders-approvals = Approvals
orders-back-to-conversation = Back to #{ $number }
orders-back-to-order = Back to the order
orders-back-to-customer = Back to the customer

## Actions: what can be done, forms, previews

orders-act = Actions
orders-what-can-i-do = What can I do for order { $number }?
orders-what-can-i-do-about = Each action, tried as it is most usually asked for. Nothing is changed by looking.
orders-type-to-narrow = Type to narrow
orders-why-not-the-rest = Not possible now, and why
orders-for-order = For order { $number }
orders-preview = Preview
orders-preview-of = Preview: { $action }
orders-confirm = Confirm: { $action }
orders-change-form = Change
orders-ask-for-approval = Ask for approval
orders-needs-approval-of = needs the approval of: { $role }
orders-above = above { $amount }
orders-next-step = What to do next:
orders-article = Article: { $article }
orders-article-read = Read the article
orders-rules-looked-at = Rules looked at
orders-bill-changes = What the bill gains or loses
orders-money-moves = What money moves
orders-cannot-be-undone = This cannot be undone:
orders-moved-meanwhile = Something changed since you saw this. Nothing was done; look again.
orders-moved-elsewhere = What it would do is the same; the order itself changed.
orders-no-longer = No longer:
orders-now = Now:
orders-done = Done: { $action }, { $amount }
orders-waits = A colleague has to approve this. Nothing was done yet.
orders-see-approval = See the request
orders-refund-what = What is refunded?
orders-refund-everything = Everything that is still paid
orders-refund-units = The pieces ticked below; the customer keeps them
orders-refund-part = An amount of one piece ticked below
orders-refund-amount = An amount of the whole order
orders-amount-in = Amount in { $currency }
orders-amount-hint = Such as 12.50, or 10 % of the order. Leave empty if no amount is needed.
orders-adjust-hint = Above zero puts it on the bill, below zero (-5.00) takes it off.
orders-cancel-all-hint = Tick nothing to cancel the whole order.
orders-reason = Reason
orders-condition-told = Condition, as the customer says
orders-refund-to = Money goes back to
orders-goodwill-hint = As store credit it is a gift; otherwise it comes off the bill.
orders-nothing-delivered = Nothing was delivered yet, so nothing can be exchanged.
orders-out-of-stock = out of stock
orders-keep = Keep it
orders-exchange-for = { $name }: exchange for
orders-no-return-expected = No return of this order is expected.
orders-carrier = Carrier
orders-voucher-code = Voucher code
orders-method = Paid with
orders-pay-later = It stays due
orders-pay-amount = Only this amount
orders-pay-amount-hint = Empty for all that is due.
orders-authorise-only = Reserve it now and take it when the order is sent
orders-put-in = Put in
orders-put-in-hint = One SKU a line, with a number before it for several: 2 KETTLE-RED
orders-nothing-to-fill-in = Nothing needs filling in.
orders-which-address = Which address
orders-which-ship-to = Where it is sent
orders-which-bill-to = Where the bill goes
orders-name = Name
orders-line1 = Street and number
orders-line2 = More of the address
orders-postcode = Postcode
orders-city = City
orders-region = Region
orders-country = Country
orders-country-hint = Two letters, such as ES.
orders-form-unreadable = The form cannot be read. Fill it in again.
orders-amount-unreadable = The amount cannot be read. Write a plain number in { $currency }, such as 12.50.
orders-choose-one-piece = Tick the one piece the amount belongs to.
orders-choose-method = The customer has no way to pay yet. Add one, then choose it.
orders-verdict-on = Verdict: { $action }
orders-by-policy = By policy “{ $name }”, version { $version }
orders-impossible-anyway = It could not be done whatever the policy says.
orders-rule = Rule
orders-held = Held
orders-told = What it was told
orders-inputs = Everything the policy was told
orders-held-yes = yes
orders-held-no = no
orders-held-unknown = not known
orders-held-not-asked = not asked
orders-yes = yes
orders-no = no

## The customer in words of their own

orders-tell = For the customer
orders-tell-label = Words for the customer, in their language
orders-put-into-reply = Put this into the reply
orders-tell-refund = We have refunded { $amount } for your order { $number }. Depending on your bank it takes a few days to arrive.
orders-tell-goodwill = We are sorry for the trouble with your order { $number } and have given you { $amount }.
orders-tell-cancel = Your order { $number } is cancelled as you asked. What you paid ({ $amount }) goes back to you.
orders-tell-return = Your return for order { $number } is agreed. Send the pieces back to us; once they are here we pay you back.
orders-tell-receive-return = Your return for order { $number } is here. We are paying back { $amount }.
orders-tell-close-return = The return for order { $number } is called off. The goods stay with you.
orders-tell-exchange = The exchange for your order { $number } is agreed and the new pieces are on their way to you soon. Please send the old ones back to us.
orders-tell-resend = We are sending the pieces of your order { $number } once more, at no cost to you.
orders-tell-waive-fee = We have taken the fee of { $amount } off your order { $number }.
orders-tell-credit = We have credited { $amount } for your order { $number }; the credit note follows.
orders-tell-adjust-bill = We have corrected the bill of your order { $number } by { $amount }.
orders-tell-apply-voucher = Your voucher takes { $amount } off your order { $number }.
orders-tell-take-payment = Thank you: your payment of { $amount } for order { $number } has arrived.
orders-tell-change-address = The address of your order { $number } is changed as you asked.
orders-tell-change-items = Your order { $number } is changed as you asked.
orders-tell-invoice = Here is the invoice for your order { $number }.
orders-tell-receipt = Here is the receipt for your order { $number }.
orders-tell-other = It is done for your order { $number }.
orders-tell-waits = A colleague is looking at your order { $number }; we will tell you as soon as it is decided.

## The panel and identity

orders-customer-has-none = No orders yet.
orders-find-another = Find another order
orders-parcel-under-way = Parcel on its way: { $carrier } { $tracking }
orders-return-under-way = Return { $number } is expected
orders-refund-under-way = { $amount } promised back by { $how }
orders-approval-under-way = Waits for approval: { $amount }
orders-identity = Identity
orders-not-verified = Not verified
orders-verified-recognised = Recognised
orders-verified-matched = Matched with an order
orders-verified-confirmed = Confirmed by code
orders-verified-signed-in = Signed in
orders-verified-until = until
orders-may-be-told = May be told:
orders-hidden-until = Not to be told yet
orders-verify = Verify
orders-verify-whom = Verify { $name }
orders-verify-about = Before telling somebody about an order, make sure it is theirs.
orders-tries-left = { $count ->
    [0] No try is left this hour.
    [one] One try is left this hour.
   *[other] { $count } tries are left this hour.
}
orders-verify-by-order = By an order
orders-verify-by-order-about = Ask for all three and type what they say. Do not help.
orders-verify-compare = Compare
orders-verify-by-code = By a code
orders-verify-by-code-about = A code goes to { $email } and holds for ten minutes.
orders-verify-send-code = Send a code
orders-verify-code = Code the customer reads out
orders-verify-take-code = Check the code
orders-verify-no-email = This customer has no email address to send a code to. Verify them by an order.
orders-verify-wrong = That does not match. Ask again.
orders-verify-end = End the verification
orders-code-sent = The code is on its way.
orders-code-subject = Your code
orders-code-letter = Your code is { $code }. Tell it to the colleague you are talking to. It holds for ten minutes.
    If you are not talking to us, somebody else asked for it: tell it to nobody.

## More words for states

orders-status-ordered = ordered
orders-status-returning = coming back
orders-paid-unpaid = unpaid
orders-paid-partly-paid = partly paid
orders-paid-paid = paid
orders-paid-refunded = refunded
orders-return-expected = expected
orders-return-received = received
orders-return-closed = closed
orders-entry-unit = Goods
orders-entry-shipping = Shipping
orders-entry-discount = Discount
orders-entry-fee = Fee
orders-entry-credit = Credit
orders-entry-reduction = Reduction
orders-entry-waiver = Fee waived
orders-entry-adjustment = Adjustment
orders-entry-rest = Shipping and fees
orders-entry-unused-days = Unused days
orders-way-standard = Standard
orders-way-express = Express
orders-because-order = for the order
orders-because-account = for the account
orders-because-invoice = for the invoice
orders-because-receipt = for the receipt
orders-because-record = for the record
orders-because-subscription = for the subscription
orders-because-voucher = for a voucher
orders-because-paid-another-way = paid another way
orders-because-taken-over = taken over from the shop before
orders-move-grant = A gift
orders-paper-invoice = Invoice
orders-paper-credit-note = Credit note
orders-paper-receipt = Receipt
orders-edit-ship-to = Delivery address changed
orders-edit-bill-to = Billing address changed
orders-edit-method = Way to pay changed
orders-edit-shipping-method = Shipping changed
orders-edit-items = Items changed
orders-edit-bill = Bill changed
orders-taken-out = Taken out:
orders-added = Put in:
orders-edit-edit = Changed
orders-outcome-allowed = allowed
orders-outcome-needs-confirmation = possible
orders-outcome-needs-approval = needs approval
orders-outcome-denied = denied
orders-approval-waiting = waiting
orders-approval-given = approved
orders-approval-refused = refused
orders-approval-expired = expired
orders-approval-void = void
orders-role-admin = administrator
orders-role-supervisor = supervisor
orders-role-agent = agent
orders-role-light-agent = light agent
orders-actor-agent = an agent
orders-actor-customer = the customer
orders-actor-automation = an automation
orders-actor-api-token = a program
orders-actor-system = Frontline

## Buttons of actions

orders-do-refund = Refund
orders-do-return = Return goods
orders-do-receive-return = Receive the return
orders-do-close-return = Call the return off
orders-do-exchange = Exchange goods
orders-do-cancel = Cancel
orders-do-resend = Send again
orders-do-goodwill = Goodwill
orders-do-waive-fee = Waive a fee
orders-do-credit = Credit note
orders-do-adjust-bill = Adjust the bill
orders-do-apply-voucher = Apply a voucher
orders-do-take-payment = Take a payment
orders-do-change-items = Change items
orders-do-change-address = Change the address
orders-do-change-payment = Change the payment
orders-do-change-shipping = Change the shipping
orders-do-invoice = Issue an invoice
orders-do-receipt = Issue a receipt

## Approvals

orders-approvals-about = What is above somebody’s limit waits here for a second person.
orders-approvals-none = Nothing waits for you
orders-approvals-none-next = Requests appear here as soon as somebody asks.
orders-approvals-mine = Waiting for you
orders-approvals-asked = Asked for by you
orders-order-head = Order
orders-approval-of = Approval: { $action }
orders-approval-done = Approved and done.
orders-approval-was-void = The order changed since it was asked, so nothing was done. Ask whoever asked to look again.
orders-request = The request
orders-decided-by = Decided by
orders-expires = Expires
orders-decision = Decision
orders-in-place-of = in place of { $name }
orders-decide = Decide
orders-decision-note = Note
orders-decision-reason = Why not
orders-decision-needs-reason = Say why, so that whoever asked knows what to do.
orders-approve = Approve
orders-refuse = Refuse
orders-away = While you are away
orders-away-given = { $name } decides in your place until { $date }.
orders-away-received = You decide in place of { $name } until { $date }.
orders-away-end = Take it back
orders-away-to = Colleague
orders-away-until = Until
orders-away-let = Let them decide

## Reports

orders-reports = Reports
orders-reports-about = Refunds, returns, approvals, denials and promised money, each with the rows behind it.
orders-rows-behind = Rows behind it
orders-behind = Behind it
orders-from = From
orders-until = Until
orders-show = Show
orders-export = Export as CSV
orders-figure-none = Nothing in this period.
orders-figure-refunds-by-reason = Refunds by reason
orders-figure-refunds-by-agent = Refunds by agent
orders-figure-refunds-by-product = Refunds by product
orders-figure-return-rate = Return rate of what was delivered
orders-figure-approvals-waiting = Approvals waiting now
orders-figure-denials = Denied by policy
orders-figure-promised = Money promised but not yet paid
orders-count = Count
orders-product = Product
orders-delivered = Delivered
orders-returned = Came back
orders-rate = Rate
orders-currency = Currency

## Policies

orders-menu = Orders
orders-policies = Policies
orders-policies-also = refund rules, return window, approval limits, goodwill, exceptions
orders-policies-about = What the company allows, by action, brand and country. One person writes, another approves.
orders-policies-none = No policy yet
orders-policies-none-next = Without a policy nothing is allowed. Write the first draft.
orders-policy = Policy
orders-version = Version
orders-author = Written by
orders-note = Note
orders-policy-new = Write a new version
orders-policy-draft = draft
orders-policy-live = live
orders-policy-approved = approved
orders-policy-go-live = Let it go live
orders-policy-retired = retired
orders-policy-draft-head = Write a policy
orders-policy-draft-about = The document is JSON. It is checked as a whole before it is kept, and nothing changes until it goes live.
orders-policy-document = Document
orders-policy-document-hint = With “valid_from”: "2026-12-01" it counts from that day on, however early it goes live.
orders-policy-note-hint = What this version changes, in a sentence.
orders-policy-check = Check and keep the draft
orders-policy-faults = { $count ->
    [one] There is one fault:
   *[other] There are { $count } faults:
}
orders-policy-version = { $name }, version { $version }
orders-policy-next = Next step
orders-policy-draft-next = A draft changes nothing. Somebody other than its author has to approve it.
orders-policy-approved-next = Approved. It counts from the moment it goes live; the present version is then retired.
orders-policy-live-next = This version counts now. What was live once never changes: write a new version instead.
orders-policy-retired-next = This version no longer counts. It is kept so that its verdicts can be explained.
orders-policy-edit = Edit
orders-policy-remove = Throw away
orders-policy-doubts = Surely not meant
orders-policy-differences = What changes
orders-policy-first = No version of this policy is live, so everything is new.
orders-policy-against = Against version { $version }, which is live
orders-policy-same = Nothing: it says the same.
orders-policy-changed-meanwhile = Somebody changed the policy since you read it. This is how it stands now: read it, then decide.
orders-policy-whole = The whole policy
orders-policy-bench = Test bench: last month played again
orders-policy-replayed = { $played } verdicts of the last 30 days were played against this version; { $changed } would have been different.
orders-policy-sampled = There were { $judged } verdicts in that time; one in { $every } was looked at, evenly spread.
orders-was = Was
orders-would-be = Would be
orders-policy-plainly = What it says

## Papers


## The shop and what it sells

orders-shop = Shop
orders-shop-also = company, address, vat, tax, invoice, currency, bank, letterhead
orders-shop-about = Brands, tax, shipping and vouchers. A change counts from now on; orders keep what they were placed with.
orders-brands = Brands
orders-brand = Brand
orders-entities = Legal entities
orders-entity = Legal entity
orders-taxes = Tax rates
orders-shipping-rates = Shipping rates
orders-vouchers = Vouchers
orders-code = Code
orders-tax-number = Tax number
orders-bank = Bank account, as papers show it
orders-prefix = Order numbers begin with
orders-prices-include-tax = Prices include tax
orders-tax-class = Tax class
orders-percent = Per cent
orders-counts-from = Counts from
orders-worth = Worth
orders-uses = Used
orders-most-uses = May be used so often
orders-percent-or-amount = Or an amount beside it.
orders-add = Add or change
orders-set = Save
orders-change-named = Change { $name }
orders-archive = Take off the shelf
orders-put-back = Put back on the shelf
orders-off-the-shelf = Off the shelf
orders-papers-stay = Papers issued before stay as they are.
orders-code-unfit = A code is one word of letters, digits, dashes and underscores, at most 40. Choose another.
orders-currency-unknown = “{ $code }” is no currency. Write three letters, such as EUR.
orders-percent-unreadable = Write a percentage between 0 and 100, such as 19 or 7.5.
orders-name-missing = Give it a name.
orders-entity-missing = Choose the legal entity that sells. Add one first if there is none.
orders-country-unfit = A country is two letters, such as ES. Write it so.
orders-products = Products
orders-products-also = catalogue, catalog, sku, prices, stock, inventory
orders-products-about = What is sold, in which variants, for how much, and how many are there.
orders-products-none = Nothing is sold yet
orders-products-none-next = Add the first product below, or import them.
orders-product-add = Add a product
orders-category = Category
orders-variants = Variants
orders-description = Description
orders-options = Options
orders-options-hint = One a line: colour: red, blue
orders-variant-add = Add a variant
orders-on-sale = on sale
orders-off-sale = not on sale
orders-put-on-sale = Put on sale
orders-take-off-sale = Take off sale
orders-in-stock = { $count } in stock
orders-set-price = Set the price
orders-quantity = Came (+) or went (−)
orders-quantity-hint = A correction the other way undoes it.
orders-quantity-missing = Write how many came or went.
orders-enter-stock = Enter
orders-stock-entries = What happened to the stock
orders-counts-stock = Count its stock

## Taking orders and opening accounts

orders-do-place-order = Take an order
orders-do-open-account = Open an account
orders-for-customer = For { $name }
orders-plan = Plan
orders-other-address = Send it to another address
orders-tell-place-order = Thank you for your order { $number } of { $amount }. We will tell you as soon as it is on its way.

## Before anything else

orders-verify-first = The customer has not shown who they are, so most of this is closed.

# Plans, tax classes, and how papers look.
orders-plans = Subscription plans
orders-period = Period
orders-period-count = How many
orders-period-unit = Days, weeks, months or years
orders-period-days = Days
orders-period-weeks = Weeks
orders-period-months = Months
orders-period-years = Years
orders-every-days = { $count ->
    [one] every day
   *[other] every { $count } days
}
orders-every-weeks = { $count ->
    [one] every week
   *[other] every { $count } weeks
}
orders-every-months = { $count ->
    [one] every month
   *[other] every { $count } months
}
orders-every-years = { $count ->
    [one] every year
   *[other] every { $count } years
}
orders-tax-classes = Taxed at nothing
orders-tax-category = Why nothing is charged
orders-tax-category-zero = Taxed at 0 %
orders-tax-category-exempt = Exempt, for the reason below
orders-tax-category-reverse-charge = Reverse charge: the customer owes the tax
orders-tax-category-intra-community = Goods to a business in another EU state
orders-tax-category-export = Goods to outside the EU
orders-reason-en = Reason in English
orders-reason-es = Reason in Spanish
orders-reason-zh = Reason in Chinese
orders-looks = How papers look
orders-colour = Colour
orders-colour-hint = Such as #1f3a5f; empty for the usual one
orders-footer = Last line
orders-logo = Logo
