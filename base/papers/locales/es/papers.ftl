# Frases de la sala “papers”: se imprimen en lo que guarda la clientela.

papers-invoice = Factura
papers-receipt = Recibo
papers-credit-note = Factura rectificativa
papers-return-note = Nota de devolución
papers-order-confirmation = Confirmación de pedido

papers-number = Número
papers-issued-on = Fecha
papers-due-on = Vencimiento
papers-delivered-on = Entregado
papers-order = Pedido
papers-customer-order = Su pedido
papers-customer-number = N.º de cliente
papers-customer-reference = Su referencia
papers-customer-vat-id = Su NIF-IVA
papers-preceding = Rectifica la factura
papers-preceding-of = { $number } del { $date }
papers-delivered-to = Entregado a
papers-send-to = Enviar a

papers-position = N.º
papers-description = Descripción
papers-quantity = Cantidad
papers-price = Precio
papers-tax = IVA
papers-amount = Importe
papers-sku = Artículo { $sku }
papers-line-discount = Descuento: { $reason }

papers-lines-total = Suma de las líneas
papers-net = Base imponible
papers-tax-line = IVA { $rate } sobre { $taxable }
papers-gross = Total
papers-paid = Pagado
papers-rounding = Redondeo
papers-due = Importe a pagar
papers-credited = A su favor
papers-settled = Pagado por completo

papers-payment = Pago
papers-by-transfer = Por transferencia bancaria, indicando { $number }.
papers-by-card = Con tarjeta.
papers-by-card-ending = Con la tarjeta terminada en { $digits }.
papers-by-debit = Lo cobramos por domiciliación con el mandato { $mandate }.
papers-by-service = Con { $service }.
papers-by-cash = En efectivo.
papers-by-credit = Con su tarjeta regalo o saldo de la tienda.
papers-by-agreement = Se paga según lo acordado.
papers-terms-due = Rogamos el pago a más tardar el { $date }.
papers-terms-credit = Le devolvemos este importe.

papers-iban = IBAN { $iban }
papers-account-number = Cuenta { $iban }
papers-bic = BIC { $bic }
papers-vat-id = NIF-IVA { $id }
papers-tax-number = NIF { $id }
papers-page = Página { $page } de { $pages }
papers-continued = continuación
papers-notes = Notas
papers-logo = Logotipo de { $brand }
papers-attachment = La factura para máquinas (EN 16931)

papers-tax-reverse-charge = Inversión del sujeto pasivo: el cliente debe el IVA.
papers-tax-intra-community = Entrega intracomunitaria exenta de IVA.
papers-tax-export = Exportación fuera de la UE, exenta de IVA.
papers-tax-out-of-scope = No sujeto a IVA.

papers-unit-minute = min
papers-unit-hour = h
papers-unit-day = días
papers-unit-month = meses
papers-unit-year = años
papers-unit-kilogram = kg
papers-unit-metre = m
papers-unit-square-metre = m²
papers-unit-litre = l
papers-unit-kilowatt-hour = kWh
papers-unit-lump-sum = precio global
