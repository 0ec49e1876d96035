# Lo que dice la mesa: listas, conversaciones, editor, ajustes.

## Lists and views

desk-view-mine = Asignadas a mí
desk-view-unassigned = Sin asignar
desk-view-mentions = Menciones
desk-view-waiting = Más tiempo esperando
desk-view-open = Todas las abiertas
desk-view-pending = Pendientes
desk-view-on-hold = En espera
desk-view-snoozed = Pospuestas
desk-view-resolved = Resueltas
desk-view-trouble = Sin entregar
desk-view-all = Todas las conversaciones
desk-longest-waiting = Primero quien más espera
desk-newest-first = Primero lo más reciente
desk-more-rows = Mostrar más
desk-choose-one = Elija una conversación
desk-choose-one-how = O pulsa j y k para recorrer la lista, o para abrir, ? para ver todas las teclas.
desk-empty-mine = Todo respondido
desk-empty-mine-next = Nada le espera. Quizá el cliente de otra persona sí.
desk-empty-mine-step = Ver lo que nadie ha tomado
desk-empty-trouble = Todo llegó
desk-empty-trouble-next = Aquí aparecen los mensajes que no se pudieron entregar, cada uno con lo que hay que hacer.
desk-empty-all = Aún no hay conversaciones
desk-empty-all-next = Aparecen en cuanto un cliente escribe a uno de sus buzones, o usted escribe a un cliente.
desk-empty = No hay nada aquí
desk-empty-next = Ninguna conversación encaja por ahora.
desk-empty-step = Ver todas las conversaciones
desk-pick = Seleccionar «{ $subject }»
desk-unpick = Quitar la selección
desk-nameless = Remitente desconocido
desk-no-subject = (sin asunto)
desk-empty-message = (sin texto)
desk-undelivered = Sin entregar
desk-automatic = Automático
desk-automatic-title = Escrito por una máquina: no provoca ninguna respuesta automática.
desk-automatic-acknowledgement = Acuse de recibo
desk-automatic-bounce = Informe de entrega
desk-automatic-survey = Pregunta sobre la atención
desk-waiting-title = El cliente lleva este tiempo esperándonos
desk-assigned-to = Asignada a { $name }

## Rail

desk-new = Nueva conversación
desk-menu = Menú de Frontline
desk-settings-group = Conversaciones
desk-settings = Ajustes
desk-shortcuts = Ayuda y teclas
desk-search-or-jump = Buscar o ir a…
desk-drafts = Borradores
desk-customers = Clientes
desk-orders = Pedidos
desk-knowledge = Conocimiento
desk-article-write = Escribir un artículo
desk-approvals = Aprobaciones
desk-inboxes = Buzones
desk-inboxes-also = cuenta de correo, buzón, imap, smtp, dirección, reenvío, dkim, spf, enmascarar
desk-teams = Equipos
desk-people = Personas
desk-addressees = Personas conocidas
desk-programs = Claves de servicio
desk-presence = Disponibilidad
desk-presence-online = En línea
desk-presence-away = Ausente
desk-presence-busy = Ocupado
desk-presence-offline = Desconectado
desk-theme = Aspecto
desk-theme-light = Claro
desk-theme-dark = Oscuro
desk-theme-system = Como el sistema
desk-density-compact = Filas compactas
desk-density-comfortable = Filas amplias
desk-density-cozy = Filas intermedias
desk-profile = Mi perfil
desk-sign-out = Cerrar sesión
desk-keys-go = Ir a
desk-keys-list = Lista
desk-keys-conversation = Conversación
desk-key-next = Conversación siguiente
desk-key-previous = Conversación anterior
desk-key-open = Abrir la conversación
desk-key-open-next = Abrir la conversación siguiente
desk-key-open-previous = Abrir la conversación anterior
desk-key-pick = Seleccionar la conversación

## Status, priority, category

desk-status = Estado
desk-status-open = Abierta
desk-status-pending = Pendiente
desk-status-on-hold = En espera
desk-status-snoozed = Pospuesta
desk-status-snoozed-until = Pospuesta hasta { $time }
desk-status-resolved = Resuelta
desk-status-closed = Cerrada
desk-priority = Prioridad
desk-priority-is = Prioridad: { $priority }
desk-priority-low = Baja
desk-priority-normal = Normal
desk-priority-high = Alta
desk-priority-urgent = Urgente
desk-category = Categoría
desk-no-category = Sin categoría
desk-category-question = Consulta
desk-category-complaint = Queja
desk-category-order = Pedido
desk-category-billing = Facturación
desk-category-technical = Técnica
desk-category-account = Cuenta
desk-category-feedback = Opinión

## What can be done

desk-undo = Deshacer
desk-save = Guardar
desk-edit = Editar
desk-more = Más
desk-yes = Sí
desk-no = No
desk-unset = Sin indicar
desk-resolve = Resolver
desk-reopen = Reabrir
desk-close = Cerrar definitivamente
desk-snooze = Posponer
desk-snooze-later-today = Más tarde hoy
desk-snooze-tomorrow = Mañana
desk-snooze-monday = El próximo lunes
desk-snooze-at = O diga cuándo
desk-assign = Asignar
desk-take = Me la quedo yo
desk-nobody = Nadie
desk-assign-name = Buscar un colega
desk-assign-all = Todos los colegas
desk-no-team = Sin equipo
desk-team = Equipo
desk-tag = Etiquetar
desk-tags = Etiquetas
desk-tags-also = etiquetas, categorías, temas
desk-tag-new = Poner como etiqueta nueva
desk-follow = Seguir
desk-unfollow = Dejar de seguir
desk-rename = Cambiar el asunto
desk-describe = Categoría y campos
desk-print = Imprimir
desk-no-fields = No hay más campos definidos. Un administrador puede añadirlos en Ajustes.
desk-merge = Combinar
desk-merge-hint = Todo lo de esa conversación pasa aquí. Se puede deshacer.
desk-link = Vincular
desk-link-hint = Ambas quedan como están y se señalan mutuamente.
desk-unlink = Quitar el vínculo con #{ $number }
desk-move = Mover
desk-move-to-inbox = Mover a otro buzón
desk-move-inbox-hint = Quien vea ese buzón verá desde entonces esta conversación. Se puede deshacer.
desk-move-message = Mover este mensaje
desk-move-message-hint = El mensaje pasa a esa conversación. Se puede deshacer.
desk-other-number = Número de la otra conversación, o palabras de ella
desk-other-offers = Conversaciones para elegir
desk-split-here = Separar desde aquí
desk-link-to-message = Enlace a este mensaje
desk-raw = Ver el original
desk-back-to-list = Volver a la lista

## Thread

desk-messages = Mensajes
desk-message-menu = Más para este mensaje
desk-to-others = para { $name }{ $others ->
    [0] { "" }
    [one] { " " }y otra persona
   *[other] { " " }y { $others } más
 }
desk-to = Para
desk-cc = Cc
desk-bcc = Cco
desk-not-authentic = No se pudo verificar al remitente. No comparta nada confidencial sin antes preguntar por otro medio.
desk-claims-ours = Dice venir de una de nuestras propias direcciones, pero no es así. No abra ningún enlace ni archivo y avise a un administrador.
desk-unreadable = Este mensaje no se pudo leer por completo ({ $reason }). Se conserva tal como llegó; abra el original.
desk-show-quoted = Mostrar el texto citado
desk-images-off = { $count ->
    [one] No se cargó una imagen, para que el remitente no sepa nada.
   *[other] No se cargaron { $count } imágenes, para que el remitente no sepa nada.
 }
desk-images-load = Cargar imágenes
desk-mail-frame = Mensaje tal como lo diseñó el remitente
desk-delivery-held = Sale en { $seconds } s
desk-delivery-queued = A la espera de enviarse
desk-delivery-sending = Enviándose
desk-delivery-sent = Entregado { $sent }
desk-delivery-delayed = El otro lado pidió esperar ({ $reason }). Próximo intento: { $time }.
desk-delivery-failed = No se entregó: { $reason }. Corrija la dirección o inténtelo de nuevo.
desk-delivery-uncertain = Quizá no se entregó: { $reason }. Pregunte al cliente o envíelo de nuevo.
desk-delivery-bounced = Fue devuelto: { $reason }. Use otra dirección o envíelo de nuevo.
desk-take-back = Retirar
desk-send-again = Enviar de nuevo

## Composer

desk-kind-of-message = Tipo de mensaje
desk-reply = Responder
desk-note = Nota
desk-forward = Reenviar
desk-write-reply = Escriba una respuesta…
desk-write-note = Solo lo ve su equipo. @ menciona a alguien…
desk-write-forward = Diga algo sobre lo que reenvía…
desk-write-new = Escriba su mensaje…
desk-message-text = Mensaje
desk-subject = Asunto
desk-attach = Adjuntar archivos
desk-remove-file = Quitar { $name }
desk-signature = Firma
desk-signature-added = Se añade bajo su mensaje al enviarlo
desk-discard-draft = Descartar el borrador
desk-saved-at = Guardado { $time }
desk-send = Enviar
desk-send-ways = Más formas de enviar
desk-send-pending = Enviar y dejar pendiente
desk-send-open = Enviar y dejar abierta
desk-send-resolve = Enviar y resolver
desk-locked = Esta conversación está cerrada definitivamente. Aún se pueden añadir notas; una respuesta del cliente abre otra nueva y vinculada.
desk-new-about = El cliente recibe un correo normal y su respuesta llega a esta mesa.
desk-new-gone = Esto ya no se está escribiendo
desk-new-gone-next = Se envió o se descartó.
desk-from-inbox = Desde
desk-no-inbox = Aún no hay buzones
desk-no-inbox-next = Pida a un administrador acceso a un buzón.

## Panel

desk-customer = Cliente
desk-close-panel = Cerrar el panel del cliente
desk-panel-about = Datos
desk-panel-since = Cliente desde
desk-panel-conversations = Otras conversaciones
desk-customers-conversations = Conversaciones
desk-customers-no-conversations = Todavía ninguna que pueda ver.
desk-panel-no-others = Esta es la primera.

## Drafts, notices, search

desk-drafts-about = Todo lo que empezó a escribir se guarda aquí hasta que lo envíe o lo descarte.
desk-drafts-none = No hay borradores
desk-draft-out-of-sight = No puede ver la conversación
desk-draft-out-of-sight-next = Ya no puede ver aquello para lo que escribió esto. Sus palabras siguen siendo suyas: cópielas desde aquí o descarte el borrador.
desk-draft-words = Lo que escribió
desk-notices = Avisos
desk-notices-unread = { $count ->
    [one] Un aviso sin leer
   *[other] { $count } avisos sin leer
 }
desk-notices-about = Menciones, respuestas y mensajes suyos que no llegaron. Sus ajustes dicen de qué quiere enterarse.
desk-notices-none = No hay avisos
desk-notices-none-next = Cuando un colega le mencione, aparecerá aquí.
desk-notices-read-all = Marcar todo como leído
desk-notice-mentioned = Le mencionaron
desk-notice-not-delivered = Un mensaje suyo no llegó
desk-notice-assigned = Se la asignaron
desk-notice-decided = Se decidió lo que pidió aprobar
desk-notice-answered = El cliente respondió
desk-notice-followed = Novedades en una conversación que sigue
desk-notice-team-waiting = Una nueva conversación espera a su equipo
desk-letter-subject = #{ $number }: { $subject }
desk-letter-text =
    { $what }: #{ $number } { $subject }

    { $link }

    Recibe esta carta porque sus ajustes lo piden. No tendrá más noticias de esta conversación por correo hasta que la haya mirado.
desk-notice-undone = No se hizo en la tienda
desk-notice-asks = Espera su decisión
desk-notice-new = nuevo

## What was just done

desk-said-resolved = #{ $number } resuelta
desk-said-closed = #{ $number } cerrada definitivamente
desk-said-reopened = Abierta de nuevo
desk-said-pending = A la espera del cliente
desk-said-on-hold = En espera
desk-said-snoozed = Pospuesta hasta { $time }
desk-said-sending = Mensaje en camino
desk-said-noted = Nota añadida
desk-said-taken-back = Retirado. Sus palabras están en el editor.
desk-said-send-again = Se está enviando de nuevo
desk-said-assigned = Asignada a { $name }
desk-said-unassigned = Sin asignar
desk-said-team = Equipo cambiado
desk-said-inbox = Movida a { $name }
desk-said-tagged = Etiquetada «{ $name }»
desk-said-untagged = Etiqueta «{ $name }» quitada
desk-said-renamed = Asunto cambiado
desk-said-prioritised = Prioridad cambiada
desk-said-categorised = Categoría cambiada
desk-said-field = Guardado
desk-said-followed = Sigue esta conversación
desk-said-unfollowed = Ya no la sigue
desk-said-linked = Vinculada con #{ $other }
desk-said-unlinked = Vínculo con #{ $other } quitado
desk-said-merged = #{ $other } combinada con esta
desk-said-split = Separada como #{ $other }
desk-said-moved = Movido a #{ $other }
desk-said-undone = Deshecho

## What happened

desk-a-colleague = un colega
desk-a-team = un equipo
desk-story-opened = Conversación abierta
desk-story-arrived = Mensaje recibido
desk-story-arrived-automatic = Mensaje automático recibido
desk-story-written = Mensaje escrito
desk-story-taken-back = Mensaje retirado antes de salir
desk-story-note-taken-back = Nota retirada
desk-story-sent = Mensaje enviado
desk-story-delayed = Mensaje retrasado: { $reason }
desk-story-failed = Mensaje no entregado: { $reason }
desk-story-uncertain = Mensaje quizá no entregado: { $reason }
desk-story-bounced = El mensaje a { $address } fue devuelto: { $reason }
desk-story-send-again = Mensaje enviado de nuevo
desk-story-noted = Nota añadida
desk-story-assigned = Asignada a { $name }
desk-story-unassigned = Sin asignar
desk-story-team = Pasada al equipo { $name }
desk-story-no-team = Retirada de su equipo
desk-story-pending = A la espera del cliente
desk-story-on-hold = Puesta en espera
desk-story-snoozed = Pospuesta hasta { $time }
desk-story-woken = De vuelta tras posponerse
desk-story-resolved = Resuelta
desk-story-reopened = Abierta de nuevo
desk-story-closed = Cerrada definitivamente
desk-story-renamed = Asunto cambiado a «{ $subject }»
desk-story-prioritised = Prioridad cambiada a { $priority }
desk-story-categorised = Categoría cambiada a { $category }
desk-story-uncategorised = Categoría quitada
desk-story-field = Un campo pasó a «{ $value }»
desk-story-tagged = Etiquetada «{ $name }»
desk-story-untagged = Etiqueta «{ $name }» quitada
desk-story-followed = Seguida por { $name }
desk-story-unfollowed = { $name } dejó de seguirla
desk-story-linked = Vinculada con otra conversación
desk-story-linked-stranger = Vinculada: alguien ajeno respondió en otra conversación
desk-story-linked-continues = Vinculada: continúa una conversación cerrada
desk-story-linked-split = Vinculada con la conversación de la que se separó
desk-story-linked-merged = Vinculada con la conversación combinada
desk-story-unlinked = Vínculo quitado
desk-story-merged = Otra conversación se combinó con esta
desk-story-split = Separada en dos conversaciones
desk-story-moved = Mensajes movidos a otra conversación
desk-story-inbox = Movida a otro buzón
desk-story-undone = Se deshizo una combinación, separación o traslado
desk-story-inbox-added = Buzón { $name } añadido
desk-story-inbox-changed = Buzón modificado
desk-story-inbox-access = Se cambió quién ve el buzón
desk-story-tag-added = Etiqueta «{ $name }» creada
desk-story-tag-changed = Etiqueta «{ $name }» modificada
desk-story-tag-retired = Etiqueta «{ $name }» retirada
desk-story-field-defined = Campo «{ $label }» definido
desk-story-customer = Archivada con otro cliente
desk-story-told = Se avisó a colegas

## Settings

desk-state = Estado
desk-inbox = Buzón
desk-inboxes-about = Cada dirección por la que le contactan los clientes.
desk-inboxes-none-next = Añada el primero y su correo aparecerá en las listas.
desk-inbox-add = Añadir un buzón
desk-inbox-servers = Servidores de correo
desk-inbox-general = General
desk-inbox-name = Nombre
desk-inbox-name-missing = Póngale un nombre al buzón.
desk-inbox-from-name = Nombre del remitente
desk-inbox-from-name-hint = Lo que los clientes ven junto a la dirección.
desk-inbox-signature-hint = Se añade bajo cada respuesta de este buzón.
desk-inbox-team-hint = Las conversaciones nuevas van a este equipo.
desk-inbox-undo = Segundos para retirar una respuesta
desk-inbox-undo-hint = 0 envía al instante; como máximo 120.
desk-inbox-acknowledgement = Acuse de recibo
desk-inbox-acknowledgement-hint = Se envía al primer mensaje, como máximo una vez al día por remitente. Déjelo vacío para no enviar nada.
desk-inbox-aliases = Otras direcciones
desk-inbox-aliases-about = El correo a estas direcciones también llega aquí, y nunca reciben nuestro propio correo.
desk-inbox-alias = Dirección
desk-inbox-alias-add = Añadir la dirección
desk-inbox-archive = Archivar este buzón
desk-inbox-archive-about = Deja de recibir correo. Sus conversaciones se quedan donde están.
desk-seen-by = Quién lo ve
desk-seen-by-everyone = Todos
desk-seen-by-chosen = Solo los equipos y personas elegidos
desk-seen-by-hint = Quien puede ver todas las conversaciones lo ve igualmente.
desk-tags-about = Etiquetas que se ponen a las conversaciones.
desk-tags-none = Aún no hay etiquetas
desk-tags-none-next = Añada la primera arriba, o escríbala en una conversación.
desk-tag-name = Nombre de la etiqueta
desk-tag-add = Añadir una etiqueta
desk-tag-colour = Color
desk-tag-colour-number = Color { $number }
desk-tag-retire = Retirar
desk-tag-on = { $count ->
    [one] en una conversación
   *[other] en { $count } conversaciones
}
desk-fields = Campos de conversación
desk-fields-also = campos propios, categoría, formulario, lista desplegable
desk-fields-about = Qué más quiere saber de cada conversación.
desk-field-label = Nombre
desk-field-kind = Tipo
desk-field-kind-text = Texto
desk-field-kind-number = Número
desk-field-kind-choice = Una de varias
desk-field-kind-yes-no = Sí o no
desk-field-kind-date = Fecha
desk-field-choices = Opciones
desk-field-choices-hint = Una en cada línea.
desk-field-define = Añadir un campo

## Why something was refused

desk-assignee-cannot-see = Esa persona ya no está o no ve este buzón. Elija a otra, o dele acceso en Ajustes, Buzones.
desk-conversation-closed = La conversación #{ $number } está cerrada definitivamente. Escriba una nueva para continuar.
desk-conversation-merged = La conversación #{ $number } se combinó con otra. Abra esa.
desk-subject-empty = El asunto está vacío. Escriba unas palabras.
desk-arrival-id-taken = Con este external_id llegó a este buzón otro mensaje: de otra persona, o con otras palabras. Dele a este un identificador propio; si es el mismo mensaje, envíelo tal como era.
desk-message-empty = Aún no hay nada que enviar. Escriba primero su mensaje.
desk-no-recipient = Nadie lo recibiría. Añada una dirección que no sea nuestra.
desk-recipient-not-an-address = «{ $typed }» no es una dirección de correo. Escríbala como nombre@ejemplo.com.
desk-too-late-to-take-back = Ya salió y no se puede retirar. Escriba otro mensaje para corregirlo.
desk-note-too-late = Ya es tarde para retirar esta nota: puede que alguien la haya leído. Añada otra que la corrija.
desk-file-too-large = { $name } supera los { $megabytes } MB. Compártalo con un enlace.
desk-snooze-in-the-past = Esa hora ya pasó. Elija una posterior.
desk-snooze-unreadable = No se entiende como hora. Pruebe «mañana 9», «lunes» o «en 2h».
desk-no-such-number = Eso no es un número de conversación. Escriba solo cifras, por ejemplo 1042.
desk-merge-with-itself = Una conversación no se puede combinar consigo misma. Indique el número de otra.
desk-link-to-itself = Una conversación no se puede vincular consigo misma. Indique el número de otra.
desk-move-nowhere = Los mensajes ya están en esa conversación. Indique el número de otra.
desk-split-needs-a-rest = Eso movería todos los mensajes. Separe desde uno posterior.
desk-tag-empty = La etiqueta no tiene nombre. Escriba uno.
desk-tag-name-taken = Ya hay otra etiqueta «{ $name }». Elija otro nombre.
desk-field-without-label = El campo no tiene nombre. Escriba uno.
desk-field-without-choices = Un campo de opciones necesita opciones. Escriba una en cada línea.
desk-field-exists = Ya existe el campo «{ $label }». Elija otro nombre.
desk-field-value = «{ $value }» no encaja en el campo { $label }. Introduzca lo que pide su tipo.
desk-inbox-address-taken = { $address } pertenece a otro buzón. Quítela allí primero o use otra.

## Filtros y vistas guardadas

desk-views = Vistas
desk-view-passing = Filtradas
desk-view-new = Vista nueva
desk-view-edit = Cambiar esta vista
desk-view-save = Guardar este filtro como vista
desk-view-typed-over = Cambiada a partir de
desk-view-refilter = Guardar en esa vista
desk-view-about = Una vista es un filtro con nombre, orden y aspecto. Aparece en la barra lateral con su propio recuento.
desk-view-name = Nombre
desk-view-reach-for = Quién la tiene en su barra lateral
desk-view-reach-personal = Solo yo
desk-view-reach-team = Un equipo
desk-view-reach-everyone = Todo el mundo
desk-view-sort = Orden
desk-view-sort-newest = Primero lo más reciente
desk-view-sort-oldest = Primero lo más antiguo
desk-view-sort-waiting = Primero quien más espera
desk-view-sort-due = Primero lo que vence antes
desk-view-sort-opened = Primero la última abierta
desk-view-sort-priority = Primero lo más urgente
desk-view-group = Encabezados por
desk-view-group-none = Sin encabezados
desk-view-group-status = Estado
desk-view-group-priority = Prioridad
desk-view-group-assignee = Persona
desk-view-group-team = Equipo
desk-view-group-inbox = Buzón
desk-view-density = Filas
desk-view-density-mine = Como las uso en otras listas
desk-view-density-comfortable = Amplias
desk-view-density-cozy = Intermedias
desk-view-density-compact = Compactas
desk-view-columns = Qué muestra una fila
desk-view-column-snippet = Primeras palabras
desk-view-column-tags = Etiquetas
desk-view-column-priority = Prioridad
desk-view-column-assignee = Persona
desk-view-column-team = Equipo
desk-view-column-inbox = Buzón
desk-view-column-number = Número
desk-view-preview = Lo que muestra ahora
desk-view-holds = Conversaciones: { $count }
desk-view-remove = Quitar esta vista
desk-view-nameless = Ponga un nombre a la vista.
desk-view-teamless = Elija el equipo que tiene esta vista.
desk-view-not-yours = Esta vista es de otra persona. Pregúntele, o haga la suya: ábrala, cambie el filtro y guárdelo.
desk-view-reach = Puede guardar vistas para usted y para sus equipos. Pida a un supervisor que comparta una con todo el mundo.
desk-said-view-saved = La vista está guardada.
desk-said-view-removed = La vista se ha quitado.
desk-story-view-saved = Se guardó la vista «{ $name }»
desk-story-view-removed = Se quitó la vista «{ $name }»
desk-oldest-first = Primero lo más antiguo
desk-opened-first = Primero la última abierta
desk-urgent-first = Primero lo más urgente
desk-filter = Filtro
desk-filter-placeholder = estado:abierta espera>2h prioridad:alta
desk-filter-offers = Lo que puede seguir
desk-filter-hint = Todo lo que se escribe seguido debe cumplirse. «o» y los paréntesis combinan, un menos o «no» excluye: estado:abierta (prioridad:alta o espera>2h) -es:automática
desk-filter-instead = ¿Quiso decir «{ $instead }»?
desk-filter-fault-key = Ningún filtro se llama «{ $written }». Pulse la flecha hacia abajo para ver cuáles hay.
desk-filter-fault-value = Ahí nada se llama «{ $written }».
desk-filter-fault-priority = «{ $written }» no es una prioridad. Hay baja, normal, alta y urgente.
desk-filter-fault-rating = «{ $written }» no es una valoración. Hay de 1 a 5, <3, >=4 y ninguna.
desk-filter-fault-span = «{ $written }» no es una duración ni un día. Escriba 30m, 2h, 7d o 2w, hoy, ayer, esta-semana o 2026-11-01.
desk-filter-fault-empty = Falta algo detrás de «{ $written }».
desk-filter-fault-compared = «{ $written }» no es más ni menos que nada. Escriba dos puntos detrás.
desk-filter-fault-unclosed = «{ $written }» se abre y no se cierra.
desk-filter-fault-alone = «{ $written }» no tiene nada que unir aquí. Quítelo, escriba algo al lado o póngalo entre comillas para buscarlo como palabra.
desk-filter-fault-several = Varias personas se llaman «{ $written }».
desk-filter-fault-unclear = «{ $written }» se puede leer de dos maneras. Entre comillas se busca tal cual; un menos excluye la palabra.
desk-filter-fault-order = Las listas no se pueden acotar por pedidos. Busque el número del pedido: pulse / y escríbalo.
desk-filter-fault-deep = Hay más paréntesis de los que nadie puede leer. Quite algunos.
desk-filter-about-status = A quién le toca
desk-filter-about-assignee = Quién la lleva: yo, nadie, un nombre
desk-filter-about-team = Qué equipo la tiene
desk-filter-about-tag = Una etiqueta que lleva, o ninguna
desk-filter-about-inbox = Por dónde llegó
desk-filter-about-customer = Nombre o dirección del cliente
desk-filter-about-lang = El idioma del cliente
desk-filter-about-subject = Palabras del asunto
desk-filter-about-category = De qué trata
desk-filter-about-is = Qué más es: sin entregar, con mención, sin leer…
desk-filter-about-has = Lo que contiene: adjunto
desk-filter-about-company = El nombre de la empresa del cliente
desk-filter-about-number = El número de la conversación; #5 dice lo mismo
desk-filter-about-priority = Cuánto urge
desk-filter-about-rating = Lo que dijo el cliente al preguntarle cómo fue: 1 a 5, <3, ninguna
desk-filter-about-waiting = Cuánto lleva esperando el cliente
desk-filter-about-created = Cuándo se abrió: hace 7d, hoy, una fecha
desk-filter-about-active = Cuándo pasó algo: hace 7d, hoy, una fecha

## Horas en palabras, enviar más tarde

desk-when-placeholder = mañana 9, lunes, en 2h
desk-when-hint = En palabras, según su propio reloj. Aquí aparece lo que se entiende.
desk-send-later = Enviar más tarde
desk-send-anyway = Enviar de todos modos
desk-keep-editing = Seguir escribiendo
desk-send-in-the-past = Esa hora ya pasó. Diga una posterior o envíelo ahora.
desk-send-too-far = Falta más de un año. Diga una fecha más cercana.
desk-send-unreadable = «{ $typed }» no se entiende como hora. Pruebe «mañana 9», «lunes» o «en 2h».
desk-send-now-or-later = «{ $typed }» está en Enviar más tarde. Pulse Enviar más tarde, o vacíe el campo para enviar ahora.
desk-said-scheduled = Sale { $time }
desk-delivery-scheduled = Sale { $time }
desk-schedule-cancel = Cancelar y editar
desk-news-arrived = Aún no se ha enviado: { $name } escribió mientras usted escribía: «{ $words }» Léalo arriba y luego envíe o siga escribiendo.

## Quién más está aquí

desk-onlooker-looks = { $name } está mirando esto
desk-onlooker-writes = { $name } está escribiendo aquí

## Macros

desk-macros = Macros
desk-macros-also = plantillas, respuestas guardadas, fragmentos, atajos
desk-macros-about = Una macro escribe una respuesta y hace lo que va con ella, con un clic. Con atajo, ;atajo pone su texto donde se escribe.
desk-macros-none = Aún no hay macros
desk-macros-none-next = Escriba la respuesta que más da y lo que hace con ella.
desk-macros-manage = Escribir y cambiar macros
desk-articles = Artículos
desk-articles-look = Buscar un artículo
desk-articles-all = Todos los artículos
desk-articles-none = Ningún artículo encaja. Pruebe con otras palabras.
desk-article-put = Poner «{ $title }» en el mensaje
desk-article-read = Leer «{ $title }»
desk-article-inside = solo interno
desk-article-not-for-customers = «{ $title }» es solo para el equipo. Léalo y responda con sus propias palabras.
desk-said-article = «{ $name }» está en su mensaje.
desk-macro-named = Macro: { $name }
desk-macro-new = Macro nueva
desk-macro-edit = Cambiar esta macro
desk-macro-name = Nombre
desk-macro-whose = Quién puede usarla
desk-macro-everybody = Todo el mundo
desk-macro-shortcut = Atajo
desk-macro-shortcut-hint = Se escribe con punto y coma: ;gracias
desk-macro-used = Usos
desk-macro-text = Texto en { $language }
desk-macro-variables = Se rellenan solas: { $variables }
desk-macro-does = Qué más hace
desk-macro-as-it-is = Dejar como está
desk-macro-assign-me = Quien la usa
desk-macro-assign-nobody = Nadie
desk-macro-tags = Etiquetas que pone
desk-macro-tags-hint = Separadas por comas
desk-macro-snooze = Posponer hasta
desk-macro-begins = Primero: { $what }. Se revisa y se confirma; después viene el texto.
desk-macro-preview = Lo que leería Mia
desk-macro-example-subject = El hervidor gotea
desk-macro-silent = No escribe nada.
desk-macro-remove = Quitar esta macro
desk-macro-begins-elsewhere = Esta macro empieza antes una acción sobre un pedido, que una persona mira y confirma. Haga eso con «/actions» y use después una macro sin ella, o use esta en el escritorio.
desk-macro-nameless = Ponga un nombre a la macro.
desk-macro-empty = Una macro escribe algo o hace algo. Rellene un texto o elija qué hace.
desk-macro-too-long = El texto tiene más de 10 000 letras. Acórtelo.
desk-macro-unknown-variable = Nada se llama «{ $variable }». Hay: { $known }.
desk-macro-shortcut-taken = Otra macro tiene el atajo «{ $shortcut }». Elija otro.
desk-said-macro = «{ $name }» está hecho
desk-said-macro-saved = «{ $name }» está guardada.
desk-said-macro-removed = «{ $name }» se ha quitado.
desk-story-macro-saved = Se guardó la macro «{ $name }»
desk-story-macro-removed = Se quitó la macro «{ $name }»
desk-story-macro-used = Usó la macro «{ $name }»
desk-macro-no-time = «{ $words }» no es una hora hasta la que posponer. Cambie la macro: «mañana 9» o «en 2h».
desk-macro-shortcut-letters = Un atajo solo tiene letras, cifras, - y _.

## Paleta

desk-palette-snooze = Posponer hasta { $time }
desk-refused-nobody = Una clave de servicio no es nadie: no tiene editor y no sigue nada. Use la clave de un agente.

desk-writes-as = Escribe como
desk-news = Novedades
desk-tour = Visita guiada
desk-inbox-face = Marca
desk-inbox-face-hint = La marca que ven los clientes de este buzón. Su nombre y su color aparecen en las filas, en la cabecera de la conversación y donde se escribe.
desk-inbox-no-face = Ninguna marca
desk-inbox-usual-face = Según su portal: { $name }

## What an inbox masks

desk-masking = Qué se oculta
desk-masking-about = Los números de tarjeta, las contraseñas, los documentos de identidad y otros secretos se cubren con asteriscos antes de guardar, buscar, exportar o registrar un mensaje. Quedan las cuatro últimas cifras de la tarjeta. Los números de pedido, de seguimiento y de teléfono no se tocan.
desk-masking-open = Cambiar o probar
desk-masking-back = Volver al buzón
desk-masking-how-much = Cuánto se cubre
desk-masking-off = Nada
desk-masking-off-hint = Todo se guarda como se escribió.
desk-masking-cards = Números de tarjeta
desk-masking-cards-hint = Números de tarjetas de pago, se escriban como se escriban.
desk-masking-usual = Números de tarjeta y contraseñas
desk-masking-usual-hint = También contraseñas, PIN, códigos de seguridad y códigos de un solo uso que se dicen como tales, en inglés, español y chino.
desk-masking-ids = Todo lo anterior y documentos de identidad
desk-masking-ids-hint = Lo que cubre un buzón nuevo. También documentos con dígitos de control o formas conocidas (DNI, NIE, 身份证, SSN, NINO, CPF, CURP, RFC, RUT) y todo número al que se llame así, como «pasaporte: …».
desk-masking-all = Todo lo anterior y cuentas bancarias
desk-masking-all-hint = También los IBAN y los números a los que se llame cuenta bancaria, salvo sus cuatro últimos.
desk-masking-try = Pruébelo
desk-masking-words = Palabras como las escribiría un cliente
desk-masking-words-hint = Solo se muestran cubiertas más abajo. No se guardan, ni se encuentran, ni se registran.
desk-masking-sample = Mi tarjeta es 4111 1111 1111 1111, la contraseña es hervidor42. Pedido 4539578763621486, seguimiento 1Z999AA10123456784.
desk-masking-show = Mostrar el efecto
desk-masking-nothing = No se cubriría nada.
desk-masking-found = Cubierto: { $cards } números de tarjeta, { $secrets } secretos, { $ids } documentos.
desk-masking-kept-as = Se guardaría así:
desk-masking-unknown = Elija cuánto se cubre y guarde de nuevo.
