# What customers see of their orders, and how they get in.

portal-welcome = Your orders
portal-welcome-lead = Enter the email address you order with. We send a code to it.
portal-email = Email address
portal-email-wrong = This is not an email address. Write it as name@example.com.
portal-order-number = Order number
portal-order-number-hint = If you know it, its page opens first.
portal-send-code = Send me a code
portal-wait = A code was asked for too often. Try again in an hour, or look for a code that has arrived.
portal-code-title = Enter the code
portal-code-lead = If we know the address, a code is on its way to it. It is good for ten minutes, in this browser, once.
portal-code = Code of six digits
portal-code-wrong = This is not the code we sent. Check it and enter it again.
portal-code-stale = This code can no longer be used: it is too old, was used, or was tried too often. Ask for a new one.
portal-code-again = Ask for a new code
portal-enter = Continue
portal-sign-out = Sign out
portal-sign-out-everywhere = Sign out in every browser

portal-letter-subject = { $code } is your code for { $brand }
portal-letter-text =
    Your code for your orders at { $brand }:

        { $code }

    Enter it in the browser where you asked for it, within ten minutes:
    { $link }

    If you did not ask for it, you need not do anything. Nobody sees your orders without this code: give it to no one.

portal-orders = My orders
portal-all-orders = All my orders
portal-known-as = You are known by { $email }.
portal-no-orders = No orders yet
portal-no-orders-next = We find no order for this address. If you ordered with another one, sign out and enter that.
portal-older = Older orders
portal-order-numbered = Order { $number }
portal-back-to = Back to order { $number }
portal-placed-on = Placed on { $date }
portal-withheld = Some of this order is shown only to somebody we know better at this moment. We send a new code to your address; enter it, and you see all of it.
portal-prove-again = Send me a new code
portal-withheld-short = open it to see how it stands

portal-status-placed = being prepared
portal-status-partly-shipped = partly on its way
portal-status-shipped = on its way
portal-status-delivered = delivered
portal-status-returned = returned
portal-status-cancelled = cancelled
portal-standing-placed = We have your order and are preparing it.
portal-standing-partly-shipped = A part of your order is on its way; the rest follows.
portal-standing-shipped = Your order is on its way.
portal-standing-delivered = Your order was delivered.
portal-standing-returned = Everything of this order came back to us.
portal-standing-cancelled = This order was cancelled.

portal-shipments = Parcels
portal-parcel = Parcel with { $carrier }
portal-tracking = Tracking number { $tracking }
portal-parcel-sent = sent
portal-parcel-delivered = delivered
portal-parcel-lost = lost

portal-pieces = What you ordered
portal-total = Total
portal-unit-ordered = being prepared
portal-unit-shipped = on its way
portal-unit-delivered = delivered
portal-unit-returning = on its way back
portal-unit-returned = returned
portal-unit-cancelled = cancelled
portal-paid-unpaid = not paid yet
portal-paid-partly-paid = partly paid
portal-paid-paid = paid
portal-paid-refunded = nothing to pay
portal-refund = Money back to { $method }
portal-refund-done = Paid back on { $date }
portal-refund-promised = Promised on { $date }; banks take up to five working days
portal-method-card = your card
portal-method-wallet = your payment account
portal-method-bank = your bank account
portal-method-invoice = your invoice
portal-method-gift-card = your gift card
portal-method-store-credit = store credit

portal-returns = Returns
portal-return-numbered = Return { $number }
portal-return-expected = we await the parcel
portal-return-received = arrived and settled
portal-return-closed = closed
portal-exchange-expected = exchanged; we await the old pieces
portal-exchange-received = exchanged; the old pieces arrived
portal-exchange-closed = closed
portal-slip = Return slip
portal-slip-lead = Print this page, or write its number on a piece of paper, and put it into the parcel.
portal-slip-over = This return is settled; the slip is no longer needed.
portal-slip-to = Send the parcel to

portal-papers = Papers
portal-paper-invoice = Invoice
portal-paper-credit-note = Credit note
portal-paper-receipt = Receipt
portal-addresses = Addresses
portal-ship-to = Delivered to
portal-bill-to = Billed to

portal-ways = What you can do
portal-way-return = Return something
portal-way-exchange = Exchange something
portal-way-close-return = Keep them after all
portal-way-cancel = Cancel
portal-way-address = Change the address
portal-way-not-return = A return is not possible.
portal-way-not-exchange = An exchange is not possible.
portal-way-not-cancel = Cancelling is not possible.
portal-way-not-address = The address cannot be changed.
portal-title-return = Return something
portal-title-exchange = Exchange something
portal-title-close-return = Keep what was to come back
portal-title-cancel = Cancel
portal-title-address = Change the delivery address
portal-nothing-to-choose = There is nothing to choose from: no piece of this order is at that point now. Go back to see how it stands.
portal-which = Which pieces?
portal-instead-of = Instead of { $piece }
portal-keep = Keep it
portal-why = Why?
portal-reason-changed-mind = I changed my mind
portal-reason-not-as-described = It is not as described
portal-reason-defective = It does not work
portal-reason-damaged = It arrived damaged
portal-reason-wrong-item = It is the wrong article
portal-reason-no-longer-needed = I no longer need it
portal-reason-ordered-by-mistake = I ordered it by mistake
portal-reason-found-cheaper = I found it cheaper
portal-reason-arrives-too-late = It arrives too late
portal-reason-other = Another reason
portal-condition = In what condition?
portal-condition-unopened = Unopened
portal-condition-like-new = Like new
portal-condition-opened = Opened, not used
portal-condition-used = Used
portal-condition-damaged = Damaged
portal-condition-defective = Broken
portal-refund-to = Where should the money go?
portal-refund-original = Back to how I paid
portal-refund-credit = To store credit
portal-address-name = Name
portal-address-line1 = Street and number
portal-address-line2 = Further details
portal-address-postcode = Postcode
portal-address-city = City
portal-address-region = Region
portal-address-country = Country
portal-address-country-hint = Two letters, such as DE or ES.
portal-continue = Continue
portal-not-now = Not now

portal-preview = This is what happens
portal-return-worth = Once the parcel is here and we have looked at it, up to { $amount } goes back to you.
portal-final = This cannot be undone:
portal-final-money-taken = Money is taken.
portal-final-recorded-here = The money itself is taken by the payment provider.
portal-final-money-given-back = Money is paid back to you.
portal-final-pieces-cancelled = The cancelled pieces are not sent.
portal-final-pieces-exchanged = The new pieces are reserved for you and sent.
portal-line-unit = Added
portal-line-credit = Taken off
portal-line-unused-days = Unused days
portal-line-shipping = Shipping
portal-line-discount = Discount
portal-line-fee = Fee
portal-line-reduction = Reduction
portal-line-waiver = Waived
portal-line-adjustment = Correction
portal-money-refund = Back to
portal-money-capture = Taken from
portal-money-void = Released on
portal-money-authorise = Reserved on
portal-money-grant = Given as
portal-confirm-return = Return these pieces
portal-confirm-exchange = Exchange these pieces
portal-confirm-close-return = Call the return off
portal-confirm-cancel = Cancel for good
portal-confirm-change-address = Send it there
portal-changed = Something has changed since you looked. This is how it stands now: look at it and confirm again.
portal-denied = This is not possible.
portal-choose-again = Choose again
portal-done-return = Your return is noted. Print the slip below and send the parcel.
portal-done-exchange = Your exchange is noted. The new pieces are on their way as soon as they are packed.
portal-done-close-return = The return is called off; the pieces are yours.
portal-done-cancel = It is cancelled.
portal-done-address = The address is changed.
portal-done-waits = Somebody of us has to agree first. You hear from us by email.
portal-done-written = We have your message and answer by email.

portal-write = Write to us about this order
portal-write-about = Write to us about order { $number }
portal-write-subject = In a few words
portal-write-text = Your message
portal-write-answer-to = We answer to { $email }.
portal-write-send = Send
portal-write-wait = You have written several times in the last hour. We have all of it; write again in an hour.

portal-refused-empty = Your message is empty. Write what it is about.
portal-refused-no-inbox = Nobody takes messages here yet. Use the contact address of the shop.
portal-refused-too-weak = For this we have to know you better at this moment. Go to the order, ask for a new code there, and try again.
portal-refused-no-e-invoice = This paper has no form for machines. Download the PDF.
portal-refused-colour = This is not a colour. Write six digits after #, such as #1f6f5c.

portal-settings = Customer portal
portal-settings-also = help centre, help center, customer portal, forms, contact form, brand colour
portal-settings-about = Customers see their orders at { $link }. Put this link on your site and into your letters.
portal-settings-saved = Saved.
portal-settings-no-brand = There is no brand yet. Add one, and its portal can be given a colour.
portal-settings-colour = Colour
portal-settings-colour-hint = The head of each page and its main button. Black or white stands on it, whichever can be read.
portal-settings-inbox = Messages go to
portal-settings-first-inbox = The first inbox
portal-settings-save = Save

portal-story-code-asked = A code for the customer portal was asked for
portal-story-code-asked-nobody = A code for the customer portal was asked for with an address nobody is known by
portal-story-code-wrong = A wrong code was entered in the customer portal
portal-story-signed-in = The customer signed in to the portal with a code by mail
portal-story-signed-out = The customer left the portal; sessions ended: { $sessions }
portal-story-wrote = Written in the portal about order { $number }, signed in with a code by mail
portal-story-look-chosen = The look of a brand’s portal was chosen

portal-progress = How far your order is
portal-step-placed = Ordered
portal-step-shipped = On its way
portal-step-delivered = Delivered

portal-account = My account
portal-back-to-account = Back to my account
portal-account-empty = Nothing here yet
portal-account-empty-next = Gift cards, store credit and subscriptions stand here once you have some.
portal-balances = Gift cards and credit
portal-balance-gift-card = Gift card
portal-balance-store-credit = Store credit
portal-balance-until = Can be spent until { $date }
portal-balance-moves = What moved lately
portal-subscriptions = Subscriptions
portal-subscription-price = { $price } { $every }
portal-subscription-until = Paid until { $date }
portal-subscription-ended = Ended on { $date }
portal-subscription-end = End it
portal-subscription-end-named = End the subscription { $plan }
portal-title-cancel-subscription = End the subscription
portal-confirm-cancel-subscription = End it for good
portal-final-subscription-ended = The subscription ends now.
portal-done-subscription = The subscription has ended.
portal-accounts = Contracts
portal-account-open = open
portal-account-closed = closed
portal-zone = Times are shown as in
portal-zone-keep = Save
portal-zone-foot = Times are those of { $zone }.
portal-zone-change = Change
portal-done-zone = Times are now shown in the zone you chose.
portal-refused-zone = This is not a time zone we know. Choose one of the list.

portal-talks = My messages
portal-talks-lead = What you wrote to us and what we answered.
portal-talks-none = No messages yet
portal-talks-none-next = Write to us, and the answer stands here, too.
portal-talks-older = Older messages
portal-talks-all = All my messages
portal-talk-untitled = Without a subject
portal-talk-waits = we owe you an answer
portal-talk-open = open
portal-talk-settled = settled
portal-talk-you = You
portal-talk-nothing = Nothing to read here yet.
portal-talk-answer = Your answer
portal-write-new = Write to us

portal-story-wrote-to-us = Written in the portal, signed in with a code by mail
portal-story-zone-chosen = The customer chose a time zone in the portal

portal-settings-colour-as-it-is = Agents see the brand like this; the colour can be read in light and in dark as it is.
portal-settings-colour-moved = Agents see the brand like this; so that it can be read, the colour becomes { $light } in light and { $dark } in dark.
