## Muchas a la vez

desk-key-pick-all = Elegir toda la lista
desk-bulk-title = Un cambio para muchas
desk-bulk-begun = Empezado { $time }, para { $total }
desk-bulk-all = Las { $count }
desk-bulk-all-picked = Las { $count } de esta lista
desk-bulk-running = Hechas: { $reached } de { $total }
desk-bulk-same = ya estaban así: { $count }
desk-bulk-failed = sin cambiar: { $count }
desk-bulk-see = Ver cuáles y por qué
desk-bulk-why = Por qué
desk-bulk-refused = Sin cambiar
desk-bulk-none-failed = No se rechazó nada
desk-bulk-undo-all = Deshacerlo todo
desk-bulk-untag = Quitar
desk-bulk-macro-about = Lo que hace una macro; su texto no se envía
desk-bulk-macro-none = Ninguna macro hace más que escribir
desk-bulk-one-out-of-sight = Una que ya no puede ver
desk-bulk-out-of-sight = Está fuera de su vista. Pregunte a quien vea su bandeja.
desk-bulk-changed = Alguien la cambió en el mismo momento. Mírela y cámbiela por separado.
desk-bulk-trouble = Un fallo del programa. Inténtelo de nuevo; si sigue, avise.
desk-bulk-none = No hay nada elegido. Elija conversaciones con x, o toda la lista con * a.
desk-bulk-too-many = Son más de { $most } a la vez. Acote antes la lista con un filtro.
desk-bulk-unreadable = Ese cambio no existe o esa hora no se entiende. Elija del menú o escriba «mañana 9».
desk-bulk-said-assign = Asignadas: { $count }
desk-bulk-said-team = Entregadas al equipo: { $count }
desk-bulk-said-status = { $status }: { $count }
desk-bulk-said-snooze = Pospuestas: { $count }
desk-bulk-said-priority = Con otra prioridad: { $count }
desk-bulk-said-category = Con otra categoría: { $count }
desk-bulk-said-tag = Etiquetadas: { $count }
desk-bulk-said-untag = Etiqueta quitada: { $count }
desk-bulk-said-macro = Macro usada: { $count }
desk-bulk-said-undo = Devueltas a como estaban: { $count }
desk-story-bulk-begun = Se empezó un cambio para { $count } conversaciones
desk-story-imported = Se incorporaron { $count } mensajes anteriores
desk-story-bulk-finished = Un cambio para muchas terminó: { $done } cambiadas, { $failed } rechazadas
desk-conversation = Conversación

## Deshacer

desk-undo-last = Deshacer lo último que hice
desk-undo-nothing = No hay nada suyo que deshacer de la última hora.
desk-undo-undone = Ya está deshecho.
desk-undo-too-old = Fue hace más de un día; otros han seguido desde ahí. Cámbielo a mano.
desk-undo-running = El cambio aún no ha terminado. Deshágalo cuando termine.
desk-undo-moved-subject = El asunto de #{ $number } ha cambiado desde entonces{ $name }. No se deshizo nada; cámbielo a mano.
desk-undo-moved-priority = La prioridad de #{ $number } ha cambiado desde entonces{ $name }. No se deshizo nada; cámbiela a mano.
desk-undo-moved-category = La categoría de #{ $number } ha cambiado desde entonces{ $name }. No se deshizo nada; cámbiela a mano.
desk-undo-moved-field = Un campo de #{ $number } ha cambiado desde entonces{ $name }. No se deshizo nada; cámbielo a mano.
desk-undo-moved-tags = Las etiquetas de #{ $number } han cambiado desde entonces{ $name }. No se deshizo nada; cámbielas a mano.
desk-undo-moved-follows = Quién sigue #{ $number } ha cambiado desde entonces{ $name }. No se deshizo nada; cámbielo a mano.
desk-undo-moved-links = Los enlaces de #{ $number } han cambiado desde entonces{ $name }. No se deshizo nada; cámbielos a mano.
desk-undo-moved-checklist = La lista de tareas de #{ $number } ha cambiado desde entonces{ $name }. No se deshizo nada; cámbiela a mano.
desk-undo-moved-follow-up = Un seguimiento de #{ $number } ha cambiado desde entonces{ $name }. No se deshizo nada; cámbielo a mano.
desk-undo-moved-team = El equipo de #{ $number } ha cambiado desde entonces{ $name }. No se deshizo nada; cámbielo a mano.
desk-undo-moved-assignee = Ahora otra persona tiene #{ $number }{ $name }. No se deshizo nada; cámbielo a mano.
desk-undo-moved-status = El estado de #{ $number } ha cambiado desde entonces{ $name }. No se deshizo nada; cámbielo a mano.
desk-said-put-back = Deshecho: #{ $number } está como estaba
desk-said-draft-gone = Borrador eliminado

## Después de resolver

desk-after-resolve = Después de resolver
desk-after-next = La siguiente conversación
desk-after-list = Volver a la lista
desk-after-stay = Quedarse aquí
desk-said-after-resolve = Guardado
desk-story-preference = Eligió qué aparece después de resolver

## Lista de tareas

desk-checklist = Lista de tareas
desk-checklist-add = Añadir algo por hacer
desk-checklist-remove = Quitar «{ $item }»
desk-checklist-empty = Escriba qué hay que hacer.
desk-checklist-full = Una lista tiene { $most } tareas como mucho. Marque algunas y quítelas.
desk-macro-checklist-hint = Lo que pone en la lista de tareas, una por línea
desk-said-checklist-added = En la lista de tareas
desk-said-checklist-done = Hecha
desk-said-checklist-reopened = Otra vez por hacer
desk-said-checklist-removed = Quitada de la lista
desk-story-checklist-added = Se añadió algo a la lista de tareas
desk-story-checklist-done = Se marcó como hecha una tarea de la lista
desk-story-checklist-reopened = Una tarea de la lista está otra vez por hacer
desk-story-checklist-removed = Se quitó una tarea de la lista

## Seguimientos

desk-view-follow-ups = Seguimientos pendientes
desk-follow-up = Hacer seguimiento
desk-follow-ups = Seguimientos
desk-follow-up-tomorrow = Mañana
desk-follow-up-in-two = En 2 días
desk-follow-up-in-three = En 3 días
desk-follow-up-in-seven = En una semana
desk-follow-up-at = En otro momento
desk-follow-up-note = Para qué
desk-follow-up-whose = Quién vuelve a mirar
desk-follow-up-me = Yo
desk-follow-up-always = También si responden antes
desk-follow-up-unless-answered = si no hay respuesta
desk-follow-up-set = Fijar seguimiento
desk-follow-up-end = Este seguimiento está hecho
desk-said-follow-up = Seguimiento { $time }
desk-said-follow-up-ended = Seguimiento terminado
desk-notice-follow-up = Es hora de hacer seguimiento
desk-story-follow-up-set = Seguimiento fijado para { $time }
desk-story-follow-up-due = Toca hacer un seguimiento
desk-story-follow-up-done = Un seguimiento está hecho
desk-story-follow-up-answered = El cliente respondió antes del seguimiento
desk-story-follow-up-taken-back = Se retiró un seguimiento

## Objetivos

desk-view-breaching = A punto de vencer
desk-due-first = Lo que vence antes
desk-due-in = vence en { $span }
desk-due-now = vence ahora
desk-due-late-by = { $span } de retraso
desk-due-by = Nuestra respuesta vence { $time }
desk-due-late = Nuestra respuesta vencía { $time }
desk-targets = Objetivos y horario
desk-targets-about = En cuánto tiempo tiene respuesta un cliente, en minutos de trabajo. Cuenta la línea más concreta: bandeja y prioridad, bandeja, prioridad, todo.
desk-targets-none = Aún no se ha prometido nada. Sin objetivo no vence nada.
desk-target-new = Prometer una respuesta
desk-target-every-inbox = Todas las bandejas
desk-target-every-priority = Todas las prioridades
desk-target-first = Primera respuesta
desk-target-next = Cada respuesta siguiente
desk-target-minutes-hint = En minutos de trabajo. Vacío: no se promete nada.
desk-target-save = Guardar objetivo
desk-target-drop = Quitar
desk-target-example = Quien escriba ahora tendrá una primera respuesta antes de { $time }.
desk-target-empty = Diga en cuántos minutos vence la primera respuesta o la siguiente.
desk-target-minutes = Un objetivo está entre 1 minuto y 90 días.
desk-hours = Horario de trabajo
desk-hours-about = Los minutos solo cuentan mientras trabajan. Deje vacío el día en que nadie trabaja.
desk-hours-in-zone = Según los relojes de
desk-hours-from = { $day }, desde
desk-hours-to = { $day }, hasta
desk-hours-holidays = Días libres
desk-hours-holidays-hint = Uno por línea, como 2026-12-25
desk-hours-zone = Esa zona horaria no se conoce. Elija una de la lista.
desk-hours-none = Alguien tiene que trabajar algún día. Rellene al menos uno.
desk-hours-order = El trabajo termina después de empezar. Revise los días; la medianoche final es 00:00.
desk-hours-clock = «{ $typed }» no es una hora. Escríbala como 09:00.
desk-hours-holiday = «{ $typed }» no es una fecha. Escríbala como 2026-12-25.
desk-day-mon = Lunes
desk-day-tue = Martes
desk-day-wed = Miércoles
desk-day-thu = Jueves
desk-day-fri = Viernes
desk-day-sat = Sábado
desk-day-sun = Domingo
desk-story-target-set = Se fijó un objetivo de respuesta { $name }
desk-story-target-dropped = Se quitó un objetivo de respuesta { $name }
desk-story-target-missed = Sin respuesta antes de { $time }, como se prometió
desk-story-hours = Se cambió el horario de trabajo

## Incidencias

desk-incident = Incidencia
desk-incident-about = Un problema, muchos clientes: sus conversaciones dependen de esta, y una sola respuesta va a cada uno.
desk-incident-none = Nadie depende aún de este problema
desk-incident-none-next = Añada por número las conversaciones de todos los afectados.
desk-incident-children = A quién afecta
desk-incident-add = Añadir conversaciones
desk-incident-numbers = Números
desk-incident-numbers-hint = Separados por comas, como 12, 15, 18
desk-incident-add-them = Añadirlas
desk-incident-broadcast = Una respuesta para todos
desk-incident-text = Lo que lee cada cliente
desk-incident-and-resolve = Y resolver las suyas
desk-incident-look = Ver quién la recibe
desk-incident-will-go = Va a { $count } de { $total }
desk-incident-who = Quién la recibe
desk-incident-first = { $name } lee:
desk-incident-send = Enviar a { $count }
desk-incident-resolve = Resolverlas todas
desk-incident-open = Abrir como incidencia
desk-incident-hang = Pertenece a un problema
desk-incident-hang-hint = El número de la conversación que representa el problema
desk-incident-hangs-on = Pertenece al problema #{ $number }
desk-incident-nested = #{ $number } no puede depender de ahí: un problema no depende de otro. Elija el de más arriba.
desk-incident-taken = #{ $number } ya pertenece a otro problema. Quite antes ese enlace.
desk-said-incident = #{ $number } pertenece al problema #{ $other }
desk-story-linked-incident = Pertenece a un problema, con otras
desk-bulk-said-answer = Respondidas: { $count }

desk-emoji = Emojis
desk-emoji-search = Buscar emojis
desk-emoji-none = Ningún emoji se llama así.
desk-emoji-often = Usados a menudo
desk-emoji-smileys = Caras y emociones
desk-emoji-people = Personas
desk-emoji-nature = Animales y naturaleza
desk-emoji-food = Comida y bebida
desk-emoji-travel = Viajes y lugares
desk-emoji-activities = Actividades
desk-emoji-objects = Objetos
desk-emoji-symbols = Símbolos
desk-emoji-flags = Banderas
desk-file-before = Archivo anterior
desk-file-after = Archivo siguiente
desk-file-fetch = Descargar
desk-file-goes-on = Continúa. Descárgalo para ver el resto.
desk-file-not-shown = Este archivo no se puede mostrar aquí. Descárgalo para verlo.
desk-target-effect-nothing = Escribe minutos para ver qué significaría para quienes esperan ahora.
desk-target-effect = De quienes esperan ahora valdría para { $count }; { $late } irían ya tarde.
desk-effect-nobody = nadie
desk-effect-everyone = Lo vería todo el mundo que trabaja aquí.
desk-effect-chosen = Elegidos: { $people }.
desk-effect-by-role = Por su rol, en todo caso: { $people }.

desk-empty-unassigned = Aquí está el correo nuevo que nadie ha tomado. i lo toma, a se lo da a alguien.
desk-empty-mentions = Cuando un colega escribe @ y tu nombre en una nota, la conversación aparece aquí.
desk-empty-waiting = Clientes a quienes debemos respuesta, primero el que más espera.
desk-empty-breaching = Respuestas prometidas en la próxima hora, o ya tarde. Los objetivos los fija la administración.
desk-empty-follow-ups = Recordatorios tuyos y de tu equipo que vencen. En una conversación, w pone uno.
desk-empty-pending = Conversaciones en las que le toca hablar al cliente.
desk-empty-on-hold = Conversaciones que esperan a otros: un proveedor, otro departamento.
desk-empty-snoozed = Conversaciones apartadas hasta un momento. h aparta una; vuelve sola.
desk-empty-resolved = Lo que está hecho. e resuelve una conversación; una respuesta la abre de nuevo.
desk-empty-saved = Ahora nada encaja en esta vista. Su filtro está arriba; cámbialo ahí.
desk-notices-choose = Elegir de qué te enteras
desk-fields-none = Ningún campo todavía. Un campo es una pregunta que tu empresa hace de cada conversación: el modelo, el número del paquete. Define el primero abajo.
