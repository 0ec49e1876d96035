# Beside a shop: connecting one, how it is doing, what asks for a person, where books differ.

## Lists and settings

shops-menu = Shops
shops-menu-also = shopify, woocommerce, stripe, payments, carrier, integration
shops-menu-group = Commerce
shops-title = Shops
shops-about = Shop systems whose orders you work on here. What is done here is carried out there.
shops-none = No shop is connected
shops-none-next = Connect Shopify, WooCommerce or Stripe: orders, customers and payments then appear here by themselves.
shops-connect = Connect a shop
shops-connect-about = The key is tried before anything is saved, and is never shown again.
shops-edit-title = How this shop is reached
shops-edit = Settings
shops-all = All shops
shops-back = Back
shops-no-brand = There is no brand yet. Add one with the order desk, then connect its shop.
shops-name = Name
shops-system = System
shops-state = State
shops-read-at = Last read
shops-never = not yet
shops-brand = Brand
shops-brand-hint = Whose orders these are: its policies and papers apply.
shops-host = Address
shops-host-hint-shopify = The shop's own name, such as kettle.myshopify.com.
shops-host-hint-woocommerce = The address of the web site, such as shop.example.com. Only https, only its root.
shops-user = Consumer key
shops-secret = Secret key
shops-secret-hint = Shopify: Admin API access token. WooCommerce: consumer secret. Stripe: restricted or secret key.
shops-secret-kept = Leave it empty to keep the stored one.
shops-secret-lost = Its secret cannot be read; enter it again
shops-state-lost = Secret unreadable
shops-webhook-secret = Webhook secret
shops-webhook-secret-hint = The secret the shop signs its webhooks with. Without it webhooks are refused and the shop is read every five minutes.
shops-enabled = Read this shop
shops-save = Test and save
shops-how-shopify = In Shopify, make a custom app with access to orders, customers, products and fulfilments, and paste its Admin API access token.
shops-how-woocommerce = In WooCommerce, open Settings, Advanced, REST API, and add a key with read and write access.
shops-how-stripe = In Stripe, make a restricted key that may read payments and write refunds. Payments find their order by the number in their metadata (order_number).
shops-system-shopify = Shopify
shops-system-woocommerce = WooCommerce
shops-system-stripe = Stripe
shops-state-new = not read yet
shops-state-reading = reading
shops-state-idle = up to date
shops-state-failing = failing
shops-state-off = off

## Mistakes

shops-mistake-name = Enter a name for the shop.
shops-mistake-host = Enter the public https address of the shop: a host name, no port, no path.
shops-mistake-secret = Enter the key.
shops-other-host = Another address is another shop. Connect that one as a new shop.
shops-test-failed = It was not saved: { $reason }
shops-only-by-hand = No connector can do this. Do it in the shop, then choose Done.

## A shop's page

shops-read-now = Read now
shops-webhook-address = Webhook address
shops-webhook-about-shopify = Add webhooks for orders, refunds, fulfilments, customers and products in Shopify, as JSON, with this address.
shops-webhook-about-woocommerce = Add webhooks for orders, customers and products in WooCommerce, Settings, Advanced, Webhooks, with this address and the same secret.
shops-webhook-about-stripe = Add an endpoint in Stripe, Developers, Webhooks, with this address and the events of payment intents, charges and refunds.
shops-disconnect = Disconnect
shops-disconnect-about = The keys are forgotten and the shop is not read any more. Orders that were read stay.
shops-done-saved = The shop answered and its settings are saved.
shops-done-read = The shop is being read.
shops-done-compared = The books are being compared.
shops-done-replayed = It is worked off again.
shops-done-decided = Your decision is kept.
shops-when = When
shops-what = What
shops-order = Order
shops-reason = Reason
shops-topic = Topic
shops-theirs = In the shop
shops-our-figure = Here
shops-their-figure = There
shops-errands = Carried out in the shop
shops-errands-none = Everything done here was carried out there.
shops-errand-waiting = Under way
shops-errand-done = Done
shops-errand-failed = Failed
shops-errand-asks = Do it in the shop, then choose Done.
shops-decide-done = Done
shops-decide-again = Do it again
shops-decide-give-up = Give up
shops-dead = Set aside
shops-dead-none = Everything the shop told was taken in.
shops-replay = Try again
shops-differences = Where books differ
shops-differences-none = No difference in the last thirty days. Compared
shops-not-compared = The books were not compared yet.
shops-compare-now = Compare now
shops-differs-missing-here = Order missing here
shops-differs-missing-there = Order missing there
shops-differs-owed-differs = Total differs
shops-differs-paid-differs = Paid amount differs
shops-differs-refund-unknown-here = Refund unknown here
shops-differs-refund-unknown-there = Refund unknown there
shops-differs-money-without-order = Money of no order

## Tasks

shops-task-refund = refund
shops-task-cancel = cancellation
shops-task-change-address = change of address
shops-task-fulfil = dispatch
shops-task-change-items = change of items
shops-task-change-shipping = change of shipping
shops-task-exchange = exchange
shops-task-return = return
shops-task-receive-return = received return
shops-task-close-return = return called off
shops-task-resend = sending again
shops-task-apply-voucher = voucher

## Ailments

shops-ailment-key-refused = The shop does not accept the key ({ $said }). Open Settings, Shops, choose the shop and enter a new key.
shops-ailment-busy = The shop asks to wait { $said } s. It is tried again by itself.
shops-ailment-away = The shop cannot be reached ({ $said }). It is tried again by itself; if it lasts, check its address.
shops-ailment-uncertain = It was asked and nobody knows whether it was done ({ $said }). Look into the shop, then choose Done or Do it again.
shops-ailment-refused = The shop refused: { $said }. Mend it in the shop, or choose another action.
shops-ailment-unreadable = What the shop answered cannot be read ({ $said }). Report it with the version of the shop system.
shops-ailment-cannot-do = This shop system cannot do it. Do it in the shop, then choose Done.
shops-ailment-not-allowed = The address may not be asked ({ $said }). Enter the public https address of the shop.
shops-ailment-secret-lost = Its secret cannot be read. Open Settings, Shops, choose the shop and enter it again.
shops-ailment-not-taken = It could not be taken into the books ({ $said }). Mend it in the shop, then choose Try again.
shops-ailment-given-up = Somebody decided not to do it.

## Stories

shops-story-connected = connected a shop
shops-story-settings-changed = changed how a shop is reached
shops-story-disconnected = disconnected a shop
shops-story-failing = A shop is failing: { $reason }
shops-story-mended = A shop answers again
shops-story-order-read = An order was read from its shop
shops-story-delivery-kept = A shop sent news
shops-story-delivery-set-aside = Something a shop told was set aside
shops-story-delivery-replayed = tried something again that was set aside
shops-story-errand-begun = The shop was asked: { $what }
shops-story-errand-done = The shop carried it out: { $what }
shops-story-errand-failed = The shop did not carry it out: { $what }. { $reason }
shops-story-errand-asks = A person must decide: { $what }. { $reason }
shops-story-compared = Books were compared with a shop: { $count } differences
shops-story-file-imported = imported a file: { $count } rows
shops-differs-state-differs = State differs
shops-state-open = Not sent
shops-state-sent = Sent
shops-state-cancelled = Cancelled
shops-differences-csv = As CSV
shops-order-errands = What the shop was asked
shops-order-unsettled = Something was not done in the shop. Ask again, or decide on it.
shops-errand-again = Begun anew
shops-again-named = Do it again: { $what }
shops-order-decide = Decide
