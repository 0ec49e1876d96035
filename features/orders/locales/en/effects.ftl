# What a change of the shop would do, before it is saved.
orders-effect-nothing = Fill in the fields to see what this would do.
orders-effect-what = What
orders-effect-before = Now
orders-effect-after = After saving
orders-effect-example-table = Example
orders-effect-net = Net
orders-effect-tax = Tax
orders-effect-total = Total
orders-effect-not-sold = A dash: a tax class has no rate there, so nothing of it can be sold.
orders-effect-amount = goods for { $amount }
orders-effect-example = Example, { $brand } to { $country }: { $goods }
orders-effect-open-orders = { $count ->
    [0] No open order is concerned.
    [one] One open order is concerned. It keeps what it was billed.
   *[other] { $count } open orders are concerned. They keep what they were billed.
}
orders-effect-rate = The rate changes from { $before } to { $after }, from the moment you save.
orders-effect-rate-new = Nothing was said for this class there. From the moment you save it is taxed at { $after }.
orders-effect-subscriptions = { $count ->
    [one] One running subscription is of this class. Its next bill has the new rate.
   *[other] { $count } running subscriptions are of this class. Their next bills have the new rate.
}
orders-effect-later-pieces = Pieces put into an order later are taxed at the rate of that day.
orders-effect-price = The price changes from { $before } to { $after }.
orders-effect-price-new = It has no price in this currency yet. It would be sold for { $after }.
orders-effect-shipping-new = We do not ship that way there yet. It would be offered for { $after }.
orders-effect-voucher = It takes { $amount } off this example.
orders-effect-voucher-later = Orders placed before stay as they are. Put back, the voucher can be used no more; what it took off stays.
orders-effect-plan-new = A new plan: { $after } for each period.
orders-effect-billed = A new customer is billed { $total } for each period, of which { $tax } is tax.
orders-effect-running = { $count ->
    [0] No subscription runs by this plan.
    [one] One subscription runs by this plan. It keeps its price.
   *[other] { $count } subscriptions run by this plan. They keep their price.
}
orders-effect-class = Of the class “{ $class }” are { $variants } variants on the shelf and { $plans } plans. They would be taxed at nothing, for this reason.
orders-effect-class-rates = { $count ->
    [one] One rate above nothing counts for this class, so it is refused. Set it to 0 first.
   *[other] { $count } rates above nothing were set for this class, so it is refused.
}
orders-effect-zone = For { $brand } it is now { $now }. In that zone it is { $then }.
orders-effect-zone-means = From now on its days begin there: deadlines of returns and limits of a day are counted so.
orders-effect-numbers = The next order is numbered like { $after } and no longer like { $before }.
orders-effect-brand-stays = { $orders } orders keep their numbers and { $papers } papers their issuer.
orders-effect-look = From the next paper of { $brand } on. { $papers } papers issued before print as they were.
orders-effect-entity = { $count ->
    [0] No brand issues by it yet.
    [one] Its next papers say so. It issues for { $brands }.
   *[other] Its next papers say so. It issues for { $brands }.
}
orders-effect-entity-stays = { $papers } papers say what was so on their day.
orders-effect-suggested-at = { $count ->
    [one] One rule suggests it; from now on at this price.
   *[other] { $count } rules suggest it; from now on at this price.
}
orders-effect-class-by = One piece at its price of { $price }:
orders-effect-no-price = It has no price yet.
orders-effect-category-same = The category stays.
orders-effect-category-leaves = { $count ->
    [0] It leaves the category “{ $category }”. No rule of suggestions looks for it.
    [one] It leaves the category “{ $category }”, which one rule of suggestions looks for.
   *[other] It leaves the category “{ $category }”, which { $count } rules of suggestions look for.
}
orders-effect-category-joins = { $count ->
    [0] It joins the category “{ $category }”. No rule of suggestions looks for it.
    [one] It joins the category “{ $category }”, which one rule of suggestions looks for.
   *[other] It joins the category “{ $category }”, which { $count } rules of suggestions look for.
}
orders-effect-category-policies = Policies that ask for the category see the new one in orders placed from now on.
orders-effect-names-stay = { $count ->
    [0] No open order has it.
    [one] One open order has it and keeps its old words.
   *[other] { $count } open orders have it and keep its old words.
}
orders-effect-stock = { $before } are there; { $after } would be.
orders-effect-stock-below = Only { $before } are there, so it is refused.
orders-effect-stock-stays = An entry stays in the list; one the other way takes it back.
orders-stands-nowhere = It stands in no open order, no request that waits, and no rule.
orders-stands-orders = { $count ->
    [one] One open order has it and keeps it.
   *[other] { $count } open orders have it and keep it.
}
orders-stands-waiting = { $count ->
    [one] One request that waits for a yes names it and would be denied.
   *[other] { $count } requests that wait for a yes name it and would be denied.
}
orders-stands-rules = { $count ->
    [one] One rule suggests it or looks for it.
   *[other] { $count } rules suggest it or look for it.
}
orders-story-withdrawn = took “{ $name }” out of the shop’s settings
orders-try = Try it
orders-try-about = A past conversation, or what a customer might write, with an order. Nothing is shown to anybody or counted.
orders-try-conversation = Conversation number
orders-try-order = Order number
orders-try-order-hint = Empty: the customer’s newest, or a recent one where nothing speaks against suggesting.
orders-try-words = What the customer writes
orders-try-with = Tried with { $customer }, order { $order }.
orders-try-with-customer = Tried with { $customer }.
orders-try-with-nothing-ordered = Tried with { $customer }, who has ordered nothing.
orders-try-mood-negative = The words read as annoyed.
orders-try-mood-neutral = The words read as calm.
orders-try-mood-positive = The words read as pleased.
orders-try-fires = This rule would suggest { $product } here.
orders-try-silent = This rule would suggest nothing here: what it looks for is not there, it does not count now, or others come first.
orders-try-all = All that would be suggested
orders-try-now = As things stand: { $products }.
orders-try-now-nothing = As things stand nothing is suggested.
orders-try-with-it = With these settings: { $products }.
orders-try-with-it-nothing = With these settings nothing is suggested.
orders-try-nobody = There is no order to try it with. Write the number of a conversation.
orders-try-not-found = There is no such conversation or order that you can see. Look the number up.
orders-record-form = The form agents get
orders-record-form-about = Try it; nothing is kept.
orders-record-new-code = A new type. There is no record of it.
orders-record-count = { $count ->
    [0] There is no record of this type.
    [one] There is one record of this type. It stays as it is.
   *[other] There are { $count } records of this type. They stay as they are.
}
orders-record-all-fit = All that were looked at fit the new fields.
orders-record-misfit = { $count ->
    [one] One record does not fit the new fields. It can be read; an action on it is denied until its fields fit.
   *[other] { $count } records do not fit the new fields. They can be read; an action on them is denied until their fields fit.
}
orders-record-misfit-field = { $count ->
    [one] { $field }: in one record
   *[other] { $field }: in { $count } records
}
orders-record-looked-at = The newest { $count } were looked at.
orders-record-state-lost = { $count ->
    [one] One record is in the state “{ $state }”, which would be gone. It cannot be saved so.
   *[other] { $count } records are in the state “{ $state }”, which would be gone. It cannot be saved so.
}
orders-record-type-in-use = There are records of { $name } by now, so it stays. Write its next version instead.
