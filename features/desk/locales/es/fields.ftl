# Los campos de conversación como los lleva quien administra.
desk-fields-put-away = Ya no se pregunta; se conserva como estaba:
desk-field-orphaned = { $value } (ya no se ofrece)
desk-field-filled-in = Rellenado
desk-field-is-off = desactivado
desk-field-up = Subir { $label }
desk-field-down = Bajar { $label }
desk-field-words = Qué se pregunta
desk-field-looks = Así lo ven los agentes. Pruébelo: no se guarda nada.
desk-field-conversations = { $count ->
    [0] Ninguna conversación tiene valor todavía.
    [one] Una conversación tiene un valor. Se conserva.
   *[other] { $count } conversaciones tienen un valor. Todos se conservan.
}
desk-field-in-conversations = { $count ->
    [one] una conversación
   *[other] { $count } conversaciones
}
desk-field-orphans = { $count ->
    [one] Una conversación guarda un valor que ya no se ofrecería.
   *[other] { $count } conversaciones guardan un valor que ya no se ofrecería.
}
desk-field-orphans-stay = Se muestra como abajo y se conserva hasta que alguien elija otro.
desk-field-orphans-more = { $count ->
    [one] Y un valor más.
   *[other] Y { $count } valores más.
}
desk-field-key = Los programas conocen este campo como «{ $key }»; eso no cambia. Las vistas, los filtros y las macros no nombran campos.
desk-field-switch-off = Desactivar
desk-field-switch-off-about = { $count ->
    [0] Ya no se pregunta a los agentes. Ninguna conversación tiene valor.
    [one] Ya no se pregunta a los agentes. El valor de una conversación se conserva y se puede leer allí.
   *[other] Ya no se pregunta a los agentes. Los valores de { $count } conversaciones se conservan y se pueden leer allí.
}
desk-field-switch-on = Activar de nuevo
desk-field-switch-on-about = { $count ->
    [0] Se vuelve a preguntar a los agentes. Ninguna conversación tiene valor.
    [one] Se vuelve a preguntar a los agentes. El valor de una conversación se puede cambiar allí.
   *[other] Se vuelve a preguntar a los agentes. Los valores de { $count } conversaciones se pueden cambiar allí.
}
desk-field-remove = Quitar este campo
desk-field-remove-about = Nadie lo ha rellenado nunca, así que no se pierde nada. Se puede restablecer.
desk-field-stays = Se ha rellenado, así que se queda: lo respondido debe poder leerse. Desactívelo si ya no se debe preguntar.
desk-field-was-filled-in = El campo { $label } se ha rellenado y no se puede quitar. Desactívelo; sus valores seguirán siendo legibles.
desk-story-field-changed = Campo «{ $label }» cambiado
desk-story-field-switched-off = Campo «{ $label }» desactivado
desk-story-field-switched-on = Campo «{ $label }» activado de nuevo
desk-story-field-removed = Campo «{ $label }» quitado
desk-story-fields-arranged = Cambió el orden de los campos de conversación
