# Lo que los clientes ven de sus pedidos y cómo entran.

portal-welcome = Sus pedidos
portal-welcome-lead = Escriba la dirección de correo con la que compra. Le enviamos un código.
portal-email = Dirección de correo
portal-email-wrong = Esto no es una dirección de correo. Escríbala como nombre@ejemplo.es.
portal-order-number = Número de pedido
portal-order-number-hint = Si lo sabe, su página se abre primero.
portal-send-code = Enviarme un código
portal-wait = Se ha pedido un código demasiadas veces. Inténtelo dentro de una hora o busque un código que ya haya llegado.
portal-code-title = Escriba el código
portal-code-lead = Si conocemos la dirección, un código va de camino. Vale diez minutos, en este navegador, una vez.
portal-code = Código de seis cifras
portal-code-wrong = Este no es el código que enviamos. Compruébelo y escríbalo de nuevo.
portal-code-stale = Este código ya no sirve: es demasiado antiguo, ya se usó o se probó demasiadas veces. Pida uno nuevo.
portal-code-again = Pedir un código nuevo
portal-enter = Continuar
portal-sign-out = Salir
portal-sign-out-everywhere = Salir en todos los navegadores

portal-letter-subject = { $code } es su código para { $brand }
portal-letter-text =
    Su código para ver sus pedidos en { $brand }:

        { $code }

    Escríbalo en el navegador donde lo pidió, en los próximos diez minutos:
    { $link }

    Si no lo ha pedido, no tiene que hacer nada. Nadie ve sus pedidos sin este código: no se lo dé a nadie.

portal-orders = Mis pedidos
portal-all-orders = Todos mis pedidos
portal-known-as = Le conocemos por { $email }.
portal-no-orders = Aún no hay pedidos
portal-no-orders-next = No encontramos pedidos de esta dirección. Si compró con otra, salga y escriba esa.
portal-older = Pedidos anteriores
portal-order-numbered = Pedido { $number }
portal-back-to = Volver al pedido { $number }
portal-placed-on = Hecho el { $date }
portal-withheld = Parte de este pedido solo se muestra a quien conocemos mejor en este momento. Le enviamos un código nuevo a su dirección: introdúzcalo y lo verá todo.
portal-prove-again = Envíenme un código nuevo
portal-withheld-short = ábralo para ver cómo está

portal-status-placed = en preparación
portal-status-partly-shipped = en camino, en parte
portal-status-shipped = en camino
portal-status-delivered = entregado
portal-status-returned = devuelto
portal-status-cancelled = cancelado
portal-standing-placed = Tenemos su pedido y lo estamos preparando.
portal-standing-partly-shipped = Una parte de su pedido está en camino; el resto sale después.
portal-standing-shipped = Su pedido está en camino.
portal-standing-delivered = Su pedido fue entregado.
portal-standing-returned = Todo este pedido nos ha vuelto.
portal-standing-cancelled = Este pedido fue cancelado.

portal-shipments = Paquetes
portal-parcel = Paquete con { $carrier }
portal-tracking = Número de seguimiento { $tracking }
portal-parcel-sent = enviado
portal-parcel-delivered = entregado
portal-parcel-lost = perdido

portal-pieces = Lo que pidió
portal-total = Total
portal-unit-ordered = en preparación
portal-unit-shipped = en camino
portal-unit-delivered = entregado
portal-unit-returning = de vuelta a nosotros
portal-unit-returned = devuelto
portal-unit-cancelled = cancelado
portal-paid-unpaid = sin pagar
portal-paid-partly-paid = pagado en parte
portal-paid-paid = pagado
portal-paid-refunded = nada que pagar
portal-refund = Dinero devuelto a { $method }
portal-refund-done = Devuelto el { $date }
portal-refund-promised = Prometido el { $date }; los bancos tardan hasta cinco días laborables
portal-method-card = su tarjeta
portal-method-wallet = su cuenta de pago
portal-method-bank = su cuenta bancaria
portal-method-invoice = su factura
portal-method-gift-card = su tarjeta regalo
portal-method-store-credit = saldo en la tienda

portal-returns = Devoluciones
portal-return-numbered = Devolución { $number }
portal-return-expected = esperamos el paquete
portal-return-received = llegó y está liquidada
portal-return-closed = cerrada
portal-exchange-expected = cambiado; esperamos lo anterior
portal-exchange-received = cambiado; lo anterior llegó
portal-exchange-closed = cerrado
portal-slip = Hoja de devolución
portal-slip-lead = Imprima esta página, o escriba su número en un papel, y métala en el paquete.
portal-slip-over = Esta devolución está liquidada; la hoja ya no hace falta.
portal-slip-to = Envíe el paquete a

portal-papers = Documentos
portal-paper-invoice = Factura
portal-paper-credit-note = Factura rectificativa
portal-paper-receipt = Recibo
portal-addresses = Direcciones
portal-ship-to = Entrega
portal-bill-to = Facturación

portal-ways = Qué puede hacer
portal-way-return = Devolver algo
portal-way-exchange = Cambiar algo
portal-way-close-return = Quedármelos
portal-way-cancel = Cancelar
portal-way-address = Cambiar la dirección
portal-way-not-return = No es posible devolver.
portal-way-not-exchange = No es posible cambiar.
portal-way-not-cancel = No es posible cancelar.
portal-way-not-address = No se puede cambiar la dirección.
portal-title-return = Devolver algo
portal-title-exchange = Cambiar algo
portal-title-close-return = Quedarse con lo que iba a devolver
portal-title-cancel = Cancelar
portal-title-address = Cambiar la dirección de entrega
portal-nothing-to-choose = No hay nada que elegir: ningún artículo de este pedido está ahora en ese punto. Vuelva para ver cómo está.
portal-which = ¿Qué artículos?
portal-instead-of = En lugar de { $piece }
portal-keep = Quedármelo
portal-why = ¿Por qué?
portal-reason-changed-mind = He cambiado de opinión
portal-reason-not-as-described = No es como se describe
portal-reason-defective = No funciona
portal-reason-damaged = Llegó dañado
portal-reason-wrong-item = Es el artículo equivocado
portal-reason-no-longer-needed = Ya no lo necesito
portal-reason-ordered-by-mistake = Lo pedí por error
portal-reason-found-cheaper = Lo encontré más barato
portal-reason-arrives-too-late = Llega demasiado tarde
portal-reason-other = Otro motivo
portal-condition = ¿En qué estado?
portal-condition-unopened = Sin abrir
portal-condition-like-new = Como nuevo
portal-condition-opened = Abierto, sin usar
portal-condition-used = Usado
portal-condition-damaged = Dañado
portal-condition-defective = Averiado
portal-refund-to = ¿Adónde va el dinero?
portal-refund-original = A como pagué
portal-refund-credit = A saldo en la tienda
portal-address-name = Nombre
portal-address-line1 = Calle y número
portal-address-line2 = Más detalles
portal-address-postcode = Código postal
portal-address-city = Ciudad
portal-address-region = Región
portal-address-country = País
portal-address-country-hint = Dos letras, como DE o ES.
portal-continue = Continuar
portal-not-now = Ahora no

portal-preview = Esto es lo que ocurre
portal-return-worth = Cuando llegue el paquete y lo hayamos revisado, se le devuelven hasta { $amount }.
portal-final = Esto no se puede deshacer:
portal-final-money-taken = Se cobra dinero.
portal-final-recorded-here = El dinero lo cobra el proveedor de pago.
portal-final-money-given-back = Se le devuelve dinero.
portal-final-pieces-cancelled = Los artículos cancelados no se envían.
portal-final-pieces-exchanged = Los artículos nuevos se reservan para usted y se envían.
portal-line-unit = Añadido
portal-line-credit = Descontado
portal-line-unused-days = Días no usados
portal-line-shipping = Envío
portal-line-discount = Descuento
portal-line-fee = Tasa
portal-line-reduction = Rebaja
portal-line-waiver = Condonado
portal-line-adjustment = Corrección
portal-money-refund = Devolución a
portal-money-capture = Cobro de
portal-money-void = Liberado en
portal-money-authorise = Reservado en
portal-money-grant = Abonado como
portal-confirm-return = Devolver estos artículos
portal-confirm-exchange = Cambiar estos artículos
portal-confirm-close-return = Anular la devolución
portal-confirm-cancel = Cancelar definitivamente
portal-confirm-change-address = Enviarlo allí
portal-changed = Algo ha cambiado desde que lo miró. Así está ahora: mírelo y confirme de nuevo.
portal-denied = Esto no es posible.
portal-choose-again = Elegir de nuevo
portal-done-return = Su devolución está anotada. Imprima la hoja de abajo y envíe el paquete.
portal-done-exchange = Su cambio está anotado. Lo nuevo sale en cuanto esté empaquetado.
portal-done-close-return = La devolución queda anulada; los artículos son suyos.
portal-done-cancel = Está cancelado.
portal-done-address = La dirección está cambiada.
portal-done-waits = Alguien de nosotros tiene que aceptarlo antes. Le escribimos por correo.
portal-done-written = Tenemos su mensaje y respondemos por correo.

portal-write = Escribirnos sobre este pedido
portal-write-about = Escribirnos sobre el pedido { $number }
portal-write-subject = En pocas palabras
portal-write-text = Su mensaje
portal-write-answer-to = Respondemos a { $email }.
portal-write-send = Enviar
portal-write-wait = Ha escrito varias veces en la última hora. Lo tenemos todo; escriba de nuevo dentro de una hora.

portal-refused-empty = Su mensaje está vacío. Escriba de qué se trata.
portal-refused-no-inbox = Aquí nadie recibe mensajes todavía. Use la dirección de contacto de la tienda.
portal-refused-too-weak = Para esto tenemos que conocerle mejor en este momento. Vaya al pedido, pida allí un código nuevo y vuelva a intentarlo.
portal-refused-no-e-invoice = Este documento no tiene forma para máquinas. Descargue el PDF.
portal-refused-colour = Esto no es un color. Escriba seis cifras tras #, como #1f6f5c.

portal-settings = Portal de clientes
portal-settings-also = centro de ayuda, portal de clientes, formulario de contacto, color de marca
portal-settings-about = Los clientes ven sus pedidos en { $link }. Ponga este enlace en su sitio y en sus cartas.
portal-settings-saved = Guardado.
portal-settings-no-brand = Aún no hay ninguna marca. Añada una y su portal podrá tener un color.
portal-settings-colour = Color
portal-settings-colour-hint = La cabecera de cada página y su botón principal. Encima va negro o blanco, lo que se lea.
portal-settings-inbox = Los mensajes van a
portal-settings-first-inbox = El primer buzón
portal-settings-save = Guardar

portal-story-code-asked = Se pidió un código para el portal de clientes
portal-story-code-asked-nobody = Se pidió un código para el portal con una dirección por la que no se conoce a nadie
portal-story-code-wrong = Se escribió un código equivocado en el portal de clientes
portal-story-signed-in = El cliente entró en el portal con un código por correo
portal-story-signed-out = El cliente salió del portal; sesiones terminadas: { $sessions }
portal-story-wrote = Escrito en el portal sobre el pedido { $number }, con entrada por código
portal-story-look-chosen = Se eligió el aspecto del portal de una marca

portal-progress = Cómo va su pedido
portal-step-placed = Pedido
portal-step-shipped = En camino
portal-step-delivered = Entregado

portal-account = Mi cuenta
portal-back-to-account = Volver a mi cuenta
portal-account-empty = Aún no hay nada
portal-account-empty-next = Aquí aparecerán sus tarjetas regalo, su saldo y sus suscripciones cuando los tenga.
portal-balances = Tarjetas regalo y saldo
portal-balance-gift-card = Tarjeta regalo
portal-balance-store-credit = Saldo en la tienda
portal-balance-until = Puede gastarse hasta el { $date }
portal-balance-moves = Últimos movimientos
portal-subscriptions = Suscripciones
portal-subscription-price = { $price } { $every }
portal-subscription-until = Pagada hasta el { $date }
portal-subscription-ended = Terminó el { $date }
portal-subscription-end = Terminarla
portal-subscription-end-named = Terminar la suscripción { $plan }
portal-title-cancel-subscription = Terminar la suscripción
portal-confirm-cancel-subscription = Terminarla definitivamente
portal-final-subscription-ended = La suscripción termina ahora.
portal-done-subscription = La suscripción ha terminado.
portal-accounts = Contratos
portal-account-open = abierto
portal-account-closed = cerrado
portal-zone = Las horas se muestran como en
portal-zone-keep = Guardar
portal-zone-foot = Las horas son las de { $zone }.
portal-zone-change = Cambiar
portal-done-zone = Las horas se muestran ahora en la zona que ha elegido.
portal-refused-zone = No conocemos esta zona horaria. Elija una de la lista.

portal-talks = Mis mensajes
portal-talks-lead = Lo que nos escribió y lo que respondimos.
portal-talks-none = Aún no hay mensajes
portal-talks-none-next = Escríbanos y la respuesta aparecerá también aquí.
portal-talks-older = Mensajes anteriores
portal-talks-all = Todos mis mensajes
portal-talk-untitled = Sin asunto
portal-talk-waits = le debemos una respuesta
portal-talk-open = abierto
portal-talk-settled = resuelto
portal-talk-you = Usted
portal-talk-nothing = Aún no hay nada que leer.
portal-talk-answer = Su respuesta
portal-write-new = Escríbanos

portal-story-wrote-to-us = Escrito en el portal, con la sesión iniciada con un código por correo
portal-story-zone-chosen = El cliente eligió una zona horaria en el portal

portal-settings-colour-as-it-is = Los agentes ven la marca así; el color se lee tal cual en claro y en oscuro.
portal-settings-colour-moved = Los agentes ven la marca así; para que se lea, el color pasa a ser { $light } en claro y { $dark } en oscuro.
