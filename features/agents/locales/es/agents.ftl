# Las personas que trabajan aquí: la entrada, los ajustes propios, personas, equipos y roles.

## La entrada

agents-sign-in = Iniciar sesión
agents-sign-in-lead = Le damos la bienvenida. Sus conversaciones le esperan.
agents-sign-in-wrong = Esta dirección y esta contraseña no corresponden. Revise ambas o restablezca su contraseña.
agents-sign-in-wait = Demasiados intentos. Espere { $minutes } minutos, use un navegador con el que ya haya entrado o restablezca su contraseña.
agents-sign-in-with = Continuar con { $name }
agents-sign-in-or = O con su contraseña de aquí:
agents-sign-in-by-password = Entrar con contraseña
agents-sign-in-by-password-about = Solo para una persona que administra, por si el acceso de la empresa no funciona. Las demás usan el botón de arriba.
agents-sign-in-again-first = No tiene contraseña aquí, así que demuestre que es usted: salga, vuelva a entrar y repítalo antes de 15 minutos.
agents-email = Correo electrónico
agents-password = Contraseña
agents-forgot-link = ¿Olvidó su contraseña?
agents-back-to-sign-in = Volver al inicio de sesión
agents-sign-out = Cerrar sesión

agents-code-title = Un paso más
agents-code-lead = Escriba el código que su aplicación de autenticación muestra para Frontline.
agents-code = Código
agents-code-hint = Seis cifras, o uno de sus códigos de recuperación.
agents-code-send = Continuar
agents-code-wrong = Este código no es correcto o ya se usó. Espere al siguiente y escríbalo.
agents-code-wait = Demasiados códigos incorrectos. Espere { $minutes } minutos y vuelva a iniciar sesión.

agents-forgot-title = Restablecer la contraseña
agents-forgot-lead = Le enviamos un enlace para elegir una nueva.
agents-forgot-send = Enviar el enlace
agents-forgot-sent = Si alguien trabaja aquí con esta dirección, un mensaje va en camino. Su enlace sirve una vez y durante una hora. Si no llega nada, pregunte a quien administra.
agents-forgot-again = Pedir otro enlace
agents-reset-title = Elija una contraseña nueva
agents-reset-set = Guardar la contraseña
agents-reset-done = Su contraseña nueva está guardada y se cerró la sesión en todos los navegadores. Inicie sesión con ella.
agents-new-password = Contraseña nueva
agents-password-hint = Al menos 10 caracteres. Unas cuantas palabras que recuerde son una buena contraseña.
agents-link-stale = Este enlace ya se usó, es demasiado antiguo o se envió otro más reciente.

agents-invitation-title = Le damos la bienvenida al equipo
agents-invitation-lead = Díganos cómo quiere que le llamemos y elija una contraseña.
agents-invitation-accept = Entrar
agents-invitation-stale = Pida otro enlace a quien le invitó, o inicie sesión si ya había entrado.

## Cartas

agents-letter-invitation-subject = Tiene una invitación a Frontline
agents-letter-invitation =
    Hola, { $name }:

    tiene una invitación para trabajar en Frontline. Abra este enlace para elegir su contraseña y entrar:

    { $link }

    Sirve una vez, durante siete días.
agents-letter-reset-subject = Su contraseña nueva de Frontline
agents-letter-reset =
    Hola, { $name }:

    abra este enlace para elegir una contraseña nueva:

    { $link }

    Sirve una vez, durante una hora. Si no lo pidió, no haga caso de este mensaje: nada cambia.

## Ajustes de cada persona

agents-menu-own = Usted
agents-menu-people = Quién trabaja aquí
agents-save = Guardar
agents-cancel = Cancelar
agents-yes = sí
agents-no = no
agents-never = nunca
agents-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
 }
agents-name = Nombre
agents-description = Descripción
agents-language = Idioma
agents-zone = Zona horaria

agents-profile = Perfil
agents-profile-also = nombre, foto, idioma, zona horaria, tema, modo oscuro, densidad, teclado, firma
agents-profile-about = Cómo le ven los demás y cómo ve usted Frontline.
agents-profile-you = Usted
agents-signature = Firma
agents-signature-hint = Aparece al final de los mensajes que envía. Texto sin formato.
agents-looks = Aspecto
agents-theme = Colores
agents-theme-system = Como el sistema
agents-theme-light = Claro
agents-theme-dark = Oscuro
agents-density = Densidad
agents-density-comfortable = Cómoda
agents-density-cozy = Intermedia
agents-density-compact = Compacta
agents-notifications = Avisos
agents-notifications-also = avisos, resumen diario, correo, navegador, sonido, silenciar
agents-notifications-about = De qué se entera, dónde, y cuándo quiere silencio.
agents-told = De qué se le avisa
agents-told-of = Cuándo
agents-told-assigned = Me asignan una conversación
agents-told-mentioned = Alguien me menciona en una nota
agents-told-answered = El cliente responde en una conversación mía
agents-told-breaching = Una respuesta mía vence en menos de una hora
agents-told-delivery-failed = Un mensaje mío no se pudo entregar
agents-told-follow-up = Vence un seguimiento mío o de mi equipo
agents-told-decided = Alguien decidió sobre lo que pedí aprobar
agents-told-followed = Ocurre algo en una conversación que sigo
agents-told-team-waiting = Una conversación nueva espera a uno de mis equipos
agents-told-on-screen = En pantalla
agents-told-by-mail = Por correo
agents-told-by-push = Push
agents-push-shows-text = Los avisos push muestran lo escrito
agents-push-shows-text-hint = Si no: solo qué ocurrió y el número, porque una pantalla bloqueada la lee cualquiera.
agents-digest = Resumen
agents-digest-about = Una carta con todo lo que no ha leído. Sin novedades, no hay carta.
agents-digest-pace = Con qué frecuencia
agents-digest-off = Nunca
agents-digest-hourly = Cada hora
agents-digest-daily = Una vez al día
agents-digest-at = El diario sale a las
agents-quiet = Horas de silencio
agents-quiet-about = Entonces no llega ni push ni carta; después se resume una sola vez. Según el reloj de { $zone }, la zona de su perfil.
agents-quiet-from = Desde
agents-quiet-until = Hasta
agents-quiet-weekends = También sábados y domingos
agents-unsubscribe = Desactivar
agents-unsubscribe-letters = Frontline dejará de enviarle una carta cuando ocurra algo. Lo seguirá viendo en pantalla.
agents-unsubscribe-digest = Frontline dejará de enviarle el resumen. Lo seguirá viendo todo en pantalla.
agents-unsubscribed = Desactivado. Puede activarlo de nuevo en sus ajustes.

agents-presence = Presencia
agents-presence-online = En línea
agents-presence-away = Ausente
agents-presence-busy = Con otra tarea
agents-presence-offline = Sin conexión
agents-presence-reason = Motivo (si quiere)

## Seguridad

agents-security = Seguridad
agents-security-also = contraseña, llave de acceso, dos factores, 2fa, sesiones, dispositivos
agents-security-about = Su contraseña, su segundo factor y dónde tiene la sesión iniciada.
agents-password-change = Cambiar la contraseña
agents-password-ends-sessions = Se cierra la sesión en todos los demás navegadores.
agents-present-password = Su contraseña actual
agents-password-not-yours = Esta no es su contraseña actual. Escríbala de nuevo o restablézcala.
agents-second-factor = Segundo factor
agents-second-factor-about = Con un segundo factor, su contraseña sola no abre nada: al iniciar sesión se pide además un código de una aplicación de su teléfono.
agents-second-factor-set-up = Configurar un segundo factor
agents-second-factor-scan = Escanee esto con una aplicación de autenticación de su teléfono.
agents-second-factor-qr = Código QR con el secreto para su aplicación de autenticación
agents-second-factor-type = O escribe en ella este secreto:
agents-second-factor-code-hint = Las seis cifras que muestra ahora la aplicación prueban que funciona.
agents-second-factor-turn-on = Activarlo
agents-second-factor-turn-off = Desactivarlo
agents-second-factor-is-on = Está activado
agents-recovery-title = Códigos de recuperación
agents-recovery-about = Para el día en que no tenga el teléfono. Cada código sirve para entrar una vez. Imprímalos o guárdelos en un lugar seguro.
agents-recovery-left = { $count ->
    [one] Queda { $count } código de recuperación
   *[other] Quedan { $count } códigos de recuperación
 }
agents-recovery-renew = Crear códigos nuevos
agents-recovery-kept = Ya los guardé
agents-shown-once = Esto se muestra solo ahora. Guárdelo antes de salir de esta página.
agents-sessions = Dónde tiene la sesión iniciada
agents-session-browser = Navegador
agents-session-unknown = Programa desconocido
agents-session-address = Dirección
agents-session-began = Inicio
agents-session-used = Último uso
agents-session-this = Este navegador
agents-session-end = Cerrar sesión
agents-session-end-of = Cerrar la sesión de { $browser }
agents-sessions-end-others = Cerrar la sesión en los demás

agents-tokens = Claves de API
agents-tokens-also = clave de api, ficha personal, programa
agents-tokens-about = Una clave permite que un programa actúe en su nombre, dentro de los permisos que elija.
agents-tokens-none = Todavía no hay claves
agents-tokens-none-next = Cree una aquí abajo cuando un programa tenga que trabajar con el servicio.
agents-token-new = Clave nueva
agents-token-name-hint = Para qué sirve, así sabrá después cuál revocar.
agents-token-scopes = Qué puede hacer
agents-token-scope-count = { $count ->
    [one] { $count } permiso
   *[other] { $count } permisos
 }
agents-token-expires = Caduca
agents-token-create = Crear la clave
agents-token-made = La clave:
agents-token-revoke = Revocar
agents-token-revoke-of = Revocar { $name }

## Personas

agents-people = Personas
agents-people-also = invitar, invitación, añadir usuario, agente nuevo, miembros, personal, desactivar
agents-people-about = Quién trabaja aquí, con qué rol y en qué equipos.
agents-people-count = { $count ->
    [one] { $count } persona
   *[other] { $count } personas
 }
agents-standing = Situación
agents-is-active = Activa
agents-is-invited = Invitada
agents-is-deactivated = Desactivada
agents-has-second-factor = Segundo factor
agents-invite = Invitar a alguien
agents-invite-about = Recibe un mensaje con un enlace para elegir su contraseña. Usted también ve el enlace, por si quiere entregarlo en persona.
agents-invite-send = Invitar
agents-invite-again = Invitar de nuevo
agents-invited-title = { $name } tiene una invitación
agents-invited-lead = Un mensaje con este enlace va en camino. Si ningún buzón puede enviar correo todavía, entregue el enlace en persona.
agents-reset-link-make = Crear un enlace de restablecimiento
agents-reset-link-title = Una contraseña nueva para { $name }
agents-reset-link-lead = Un mensaje con este enlace va en camino. Si ningún buzón puede enviar correo todavía, entregue el enlace en persona. Sirve durante una hora.
agents-link = Enlace
agents-link-is-secret = Quien tenga este enlace puede entrar con él, una vez. Se muestra solo ahora.
agents-back-to-people = Volver a personas
agents-rights = Rol y equipos
agents-ways-in = Formas de entrar
agents-ways-in-active = Puede iniciar sesión. Al desactivar se cierran de inmediato todas sus sesiones y claves; lo que hizo sigue siendo suyo.
agents-ways-in-invited = Todavía no ha entrado. Si se le invita de nuevo, el enlace anterior deja de servir.
agents-ways-in-gone = No puede iniciar sesión. Al reactivar podrá entrar con la contraseña que tenía.
agents-sign-out-everywhere = Cerrar todas sus sesiones
agents-second-factor-take = Quitar el segundo factor
agents-deactivate = Desactivar
agents-reactivate = Reactivar

## Equipos

agents-team = Equipo
agents-teams = Equipos
agents-teams-also = grupos, departamentos
agents-teams-about = Personas que comparten trabajo. Lo que ve un equipo lo ven sus miembros.
agents-teams-none = Todavía no hay equipos
agents-teams-none-next = Cree el primero aquí abajo, por ejemplo para devoluciones o facturas.
agents-team-new = Equipo nuevo
agents-team-create = Crear el equipo
agents-team-members = Miembros
agents-team-lead = Responsable
agents-team-leads = Responsables
agents-team-lead-of = { $name } es responsable del equipo
agents-team-archive = Archivar el equipo

## Roles

agents-role = Rol
agents-roles = Roles
agents-roles-also = permisos, derechos, administrador, quién puede
agents-roles-about = Qué puede hacer cada persona. Cuatro roles vienen de fábrica; añada los suyos donde no encajen.
agents-roles-matrix = Quién puede hacer qué
agents-role-hint = Solo los roles que no permiten más que el suyo.
agents-role-new = Rol nuevo
agents-role-about = Marque lo que pueden hacer las personas con este rol. Lo que usted no puede hacer no se puede marcar.
agents-role-allows = Qué permite
agents-role-remove = Quitar el rol
agents-role-admin = Administración
agents-role-admin-about = Puede hacerlo todo. Siempre queda al menos una persona.
agents-role-supervisor = Supervisión
agents-role-supervisor-about = Ve y dirige todo el trabajo y compone sus equipos.
agents-role-agent = Agente
agents-role-agent-about = Responde a clientes en los buzones que ve.
agents-role-light-agent = Agente de consulta
agents-role-light-agent-about = Lee y escribe notas internas. Nunca envía nada a un cliente.
agents-permission = Permiso

agents-area-people = Personas
agents-area-teams = Equipos
agents-area-inboxes = Buzones
agents-area-tags = Etiquetas
agents-area-customers = Clientes
agents-area-conversations = Conversaciones
agents-area-views = Vistas
agents-area-macros = Macros
agents-area-knowledge = Conocimiento
agents-area-orders = Pedidos
agents-area-policies = Políticas
agents-area-approvals = Aprobaciones
agents-area-activity = Actividad
agents-area-settings = Ajustes
agents-area-tokens = Claves
agents-area-privacy = Privacidad

agents-may-people-provision = Mantener al día personas y equipos con un directorio (SCIM); para un token
agents-may-people-manage = Invitar y desactivar personas, darles roles, editar roles
agents-may-teams-manage = Crear equipos y elegir los miembros de los propios
agents-may-inboxes-manage = Configurar buzones y decidir quién los ve
agents-may-tags-manage = Crear, renombrar y quitar etiquetas
agents-may-customers-see = Ver clientes y su historial
agents-may-customers-edit = Cambiar lo que se sabe de un cliente
agents-may-customers-merge = Combinar dos clientes que son uno, y deshacerlo
agents-may-conversations-see = Leer conversaciones por la API, en los buzones que ve
agents-may-conversations-reply = Enviar mensajes a clientes
agents-may-conversations-note = Escribir notas internas
agents-may-conversations-assign = Asignar conversaciones a personas y equipos
agents-may-conversations-resolve = Resolver, posponer y reabrir conversaciones
agents-may-conversations-merge = Combinar, dividir y mover conversaciones, y deshacerlo
agents-may-conversations-see-all = Ver las conversaciones de todos los buzones
agents-may-conversations-close = Cerrar conversaciones definitivamente
agents-may-views-share = Compartir vistas con todo el mundo y cambiar las compartidas
agents-may-macros-manage = Escribir y cambiar macros y textos breves
agents-may-knowledge-see = Leer los artículos de conocimiento
agents-may-knowledge-write = Escribir, publicar y archivar artículos de conocimiento
agents-may-orders-see = Ver pedidos, pagos, devoluciones y documentos
agents-may-orders-act = Actuar sobre pedidos dentro de la política: crear, cambiar, cancelar, devolver, reembolsar
agents-may-orders-manage = Gestionar catálogo, existencias, precios, vales y envíos
agents-may-policies-manage = Redactar borradores de políticas
agents-may-policies-approve = Aprobar una política escrita por otra persona y ponerla en vigor
agents-may-approvals-decide = Aprobar o rechazar acciones por encima del límite de un colega
agents-may-activity-see = Leer el registro de todo lo ocurrido
agents-may-settings-manage = Cambiar los ajustes de la empresa
agents-may-tokens-manage = Crear y revocar las claves de servicio de la empresa
agents-may-privacy-export = Llevarse todo lo guardado de un cliente
agents-may-privacy-erase = Borrar a un cliente para siempre
agents-may-privacy-hold = Poner y levantar retenciones legales
agents-may-privacy-retain = Decidir cuánto tiempo se guardan conversaciones y archivos

## Lo que se hizo

agents-done-saved = Guardado.
agents-done-password = Su contraseña cambió y se cerró la sesión en los demás navegadores.
agents-done-ended = La sesión se cerró allí.
agents-done-revoked = La clave está revocada. Los programas que la usan quedan rechazados desde ahora.
agents-done-second-factor-off = El segundo factor está desactivado.
agents-done-deactivated = Desactivada. Todas sus sesiones y claves terminaron.
agents-done-reactivated = Reactivada. Puede volver a iniciar sesión.
agents-done-removed = El rol se quitó.
agents-done-archived = El equipo está archivado.

## Negativas

agents-refused-not-permitted = Su rol no incluye «{ $permission }». Pida a quien administra que lo haga.
agents-refused-more-than-you = Esto daría más de lo que usted puede hacer, o afectaría a alguien que puede más ({ $missing }). Pida a quien administra que lo haga.
agents-refused-last-admin = Nadie más podría administrar el servicio. Dé antes el rol de administración a otra persona.
agents-refused-keeper = Esta persona guarda la única contraseña que abre el servicio cuando el acceso de la empresa no funciona. Abra Ajustes → Acceso de la empresa y elija antes a otra.
agents-refused-no-keeper = { $name } no puede guardar la única contraseña. Elija a alguien que administre, esté en activo y tenga una.
agents-refused-only-provider = Aquí se entra por el acceso de la empresa, así que una contraseña no abriría nada. Use el botón de la página de entrada.
agents-refused-deactivate-yourself = No puede desactivarse. Pídalo a otra persona que administre.
agents-refused-already-came = Ya entró antes. Cree un enlace de restablecimiento si perdió su contraseña.
agents-refused-no-password-yet = Todavía no tiene contraseña. Invítela de nuevo.
agents-refused-email-taken = Alguien ya trabaja aquí como { $email }. Búsquelo en la lista o use otra dirección.
agents-refused-email-of-deactivated = { $email } es de alguien desactivado. Reactívelo en su lugar.
agents-refused-no-email = Esto no es una dirección de correo. Escríbala como nombre@ejemplo.com.
agents-refused-no-name = El nombre está vacío. Escriba uno.
agents-refused-name-taken = Ya hay uno que se llama { $name }. Elija otro nombre.
agents-refused-built-in-role = Los roles de fábrica no cambian. Cree un rol propio.
agents-refused-role-in-use = { $people ->
    [one] { $people } persona tiene este rol. Dele otro antes.
   *[other] { $people } personas tienen este rol. Deles otro antes.
 }
agents-refused-not-your-team = Solo puede elegir los miembros de sus propios equipos. Pídalo a quien gestiona personas.
agents-refused-no-scopes = La clave no podría hacer nada. Marque al menos una cosa que pueda hacer.
agents-refused-password-short = La contraseña es demasiado corta. Use al menos { $shortest } caracteres.
agents-refused-password-long = La contraseña es demasiado larga. Use como mucho { $longest } caracteres.
agents-refused-password-guessable = Esta contraseña se adivina con facilidad. Use unas palabras que no tengan que ver con usted.

## Cómo se leen los sucesos

agents-story-added = Se añadió a { $name } con el rol { $role }
agents-story-invited = Se invitó a { $name } con el rol { $role }
agents-story-invitation-accepted = Aceptó la invitación
agents-story-profile-changed = Cambió su perfil: { $changed }
agents-story-role-given = El rol de una persona del equipo cambió de { $from } a { $to }
agents-story-deactivated = Se desactivó a una persona del equipo
agents-story-reactivated = Se reactivó a una persona del equipo
agents-story-signed-in = Inició sesión
agents-story-signed-in-password = Inició sesión con la contraseña
agents-story-signed-in-code = Inició sesión con la contraseña y un código
agents-story-signed-in-recovery-code = Inició sesión con la contraseña y un código de recuperación
agents-story-signed-in-invitation = Entró con una invitación
agents-story-signed-in-local-link = Inició sesión en la propia máquina
agents-story-signed-out = Cerró la sesión
agents-story-signed-out-password = Se cerraron todas las sesiones porque cambió la contraseña
agents-story-signed-out-deactivated = Se cerraron todas las sesiones por la desactivación
agents-story-sessions-ended = { $sessions ->
    [one] Se cerró { $sessions } sesión
   *[other] Se cerraron { $sessions } sesiones
 }
agents-story-password-changed = Cambió la contraseña
agents-story-password-reset = Puso una contraseña nueva con un enlace
agents-story-reset-asked = Se envió un enlace para una contraseña nueva
agents-story-second-factor-on = Se activó el segundo factor
agents-story-second-factor-off = Se desactivó el segundo factor
agents-story-recovery-codes-renewed = Se crearon códigos de recuperación nuevos
agents-story-recovery-code-used = Se usó un código de recuperación; quedan: { $left }
agents-story-local-link-made = Se creó un enlace para entrar en la propia máquina
agents-story-token-created = Se creó la clave de API { $name } con { $permissions }
agents-story-token-revoked = Se revocó la clave de API { $name }
agents-story-presence = Presencia: { $presence }
agents-story-presence-because = Presencia: { $presence } ({ $reason })
agents-story-presence-by-itself = Presencia, por inactividad: { $presence }
agents-story-role-created = Se creó el rol { $name } con { $permissions }
agents-story-role-changed = Se cambió el rol { $name } (permisos añadidos: { $added }, quitados: { $removed })
agents-story-role-removed = Se quitó el rol { $name }
agents-story-team-created = Se creó el equipo { $name }
agents-story-team-changed = Se cambió el equipo { $name }
agents-story-team-archived = Se archivó el equipo { $name }
agents-story-team-member-added = Se añadió a una persona al equipo { $name }
agents-story-team-member-removed = Se quitó a una persona del equipo { $name }
agents-story-team-lead-chosen = Una persona es ahora responsable del equipo { $name }
agents-story-team-lead-gone = Una persona dejó de ser responsable del equipo { $name }

## Service tokens

agents-story-service-token-created = Creó la clave de servicio «{ $name }» con { $permissions }
agents-story-service-token-revoked = Revocó la clave de servicio «{ $name }»
agents-service-tokens = Claves de servicio
agents-service-tokens-also = clave de api, integración, máquina, cuenta de servicio
agents-service-tokens-about = Una clave de servicio permite que un programa actúe en nombre de la empresa: no es de nadie y se queda cuando alguien se va. Ve los buzones abiertos a todos y los que se le abren en sus ajustes.
agents-service-tokens-none = Todavía no hay claves de servicio
agents-service-tokens-none-next = Cree una aquí abajo para la tienda, el sitio o una tarea que funciona sola.
agents-refused-nobody = Una clave de servicio no es nadie: no está en ningún puesto. Use la clave de un agente.

agents-story-keys-off = Desactivó las teclas sueltas
agents-story-keys-on = Eligió sus teclas ({ $changed } propias)
agents-refused-key = «{ $key }» no puede ser un atajo. Escriba un carácter, o dos separados por un espacio, como g i.
agents-refused-key-twice = «{ $key }» se usa para dos acciones. Dé otra tecla a una de ellas, o ninguna.
agents-refused-key-begins = Otro atajo empieza por «{ $key }». Elija una tecla por la que no empiece ningún otro.

agents-company = Empresa
agents-company-hint = Como la conocen los clientes. Se puede cambiar después.
agents-first-begin = Empezar
agents-first-lead = Aquí todavía no trabaja nadie. Usted administrará esta mesa; la configuración sigue a partir de aquí, y puede dejarla y volver.
agents-first-title = Su nueva mesa
agents-first-stale = Un enlace así sirve una vez, durante un día, y solo mientras aquí no trabaje nadie. Reinicie Frontline para recibir uno nuevo, o entre.
agents-refused-no-company = La empresa necesita un nombre.
agents-refused-email = No es una dirección de correo. Escríbala como nombre@example.com.
agents-story-company-named = Llamó a la empresa «{ $name }»
agents-story-only-through-provider = Desde ahora solo se entra por el acceso de la empresa
agents-story-passwords-too = Las contraseñas vuelven a abrir el servicio
agents-story-signed-in-provider = Entró por el acceso de la empresa
agents-story-signed-out-only-provider = Se cerraron todas las sesiones: ahora se entra por el acceso de la empresa
agents-story-signed-out-elsewhere = El acceso de la empresa cerró la sesión
agents-story-signed-in-first-link = Entró con el primer enlace de una mesa vacía

agents-changes = Cambios
agents-changes-also = deshacer, historial, restaurar ajustes, quién cambió
agents-changes-about = Qué se cambió en los ajustes, quién, y el camino de vuelta.
agents-changes-none = Aún no se ha cambiado nada
agents-changes-none-next = En cuanto alguien cambie un rol, un equipo, un buzón, un objetivo o una etiqueta, aparecerá aquí con un botón que lo deja como estaba.
agents-change-what = Qué
agents-change-who = Quién
agents-change-when = Cuándo
agents-change-machine = El programa
agents-change-put-back = Dejar como estaba
agents-change-put-back-done = Devuelto
agents-change-of-role = Rol
agents-change-of-team = Equipo
agents-change-of-inbox = Buzón
agents-change-of-inbox-access = Quién ve el buzón
agents-change-of-inbox-masking = Qué oculta un buzón
agents-change-of-targets = Objetivos
agents-change-of-hours = Horario
agents-change-of-tag = Etiqueta
agents-change-of-survey = Encuesta
agents-change-of-look = Portal y color
agents-change-of-field = Campo de conversación
agents-change-of-field-order = Orden de los campos de conversación
agents-change-of-customer-attribute = Atributo de cliente
agents-change-of-tax-rate = Tipo impositivo
agents-change-of-tax-class = Clase de impuesto
agents-change-of-shipping-rate = Tarifa de envío
agents-change-of-voucher = Cupón
agents-change-of-brand = Marca
agents-change-of-legal-entity = Entidad jurídica
agents-change-of-plan = Plan
agents-change-of-product = Producto
agents-change-of-variant = Variante
agents-change-of-suggestion-rule = Regla de sugerencias
agents-change-of-suggestions = Cómo se hacen las sugerencias
agents-change-of-record-type = Tipo de registro
agents-refused-put-back-before = «{ $name }» ya se había devuelto.
agents-refused-moved-on = «{ $name }» se volvió a cambiar entretanto. Mírelo en su página; no se devolvió nada.
agents-story-put-back = Dejó como estaba: { $what }
agents-role-effect = Qué significa
agents-role-nobody-has = Nadie tiene aún este rol.
agents-role-people-have = Vale al instante para { $people }.
agents-role-they-may = Pueden:
agents-role-they-may-not = No pueden ({ $count })
agents-role-may-nothing = No pueden más que entrar.
agents-change-of-person = Persona

## Acceso

agents-access = Reglas de acceso
agents-access-also = lista de ip, direcciones permitidas, duración de sesión, exigir dos factores, vpn
agents-access-about = Lo que la empresa pide a quien entra. Cada regla muestra qué haría antes de guardarse, y se puede devolver a como estaba en Cambios.
agents-access-sessions = Cuánto dura una sesión
agents-access-longest = Volver a entrar después de
agents-access-longest-hint = Por mucho que se use.
agents-access-idle = Se cierra sin uso después de
agents-access-idle-hint = Una página abierta que nadie toca no cuenta como uso.
agents-access-most = Sesiones a la vez, por persona
agents-access-any-number = las que quiera
agents-access-stays = Seguir dentro al cerrar el navegador
agents-access-stays-hint = Sin esto, cerrar el navegador cierra la sesión.
agents-access-ends-nobody = Ahora no cierra ninguna sesión ({ $of } abiertas).
agents-access-ends = De { $of } sesiones, { $sessions } terminan ahora; son de { $people ->
    [one] { $people } persona
   *[other] { $people } personas
 }.
agents-access-ends-mine = La suya es una de ellas: tendrá que volver a entrar después de guardar.
agents-access-does-not-stay = Desde la próxima entrada, cerrar el navegador cierra la sesión.
agents-access-makes-way = Quien entre con más de { $most } a la vez pierde la sesión que lleva más tiempo sin usar.
agents-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
 }
agents-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
 }
agents-sessions-of = Dónde tiene sesión abierta
agents-refused-session-policy = Una sesión puede durar de 1 hora a 365 días, y sin uso de 5 minutos a 365 días; como mucho 100 a la vez. Elija valores dentro de eso.
agents-change-of-session-policy = Cuánto dura una sesión
agents-story-session-policy = Las sesiones duran ahora { $longest }, { $idle } sin uso; siguen al cerrar el navegador: { $stays }; a la vez: { $most }
agents-story-sessions-policy = { $sessions ->
    [one] La nueva regla cerró { $sessions } sesión
   *[other] La nueva regla cerró { $sessions } sesiones
 }
agents-story-sessions-too-many = { $sessions ->
    [one] Se cerró { $sessions } sesión: había demasiadas a la vez
   *[other] Se cerraron { $sessions } sesiones: había demasiadas a la vez
 }

agents-access-factor = Segundo factor
agents-access-factor-about = A quien se le pide y no tiene ninguno se le lleva a configurarlo nada más entrar, y no puede hacer nada más hasta entonces; sus propias claves de API también esperan. A quien entra por un acceso de empresa que responde de un segundo factor no se le pide.
agents-access-factor-everybody = Todo el mundo
agents-access-factor-roles = O quien tenga uno de estos roles
agents-access-factor-grace = Tiempo para configurarlo
agents-access-factor-grace-hint = Desde que se le pide a alguien por primera vez; quien llega nuevo tiene el mismo.
agents-access-factor-at-once = enseguida
agents-access-factor-from = desde el { $date }
agents-access-factor-nobody = No se pide un segundo factor a nadie.
agents-access-factor-all-have = Se pide a { $asked }, y todos tienen uno.
agents-access-factor-lack = Se pide a { $asked }; { $lacking } no tienen ninguno y deben tenerlo:
agents-access-and-more = y { $count } más
agents-access-factor-mine = Usted no tiene ninguno. Configure antes uno en Seguridad, para que nada le interrumpa.
agents-refused-no-admin-with-factor = Ningún administrador tiene todavía un segundo factor, así que nadie habría mostrado que funciona. Configure uno para usted en Seguridad y después guarde esto.
agents-refused-grace = Se pueden dar entre 0 y { $most } días. Elija un número dentro de eso.
agents-refused-factor-asked = Se le pide un segundo factor, así que no se puede quitar. Para cambiar de teléfono, cree códigos de recuperación nuevos o pida a un administrador que lo quite: configurará otro la próxima vez que entre.
agents-change-of-factor-rule = Quién necesita un segundo factor
agents-story-factor-rule = Ahora se pide un segundo factor a: { $of }; días para configurarlo: { $days }
agents-story-factor-of-nobody = Ya no se pide un segundo factor a nadie
agents-second-factor-first-title = Configure un segundo factor
agents-second-factor-first-lead = Su empresa pide un segundo factor. Configúrelo ahora; después sigue adonde iba.
agents-second-factor-app-about = Una aplicación de autenticación en su teléfono muestra un código nuevo cada medio minuto.
agents-second-factor-set-up-app = Configurar una aplicación

agents-access-networks = Desde dónde se puede entrar
agents-access-networks-about = A quien viene de otro sitio se le rechaza y se le dice, antes de mirar ninguna contraseña; las páginas y los flujos abiertos allí se paran en un segundo. A los clientes y su portal no les afecta.
agents-access-people = Redes de personas
agents-access-programs = Redes de programas (claves de API)
agents-access-networks-hint = Una por línea, como 192.0.2.0/24 # la oficina o 2001:db8::/32. Vacío: desde cualquier sitio.
agents-access-programs-hint = Lo mismo para quien trae una clave de API, también los directorios (SCIM). Vacío: desde cualquier sitio.
agents-access-you-come-from = Viene de { $address }.
agents-access-anywhere = cualquier sitio
agents-access-people-from-anywhere = Las personas pueden entrar desde cualquier sitio.
agents-access-nobody-outside = De quienes están dentro ahora ({ $of }), nadie queda fuera.
agents-access-outside = De { $of } sesiones, { $outside } empezaron fuera y allí dejarían de funcionar:
agents-access-programs-from-anywhere = Los programas pueden venir de cualquier sitio.
agents-access-programs-from-these = Los programas solo pueden venir de su lista.
agents-access-inside = { $inner } ya está dentro de { $outer }; no cambia nada.
agents-access-unbelieved-proxy = Viene por un proxy en { $proxy } al que nadie dijo a la mesa que creyera, así que todo el mundo parece venir de ahí. Quien lleva la máquina lo añade: trusted_proxies = "{ $proxy }".
agents-refused-network = «{ $text }» no es una dirección. Escriba redes como 192.0.2.0/24 o 2001:db8::/32, una por línea.
agents-refused-network-length = «{ $text }» no tiene una longitud válida. Escriba un número de 0 a { $most } tras la barra.
agents-refused-network-first = «{ $text }» es una dirección de una red y no la red. Escriba { $network } para toda ella, o la dirección sin barra.
agents-refused-networks-many = Una lista puede tener { $most } redes. Escriba redes mayores en lugar de muchas pequeñas.
agents-refused-shut-out = Viene de { $address }, que quedaría fuera, y usted con ella. Añádala a la lista, o guarde desde un sitio que esté en ella.
agents-refused-shut-everybody-out = Nadie que pueda cambiar los ajustes tiene una sesión iniciada desde un sitio de esta lista de personas, así que nadie podría deshacerlo. Inicie antes sesión desde un sitio así, o guarde la lista en la página Reglas de acceso.
agents-change-of-networks = Desde dónde se puede entrar
agents-story-networks = Las personas pueden entrar ahora desde: { $people }; los programas desde: { $programs }

agents-passkeys = Llaves de acceso
agents-passkeys-about = Una llave de acceso le deja entrar con el dedo, la cara o el PIN de un dispositivo, sin contraseña ni código. Solo funciona en esta dirección, así que nadie puede sacársela con engaños. También cuenta como segundo factor.
agents-passkey-sign-in = Entrar con una llave de acceso
agents-passkey-use = Usar una llave de acceso
agents-passkey-failed = El dispositivo no dio ninguna llave de acceso. Pruebe otra vez o elija otra manera.
agents-passkey-not-taken = Esta llave de acceso no abre nada aquí. Pruebe otra vez o elija otra manera.
agents-passkey-step-over = Esta entrada tardó demasiado. Empiece otra vez con su contraseña.
agents-passkey-needs-script = Para añadir una llave de acceso hace falta JavaScript. Un código de una aplicación funciona sin él.
agents-passkey-name = Nombre de la llave de acceso
agents-passkey-name-usual = Este dispositivo
agents-passkey-name-hint = Para que sepa después en qué dispositivo está.
agents-passkey-add = Añadir una llave de acceso
agents-passkey-added = añadida
agents-passkey-rename = Cambiar nombre
agents-passkey-remove = Quitar
agents-passkey-remove-hint = Hace falta para quitarla.
agents-code-hint-recovery = Uno de sus códigos de recuperación.
agents-code-lead-either = Use una llave de acceso, o introduzca el código que muestra su aplicación para Frontline.
agents-code-lead-passkey = Use una llave de acceso. Si ya no tiene el dispositivo, introduzca un código de recuperación.
agents-done-passkey = La llave de acceso está añadida. Desde ahora abre la mesa.
agents-done-passkey-removed = La llave de acceso está quitada. Ya no abre nada; puede borrarla también en el dispositivo.
agents-refused-passkey = Esta llave de acceso no se aceptó. Pruebe otra vez o use otro dispositivo.
agents-refused-passkey-address = Las llaves de acceso necesitan que la dirección pública de la mesa sea https con un nombre. Pida a quien lleva la máquina que ponga base_url, por ejemplo https://desk.example.com.
agents-refused-passkey-busy = Se están pidiendo demasiadas llaves de acceso desde su red. Espere cinco minutos o entre de otra manera.
agents-refused-passkeys-many = Ya tiene { $most } llaves de acceso. Quite una que ya no use.
agents-refused-passkey-late = Esto tardó demasiado o ya se respondió. Pulse el botón otra vez.
agents-refused-passkey-known = Esta llave de acceso ya se conoce. Use otro dispositivo.
agents-story-passkey-added = Se añadió la llave de acceso «{ $name }»
agents-story-passkey-renamed = La llave de acceso «{ $before }» se llama ahora «{ $name }»
agents-story-passkey-removed = Se quitó la llave de acceso «{ $name }»
agents-story-passkey-refused = Se rechazó la llave de acceso «{ $name }»: su contador retrocedió, así que puede haber una copia
agents-story-signed-in-passkey = Entró con una llave de acceso
agents-story-signed-in-password-and-passkey = Entró con la contraseña y una llave de acceso
agents-change-of-retention-rule = Regla de conservación
