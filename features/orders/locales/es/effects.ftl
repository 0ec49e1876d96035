# Qué haría un cambio de la tienda antes de guardarlo.
orders-effect-nothing = Rellene los campos para ver qué haría esto.
orders-effect-what = Qué
orders-effect-before = Ahora
orders-effect-after = Después de guardar
orders-effect-example-table = Ejemplo
orders-effect-net = Neto
orders-effect-tax = Impuesto
orders-effect-total = Total
orders-effect-not-sold = Un guion: una clase de impuesto no tiene tipo allí, así que no se puede vender nada de ella.
orders-effect-amount = artículos por { $amount }
orders-effect-example = Ejemplo, { $brand } a { $country }: { $goods }
orders-effect-open-orders = { $count ->
    [0] Ningún pedido abierto está afectado.
    [one] Un pedido abierto está afectado. Conserva lo facturado.
   *[other] { $count } pedidos abiertos están afectados. Conservan lo facturado.
}
orders-effect-rate = El tipo cambia de { $before } a { $after } desde que guarde.
orders-effect-rate-new = No había nada para esta clase allí. Desde que guarde tributa al { $after }.
orders-effect-subscriptions = { $count ->
    [one] Una suscripción en curso es de esta clase. Su próxima factura lleva el nuevo tipo.
   *[other] { $count } suscripciones en curso son de esta clase. Sus próximas facturas llevan el nuevo tipo.
}
orders-effect-later-pieces = Lo que se añada más tarde a un pedido tributa al tipo de ese día.
orders-effect-price = El precio cambia de { $before } a { $after }.
orders-effect-price-new = Aún no tiene precio en esta moneda. Se vendería por { $after }.
orders-effect-shipping-new = Aún no enviamos así allí. Se ofrecería por { $after }.
orders-effect-voucher = Descuenta { $amount } de este ejemplo.
orders-effect-voucher-later = Los pedidos anteriores no cambian. Si se deshace, el cupón ya no se puede usar; lo descontado se queda.
orders-effect-plan-new = Un plan nuevo: { $after } por período.
orders-effect-billed = A un cliente nuevo se le facturan { $total } por período, de los que { $tax } son impuesto.
orders-effect-running = { $count ->
    [0] Ninguna suscripción sigue este plan.
    [one] Una suscripción sigue este plan. Conserva su precio.
   *[other] { $count } suscripciones siguen este plan. Conservan su precio.
}
orders-effect-class = De la clase «{ $class }» hay { $variants } variantes en venta y { $plans } planes. Tributarían a cero por este motivo.
orders-effect-class-rates = { $count ->
    [one] Hay un tipo mayor que cero para esta clase, así que se rechaza.
   *[other] Hay { $count } tipos mayores que cero para esta clase, así que se rechaza.
}
orders-effect-zone = Para { $brand } ahora es { $now }. En esa zona es { $then }.
orders-effect-zone-means = Desde ahora sus días empiezan allí: los plazos de devolución y los límites diarios se cuentan así.
orders-effect-numbers = El próximo pedido se numera como { $after } y ya no como { $before }.
orders-effect-brand-stays = { $orders } pedidos conservan su número y { $papers } documentos su emisor.
orders-effect-look = Desde el próximo documento de { $brand }. { $papers } documentos emitidos se imprimen como eran.
orders-effect-entity = { $count ->
    [0] Ninguna marca emite por ella todavía.
    [one] Sus próximos documentos lo dirán. Emite para { $brands }.
   *[other] Sus próximos documentos lo dirán. Emite para { $brands }.
}
orders-effect-entity-stays = { $papers } documentos dicen lo que era cierto en su día.
orders-effect-suggested-at = { $count ->
    [one] Una regla lo sugiere; desde ahora a este precio.
   *[other] { $count } reglas lo sugieren; desde ahora a este precio.
}
orders-effect-class-by = Una pieza a su precio de { $price }:
orders-effect-no-price = Aún no tiene precio.
orders-effect-category-same = La categoría no cambia.
orders-effect-category-leaves = { $count ->
    [0] Sale de la categoría «{ $category }». Ninguna regla de sugerencias la busca.
    [one] Sale de la categoría «{ $category }», que busca una regla de sugerencias.
   *[other] Sale de la categoría «{ $category }», que buscan { $count } reglas de sugerencias.
}
orders-effect-category-joins = { $count ->
    [0] Entra en la categoría «{ $category }». Ninguna regla de sugerencias la busca.
    [one] Entra en la categoría «{ $category }», que busca una regla de sugerencias.
   *[other] Entra en la categoría «{ $category }», que buscan { $count } reglas de sugerencias.
}
orders-effect-category-policies = Las políticas que preguntan por la categoría ven la nueva en los pedidos desde ahora.
orders-effect-names-stay = { $count ->
    [0] Ningún pedido abierto lo tiene.
    [one] Un pedido abierto lo tiene y conserva sus palabras.
   *[other] { $count } pedidos abiertos lo tienen y conservan sus palabras.
}
orders-effect-stock = Hay { $before }; habría { $after }.
orders-effect-stock-below = Solo hay { $before }, así que se rechaza.
orders-effect-stock-stays = La entrada queda en la lista; otra al revés la compensa.
orders-stands-nowhere = No está en ningún pedido abierto, ninguna petición pendiente ni ninguna regla.
orders-stands-orders = { $count ->
    [one] Un pedido abierto lo tiene y lo conserva.
   *[other] { $count } pedidos abiertos lo tienen y lo conservan.
}
orders-stands-waiting = { $count ->
    [one] Una petición pendiente lo nombra y se denegaría.
   *[other] { $count } peticiones pendientes lo nombran y se denegarían.
}
orders-stands-rules = { $count ->
    [one] Una regla lo sugiere o lo busca.
   *[other] { $count } reglas lo sugieren o lo buscan.
}
orders-story-withdrawn = retiró «{ $name }» de los ajustes de la tienda
orders-try = Pruébelo
orders-try-about = Una conversación pasada o lo que un cliente podría escribir, con un pedido. No se muestra a nadie ni se cuenta.
orders-try-conversation = Número de conversación
orders-try-order = Número de pedido
orders-try-order-hint = Vacío: el más reciente del cliente, o uno reciente en el que nada se oponga a sugerir.
orders-try-words = Lo que escribe el cliente
orders-try-with = Probado con { $customer }, pedido { $order }.
orders-try-with-customer = Probado con { $customer }.
orders-try-with-nothing-ordered = Probado con { $customer }, que no ha pedido nada.
orders-try-mood-negative = Las palabras suenan molestas.
orders-try-mood-neutral = Las palabras suenan tranquilas.
orders-try-mood-positive = Las palabras suenan contentas.
orders-try-fires = Esta regla sugeriría { $product } aquí.
orders-try-silent = Esta regla no sugeriría nada aquí: no está lo que busca, no cuenta ahora u otras van antes.
orders-try-all = Todo lo que se sugeriría
orders-try-now = Tal como está: { $products }.
orders-try-now-nothing = Tal como está no se sugiere nada.
orders-try-with-it = Con estos ajustes: { $products }.
orders-try-with-it-nothing = Con estos ajustes no se sugiere nada.
orders-try-nobody = No hay pedido con que probarlo. Escriba el número de una conversación.
orders-try-not-found = No hay tal conversación o pedido que pueda ver. Compruebe el número.
orders-record-form = El formulario que reciben los agentes
orders-record-form-about = Pruébelo: no se guarda nada.
orders-record-new-code = Un tipo nuevo. No hay registros.
orders-record-count = { $count ->
    [0] No hay registros de este tipo.
    [one] Hay un registro de este tipo. Queda como está.
   *[other] Hay { $count } registros de este tipo. Quedan como están.
}
orders-record-all-fit = Todos los revisados encajan en los nuevos campos.
orders-record-misfit = { $count ->
    [one] Un registro no encaja en los nuevos campos. Se puede leer; una acción se deniega hasta que encaje.
   *[other] { $count } registros no encajan en los nuevos campos. Se pueden leer; las acciones se deniegan hasta que encajen.
}
orders-record-misfit-field = { $count ->
    [one] { $field }: en un registro
   *[other] { $field }: en { $count } registros
}
orders-record-looked-at = Se revisaron los { $count } más recientes.
orders-record-state-lost = { $count ->
    [one] Un registro está en el estado «{ $state }», que desaparecería. Así no se puede guardar.
   *[other] { $count } registros están en el estado «{ $state }», que desaparecería. Así no se puede guardar.
}
orders-record-type-in-use = Ya hay registros de { $name }, así que se queda. Escriba su próxima versión.
