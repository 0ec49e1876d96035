# Preguntar a los clientes cómo fue, y lo que dicen.

feedback-word-1 = Muy mal
feedback-word-2 = Mal
feedback-word-3 = Regular
feedback-word-4 = Bien
feedback-word-5 = Muy bien
feedback-said = { $value } de 5 · { $word }
feedback-choice = { $value } – { $word }

# La carta y su página.
feedback-question = ¿Qué tal hemos atendido su consulta?
feedback-letter-subject = ¿Qué tal le ha atendido { $brand }? [#{ $number }]
feedback-letter-kept = (Siguen cinco enlaces, uno por respuesta. Solo los recibe el cliente.)
feedback-letter-foot = Un clic muestra su respuesta y otro la envía. Puede añadir unas palabras y cambiar de opinión durante 30 días. También puede contestar a este correo: nos llega.
feedback-title = Su valoración
feedback-comment = ¿Quiere contarnos algo más?
feedback-send = Enviar
feedback-change = Cambiar
feedback-thanks = Gracias. Hemos recibido su valoración.
feedback-until = Puede cambiarla hasta el { $date }.
feedback-over = Este enlace ya no funciona
feedback-over-next = Se puede valorar y cambiar la valoración durante 30 días. Si quiere decirnos algo, conteste a uno de nuestros correos.
feedback-refused-value = Elija una de las cinco respuestas.

# Ajustes.
feedback-surveys = Encuestas
feedback-surveys-also = csat, nps, encuesta, valoración, satisfacción
feedback-surveys-about = Pregunte por correo a los clientes cómo fue, una vez resuelta su conversación. Cada buzón tiene su propia pregunta.
feedback-survey = Qué se pregunta y cuándo
feedback-survey-of = Encuesta: { $inbox }
feedback-survey-about = Una pregunta con cinco respuestas, enviada desde este buzón. Nadie valora sin querer: un clic muestra la respuesta, un botón la envía.
feedback-back = Todas las encuestas
feedback-state = Estado
feedback-when = Cuándo
feedback-on = Activada
feedback-off = Desactivada
feedback-after-hours = { $count ->
    [0] Enseguida
    [one] Al cabo de { $count } hora
   *[other] Al cabo de { $count } horas
}
feedback-ask = Preguntar a los clientes de este buzón
feedback-ask-hint = Sobre las conversaciones que se resuelvan a partir de ahora.
feedback-question-in = Pregunta en { $language }
feedback-delay = Horas después de resolverse
feedback-rest = Días hasta volver a preguntar al mismo cliente
feedback-refused-hours = Escriba de 0 a { $most } horas.
feedback-refused-days = Escriba de 1 a { $most } días.
feedback-effect-off = No se pregunta a nadie, tampoco sobre lo que ya está resuelto.
feedback-effect-no-mail = De este buzón no sale correo, así que no se pregunta a nadie.
feedback-effect-when = { $hours ->
    [0] El cliente recibe la pregunta en cuanto se resuelve su conversación
    [one] El cliente recibe la pregunta { $hours } hora después de resolverse su conversación
   *[other] El cliente recibe la pregunta { $hours } horas después de resolverse su conversación
}, en su idioma, y como máximo una vez en { $days ->
    [one] un día
   *[other] { $days } días
}, pregunte el buzón que pregunte.
feedback-effect-month = En los últimos 30 días { $conversations ->
    [0] no se resolvió aquí ninguna conversación
    [one] se resolvió aquí { $conversations } conversación
   *[other] se resolvieron aquí { $conversations } conversaciones
}, de { $customers ->
    [0] ningún cliente
    [one] { $customers } cliente
   *[other] { $customers } clientes
}: no saldrían más cartas que esas.
feedback-effect-never = No se molesta a los clientes cuyo correo vuelve, ni por conversaciones iniciadas por máquinas, etiquetadas como «spam», traídas de otro sitio, unidas a un incidente o sin respuesta nuestra. Si entretanto se reabre, no se pregunta.
feedback-effect-letters = La carta en cada idioma

# Para quien dirige.
feedback-ratings = Valoraciones
feedback-ratings-also = csat, nps, notas, comentarios, satisfacción
feedback-ratings-about = Las últimas { $weeks } semanas: { $given ->
    [one] { $given } valoración
   *[other] { $given } valoraciones
} a { $asked ->
    [one] { $asked } pregunta
   *[other] { $asked } preguntas
}.
feedback-csv = Como archivo (CSV)
feedback-none = Nadie ha valorado en estas semanas
feedback-none-next = Se pregunta a los clientes donde un administrador activa la encuesta de un buzón.
feedback-by-week = Por semana
feedback-by-team = Por equipo
feedback-by-agent = Por quien la resolvió
feedback-week = Semana del
feedback-agent = Agente
feedback-team = Equipo
feedback-nobody = Nadie
feedback-count = Valoraciones
feedback-average = Media
feedback-low = Malas (1–2)
feedback-comments = Lo que escribieron los clientes
feedback-no-comments = Nadie ha escrito nada.
feedback-given-when = Cuándo
feedback-conversation = Conversación
feedback-value = Valoración
feedback-word = En palabras

# En el panel.
feedback-glance = Valoraciones
feedback-glance-never = Nunca se le ha preguntado
feedback-glance-average = { $average } de media en { $given ->
    [one] { $given } valoración
   *[other] { $given } valoraciones
}
feedback-glance-asked = { $count ->
    [one] Preguntado una vez
   *[other] Preguntado { $count } veces
}

# Lo ocurrido.
feedback-story-survey-on = La encuesta de un buzón está activada
feedback-story-survey-off = La encuesta de un buzón está desactivada
feedback-story-asked = Se preguntó al cliente cómo fue
feedback-story-given = Valoración del cliente: { $value } de 5, { $word }
feedback-story-given-words = Valoración del cliente: { $value } de 5, { $word }, con un comentario
feedback-story-changed = El cliente cambió su valoración de { $from } a { $value } de 5, { $word }
feedback-story-commented = El cliente cambió el comentario de su valoración: { $value } de 5, { $word }
feedback-story-exported = { $count ->
    [one] Se llevó { $count } valoración
   *[other] Se llevaron { $count } valoraciones
} en un archivo
