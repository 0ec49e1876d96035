# Qué supondría cambiar o quitar un atributo.
customers-attribute-looks = Esto es lo que rellenan los agentes. Pruébelo: no se guarda nada.
customers-value-orphaned = { $value } (ya no se ofrece)
customers-count = { $count ->
    [one] un cliente
   *[other] { $count } clientes
}
customers-misfit-choice = { $count ->
    [one] Un cliente tiene un valor que ya no se ofrecería.
   *[other] { $count } clientes tienen un valor que ya no se ofrecería.
}
customers-misfit-number = { $count ->
    [one] Un cliente tiene un número fuera de estos límites.
   *[other] { $count } clientes tienen un número fuera de estos límites.
}
customers-misfit-stays = Se queda como está hasta que alguien lo cambie.
customers-erased-never = Los valores se conservan tanto como el cliente; ninguno se borra por tiempo.
customers-erased-at-once = { $count ->
    [one] Un valor se borraría en menos de una hora. No se puede recuperar.
   *[other] { $count } valores se borrarían en menos de una hora. No se pueden recuperar.
}
customers-erased-none-at-once = Ningún valor se borraría enseguida.
customers-erased-on = { $date }: { $count ->
    [one] se borraría un valor
   *[other] se borrarían { $count } valores
}
customers-erased-later = Después: { $count ->
    [one] un valor
   *[other] { $count } valores
}
customers-attribute-lost = { $count ->
    [one] Se borra el valor de un cliente. Se anotó entre el { $from } y el { $until }.
   *[other] Se borran los valores de { $count } clientes. Se anotaron entre el { $from } y el { $until }.
}
customers-attribute-lost-nothing = Ningún cliente tiene valor; no se pierde nada.
customers-attribute-sure = { $count ->
    [0] Sí, quitarlo
    [one] Sí, borrar un valor para siempre
   *[other] Sí, borrar { $count } valores para siempre
}
customers-attribute-unsure = No se ha quitado nada. Marque la casilla junto al botón para confirmar.
customers-attribute-more-by-now = Entretanto más clientes tienen un valor. No se ha quitado nada; mire otra vez las cifras.
customers-attribute-has-values = Ya hay clientes con un valor. Desactívelo o quítelo con sus valores en su página.
