## Suggestions: what happened

orders-story-suggestion-rule-saved = a rule for suggestions was saved
orders-story-suggestion-rule-removed = a rule for suggestions was removed
orders-story-suggestion-settings = how suggestions are made was changed
orders-story-suggestion-counted = what is bought together was counted anew: { $pairs } pairs
orders-story-suggestion-offered = something was suggested to the customer
orders-story-suggestion-declined = the customer did not want what was suggested
orders-story-suggestion-taken = the customer bought what was suggested, { $amount }
orders-story-suggestions-unwanted = the customer wants no suggestions
orders-story-suggestions-wanted = the customer may be given suggestions again

## Suggestions: what was refused

orders-suggest-out-of-range = “{ $what }” must lie between { $least } and { $most }. Write a number in that range.
orders-suggest-upsell-same = Something better of the same product needs a variant. Write its SKU.
orders-suggest-upsell-of-what = “Better instead” needs what it is better than. Choose a product or a category.
orders-suggest-word-missing = Write which product, category or tag the rule looks for.
orders-suggest-no-product = There is no product or SKU “{ $code }”. Look it up under Products.
orders-suggest-no-brand = There is no brand “{ $code }”. Look it up under Shop.
orders-suggest-never = The rule would end before it begins. Choose a later last day.
orders-suggest-no-day = “{ $typed }” is no day. Write it as 2026-03-31.
orders-suggest-text-long = The text is longer than 2,000 characters. Shorten it.
orders-suggest-placeholder = “{ $placeholder }” cannot be filled in. Use product or price in braces.
orders-suggest-held-out = This was kept back to compare with and cannot be offered. Choose a customer who is shown suggestions.
orders-suggest-gone = This is not sold in that currency any more. Look for another suggestion.

## Suggestions: the card

orders-suggestions = Suggestions
orders-suggestions-also = upsell, cross-sell, recommendations
orders-suggestions-see = See suggestions
orders-suggestions-here = What could be offered to this customer now, or why nothing.
orders-suggest-kind-upsell = better instead
orders-suggest-kind-cross-sell = goes with it
orders-suggest-uncounted = always in stock
orders-suggest-because-rule = Rule: { $rule }
orders-suggest-because-together = Bought together with { $product } in { $orders } orders
orders-suggest-reply = Put into the reply
orders-suggest-add = Add to the order
orders-suggest-swap = Swap in the order
orders-suggest-order = Order it
orders-suggest-decline = Not interested
orders-suggest-not-now = Not now:
orders-suggest-nothing = Nothing fits: no rule applies, and nothing is bought together with this often enough.
orders-suggest-left-out = Left out
orders-suggest-opt-out = Suggest nothing to this customer
orders-suggest-opt-in = Suggest to this customer again
orders-suggest-tell-cross-sell = { $product } goes well with your order; it costs { $price }. Shall I add it?
orders-suggest-tell-upsell = Instead you could have { $product } for { $price }. Shall I change it for you?

## Suggestions: why not

orders-not-now-switched-off = suggestions are switched off
orders-not-now-opted-out = the customer wants no suggestions
orders-not-now-open-complaint = open complaint
orders-not-now-open-return = open return
orders-not-now-open-refund = a refund is on its way
orders-not-now-open-record = an open case of another kind, such as a claim
orders-not-now-approval-waiting = an approval is waiting or overdue
orders-not-now-urgent = the conversation is urgent
orders-not-now-sensitive = a sensitive matter
orders-not-now-said-no = the customer said no lately
orders-not-now-bad-mood = the last messages are angry or disappointed
orders-not-now-held-out = this customer is in the group shown nothing, to compare with
orders-not-now-out-of-stock = out of stock
orders-not-now-owned = they have it already
orders-not-now-not-sold-here = not sold in this currency, or not on sale
orders-not-now-order-left = the order has left already

## Suggestions: settings

orders-suggestions-about = Rules say what is suggested and when; what is bought together is counted by itself. Mood and case decide whether anything is shown.
orders-suggest-rules = Rules
orders-suggest-rule-new = New rule
orders-suggest-rule-edit = Change the rule
orders-suggest-rule-remove = Remove the rule
orders-suggest-rule-about = When something is so, suggest something. The first rule that fits comes first.
orders-suggest-no-rules = No rules yet
orders-suggest-no-rules-next = Until there are some, only what is bought together is suggested.
orders-suggest-says = Says
orders-suggest-counts = counts
orders-suggest-rests = does not count now
orders-suggest-sentence = { $when }, suggest { $product } ({ $kind })
orders-suggest-when-order-product = When the order has { $word }
orders-suggest-when-customer-product = When the customer has { $word }
orders-suggest-when-order-category = When the order has something of the category { $word }
orders-suggest-when-customer-category = When the customer has something of the category { $word }
orders-suggest-when-tag = When the customer is tagged { $word }
orders-suggest-when-order = When there is an order
orders-suggest-when-customer = For every customer
orders-suggest-and-above = { $when } and it comes to more than { $amount }
orders-suggest-when = When
orders-suggest-then = Suggest
orders-suggest-look-at = Look at
orders-suggest-look-order = the order
orders-suggest-look-customer = everything the customer has
orders-suggest-has = for
orders-suggest-has-anything = nothing particular
orders-suggest-has-product = a product
orders-suggest-has-category = a category of products
orders-suggest-has-tag = a tag on the customer
orders-suggest-word = Which one
orders-suggest-word-hint = The product’s code, the category or the tag.
orders-suggest-above = Only if the order comes to more than
orders-suggest-kind = As what
orders-suggest-what = Product or variant
orders-suggest-what-hint = A SKU for one variant, a product’s code for whichever is there.
orders-suggest-text = Text for the customer in { $language }
orders-suggest-text-hint = Left empty, a sentence of the house is used. These are filled in:
orders-suggest-all-brands = all brands
orders-suggest-from = From
orders-suggest-until = Last day
orders-suggest-active = The rule counts
orders-suggest-how = How suggestions are made
orders-suggest-on = Suggest at all
orders-suggest-together = Also suggest what is often bought together
orders-suggest-least-orders = Bought together in at least so many orders
orders-suggest-least-orders-hint = Fewer are chance.
orders-suggest-most-shown = Shown at once, at most
orders-suggest-most-shown-hint = From 1 to 5.
orders-suggest-cooling-off = Days of rest after a no
orders-suggest-cooling-off-hint = Nothing is suggested to the customer for so long.
orders-suggest-taken-within = Counts as taken within so many days
orders-suggest-taken-within-hint = From when it was offered.
orders-suggest-hold-out = Per cent of customers shown nothing
orders-suggest-hold-out-hint = So that the reports can tell what showing suggestions changes. Always the same customers.
orders-suggest-sensitive = Suggest nothing in conversations about
orders-suggest-sensitive-goods = Suggest nothing after goods of these categories
orders-suggest-quiet-records = Suggest nothing while a record of these types is open
orders-suggest-list-hint = Words with commas between them.
orders-suggest-count = What is bought together
orders-suggest-count-about = The counts are kept up with every order. Count anew after orders came in by another way.
orders-suggest-count-now = Count anew
orders-about-question = questions
orders-about-complaint = complaints
orders-about-order = orders
orders-about-billing = billing
orders-about-technical = technical matters
orders-about-account = accounts
orders-about-feedback = feedback

## Suggestions: reports

orders-figure-suggestions-by-source = Suggestions by rule and by what is bought together
orders-figure-suggestions-by-agent = Suggestions by agent
orders-figure-suggestions-lift = What showing suggestions changes
orders-suggest-source = Because of
orders-suggest-shown = Shown
orders-suggest-offered = Offered
orders-suggest-taken = Taken
orders-suggest-declined = Declined
orders-suggest-revenue = Revenue
orders-suggest-shown-bought = Bought, shown
orders-suggest-kept-back = Kept back
orders-suggest-kept-back-bought = Bought, kept back
orders-suggest-difference = Difference
orders-suggest-together-with = Bought together with { $product }

## Actions begun by macros

orders-begin = Begins with an action on the order
orders-begin-about = Using the macro shows the preview of this action. Its words are written when the action is confirmed.
orders-begin-nothing = none
orders-begin-amount = Amount, if the action has one
orders-begin-as-usual = as usual
orders-begin-which = For which order?
orders-begin-which-about = The customer has several. Nothing is done before you have seen the preview.
