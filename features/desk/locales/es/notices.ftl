desk-notice-breaching = Una respuesta vence pronto
desk-notices-settings = Ajustes
desk-letter-open = Abrir la conversación
desk-letter-settings = Ajustes de avisos
desk-letter-unsubscribe = Desactivar estas cartas
desk-letter-not-answered = No responda a esta carta: nadie la lee y el cliente no la recibiría. Responda en Frontline.
desk-digest-subject = { $count ->
    [one] 1 cosa sin leer
   *[other] { $count } cosas sin leer
}
desk-digest-hour = Esto es lo que no ha leído desde el último resumen.
desk-digest-night = Esto llegó en sus horas de silencio.
desk-digest-more = { $count ->
    [one] y 1 más
   *[other] y { $count } más
}
desk-digest-all = Todos los avisos
