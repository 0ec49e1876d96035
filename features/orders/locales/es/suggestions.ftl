## Suggestions: what happened

orders-story-suggestion-rule-saved = se guardó una regla de sugerencias
orders-story-suggestion-rule-removed = se quitó una regla de sugerencias
orders-story-suggestion-settings = se cambió cómo se hacen las sugerencias
orders-story-suggestion-counted = se volvió a contar lo que se compra junto: { $pairs } parejas
orders-story-suggestion-offered = se sugirió algo al cliente
orders-story-suggestion-declined = el cliente no quiso lo que se le sugirió
orders-story-suggestion-taken = el cliente compró lo sugerido, { $amount }
orders-story-suggestions-unwanted = el cliente no quiere sugerencias
orders-story-suggestions-wanted = se pueden volver a hacer sugerencias al cliente

## Suggestions: what was refused

orders-suggest-out-of-range = «{ $what }» debe estar entre { $least } y { $most }. Escriba un número de ese intervalo.
orders-suggest-upsell-same = Para algo mejor del mismo producto hace falta una variante. Escriba su SKU.
orders-suggest-upsell-of-what = «Mejor en su lugar» necesita saber mejor que qué. Elija un producto o una categoría.
orders-suggest-word-missing = Escriba qué producto, categoría o etiqueta busca la regla.
orders-suggest-no-product = No hay ningún producto ni SKU «{ $code }». Búsquelo en Productos.
orders-suggest-no-brand = No hay ninguna marca «{ $code }». Búsquela en Tienda.
orders-suggest-never = La regla acabaría antes de empezar. Elija un último día posterior.
orders-suggest-no-day = «{ $typed }» no es un día. Escríbalo como 2026-03-31.
orders-suggest-text-long = El texto tiene más de 2000 caracteres. Acórtelo.
orders-suggest-placeholder = «{ $placeholder }» no se puede rellenar. Use product o price entre llaves.
orders-suggest-held-out = Esto se retuvo para comparar y no se puede ofrecer. Elija un cliente al que se muestren sugerencias.
orders-suggest-gone = Esto ya no se vende en esa moneda. Busque otra sugerencia.

## Suggestions: the card

orders-suggestions = Sugerencias
orders-suggestions-also = venta cruzada, recomendaciones
orders-suggestions-see = Ver sugerencias
orders-suggestions-here = Lo que se podría ofrecer ahora a este cliente, o por qué nada.
orders-suggest-kind-upsell = mejor en su lugar
orders-suggest-kind-cross-sell = combina con ello
orders-suggest-uncounted = siempre disponible
orders-suggest-because-rule = Regla: { $rule }
orders-suggest-because-together = Comprado junto con { $product } en { $orders } pedidos
orders-suggest-reply = Poner en la respuesta
orders-suggest-add = Añadir al pedido
orders-suggest-swap = Cambiar en el pedido
orders-suggest-order = Pedirlo
orders-suggest-decline = No le interesa
orders-suggest-not-now = Ahora no:
orders-suggest-nothing = Nada encaja: no se aplica ninguna regla y nada se compra junto con esto con suficiente frecuencia.
orders-suggest-left-out = Descartado
orders-suggest-opt-out = No sugerir nada a este cliente
orders-suggest-opt-in = Volver a sugerir a este cliente
orders-suggest-tell-cross-sell = { $product } combina bien con su pedido; cuesta { $price }. ¿Se lo añado?
orders-suggest-tell-upsell = En su lugar podría llevarse { $product } por { $price }. ¿Se lo cambio?

## Suggestions: why not

orders-not-now-switched-off = las sugerencias están desactivadas
orders-not-now-opted-out = el cliente no quiere sugerencias
orders-not-now-open-complaint = queja abierta
orders-not-now-open-return = devolución abierta
orders-not-now-open-refund = un reembolso está en camino
orders-not-now-open-record = un caso abierto de otro tipo, como una reclamación
orders-not-now-approval-waiting = una aprobación está pendiente o vencida
orders-not-now-urgent = la conversación es urgente
orders-not-now-sensitive = un asunto delicado
orders-not-now-said-no = el cliente dijo que no hace poco
orders-not-now-bad-mood = los últimos mensajes muestran enfado o decepción
orders-not-now-held-out = este cliente está en el grupo al que no se muestra nada, para comparar
orders-not-now-out-of-stock = agotado
orders-not-now-owned = ya lo tiene
orders-not-now-not-sold-here = no se vende en esta moneda o no está a la venta
orders-not-now-order-left = el pedido ya ha salido

## Suggestions: settings

orders-suggestions-about = Las reglas dicen qué se sugiere y cuándo; lo que se compra junto se cuenta solo. El ánimo y el caso deciden si se muestra algo.
orders-suggest-rules = Reglas
orders-suggest-rule-new = Nueva regla
orders-suggest-rule-edit = Cambiar la regla
orders-suggest-rule-remove = Quitar la regla
orders-suggest-rule-about = Cuando algo se cumple, sugerir algo. La primera regla que encaja va primero.
orders-suggest-no-rules = Aún no hay reglas
orders-suggest-no-rules-next = Hasta que las haya, solo se sugiere lo que se compra junto.
orders-suggest-says = Dice
orders-suggest-counts = en vigor
orders-suggest-rests = ahora no cuenta
orders-suggest-sentence = { $when }, sugerir { $product } ({ $kind })
orders-suggest-when-order-product = Cuando el pedido tiene { $word }
orders-suggest-when-customer-product = Cuando el cliente tiene { $word }
orders-suggest-when-order-category = Cuando el pedido tiene algo de la categoría { $word }
orders-suggest-when-customer-category = Cuando el cliente tiene algo de la categoría { $word }
orders-suggest-when-tag = Cuando el cliente lleva la etiqueta { $word }
orders-suggest-when-order = Cuando hay un pedido
orders-suggest-when-customer = Para todo cliente
orders-suggest-and-above = { $when } y suma más de { $amount }
orders-suggest-when = Cuando
orders-suggest-then = Sugerir
orders-suggest-look-at = Mirar en
orders-suggest-look-order = el pedido
orders-suggest-look-customer = todo lo que tiene el cliente
orders-suggest-has = si hay
orders-suggest-has-anything = nada en particular
orders-suggest-has-product = un producto
orders-suggest-has-category = una categoría de productos
orders-suggest-has-tag = una etiqueta del cliente
orders-suggest-word = Cuál
orders-suggest-word-hint = El código del producto, la categoría o la etiqueta.
orders-suggest-above = Solo si el pedido suma más de
orders-suggest-kind = Como qué
orders-suggest-what = Producto o variante
orders-suggest-what-hint = Un SKU para una variante, el código de un producto para la que haya.
orders-suggest-text = Texto para el cliente en { $language }
orders-suggest-text-hint = Si se deja vacío, se usa una frase de la casa. Se rellenan:
orders-suggest-all-brands = todas las marcas
orders-suggest-from = Desde
orders-suggest-until = Último día
orders-suggest-active = La regla está en vigor
orders-suggest-how = Cómo se hacen las sugerencias
orders-suggest-on = Hacer sugerencias
orders-suggest-together = Sugerir también lo que se compra junto a menudo
orders-suggest-least-orders = Comprado junto en al menos tantos pedidos
orders-suggest-least-orders-hint = Menos es casualidad.
orders-suggest-most-shown = A la vez, como máximo
orders-suggest-most-shown-hint = De 1 a 5.
orders-suggest-cooling-off = Días de descanso tras un no
orders-suggest-cooling-off-hint = Durante ese tiempo no se sugiere nada al cliente.
orders-suggest-taken-within = Cuenta como aceptado en tantos días
orders-suggest-taken-within-hint = Desde que se ofreció.
orders-suggest-hold-out = Porcentaje de clientes a los que no se muestra nada
orders-suggest-hold-out-hint = Para que los informes digan qué cambia al mostrar sugerencias. Siempre los mismos clientes.
orders-suggest-sensitive = No sugerir nada en conversaciones sobre
orders-suggest-sensitive-goods = No sugerir nada tras artículos de estas categorías
orders-suggest-quiet-records = No sugerir nada mientras haya un registro abierto de estos tipos
orders-suggest-list-hint = Palabras separadas por comas.
orders-suggest-count = Lo que se compra junto
orders-suggest-count-about = Los recuentos se mantienen con cada pedido. Vuelva a contar si entraron pedidos por otra vía.
orders-suggest-count-now = Volver a contar
orders-about-question = preguntas
orders-about-complaint = quejas
orders-about-order = pedidos
orders-about-billing = facturación
orders-about-technical = asuntos técnicos
orders-about-account = cuentas
orders-about-feedback = opiniones

## Suggestions: reports

orders-figure-suggestions-by-source = Sugerencias por regla y por lo que se compra junto
orders-figure-suggestions-by-agent = Sugerencias por agente
orders-figure-suggestions-lift = Qué cambia al mostrar sugerencias
orders-suggest-source = Por
orders-suggest-shown = Mostradas
orders-suggest-offered = Ofrecidas
orders-suggest-taken = Aceptadas
orders-suggest-declined = Rechazadas
orders-suggest-revenue = Ingresos
orders-suggest-shown-bought = Compraron, mostrada
orders-suggest-kept-back = Retenidas
orders-suggest-kept-back-bought = Compraron, retenida
orders-suggest-difference = Diferencia
orders-suggest-together-with = Comprado junto con { $product }

## Actions begun by macros

orders-begin = Empieza con una acción sobre el pedido
orders-begin-about = Al usar la macro se muestra la vista previa de esta acción. El texto se escribe cuando se confirma la acción.
orders-begin-nothing = ninguna
orders-begin-amount = Importe, si la acción lo lleva
orders-begin-as-usual = como siempre
orders-begin-which = ¿Para qué pedido?
orders-begin-which-about = El cliente tiene varios. No se hace nada antes de que vea la vista previa.
