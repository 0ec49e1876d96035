# Sentences of the room “papers”: they are printed on what customers keep.

papers-invoice = Invoice
papers-receipt = Receipt
papers-credit-note = Credit note
papers-return-note = Return note
papers-order-confirmation = Order confirmation

papers-number = Number
papers-issued-on = Date
papers-due-on = Due
papers-delivered-on = Delivered
papers-order = Order
papers-customer-order = Your order
papers-customer-number = Customer number
papers-customer-reference = Your reference
papers-customer-vat-id = Your VAT number
papers-preceding = Concerns invoice
papers-preceding-of = { $number } of { $date }
papers-delivered-to = Delivered to
papers-send-to = Send it to

papers-position = #
papers-description = Description
papers-quantity = Quantity
papers-price = Price
papers-tax = VAT
papers-amount = Amount
papers-sku = Item { $sku }
papers-line-discount = Discount: { $reason }

papers-lines-total = Sum of the lines
papers-net = Total without VAT
papers-tax-line = VAT { $rate } on { $taxable }
papers-gross = Total
papers-paid = Paid
papers-rounding = Rounding
papers-due = Amount due
papers-credited = Credited to you
papers-settled = Paid in full

papers-payment = Payment
papers-by-transfer = By bank transfer, quoting { $number }.
papers-by-card = By card.
papers-by-card-ending = By card ending in { $digits }.
papers-by-debit = We collect it by direct debit under mandate { $mandate }.
papers-by-service = With { $service }.
papers-by-cash = In cash.
papers-by-credit = From your gift card or store credit.
papers-by-agreement = To be paid as agreed.
papers-terms-due = Please pay by { $date }.
papers-terms-credit = We pay this amount back to you.

papers-iban = IBAN { $iban }
papers-account-number = Account { $iban }
papers-bic = BIC { $bic }
papers-vat-id = VAT number { $id }
papers-tax-number = Tax number { $id }
papers-page = Page { $page } of { $pages }
papers-continued = continued
papers-notes = Notes
papers-logo = Logo of { $brand }
papers-attachment = The invoice as a machine reads it (EN 16931)

papers-tax-reverse-charge = Reverse charge: the customer owes the VAT.
papers-tax-intra-community = Intra-community supply, exempt from VAT.
papers-tax-export = Export outside the EU, exempt from VAT.
papers-tax-out-of-scope = Not subject to VAT.

papers-unit-minute = min
papers-unit-hour = h
papers-unit-day = days
papers-unit-month = months
papers-unit-year = years
papers-unit-kilogram = kg
papers-unit-metre = m
papers-unit-square-metre = m²
papers-unit-litre = l
papers-unit-kilowatt-hour = kWh
papers-unit-lump-sum = lump sum
