
## Buscar

desk-search = Buscar
desk-search-label = Buscar en todo
desk-search-about = Conversaciones, lo que se escribió en ellas, sus archivos, clientes, empresas, pedidos y artículos: todo lo que puede ver.
desk-search-words = Palabras, «una frase», estado:abierta, cliente:mia, -sin
desk-search-results = Resultados
desk-search-kinds = Tipos de resultado
desk-search-kind-all = Todo
desk-search-kind-conversation = Conversaciones
desk-search-kind-file = Archivos
desk-search-kind-customer = Clientes
desk-search-kind-company = Empresas
desk-search-kind-order = Pedidos
desk-search-kind-article = Artículos
desk-search-kind-article-draft = Borradores de artículos
desk-search-narrow = Acotar
desk-search-widen = Quitar este filtro
desk-search-facet-status = Estado
desk-search-facet-inbox = Buzón
desk-search-facet-team = Equipo
desk-search-facet-assignee = Asignada a
desk-search-facet-tag = Etiqueta
desk-search-facet-lang = Idioma
desk-search-facet-priority = Prioridad
desk-search-facet-category = Categoría
desk-search-facet-time = Última actividad
desk-search-no-team = Sin equipo
desk-search-nobody = Nadie
desk-search-days-1 = Último día
desk-search-days-7 = Última semana
desk-search-days-30 = Últimos 30 días
desk-search-days-365 = Último año
desk-search-order = Orden de los resultados
desk-search-best = Lo mejor primero
desk-search-newest = Lo más reciente primero
desk-search-count = { $count ->
    [one] Un resultado
   *[other] { $count } resultados
 }
desk-search-near = Nada se escribe exactamente así; esto se escribe casi igual.
desk-search-fault = Mientras tanto se busca como palabras sueltas.
desk-search-in-message = { $name } escribió
desk-search-in-note = Nota de { $name }
desk-search-in-file = En este archivo
desk-search-none = Nada encontrado para «{ $words }»
desk-search-none-next = Pruebe con menos palabras, o solo con el comienzo de una. Un filtro que vea arriba también acota la búsqueda.
desk-search-hint = También se encuentra lo que empieza como la última palabra, hasta que sigue un espacio. Los plurales y otras formas de una palabra valen como la palabra, pero no entre comillas. Acentos y mayúsculas no importan.
desk-search-teach = Qué puede escribir
desk-search-teach-phrase = estas palabras, una junto a otra
desk-search-teach-without = una palabra, y no la otra
desk-search-teach-status = una palabra, solo en conversaciones abiertas
desk-search-teach-mine = las suyas, cuyo cliente espera desde hace más de dos horas
desk-search-teach-from = de quién, y en el asunto
desk-search-teach-or = lo uno o lo otro
desk-search-teach-time = una palabra, donde pasó algo en los últimos 30 días
desk-search-teach-not = una palabra, donde la conversación no está cerrada
desk-search-teach-day = una palabra, en lo que se abrió esta semana
desk-search-try-phrase = "tetera rota"
desk-search-try-without = reembolso -spam
desk-search-try-status = reembolso estado:abierta
desk-search-try-not = reembolso no estado:cerrada
desk-search-try-mine = asignada:yo espera>2h
desk-search-try-from = cliente:mia asunto:factura
desk-search-try-or = prioridad:alta o prioridad:urgente
desk-search-try-time = factura activa<30d
desk-search-try-day = reembolso creada>=esta-semana
desk-search-up-to = Buscado hasta { $time }; lo más nuevo aún se está indexando. Busque de nuevo en un momento.
desk-search-saved = Búsquedas guardadas
desk-search-recent = Búsquedas recientes
desk-search-forget = Olvidar todas
desk-search-remove = Quitar «{ $name }»
desk-search-save = Guardar búsqueda
desk-search-save-name = Nombre (opcional)
desk-search-is-saved = Guardada como «{ $name }»
desk-search-as-view = Hacer una vista
desk-search-save-nothing = Aún no hay nada que guardar. Escriba antes una búsqueda.
desk-search-save-nameless = Una búsqueda guardada necesita un nombre. Escriba uno o quite la búsqueda.
desk-search-save-many = Tiene { $most } búsquedas guardadas, que es el máximo. Quite una antes.
desk-said-search-removed = Búsqueda quitada
desk-story-file-read = Se hizo buscable un archivo

## El cliente de un vistazo

desk-glance = De un vistazo
desk-glance-clock = Hora local
desk-glance-clock-known = { $time } ({ $zone })
desk-glance-clock-guessed = Probablemente las { $time } ({ $zone })
desk-glance-owed = Le debemos
desk-glance-owed-nothing = Nada por ahora
desk-glance-waiting = { $count ->
    [one] Una respuesta
   *[other] { $count } respuestas
 }
desk-glance-follow-ups = { $count ->
    [one] Un seguimiento, { $due }
   *[other] { $count } seguimientos, el próximo { $due }
 }
desk-glance-planned = { $count ->
    [one] Una respuesta que sale más tarde
   *[other] { $count } respuestas que salen más tarde
 }
desk-glance-refunds = { $count ->
    [one] Un reembolso en camino
   *[other] { $count } reembolsos en camino
 }
desk-glance-decisions = { $count ->
    [one] Una decisión sobre una solicitud
   *[other] Decisiones sobre { $count } solicitudes
 }
desk-glance-mood = Ánimo últimamente
desk-glance-mood-negative = Descontento
desk-glance-mood-positive = Contento
desk-glance-contacts = Contactos
desk-glance-contacts-count = { $month } en 30 días, { $year } en un año
desk-glance-under-way = { $count } en curso
desk-glance-reopened = { $count ->
    [one] Retomada una vez
   *[other] Retomadas { $count } veces
 }
desk-glance-first = La primera el { $date }
