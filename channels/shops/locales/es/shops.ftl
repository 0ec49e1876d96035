# Beside a shop: connecting one, how it is doing, what asks for a person, where books differ.

## Lists and settings

shops-menu = Tiendas
shops-menu-also = shopify, woocommerce, stripe, pagos, transportista, integración
shops-menu-group = Comercio
shops-title = Tiendas
shops-about = Sistemas de tienda cuyos pedidos se atienden aquí. Lo que se hace aquí se ejecuta allí.
shops-none = No hay ninguna tienda conectada
shops-none-next = Conecte Shopify, WooCommerce o Stripe: los pedidos, clientes y pagos aparecerán aquí por sí solos.
shops-connect = Conectar una tienda
shops-connect-about = La clave se prueba antes de guardar nada y no se vuelve a mostrar.
shops-edit-title = Cómo se llega a esta tienda
shops-edit = Ajustes
shops-all = Todas las tiendas
shops-back = Volver
shops-no-brand = Aún no hay ninguna marca. Añada una en la mesa de pedidos y conecte después su tienda.
shops-name = Nombre
shops-system = Sistema
shops-state = Estado
shops-read-at = Última lectura
shops-never = todavía no
shops-brand = Marca
shops-brand-hint = De quién son los pedidos: se aplican sus políticas y documentos.
shops-host = Dirección
shops-host-hint-shopify = El nombre propio de la tienda, por ejemplo kettle.myshopify.com.
shops-host-hint-woocommerce = La dirección del sitio web, por ejemplo shop.example.com. Solo https y solo la raíz.
shops-user = Clave de consumidor
shops-secret = Clave secreta
shops-secret-hint = Shopify: token de acceso de la API de administración. WooCommerce: secreto de consumidor. Stripe: clave restringida o secreta.
shops-secret-kept = Déjela vacía para conservar la guardada.
shops-secret-lost = No se puede leer su secreto; introdúzcalo de nuevo
shops-state-lost = Secreto ilegible
shops-webhook-secret = Secreto de los webhooks
shops-webhook-secret-hint = El secreto con que la tienda firma sus webhooks. Sin él se rechazan y la tienda se lee cada cinco minutos.
shops-enabled = Leer esta tienda
shops-save = Probar y guardar
shops-how-shopify = En Shopify, cree una aplicación personalizada con acceso a pedidos, clientes, productos y envíos, y pegue su token de acceso de la API de administración.
shops-how-woocommerce = En WooCommerce, abra Ajustes, Avanzado, API REST y añada una clave con acceso de lectura y escritura.
shops-how-stripe = En Stripe, cree una clave restringida que pueda leer pagos y escribir reembolsos. Los pagos encuentran su pedido por el número en sus metadatos (order_number).
shops-system-shopify = Shopify
shops-system-woocommerce = WooCommerce
shops-system-stripe = Stripe
shops-state-new = sin leer
shops-state-reading = leyendo
shops-state-idle = al día
shops-state-failing = con errores
shops-state-off = desactivada

## Mistakes

shops-mistake-name = Escriba un nombre para la tienda.
shops-mistake-host = Escriba la dirección https pública de la tienda: un nombre de host, sin puerto ni ruta.
shops-mistake-secret = Escriba la clave.
shops-other-host = Otra dirección es otra tienda. Conéctela como tienda nueva.
shops-test-failed = No se guardó: { $reason }
shops-only-by-hand = Ningún conector puede hacerlo. Hágalo en la tienda y elija Hecho.

## A shop's page

shops-read-now = Leer ahora
shops-webhook-address = Dirección para webhooks
shops-webhook-about-shopify = Añada en Shopify webhooks de pedidos, reembolsos, envíos, clientes y productos, en JSON, con esta dirección.
shops-webhook-about-woocommerce = Añada webhooks de pedidos, clientes y productos en WooCommerce, Ajustes, Avanzado, Webhooks, con esta dirección y el mismo secreto.
shops-webhook-about-stripe = Añada en Stripe, Desarrolladores, Webhooks, un destino con esta dirección y los eventos de intenciones de pago, cargos y reembolsos.
shops-disconnect = Desconectar
shops-disconnect-about = Las claves se olvidan y la tienda deja de leerse. Los pedidos leídos se quedan.
shops-done-saved = La tienda respondió y sus ajustes están guardados.
shops-done-read = Se está leyendo la tienda.
shops-done-compared = Se están comparando los libros.
shops-done-replayed = Se procesa de nuevo.
shops-done-decided = Su decisión queda guardada.
shops-when = Cuándo
shops-what = Qué
shops-order = Pedido
shops-reason = Motivo
shops-topic = Tema
shops-theirs = En la tienda
shops-our-figure = Aquí
shops-their-figure = Allí
shops-errands = Se ejecuta en la tienda
shops-errands-none = Todo lo hecho aquí se ejecutó allí.
shops-errand-waiting = En curso
shops-errand-done = Hecho
shops-errand-failed = Fallido
shops-errand-asks = Hágalo en la tienda y elija Hecho.
shops-decide-done = Hecho
shops-decide-again = Hacerlo otra vez
shops-decide-give-up = Abandonar
shops-dead = Apartado
shops-dead-none = Todo lo que contó la tienda se tomó en cuenta.
shops-replay = Intentar de nuevo
shops-differences = Dónde difieren los libros
shops-differences-none = Ninguna diferencia en los últimos treinta días. Comparado
shops-not-compared = Los libros aún no se han comparado.
shops-compare-now = Comparar ahora
shops-differs-missing-here = Falta el pedido aquí
shops-differs-missing-there = Falta el pedido allí
shops-differs-owed-differs = El total difiere
shops-differs-paid-differs = El importe pagado difiere
shops-differs-refund-unknown-here = Reembolso desconocido aquí
shops-differs-refund-unknown-there = Reembolso desconocido allí
shops-differs-money-without-order = Dinero sin pedido

## Tasks

shops-task-refund = reembolso
shops-task-cancel = cancelación
shops-task-change-address = cambio de dirección
shops-task-fulfil = envío
shops-task-change-items = cambio de artículos
shops-task-change-shipping = cambio de envío
shops-task-exchange = cambio
shops-task-return = devolución
shops-task-receive-return = devolución recibida
shops-task-close-return = devolución anulada
shops-task-resend = reenvío
shops-task-apply-voucher = vale

## Ailments

shops-ailment-key-refused = La tienda no acepta la clave ({ $said }). Abra Ajustes, Tiendas, elija la tienda e introduzca una clave nueva.
shops-ailment-busy = La tienda pide esperar { $said } s. Se reintenta solo.
shops-ailment-away = No se puede llegar a la tienda ({ $said }). Se reintenta solo; si persiste, revise su dirección.
shops-ailment-uncertain = Se pidió y nadie sabe si se hizo ({ $said }). Mire en la tienda y elija Hecho o Hacerlo otra vez.
shops-ailment-refused = La tienda lo rechazó: { $said }. Corríjalo en la tienda o elija otra acción.
shops-ailment-unreadable = No se puede leer la respuesta de la tienda ({ $said }). Infórmelo con la versión del sistema.
shops-ailment-cannot-do = Este sistema no puede hacerlo. Hágalo en la tienda y elija Hecho.
shops-ailment-not-allowed = No se puede preguntar a esa dirección ({ $said }). Introduzca la dirección https pública de la tienda.
shops-ailment-secret-lost = No se puede leer su secreto. Abra Ajustes, Tiendas, elija la tienda e introdúzcalo de nuevo.
shops-ailment-not-taken = No se pudo llevar a los libros ({ $said }). Corríjalo en la tienda y elija Intentar de nuevo.
shops-ailment-given-up = Alguien decidió no hacerlo.

## Stories

shops-story-connected = conectó una tienda
shops-story-settings-changed = cambió cómo se llega a una tienda
shops-story-disconnected = desconectó una tienda
shops-story-failing = Una tienda falla: { $reason }
shops-story-mended = Una tienda vuelve a responder
shops-story-order-read = Se leyó un pedido de su tienda
shops-story-delivery-kept = Una tienda envió novedades
shops-story-delivery-set-aside = Se apartó algo que contó una tienda
shops-story-delivery-replayed = reintentó algo que estaba apartado
shops-story-errand-begun = Se pidió a la tienda: { $what }
shops-story-errand-done = La tienda lo ejecutó: { $what }
shops-story-errand-failed = La tienda no lo ejecutó: { $what }. { $reason }
shops-story-errand-asks = Alguien debe decidir: { $what }. { $reason }
shops-story-compared = Se compararon los libros con una tienda: { $count } diferencias
shops-story-file-imported = importó un archivo: { $count } filas
shops-differs-state-differs = El estado difiere
shops-state-open = No enviado
shops-state-sent = Enviado
shops-state-cancelled = Cancelado
shops-differences-csv = Como CSV
shops-order-errands = Lo que se pidió a la tienda
shops-order-unsettled = Algo no se hizo en la tienda. Pídalo de nuevo o decida sobre ello.
shops-errand-again = Empezado de nuevo
shops-again-named = Hacerlo de nuevo: { $what }
shops-order-decide = Decidir
