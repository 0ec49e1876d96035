# Lo que comparten todas las páginas: problemas, marco, fechas.

web-home = Ir a la página de inicio
web-close = Cerrar
web-skip-to-work = Saltar al contenido
web-rail = Vistas y buzones
web-list = Conversaciones
web-panel = Detalles
web-toasts = Avisos
web-settings = Ajustes

web-conversation = Conversación
web-main-places = Lugares principales
web-inboxes = Buzones
web-search = Buscar
web-customers = Clientes
web-menu = Menú
web-more = Más
web-actions = Acciones
web-optional = opcional
web-effect = Qué haría esto
web-effect-show = Mostrar el efecto
web-shortcuts = Atajos de teclado
web-palette = Paleta de comandos
web-palette-ask = Buscar o ir a…
web-palette-commands = Comandos
web-offline = Sin conexión. Siga escribiendo: los borradores y lo que envíe se guardan en este dispositivo hasta que vuelva.
web-waiting-show = Mostrar
web-app-about = Todo lo que hace un equipo de atención al cliente, en un solo programa.
web-app-mine = Mías
web-app-unassigned = Sin asignar
web-app-notices = Avisos
web-app-new = Nueva conversación
web-offline-title = Lo que espera en este dispositivo
web-offline-gone = Sin conexión. Lo que escribió está a salvo en este navegador y se envía cuando vuelva la conexión. Esta página sigue sola.
web-offline-here = Hay conexión. Lo que espera se envía en cuanto abra Frontline.
web-offline-open = Abrir Frontline

## Lo que dicen los scripts

web-script-saved = Guardado
web-script-saving = Guardando…
web-script-offline = Sin conexión. Se guarda en este navegador hasta que vuelva.
web-script-restored = Se ha recuperado lo que había escrito aquí
web-script-draft-changed = Otra pestaña cambió este borrador. Lo que escriba aquí queda en este navegador; recargue para ver ambos.
web-script-uploading = Subiendo { $name }
web-script-upload-failed = No se ha podido subir { $name }. Compruebe la conexión y adjúntelo de nuevo.
web-script-failed = No ha funcionado. Compruebe la conexión e inténtelo de nuevo.
web-script-selected = Seleccionadas: { $count }
web-script-show-all = Mostrar el mensaje completo
web-script-no-commands = No hay nada con ese nombre. Pruebe con menos letras.
web-copy = Copiar
web-copied = Copiado
web-script-dismiss = Cerrar
web-script-shortcuts-other = En todas partes
web-script-waiting-one = 1 respuesta o nota espera en este dispositivo. Se envía cuando vuelva la conexión.
web-script-waiting-many = { $count } respuestas y notas esperan en este dispositivo. Se envían cuando vuelva la conexión.
web-script-waiting-here = Espera en este dispositivo
web-script-waiting-old = Se escribió hace más de 20 horas. Compruebe si sigue valiendo, devuélvala al editor y envíela.
web-script-waiting-refused = Ya no se puede enviar aquí. Cópiela o descártela.
web-script-waiting-back = Devolver
web-script-waiting-drop = Descartar
web-script-waiting-others = Esperan por otro agente de este dispositivo: { $count }. Se envían cuando vuelva a entrar aquí.
web-script-held-one = 1 respuesta no se envió: mírela antes.
web-script-held-many = { $count } respuestas no se enviaron: mírelas antes.
web-script-leaving-title = Algo no se ha enviado
web-script-leaving-one = 1 respuesta o nota espera en este dispositivo. Al salir se descarta.
web-script-leaving-many = { $count } respuestas y notas esperan en este dispositivo. Al salir se descartan.
web-script-leaving-stay = Seguir dentro
web-script-leaving-go = Descartar y salir

## Problemas: qué ha pasado y qué hacer.

web-not-found-title = No encontrado
web-not-found = No hay nada en esta dirección, o no está visible para usted.
web-not-found-next = Compruebe la dirección o pregunte a un administrador si debería verlo.

web-not-from-here-title = Desde aquí no
web-not-from-here = Viene de { $about }, y esta mesa solo se abre desde algunas redes.
web-not-from-here-next = Conéctese por la red de su empresa y pruebe otra vez, o pida a un administrador que añada esta dirección en Ajustes, Reglas de acceso.
web-set-up-first-title = Primero, un segundo factor
web-set-up-first = Se le pide un segundo factor y no tiene ninguno.
web-set-up-first-next = Abra Frontline en un navegador y configure uno; todo lo demás espera hasta entonces.
web-set-up-until = Se le pide un segundo factor. Configure uno hasta el { $date }; después no se abre nada más hasta que lo haga.
web-set-up-now = Configurarlo
web-forbidden-title = No permitido
web-forbidden = Su rol no incluye esto.
web-forbidden-next = Si lo necesita, pida a un administrador que cambie su rol.

web-refused-title = No se ha podido hacer
web-refused = Tal como están las cosas, esto no se puede hacer.
web-refused-next = No se ha cambiado nada. Corríjalo e inténtelo de nuevo.

web-sign-in-first-title = Inicie sesión
web-sign-in-first = Ya no hay ninguna sesión abierta aquí.
web-sign-in-first-next = Inicie sesión y repita lo que estaba haciendo.

web-changed-title = Cambiado entretanto
web-changed = Otra persona ha cambiado esto mientras usted lo miraba.
web-changed-next = Recargue la página, revísela y repita su cambio.

web-too-many-title = Demasiados intentos
web-too-many = Se ha intentado demasiadas veces en poco tiempo.
web-too-many-next = Espere unos minutos e inténtelo de nuevo.

web-too-large-title = Demasiado grande
web-too-large = Lo que ha enviado supera lo que admite esta página.
web-too-large-next = Envíe archivos más pequeños o menos a la vez.

web-unreadable-title = No se ha entendido
web-unreadable = No se ha podido leer la solicitud.
web-unreadable-next = Vuelva atrás, recargue la página e inténtelo de nuevo.

web-unavailable-title = Ahora no se puede guardar
web-unavailable = La base de datos no puede guardar cambios en este momento. Lo guardado hasta ahora no se ha perdido.
web-unavailable-next = Inténtelo de nuevo en unos segundos; si continúa, pida a quien administra el servidor que ejecute «frontline doctor».

web-not-fetched-title = Este archivo no llega ahora
web-not-fetched = Está en un almacenamiento fuera de la base de datos, que no responde o no lo tiene como era. Todo lo demás funciona.
web-not-fetched-next = Inténtelo de nuevo en un minuto; si continúa, avise a quien administra el servidor de que ejecute «frontline doctor».

web-too-slow-title = Tarda demasiado
web-too-slow = La respuesta no ha llegado a tiempo.
web-too-slow-next = Inténtelo de nuevo en unos segundos; si continúa, avise a quien administra el servidor.

web-fault-title = Un fallo nuestro
web-fault = Algo se ha roto dentro del programa y la acción se ha deshecho.
web-fault-next = Inténtelo de nuevo; si se repite, comuníquelo con la referencia de arriba.
web-fault-reference = Referencia { $reference }

web-stale-form-title = Este formulario ha caducado
web-stale-form = La página ha estado abierta demasiado tiempo, o ha vuelto a iniciar sesión desde entonces.
web-stale-form-next = Vuelva atrás, recargue la página y envíe el formulario de nuevo.

web-foreign-origin-title = Solicitud de otro sitio
web-foreign-origin = Otro sitio ha intentado cambiar algo aquí en su nombre, así que no se ha hecho nada.
web-foreign-origin-next = Si ha sido usted, abra esta mesa directamente y hágalo aquí.

web-bad-api-token-title = Token desconocido
web-bad-api-token = El token de la API es desconocido, está revocado o ha caducado.
web-bad-api-token-next = Cree un token nuevo en Ajustes y envíelo como «Authorization: Bearer …».

web-wrong-method-title = Aquí no es posible
web-wrong-method = Esta dirección existe, pero no para este tipo de solicitud.
web-wrong-method-next = Abra la página desde el menú e inténtelo de nuevo.

## Fechas y duraciones

web-months-short = ene feb mar abr may jun jul ago sept oct nov dic
web-ago-now = ahora mismo
web-ago-minutes = hace { $count } min
web-ago-hours = hace { $count } h
web-ago-days = { $count ->
    [one] hace { $count } día
   *[other] hace { $count } días
 }
web-span-seconds = { $count } s
web-span-minutes = { $count } min
web-span-hours = { $count } h
web-span-days = { $count } d

## The API

web-no-api-token-title = Falta una clave
web-no-api-token = La API solo responde a quien presenta una clave, y no se envió ninguna.
web-no-api-token-next = Cree una en Ajustes, Claves de API, y envíela como «Authorization: Bearer …», nunca en la dirección.

web-wrong-field-title = Un campo no se puede aceptar
web-wrong-field = «{ $field }» no se puede aceptar: { $what }.
web-wrong-body = El cuerpo no se puede aceptar: { $what }.
web-wrong-field-next = Compare la petición con la descripción en /api/v1/openapi.json y envíela otra vez.

web-unreadable-json-title = No es JSON
web-unreadable-json = El cuerpo no se puede leer como JSON: { $what }.
web-unreadable-json-next = Envíe un único objeto JSON en UTF-8.

web-not-json-title = No es JSON
web-not-json = La API solo lee JSON.
web-not-json-next = Envíe el cuerpo como JSON con «Content-Type: application/json».

web-moved-title = Ha cambiado
web-moved = Ya no está como cuando lo leyó, así que no se cambió nada.
web-moved-next = Léalo otra vez, decida de nuevo y envíe su nuevo ETag en «If-Match».

web-refused-cursor = Este cursor no se hizo para esta lista.
web-refused-key-taken = Esta Idempotency-Key se usó para otra petición en las últimas 24 horas.
web-refused-reference = «{ $field }» nombra algo que no existe o que esta clave no puede ver.

web-api = API
web-api-also = rest, openapi, desarrolladores, documentación
web-api-about = Todo lo que hace este escritorio, para programas. Lo que puede hacer una clave se elige al crearla.
web-api-document = Documento OpenAPI
web-api-start = Cree una clave en Claves de API y pregunte quién es:
web-api-name = Nombre
web-api-place = Dónde
web-api-kind = Tipo
web-api-meaning = Significado
web-api-status = Estado
web-api-required = obligatorio
web-api-parameters = Parámetros
web-api-body = Cuerpo
web-api-answers = Respuestas
web-api-problems = Problemas:

## Los mismos problemas, dichos a un programa: no tiene página a la que volver.

web-program-forbidden = Esta clave no puede hacer esto.
web-program-forbidden-next = La descripción en /api/v1/openapi.json dice qué permiso pide cada llamada, y GET /api/v1/me cuáles tiene la clave; pida a un administrador una que lo tenga.
web-program-changed = Alguien lo cambió entretanto, así que no se hizo nada.
web-program-changed-next = Léalo otra vez, decida de nuevo y envíe la petición otra vez.
web-program-too-large = El cuerpo es mayor de lo que admite esta dirección.
web-program-too-large-next = Envíe archivos más pequeños, o menos en cada petición.
web-program-unreadable-next = Compare su dirección y su cuerpo con la descripción en /api/v1/openapi.json y envíela otra vez.
web-program-wrong-method-next = La cabecera «Allow» dice qué métodos tiene esta dirección, y /api/v1/openapi.json qué hace cada uno; pida con uno de ellos.
web-program-sign-in-first = No se envió ninguna clave.
web-program-sign-in-first-next = Envíe una como «Authorization: Bearer …».

# Pages for customers.
web-languages = Idioma
web-front-menu = Secciones

web-help-here = Ayuda para esta página
web-keys-on = Las teclas sueltas funcionan.
web-keys-off = Las teclas sueltas no funcionan: solo las combinadas con Ctrl o ⌘.
web-keys-change = Desactivar o cambiar
web-script-arrived = Mensaje nuevo de { $name }
