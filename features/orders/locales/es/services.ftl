## Holdings: the page

orders-holdings = Cuentas, servicios y pagos
orders-holdings-all = Todo lo que tiene con nosotros
orders-back-to-holdings = Volver a cuentas y servicios
orders-holdings-accounts = Cuentas
orders-holdings-no-accounts = Aún no tiene cuenta.
orders-holdings-subscriptions = Suscripciones
orders-holdings-no-subscriptions = Aún no tiene suscripciones.
orders-holdings-charges = Servicios y cargos
orders-holdings-no-charges = Aún no se ha cobrado nada.
orders-holdings-records = Registros
orders-holdings-no-records = Aún no hay registros.
orders-holdings-addresses = Direcciones
orders-holdings-no-addresses = Aún no hay direcciones.
orders-holdings-methods = Formas de pago
orders-holdings-no-methods = Aún no hay formas de pago.
orders-holdings-balances = Tarjetas regalo y crédito
orders-holdings-no-balances = Sin tarjetas regalo ni crédito.
orders-opened = Abierta
orders-changed = Cambiado
orders-owed = { $amount } pendiente
orders-account-open = abierta
orders-account-closed = cerrada
orders-account-named = Cuenta { $number }, { $plan }
orders-details-agreed = Qué más se acordó
orders-details-hint = Una por línea: contrato: C-7
orders-to-account = En la cuenta
orders-to-order = En la factura del pedido
orders-to-order-hint = Se paga y se factura con el pedido.

## Services and charges

orders-do-charge = Cobrar un servicio
orders-do-pay-charge = Cobrarlo
orders-rate-card = Tarifa
orders-use-card = Usarla
orders-amount-by-hand = Ninguna: un importe a mano
orders-charge-label = Concepto
orders-charge-label-hint = Como lo lee el cliente en la factura.
orders-price-hint = Por ejemplo 12,50, como los precios de la marca.
orders-what-was-used = Qué se usó
orders-in-minutes = En minutos; cuenta cada { $minutes } min iniciados.
orders-is-fee = Es un recargo que puede condonarse
orders-worked-out = Cómo se calculó
orders-charge-due = pendiente
orders-charge-paid = pagado
orders-charge-waived = condonado
orders-on-bill-of = en la factura de

## Subscriptions

orders-do-start-subscription = Iniciar una suscripción
orders-do-change-subscription = Cambiar el plan
orders-do-pause-subscription = Pausar
orders-do-resume-subscription = Reanudar
orders-do-end-subscription = Terminarla
orders-verb-pause-subscription = Suscripción pausada
orders-verb-resume-subscription = Suscripción reanudada
orders-subscription-active = activa
orders-subscription-paused = en pausa
orders-subscription-ended = terminada
orders-charged-next = Próximo cobro
orders-paid-until = Pagada hasta
orders-ended-on = Terminó
orders-price-each-period = Por cada periodo.
orders-plan-by-hand = A mano, como se escribe abajo
orders-by-hand = A mano
orders-by-hand-about = Un nombre y un precio propios, para quien pueda escribirlos. Cuentan solo si no se elige ningún plan.
orders-price-every = { $price } { $every }
orders-proration-hint = El resto del periodo se abona al precio anterior y se cobra al nuevo; la vista previa muestra ambos.
orders-days-left = Quedan { $left } de { $days } días del periodo, hasta el { $until }.

## Accounts

orders-do-update-account = Cambiarla
orders-do-close-account = Cerrarla

## Gift cards and credit

orders-do-load-balance = Dar tarjeta regalo o crédito
orders-verb-load-balance = Tarjeta regalo o crédito dados
orders-add-to-balance = Añadir
orders-balance-kind = Qué se da
orders-balance-over = ya no es válida
orders-expires-on = Válida hasta el final de
orders-expires-on-hint = Solo para tarjetas regalo. Vacío: no caduca.
orders-credit-hint = Por ejemplo 12,50.
orders-ledger = Todos los movimientos
orders-level-after = Después
orders-move-load = Se da al cliente
orders-final-balance-loaded = El dinero es del cliente desde ese momento
orders-gift-card-code = Código de la tarjeta regalo
orders-gift-card-once = Se muestra una sola vez y no se guarda. Dígaselo ahora al cliente; sin él puede seguir pagando con la tarjeta desde su cuenta.
orders-gift-card-unknown = Ninguna tarjeta regalo de este cliente tiene este código. Léalo otra vez; tiene dieciséis letras y cifras.

## Addresses and ways to pay

orders-usual = habitual
orders-make-usual = Hacerla habitual
orders-take-out = Quitar
orders-add-address = Añadir una dirección
orders-add-method = Añadir una forma de pago
orders-method-kind = Tipo
orders-method-label = Se reconoce por
orders-method-label-hint = Por ejemplo «Visa terminada en 4242». No hace falta para una tarjeta regalo.
orders-method-reference = Referencia del proveedor o código de la tarjeta regalo
orders-method-reference-hint = Nunca un número de tarjeta: se rechaza.

## Records of the company’s own kinds

orders-open-named = Nuevo: { $name }
orders-do-open-record = Abrir un registro
orders-do-change-record = Cambiar el registro
orders-choose-record-type = Elija qué tipo de registro es.
orders-no-record-types = Aún no hay tipos de registro. Un administrador los define en los ajustes.
orders-from-to = De { $least } a { $most }.
orders-at-least = Al menos { $least }.
orders-at-most = Como mucho { $most }.
orders-characters = Como mucho { $most } caracteres.
orders-field-no-number = «{ $field }» tiene que ser un número entero. Escríbalo en cifras.
orders-record-types = Tipos de registro
orders-record-types-also = vehículos, pólizas, contratos, aparatos, objetos propios
orders-record-types-about = Lo que se vende además de pedidos: reservas, siniestros, dispositivos. Campos, estados y acciones propias bajo las mismas políticas.
orders-record-types-none = Aún no hay tipos de registro
orders-record-types-none-next = Empiece con el ejemplo de abajo y cámbielo según lo que venda.
orders-record-type-add = Definir un tipo de registro
orders-record-type-next = Escribir la siguiente versión
orders-record-type-keep = Comprobar y guardar
orders-record-type-hint = El esquema es JSON Schema: string, integer, boolean; enum, minimum, maximum, maxLength, format date. El primer estado es el de un registro nuevo.
orders-record-code-hint = Una palabra en minúsculas. El mismo código otra vez es la siguiente versión.
orders-document-unreadable = El documento no se puede leer: { $fault }. Corrija este lugar.
orders-record-fields = Campos y estados
orders-record-actions = Acciones
orders-record-holds = Contiene
orders-record-needed = Obligatorio
orders-record-states = Estados:
orders-record-way = Desde y hasta
orders-record-sets = Cambia
orders-record-any-state = cualquier estado
orders-record-ruled = con regla
orders-record-unruled = denegada, sin regla
orders-record-policy-hint = Lo que ninguna política menciona se deniega. Añada reglas con el nombre en letra pequeña.
orders-kind-text = texto
orders-kind-number = número entero
orders-kind-flag = sí o no
orders-kind-date = día

## Rate cards

orders-rate-cards = Tarifas
orders-rate-cards-also = tarifas, presupuestos, primas, precios
orders-rate-cards-about = Lo que cuestan los servicios: fijo, por unidad, por tramos, por tiempo, con mínimo y recargos. Cada cambio es una versión nueva; lo cobrado conserva la suya.
orders-rate-cards-none = Aún no hay tarifas
orders-rate-cards-none-next = Empiece con el ejemplo de abajo.
orders-rate-card-add = Escribir una tarifa
orders-rate-card-next = Escribir la siguiente versión
orders-rate-card-keep = Comprobar y aplicar
orders-rate-card-hint = El documento es JSON y se comprueba entero. El mismo nombre otra vez es la siguiente versión.
orders-rate-card-try = Probarla
orders-rate-card-retire = Retirarla
orders-rate-card-retire-about = Nadie cobra más con ella. Lo cobrado la conserva, y una versión nueva la recupera.
orders-only-if-used = solo si se usa
orders-minimum = Al menos
orders-maximum = Como mucho
orders-price-per-unit = { $price } cada una
orders-price-per-minutes = { $price } por cada { $minutes } min iniciados

## Papers from a conversation

orders-send-paper = Enviar un documento
orders-send-paper-about = Una pulsación lo adjunta a la respuesta, en el idioma del cliente.
orders-send-from-conversation = Ábralo desde una conversación para adjuntarlo a la respuesta.
orders-return-note-named = Nota de devolución { $number }
orders-invoice-for = Emitir primero la factura del pedido { $number }
orders-paper-of-another = Este documento es de otro cliente que la conversación. Abra la conversación con quien corresponda.
orders-story-paper-on-reply = adjuntó { $number } a una respuesta
orders-story-method-changed = eligió otra forma de pago habitual
orders-story-rate-card-retired = retiró una tarifa

## How far a return has come

orders-step-agreed = acordada
orders-step-here = paquete recibido
orders-step-paid-back = reembolsada
orders-step-on-its-way-back = dinero en camino
orders-step-replaced = cambiada
orders-step-called-off = anulada

## Why not

orders-deny-order-not-theirs = Este pedido es de otra persona.
orders-next-order-not-theirs = Elija un pedido del propio cliente.
orders-deny-charge-on-order = Este cargo está en la factura de un pedido.
orders-next-charge-on-order = Corrija la factura del pedido.
orders-deny-subscription-paused = La suscripción está en pausa.
orders-next-subscription-paused = Reanúdela primero.
orders-deny-subscription-runs = La suscripción está activa.
orders-next-subscription-runs = No hace falta hacer nada.
orders-deny-balance-not-theirs = Este saldo es de otra persona o de otro tipo.
orders-next-balance-not-theirs = Elija un saldo del propio cliente.
orders-deny-balance-closed = Este saldo ya no es válido.
orders-next-balance-closed = Abra uno nuevo.
orders-deny-over-before-it-begins = Terminaría antes de empezar.
orders-next-over-before-it-begins = Elija un día futuro.
orders-deny-no-customer = Hace falta un cliente.
orders-next-no-customer = Diga de quién es.

## Where the day begins

orders-zone = Zona horaria
orders-zone-hint = Por ejemplo Europe/Madrid. Allí se cuentan los días, los plazos y los límites diarios.
orders-zones = Dónde empieza el día
