# Webhooks: otros programas se enteran de lo que pasa aquí.

## Lista y formulario

webhooks-menu = Webhooks
webhooks-menu-also = avisos a programas, eventos, integración, firma
webhooks-menu-group = Programas
webhooks-title = Webhooks
webhooks-about = Programas de fuera a los que se avisa de lo que pasa aquí, en el momento.
webhooks-none = Ningún programa escucha
webhooks-none-next = Añada la dirección de un programa: se le avisa de conversaciones, mensajes y pedidos nuevos en un segundo, con firma para que sepa que somos nosotros.
webhooks-add = Añadir un webhook
webhooks-edit = Cambiar
webhooks-all = Todos los webhooks
webhooks-back = Volver
webhooks-form-about = Los mensajes nombran lo que cambió y no llevan datos personales; el programa pide el resto a la API.
webhooks-receiver = Receptor
webhooks-name = Nombre
webhooks-added = Añadido
webhooks-url = Dirección
webhooks-url-hint = Una dirección https de la internet pública. Debe responder 2xx en 15 segundos.
webhooks-wanted = De qué se le avisa
webhooks-family-conversation = Conversaciones: abiertas, asignadas, resueltas…
webhooks-family-message = Mensajes: llegados, escritos, entregados…
webhooks-family-customer = Clientes
webhooks-family-order = Pedidos
webhooks-family-action = Acciones sobre pedidos
webhooks-family-shop = Tiendas
webhooks-kinds = Otros tipos
webhooks-kinds-hint = Uno por línea, como note.added, agent.* o * para todo.
webhooks-save = Guardar
webhooks-mistake-name = Póngale un nombre para que otros sepan para qué sirve.
webhooks-mistake-url = Escriba una dirección https en el puerto habitual, sin usuario ni contraseña.
webhooks-mistake-wanted = Elija al menos un tipo de suceso.
webhooks-mistake-kind = «{ $kind }» no es un tipo de suceso. Escriba message.arrived, order.* o *.
webhooks-mistake-inside = Esta dirección está dentro de una red propia y nunca se conecta con ella. Introduzca una de la internet pública.
webhooks-mistake-kind-unknown = Nunca se cuenta nada del tipo «{ $kind }». Hay: { $known }.
webhooks-refused-two-secrets = Ya firman dos secretos; un tercero terminaría el anterior, con el que el receptor quizá comprueba todavía. Introduzca el secreto nuevo en el receptor, termine el anterior y después cree otro.
webhooks-refused-one-secret = Solo firma un secreto; no hay ninguno anterior que terminar.
webhooks-refused-waiting = Este mensaje todavía espera su envío, así que no hay nada que enviar otra vez. Sale por sí solo.

## Cómo le va

webhooks-state = Estado
webhooks-state-working = Funciona
webhooks-state-failing = Falla
webhooks-state-paused = En pausa
webhooks-state-waiting = En espera
webhooks-state-delivered = Entregado
webhooks-state-dead = Abandonado
webhooks-paused-by-hand = Alguien lo puso en pausa.
webhooks-paused-gone = Dijo que ya no existe (410). Reanúdelo cuando vuelva.
webhooks-paused-given-up = No aceptó nada en cinco días. Arregle el receptor y reanúdelo.
webhooks-paused-owner = Quien lo creó ya no puede leer el registro. Reanúdelo para que oiga lo que usted puede ver.
webhooks-eyes = Oye lo que puede ver la persona que lo añadió, o que cambió su dirección o lo reanudó por última vez.
webhooks-secret = Secreto
webhooks-secret-show = Mostrar el secreto
webhooks-secret-about = El receptor comprueba con él cada mensaje: webhook-signature es v1 y HMAC-SHA256 de webhook-id, webhook-timestamp y el cuerpo, como dice la especificación Standard Webhooks.
webhooks-secret-rotate = Crear un secreto nuevo
webhooks-secret-both = Los mensajes se firman con este secreto y con el anterior, que termina
webhooks-secret-drop = Terminar ya el secreto anterior
webhooks-secret-lost = No se puede leer su secreto; cree uno nuevo
webhooks-state-lost = Secreto ilegible
webhooks-secret-lost-next = No se puede leer su secreto, así que no se envía nada. Cree un secreto nuevo e introdúzcalo en el receptor: lo que espera saldrá entonces.

## Lo que se le dijo

webhooks-messages = Mensajes
webhooks-messages-all = Todos
webhooks-messages-waiting = En espera
webhooks-messages-dead = Abandonados
webhooks-messages-delivered = Entregados
webhooks-messages-none = No hay ningún mensaje así.
webhooks-not-yours = Se le dijo para los ojos de otra persona.
webhooks-personal-token = Un webhook oye con los ojos de un token de servicio, que se ve y se puede revocar. Use uno o añada el webhook en los ajustes.
webhooks-id = Id
webhooks-tries = { $count ->
    [one] { $count } intento
   *[other] { $count } intentos
}
webhooks-no-answer = Sin respuesta
webhooks-took = tras { $milliseconds } ms
webhooks-replay = Enviar otra vez
webhooks-replay-dead = Enviar otra vez todo lo abandonado
webhooks-test = Enviar una prueba
webhooks-pause = Pausar
webhooks-resume = Reanudar
webhooks-end = Quitar el webhook
webhooks-end-about = No se le avisa de nada más y se olvida lo que se le dijo. No se puede deshacer.
webhooks-done-saved = Guardado.
webhooks-done-test = Un mensaje de prueba va en camino; aparece abajo.
webhooks-done-pause = En pausa: por ahora no se le avisa de nada.
webhooks-done-resume = Reanudado: se le avisa de lo que pase desde ahora.
webhooks-done-rotate = Hay un secreto nuevo. Póngalo en el receptor; el anterior firma una semana más.
webhooks-done-drop-old = El secreto anterior ya no firma.
webhooks-done-replay = Se envía otra vez.
webhooks-done-replay-dead = Se envía otra vez lo abandonado, hasta 500 a la vez.

## En el registro

webhooks-story-added = añadió el webhook «{ $name }»
webhooks-story-changed = cambió el webhook «{ $name }»
webhooks-story-rotated = creó un secreto nuevo para el webhook «{ $name }»
webhooks-story-old-dropped = terminó el secreto anterior del webhook «{ $name }»
webhooks-story-paused = El webhook «{ $name }» está en pausa. { $reason }
webhooks-story-resumed = reanudó el webhook «{ $name }»
webhooks-story-failing = El webhook «{ $name }» no acepta sus mensajes; se intentan de nuevo
webhooks-story-mended = El webhook «{ $name }» vuelve a aceptar sus mensajes
webhooks-story-message-dead = Se abandonó un mensaje de un webhook sobre { $about }
webhooks-story-replayed = { $count ->
    [one] envió otra vez un mensaje de un webhook
   *[other] envió otra vez { $count } mensajes de un webhook
}
webhooks-story-ended = quitó el webhook «{ $name }»
