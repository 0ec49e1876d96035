## Orders: list and page

orders-title = Pedidos
orders-about = Todos los pedidos y lo que se hizo con ellos.
orders-search = Buscar un pedido
orders-search-hint = Número de pedido, correo, SKU o número de seguimiento, completo.
orders-search-now = Buscar
orders-none = Ningún pedido encontrado
orders-none-next = Compruebe el número con el cliente o busque por su correo.
orders-none-yet = Aún no hay pedidos
orders-none-yet-next = Los pedidos llegan solos desde una tienda conectada o por la API, o se toman a mano en la página de un cliente. Aquí se encuentran por número, correo o seguimiento.
orders-none-yet-shop = Conectar una tienda
orders-none-yet-customer = Elegir un cliente
orders-next-page = Pedidos anteriores
orders-number = Número
orders-customer = Cliente
orders-nameless = Sin nombre
orders-placed = Realizado
orders-state = Estado
orders-total = Total
orders-order = Pedido { $number }
orders-placed-with = Realizado el { $date } en { $brand }
orders-details = Detalles
orders-email = Correo
orders-ship-to = Enviado a
orders-bill-to = Facturado a
orders-shipping = Envío
orders-outside = Número en la tienda
orders-pieces = Artículos
orders-piece = Artículo
orders-sku = SKU
orders-price = Precio
orders-parcels = Paquetes
orders-no-parcels = Aún no se ha enviado nada.
orders-sent-again = Enviado de nuevo
orders-back = Devoluciones, cambios y cancelaciones
orders-return = Devolución { $number }
orders-exchange-difference = Cambio, diferencia { $amount }
orders-cancelled-because = Cancelado: { $reason }
orders-accepted = aceptado
orders-not-accepted = no aceptado
orders-bill = Cuenta
orders-for = Por
orders-net = Neto
orders-tax = Impuesto
orders-gross = Importe
orders-payments = Pagos
orders-no-payments = Aún no se ha pagado nada.
orders-when = Cuándo
orders-what = Qué
orders-how = Cómo
orders-who = Quién
orders-payment-failed = fallido
orders-payment-promised = prometido
orders-papers = Documentos
orders-no-papers = Aún no se ha emitido ningún documento.
orders-attach-paper = Adjuntar a la respuesta
orders-attach-named = Adjuntar { $number } a la respuesta
orders-story = Lo que se hizo
orders-nothing-done = Aún no se ha hecho nada con este pedido.
orders-verdicts = Decisiones
orders-verdict = Decisión
orders-why = Por qué
orders-explain = Explicar
orders-approvals = Aprobaciones
orders-back-to-conversation = Volver a #{ $number }
orders-back-to-order = Volver al pedido
orders-back-to-customer = Volver al cliente

## Actions: what can be done, forms, previews

orders-act = Acciones
orders-what-can-i-do = ¿Qué puedo hacer con el pedido { $number }?
orders-what-can-i-do-about = Cada acción, probada en su forma más habitual. Mirar no cambia nada.
orders-type-to-narrow = Escriba para filtrar
orders-why-not-the-rest = Ahora no es posible, y por qué
orders-for-order = Para el pedido { $number }
orders-preview = Vista previa
orders-preview-of = Vista previa: { $action }
orders-confirm = Confirmar: { $action }
orders-change-form = Cambiar
orders-ask-for-approval = Pedir aprobación
orders-needs-approval-of = necesita la aprobación de: { $role }
orders-above = por encima de { $amount }
orders-next-step = Qué hacer ahora:
orders-article = Artículo: { $article }
orders-article-read = Leer el artículo
orders-rules-looked-at = Reglas comprobadas
orders-bill-changes = Lo que cambia en la cuenta
orders-money-moves = Movimientos de dinero
orders-cannot-be-undone = Esto no se puede deshacer:
orders-moved-meanwhile = Algo cambió desde que lo vio. No se hizo nada; mírelo de nuevo.
orders-moved-elsewhere = Haría lo mismo; lo que cambió es el pedido.
orders-no-longer = Ya no:
orders-now = Ahora:
orders-done = Hecho: { $action }, { $amount }
orders-waits = Un compañero debe aprobarlo. Aún no se ha hecho nada.
orders-see-approval = Ver la solicitud
orders-refund-what = ¿Qué se reembolsa?
orders-refund-everything = Todo lo que sigue pagado
orders-refund-units = Los artículos marcados abajo; el cliente los conserva
orders-refund-part = Un importe de un artículo marcado abajo
orders-refund-amount = Un importe del pedido entero
orders-amount-in = Importe en { $currency }
orders-amount-hint = Por ejemplo 12,50, o 10 % del pedido. Déjelo vacío si no hace falta.
orders-adjust-hint = Por encima de cero lo añade a la cuenta; por debajo (-5,00) lo quita.
orders-cancel-all-hint = No marque nada para cancelar el pedido entero.
orders-reason = Motivo
orders-condition-told = Estado, según el cliente
orders-refund-to = El dinero vuelve a
orders-goodwill-hint = Como crédito es un regalo; si no, se descuenta de la cuenta.
orders-nothing-delivered = Aún no se ha entregado nada, así que no hay nada que cambiar.
orders-out-of-stock = sin existencias
orders-keep = Conservarlo
orders-exchange-for = { $name }: cambiar por
orders-no-return-expected = No se espera ninguna devolución de este pedido.
orders-carrier = Transportista
orders-voucher-code = Código del vale
orders-method = Pagado con
orders-pay-later = Queda pendiente
orders-pay-amount = Solo este importe
orders-pay-amount-hint = Vacío para todo lo pendiente.
orders-authorise-only = Reservar ahora y cobrar al enviar
orders-put-in = Añadir
orders-put-in-hint = Un SKU por línea, con un número delante para varios: 2 KETTLE-RED
orders-nothing-to-fill-in = No hay nada que rellenar.
orders-which-address = Qué dirección
orders-which-ship-to = A dónde se envía
orders-which-bill-to = A dónde va la factura
orders-name = Nombre
orders-line1 = Calle y número
orders-line2 = Más de la dirección
orders-postcode = Código postal
orders-city = Ciudad
orders-region = Región
orders-country = País
orders-country-hint = Dos letras, como ES.
orders-form-unreadable = El formulario no se puede leer. Rellénelo de nuevo.
orders-amount-unreadable = El importe no se puede leer. Escriba un número en { $currency }, como 12,50.
orders-choose-one-piece = Marque el artículo al que corresponde el importe.
orders-choose-method = El cliente aún no tiene forma de pago. Añada una y elíjala.
orders-verdict-on = Decisión: { $action }
orders-by-policy = Según la política «{ $name }», versión { $version }
orders-impossible-anyway = No se podía hacer, diga lo que diga la política.
orders-rule = Regla
orders-held = Se cumple
orders-told = Datos usados
orders-inputs = Todo lo que se le dijo a la política
orders-held-yes = sí
orders-held-no = no
orders-held-unknown = no se sabe
orders-held-not-asked = no se preguntó
orders-yes = sí
orders-no = no

## The customer in words of their own

orders-tell = Para el cliente
orders-tell-label = Texto para el cliente, en su idioma
orders-put-into-reply = Poner en la respuesta
orders-tell-refund = Le hemos reembolsado { $amount } de su pedido { $number }. Según su banco, tarda unos días en llegar.
orders-tell-goodwill = Lamentamos las molestias con su pedido { $number } y le hemos abonado { $amount }.
orders-tell-cancel = Su pedido { $number } está cancelado como pidió. Lo que pagó ({ $amount }) se le devuelve.
orders-tell-return = Aceptamos la devolución de su pedido { $number }. Envíenos los artículos; cuando lleguen le devolvemos el dinero.
orders-tell-receive-return = Hemos recibido la devolución de su pedido { $number }. Le devolvemos { $amount }.
orders-tell-close-return = La devolución de su pedido { $number } queda anulada. Los artículos se quedan con usted.
orders-tell-exchange = El cambio de su pedido { $number } está aceptado y los artículos nuevos salen pronto. Envíenos los anteriores.
orders-tell-resend = Le enviamos de nuevo los artículos de su pedido { $number }, sin coste.
orders-tell-waive-fee = Hemos quitado el cargo de { $amount } de su pedido { $number }.
orders-tell-credit = Le hemos abonado { $amount } de su pedido { $number }; recibirá la nota de crédito.
orders-tell-adjust-bill = Hemos corregido la cuenta de su pedido { $number } en { $amount }.
orders-tell-apply-voucher = Su vale descuenta { $amount } de su pedido { $number }.
orders-tell-take-payment = Gracias: hemos recibido su pago de { $amount } del pedido { $number }.
orders-tell-change-address = Hemos cambiado la dirección de su pedido { $number } como pidió.
orders-tell-change-items = Hemos cambiado su pedido { $number } como pidió.
orders-tell-invoice = Aquí tiene la factura de su pedido { $number }.
orders-tell-receipt = Aquí tiene el recibo de su pedido { $number }.
orders-tell-other = Ya está hecho en su pedido { $number }.
orders-tell-waits = Un compañero está revisando su pedido { $number }; le avisaremos en cuanto se decida.

## The panel and identity

orders-customer-has-none = Aún no hay pedidos.
orders-find-another = Buscar otro pedido
orders-parcel-under-way = Paquete en camino: { $carrier } { $tracking }
orders-return-under-way = Se espera la devolución { $number }
orders-refund-under-way = { $amount } prometidos de vuelta por { $how }
orders-approval-under-way = Espera aprobación: { $amount }
orders-identity = Identidad
orders-not-verified = Sin verificar
orders-verified-recognised = Reconocido
orders-verified-matched = Coincide con un pedido
orders-verified-confirmed = Confirmado por código
orders-verified-signed-in = Con sesión iniciada
orders-verified-until = hasta
orders-may-be-told = Se puede decir:
orders-hidden-until = Aún no se puede decir
orders-verify = Verificar
orders-verify-whom = Verificar a { $name }
orders-verify-about = Antes de hablar de un pedido, compruebe que es suyo.
orders-tries-left = { $count ->
    [0] No quedan intentos en esta hora.
    [one] Queda un intento en esta hora.
   *[other] Quedan { $count } intentos en esta hora.
}
orders-verify-by-order = Por un pedido
orders-verify-by-order-about = Pida los tres datos y escriba lo que digan. No ayude.
orders-verify-compare = Comparar
orders-verify-by-code = Por un código
orders-verify-by-code-about = Se envía un código a { $email } y vale diez minutos.
orders-verify-send-code = Enviar un código
orders-verify-code = Código que lee el cliente
orders-verify-take-code = Comprobar el código
orders-verify-no-email = Este cliente no tiene correo al que enviar un código. Verifíquelo por un pedido.
orders-verify-wrong = No coincide. Pregunte de nuevo.
orders-verify-end = Terminar la verificación
orders-code-sent = El código está en camino.
orders-code-subject = Su código
orders-code-letter = Su código es { $code }. Dígaselo a la persona con la que habla. Vale diez minutos.
    Si no está hablando con nosotros, lo pidió otra persona: no se lo diga a nadie.

## More words for states

orders-status-ordered = pedido
orders-status-returning = en devolución
orders-paid-unpaid = sin pagar
orders-paid-partly-paid = pagado en parte
orders-paid-paid = pagado
orders-paid-refunded = reembolsado
orders-return-expected = esperada
orders-return-received = recibida
orders-return-closed = cerrada
orders-entry-unit = Artículo
orders-entry-shipping = Envío
orders-entry-discount = Descuento
orders-entry-fee = Cargo
orders-entry-credit = Abono
orders-entry-reduction = Rebaja
orders-entry-waiver = Cargo condonado
orders-entry-adjustment = Ajuste
orders-entry-rest = Envío y cargos
orders-entry-unused-days = Días no utilizados
orders-way-standard = Estándar
orders-way-express = Exprés
orders-because-order = por el pedido
orders-because-account = por la cuenta
orders-because-invoice = por la factura
orders-because-receipt = por el recibo
orders-because-record = por el registro
orders-because-subscription = por la suscripción
orders-because-voucher = por un vale
orders-because-paid-another-way = pagado de otra forma
orders-because-taken-over = traspasado de la tienda anterior
orders-move-grant = Un regalo
orders-paper-invoice = Factura
orders-paper-credit-note = Nota de crédito
orders-paper-receipt = Recibo
orders-edit-ship-to = Dirección de envío cambiada
orders-edit-bill-to = Dirección de facturación cambiada
orders-edit-method = Forma de pago cambiada
orders-edit-shipping-method = Envío cambiado
orders-edit-items = Artículos cambiados
orders-edit-bill = Factura cambiada
orders-taken-out = Quitado:
orders-added = Añadido:
orders-edit-edit = Cambiado
orders-outcome-allowed = permitido
orders-outcome-needs-confirmation = posible
orders-outcome-needs-approval = necesita aprobación
orders-outcome-denied = denegado
orders-approval-waiting = en espera
orders-approval-given = aprobada
orders-approval-refused = rechazada
orders-approval-expired = caducada
orders-approval-void = sin efecto
orders-role-admin = administrador
orders-role-supervisor = supervisor
orders-role-agent = agente
orders-role-light-agent = agente ligero
orders-actor-agent = un agente
orders-actor-customer = el cliente
orders-actor-automation = una automatización
orders-actor-api-token = un programa
orders-actor-system = Frontline

## Buttons of actions

orders-do-refund = Reembolsar
orders-do-return = Devolver artículos
orders-do-receive-return = Recibir la devolución
orders-do-close-return = Anular la devolución
orders-do-exchange = Cambiar artículos
orders-do-cancel = Cancelar
orders-do-resend = Enviar de nuevo
orders-do-goodwill = Compensación
orders-do-waive-fee = Condonar un cargo
orders-do-credit = Nota de crédito
orders-do-adjust-bill = Ajustar la cuenta
orders-do-apply-voucher = Aplicar un vale
orders-do-take-payment = Cobrar
orders-do-change-items = Cambiar el pedido
orders-do-change-address = Cambiar la dirección
orders-do-change-payment = Cambiar el pago
orders-do-change-shipping = Cambiar el envío
orders-do-invoice = Emitir una factura
orders-do-receipt = Emitir un recibo

## Approvals

orders-approvals-about = Lo que supera el límite de alguien espera aquí a una segunda persona.
orders-approvals-none = Nada espera su decisión
orders-approvals-none-next = Las solicitudes aparecen aquí en cuanto alguien las hace.
orders-approvals-mine = Esperan su decisión
orders-approvals-asked = Pedidas por usted
orders-order-head = Pedido
orders-approval-of = Aprobación: { $action }
orders-approval-done = Aprobado y hecho.
orders-approval-was-void = El pedido cambió desde la solicitud, así que no se hizo nada. Pida que lo revisen de nuevo.
orders-request = La solicitud
orders-decided-by = Decide
orders-expires = Caduca
orders-decision = Decisión
orders-in-place-of = en lugar de { $name }
orders-decide = Decidir
orders-decision-note = Nota
orders-decision-reason = Por qué no
orders-decision-needs-reason = Diga por qué, para que quien lo pidió sepa qué hacer.
orders-approve = Aprobar
orders-refuse = Rechazar
orders-away = Mientras está fuera
orders-away-given = { $name } decide en su lugar hasta el { $date }.
orders-away-received = Usted decide en lugar de { $name } hasta el { $date }.
orders-away-end = Retirarlo
orders-away-to = Compañero
orders-away-until = Hasta
orders-away-let = Dejar que decida

## Reports

orders-reports = Informes
orders-reports-about = Reembolsos, devoluciones, aprobaciones, denegaciones y dinero prometido, con las filas que hay detrás.
orders-rows-behind = Filas detrás
orders-behind = Detrás
orders-from = Desde
orders-until = Hasta
orders-show = Mostrar
orders-export = Exportar como CSV
orders-figure-none = Nada en este periodo.
orders-figure-refunds-by-reason = Reembolsos por motivo
orders-figure-refunds-by-agent = Reembolsos por agente
orders-figure-refunds-by-product = Reembolsos por producto
orders-figure-return-rate = Tasa de devolución de lo entregado
orders-figure-approvals-waiting = Aprobaciones en espera ahora
orders-figure-denials = Denegado por la política
orders-figure-promised = Dinero prometido y aún no pagado
orders-count = Número
orders-product = Producto
orders-delivered = Entregados
orders-returned = Devueltos
orders-rate = Tasa
orders-currency = Moneda

## Policies

orders-menu = Pedidos
orders-policies = Políticas
orders-policies-also = reembolsos, plazo de devolución, límites de aprobación, excepciones
orders-policies-about = Lo que la empresa permite, por acción, marca y país. Una persona escribe y otra aprueba.
orders-policies-none = Aún no hay políticas
orders-policies-none-next = Sin política no se permite nada. Escriba el primer borrador.
orders-policy = Política
orders-version = Versión
orders-author = Escrita por
orders-note = Nota
orders-policy-new = Escribir una versión nueva
orders-policy-draft = borrador
orders-policy-live = en vigor
orders-policy-approved = aprobada
orders-policy-go-live = Ponerla en vigor
orders-policy-retired = retirada
orders-policy-draft-head = Escribir una política
orders-policy-draft-about = El documento es JSON. Se comprueba entero antes de guardarlo y nada cambia hasta que entre en vigor.
orders-policy-document = Documento
orders-policy-document-hint = Con «valid_from»: "2026-12-01" rige desde ese día, aunque entre en vigor antes.
orders-policy-note-hint = Qué cambia esta versión, en una frase.
orders-policy-check = Comprobar y guardar el borrador
orders-policy-faults = { $count ->
    [one] Hay un fallo:
   *[other] Hay { $count } fallos:
}
orders-policy-version = { $name }, versión { $version }
orders-policy-next = Siguiente paso
orders-policy-draft-next = Un borrador no cambia nada. Debe aprobarlo alguien que no lo haya escrito.
orders-policy-approved-next = Aprobada. Rige desde que entra en vigor; la versión actual se retira entonces.
orders-policy-live-next = Esta versión rige ahora. Lo que estuvo en vigor no cambia: escriba una versión nueva.
orders-policy-retired-next = Esta versión ya no rige. Se conserva para explicar sus decisiones.
orders-policy-edit = Editar
orders-policy-remove = Descartar
orders-policy-doubts = Seguramente no es lo que quería
orders-policy-differences = Qué cambia
orders-policy-first = Ninguna versión de esta política está en vigor: todo es nuevo.
orders-policy-against = Frente a la versión { $version }, en vigor
orders-policy-same = Nada: dice lo mismo.
orders-policy-changed-meanwhile = Alguien cambió la política después de que usted la leyera. Así está ahora: léala y decida.
orders-policy-whole = La política entera
orders-policy-bench = Banco de pruebas: el último mes otra vez
orders-policy-replayed = Se repitieron { $played } decisiones de los últimos 30 días con esta versión; { $changed } habrían sido distintas.
orders-policy-sampled = Hubo { $judged } decisiones en ese tiempo; se miró una de cada { $every }, repartidas por igual.
orders-was = Fue
orders-would-be = Sería
orders-policy-plainly = Lo que dice

## Papers


## The shop and what it sells

orders-shop = Tienda
orders-shop-also = empresa, dirección, iva, impuestos, factura, moneda, banco
orders-shop-about = Marcas, impuestos, envíos y vales. Un cambio rige desde ahora; los pedidos conservan lo que tenían.
orders-brands = Marcas
orders-brand = Marca
orders-entities = Empresas
orders-entity = Empresa
orders-taxes = Tipos de impuesto
orders-shipping-rates = Tarifas de envío
orders-vouchers = Vales
orders-code = Código
orders-tax-number = Número fiscal
orders-bank = Cuenta bancaria, como sale en los documentos
orders-prefix = Los números de pedido empiezan por
orders-prices-include-tax = Los precios incluyen impuestos
orders-tax-class = Clase de impuesto
orders-percent = Por ciento
orders-counts-from = Rige desde
orders-worth = Valor
orders-uses = Usado
orders-most-uses = Usos máximos
orders-percent-or-amount = O un importe al lado.
orders-add = Añadir o cambiar
orders-set = Guardar
orders-change-named = Cambiar { $name }
orders-archive = Retirar
orders-put-back = Volver a poner
orders-off-the-shelf = Retirados
orders-papers-stay = Los documentos ya emitidos no cambian.
orders-code-unfit = Un código es una palabra de letras, cifras y guiones, de 40 como máximo. Elija otro.
orders-currency-unknown = «{ $code }» no es una moneda. Escriba tres letras, como EUR.
orders-percent-unreadable = Escriba un porcentaje entre 0 y 100, como 19 o 7,5.
orders-name-missing = Póngale un nombre.
orders-entity-missing = Elija la empresa que vende. Añada una primero si no hay.
orders-country-unfit = Un país son dos letras, como ES. Escríbalo así.
orders-products = Productos
orders-products-also = catálogo, sku, precios, existencias, inventario
orders-products-about = Qué se vende, en qué variantes, a qué precio y cuántos hay.
orders-products-none = Aún no se vende nada
orders-products-none-next = Añada el primer producto abajo o impórtelos.
orders-product-add = Añadir un producto
orders-category = Categoría
orders-variants = Variantes
orders-description = Descripción
orders-options = Opciones
orders-options-hint = Una por línea: color: rojo, azul
orders-variant-add = Añadir una variante
orders-on-sale = a la venta
orders-off-sale = no a la venta
orders-put-on-sale = Poner a la venta
orders-take-off-sale = Retirar de la venta
orders-in-stock = { $count } en existencias
orders-set-price = Fijar el precio
orders-quantity = Entró (+) o salió (−)
orders-quantity-hint = Una corrección contraria lo deshace.
orders-quantity-missing = Escriba cuántos entraron o salieron.
orders-enter-stock = Registrar
orders-stock-entries = Movimientos de existencias
orders-counts-stock = Contar existencias

## Taking orders and opening accounts

orders-do-place-order = Tomar un pedido
orders-do-open-account = Abrir una cuenta
orders-for-customer = Para { $name }
orders-plan = Plan
orders-other-address = Enviar a otra dirección
orders-tell-place-order = Gracias por su pedido { $number } de { $amount }. Le avisaremos en cuanto salga.

## Before anything else

orders-verify-first = El cliente no ha demostrado quién es; por eso casi todo está cerrado.

# Planes, clases de impuesto y aspecto de los documentos.
orders-plans = Planes de suscripción
orders-period = Periodo
orders-period-count = Cuántos
orders-period-unit = Días, semanas, meses o años
orders-period-days = Días
orders-period-weeks = Semanas
orders-period-months = Meses
orders-period-years = Años
orders-every-days = { $count ->
    [one] cada día
   *[other] cada { $count } días
}
orders-every-weeks = { $count ->
    [one] cada semana
   *[other] cada { $count } semanas
}
orders-every-months = { $count ->
    [one] cada mes
   *[other] cada { $count } meses
}
orders-every-years = { $count ->
    [one] cada año
   *[other] cada { $count } años
}
orders-tax-classes = Sin impuesto
orders-tax-category = Por qué no se cobra nada
orders-tax-category-zero = Tipo del 0 %
orders-tax-category-exempt = Exento, por el motivo de abajo
orders-tax-category-reverse-charge = Inversión del sujeto pasivo: el cliente debe el impuesto
orders-tax-category-intra-community = Bienes a una empresa de otro Estado de la UE
orders-tax-category-export = Bienes fuera de la UE
orders-reason-en = Motivo en inglés
orders-reason-es = Motivo en español
orders-reason-zh = Motivo en chino
orders-looks = Aspecto de los documentos
orders-colour = Color
orders-colour-hint = Por ejemplo, #1f3a5f; vacío para el habitual
orders-footer = Última línea
orders-logo = Logotipo
