# Frases de la sala «customers».

## Clientes: la lista y la página

customers-title = Clientes
customers-about = Todas las personas que les han escrito, por cualquier canal.
customers-search = Nombre, dirección o número
customers-company-search = Nombre de la empresa
customers-tag = Etiqueta
customers-any-tag = Cualquier etiqueta
customers-order = Orden
customers-order-seen = Últimos contactos primero
customers-order-name = Por nombre
customers-only-company = Solo { $name }
customers-narrow = Mostrar
customers-next-page = Página siguiente
customers-none = Ningún cliente encontrado
customers-none-next = Pruebe con menos letras o cree el cliente más abajo.
customers-none-yet = Aún no hay clientes
customers-none-yet-next = Quien escriba a uno de sus buzones aparecerá aquí solo, con todo lo que escribió. Conecte antes un buzón o cree un cliente más abajo.
customers-none-yet-inbox = Conectar un buzón
customers-last-seen = Último contacto
customers-open = Cliente nuevo
customers-open-now = Crear
customers-name = Nombre
customers-nameless = Cliente sin nombre
customers-since = Cliente desde el { $date }, último contacto { $seen }
customers-details = Detalles
customers-edit = Editar
customers-save = Guardar
customers-add = Añadir
customers-profile = Perfil
customers-language = Idioma en que respondemos
customers-no-language = El de la conversación
customers-company = Empresa
customers-somebody = alguien

## Cómo contactarlos

customers-reach = Contacto
customers-no-identity = Aún no hay forma de reconocerlo ni de contactarlo. Añada una dirección o un número.
customers-identity-add = Añadir una dirección o un número
customers-identity = Dirección, número o usuario
customers-identity-hint = Teléfonos con prefijo de país (+34 …); usuarios como servicio:nombre.
customers-identity-actions = Acciones para { $value }
customers-identity-remove = Quitar
customers-kind = Tipo
customers-kind-email = Correo
customers-kind-phone = Teléfono
customers-kind-handle = Usuario
customers-primary = Preferido
customers-verified = Verificado
customers-make-primary = Preferir este
customers-verify = Marcar como verificado
customers-doubt = Marcar como no verificado
customers-undeliverable = Rebota
customers-undeliverable-since = Desde el { $date }: { $reason }
customers-lift = Vuelve a funcionar
customers-not-an-email = «{ $text }» no es una dirección de correo. Escríbala como nombre@example.com.
customers-not-a-phone = «{ $text }» no es un número de teléfono. Escríbalo con el prefijo de país, como +34 600 000 000.
customers-not-a-handle = «{ $text }» no es un usuario. Escríbalo como servicio:nombre, por ejemplo telegram:mia_k.
customers-identity-taken = { $value } pertenece a { $name }. Abra ese cliente o combine los dos.
customers-needs-a-name = Un cliente necesita un nombre o una dirección. Escriba uno de los dos.
customers-not-a-language = «{ $text }» no es un código de idioma. Elija uno de la lista.
customers-no-such-company = No hay ninguna empresa llamada { $name }. Abra Empresas y créela primero.

## Lo que sabemos

customers-known = Lo que sabemos
customers-nothing-known = Aún no hay nada anotado.
customers-unknown = Se desconoce
customers-yes = Sí
customers-no = No
customers-value-set = Anotado el { $date } por { $who }.
customers-value-kept-until = Se conserva hasta el { $date }.
customers-value-is-empty = Escriba un valor.
customers-value-out-of-range = Escriba un número de { $least } a { $most }.
customers-not-a-number = «{ $text }» no es un número. Escriba solo cifras.
customers-not-a-choice = «{ $text }» no es una de las opciones. Elija de la lista.
customers-not-a-date = «{ $text }» no es una fecha. Escríbala como 2026-03-10.
customers-not-yes-or-no = «{ $text }» no es sí ni no. Elija uno.
customers-not-a-time-zone = «{ $text }» no es una zona horaria. Escríbala como Europe/Madrid.

## Notas, etiquetas, cronología

customers-notes = Notas
customers-no-notes = Aún no hay notas.
customers-note = Nota nueva
customers-note-hint = Solo sus colegas ven las notas.
customers-note-write = Añadir nota
customers-note-remove = Quitar esta nota
customers-note-is-empty = La nota está vacía. Escriba algo primero.
customers-tags = Etiquetas
customers-no-tags = Aún no hay etiquetas.
customers-tag-add = Añadir una etiqueta
customers-tag-remove = Quitar la etiqueta { $tag }
customers-tag-is-empty = La etiqueta está vacía. Escriba una palabra primero.
customers-timeline = Cronología
customers-timeline-empty = Aún no ha pasado nada.
customers-older = Más antiguo

## Combinar

customers-merge-with = Combinar…
customers-merge-into = Combinar con { $name }
customers-merge-about = Busque el duplicado. Todo lo que tiene pasa aquí y se puede deshacer.
customers-merge-none = Ningún otro cliente encontrado. Pruebe con menos letras.
customers-merge-now = Combinar
customers-merge-this = Combinar { $name }
customers-merge-whom = No se eligió a quién combinar. Busque el duplicado y elíjalo.
customers-merge-same = Estos dos ya son un solo cliente. Recargue la página.
customers-merged = { $name } se combinó con este cliente.
customers-merged-on = { $name }, combinado el { $date }
customers-merges = Combinados
customers-undo = Deshacer
customers-undo-in-order = Deshaga primero la combinación posterior.
customers-undo-later-first = { $name } se combinó después. Deshaga primero esa combinación.
customers-undo-merged-again = Este cliente se combinó a su vez con { $name }. Deshaga primero esa combinación.
customers-undo-part-missing = La parte «{ $feature }» movió cosas en esta combinación y no está activa. Actívela y deshaga después.

## Empresas

customers-companies = Empresas
customers-companies-about = Organizaciones a las que pertenecen sus clientes.
customers-no-companies = Ninguna empresa encontrada
customers-no-companies-next = Cree una más abajo; con su dominio de correo, los clientes nuevos se asignan solos.
customers-company-open = Empresa nueva
customers-company-empty = Aún no hay nadie aquí
customers-company-empty-next = Añada el dominio de correo de la empresa, o elija la empresa en la página de un cliente.
customers-company-needs-a-name = Una empresa necesita un nombre. Escríbalo.
customers-company-has-customers = Clientes asignados aquí: { $count }. Páselos antes a otra empresa.
customers-company-remove = Quitar empresa
customers-all = Todos
customers-domains = Dominios de correo
customers-domains-about = Los clientes nuevos que escriben desde estos dominios se asignan aquí.
customers-domain-add = Dominio
customers-domain-remove = Quitar { $domain }
customers-domain-taken = { $domain } pertenece a { $name }. Quítelo allí primero.
customers-domain-is-free-mail = Cualquiera puede tener una dirección en { $domain }. Elija un dominio que solo use esta empresa.
customers-not-a-domain = «{ $text }» no es un dominio de correo. Escríbalo como example.com.

## Ajustes: atributos

customers-menu = Clientes
customers-attributes = Atributos de clientes
customers-attributes-also = campos propios, propiedades, datos del cliente
customers-attributes-about = Lo que los agentes pueden anotar sobre los clientes, con su finalidad y cuánto se conserva.
customers-attribute = Atributo
customers-attribute-new = Atributo nuevo
customers-attribute-define = Crear atributo
customers-attribute-remove = Quitar atributo
customers-attribute-remove-about = Lo quita junto con todo lo anotado. No se puede deshacer; desactivarlo conserva los valores.
customers-attribute-needs-a-label = Un atributo necesita un nombre. Escríbalo.
customers-attribute-needs-a-purpose = Diga para qué hace falta; los agentes lo ven junto al campo.
customers-attribute-needs-choices = Una selección necesita al menos dos opciones. Escriba una por línea.
customers-attribute-retention = Conserve los valores de 1 a 36500 días, o déjelo vacío.
customers-attribute-limits = El número mínimo supera al máximo. Intercámbielos.
customers-preset-stays = Un atributo predefinido no se quita. Desactívelo.
customers-label = Nombre
customers-shape = Tipo
customers-shape-text = Texto
customers-shape-number = Número
customers-shape-choice = Selección
customers-shape-date = Fecha
customers-shape-boolean = Sí o no
customers-choices = Opciones
customers-choices-hint = Para una selección: una por línea.
customers-least = Número mínimo
customers-most = Número máximo
customers-purpose = Finalidad
customers-purpose-hint = Para qué hace falta. No recoja lo que nadie necesita.
customers-days = Conservar (días)
customers-days-hint = Los valores se borran solos tras estos días. Vacío: mientras exista el cliente.
customers-retention = Se conserva
customers-kept-always = Mientras exista el cliente
customers-kept-days = { $days ->
    [one] 1 día
   *[other] { $days } días
}
customers-filled-in = { $count ->
    [one] Anotado en un cliente.
   *[other] Anotado en { $count } clientes.
}
customers-on = Activo
customers-switch-on = Activar
customers-switch-off = Desactivar
customers-switch-on-named = Activar { $name }
customers-switch-off-named = Desactivar { $name }
customers-preset-language = Idiomas que habla
customers-preset-language-purpose = Para encontrar un agente que los hable.
customers-preset-time-zone = Zona horaria
customers-preset-time-zone-purpose = Para llamar a una hora adecuada.
customers-preset-birth-year = Año de nacimiento
customers-preset-birth-year-purpose = Para comprobar límites de edad de los productos.
customers-preset-gender = Género
customers-preset-gender-purpose = Para dirigirse a la persona como desea.
customers-preset-job-title = Cargo
customers-preset-job-title-purpose = Para saber quién decide en una empresa.
customers-preset-income-band = Nivel de ingresos
customers-preset-income-band-purpose = Para proponer ofertas adecuadas.
customers-preset-household-size = Personas en el hogar
customers-preset-household-size-purpose = Para proponer cantidades adecuadas.
customers-choice-woman = Mujer
customers-choice-man = Hombre
customers-choice-other = Otro
customers-choice-unsaid = Prefiere no decirlo
customers-choice-low = Bajo
customers-choice-lower-middle = Medio bajo
customers-choice-middle = Medio
customers-choice-upper-middle = Medio alto
customers-choice-high = Alto

## Cómo se leen los sucesos

customers-a-email = una dirección de correo
customers-a-phone = un número de teléfono
customers-a-handle = un usuario
customers-story-customer-created = Se convirtió en cliente
customers-story-customer-imported = Incorporado con una importación
customers-story-company-imported = Empresa incorporada con una importación
customers-story-customer-renamed = Se cambió el nombre
customers-story-customer-language-chosen = Se eligió el idioma
customers-story-customer-filed = Asignado a una empresa
customers-story-customer-unfiled = Retirado de la empresa
customers-story-customer-identity-added = Se añadió { $what }
customers-story-customer-identity-removed = Se quitó { $what }
customers-story-customer-identity-verified = Se verificó { $what }
customers-story-customer-identity-doubted = Se retiró la verificación de { $what }
customers-story-customer-primary-chosen = Se eligió { $what } como preferencia
customers-story-customer-email-undeliverable = El correo a una dirección rebotó
customers-story-customer-email-deliverable = Una dirección vuelve a funcionar
customers-story-customer-value-set = Anotado: { $attribute }
customers-story-customer-value-removed = Quitado: { $attribute }
customers-story-customer-value-forgotten = Olvidado a su tiempo: { $attribute }
customers-story-customer-note-written = Se escribió una nota
customers-story-customer-note-removed = Se quitó una nota
customers-story-customer-tagged = Etiquetado como { $tag }
customers-story-customer-untagged = Se quitó la etiqueta { $tag }
customers-story-customer-merged = Se combinó otro cliente
customers-story-customer-merge-undone = Se deshizo una combinación
customers-story-company-created = Se creó una empresa
customers-story-company-renamed = Se cambió el nombre de una empresa
customers-story-company-domain-added = Se añadió el dominio { $domain } a una empresa
customers-story-company-domain-removed = Se quitó el dominio { $domain } de una empresa
customers-story-company-removed = Se quitó una empresa
customers-story-customer-attribute-defined = Se creó el atributo { $attribute }
customers-story-customer-attribute-changed = Se cambió el atributo { $attribute }
customers-story-customer-attribute-switched-on = Se activó el atributo { $attribute }
customers-story-customer-attribute-switched-off = Se desactivó el atributo { $attribute }
customers-story-customer-attribute-removed = Se quitó el atributo { $attribute }
customers-identity-unreadable = «{ $text }» no es una dirección, un número o un alias de este tipo. Escríbalo completo, como nombre@example.com o +34 600 000 000.
customers-story-hold-placed = Se puso una retención legal
customers-story-hold-lifted = Se levantó una retención legal
customers-hold-needs-a-reason = Una retención necesita un motivo. Escriba quién la pidió o para qué es.
customers-hold-lift-needs-a-reason = Diga por qué se levanta la retención.
customers-is-held = Este cliente tiene una retención legal: no se puede quitar nada suyo. Levante antes la retención, si puede.
customers-conversation-is-held = Esta conversación tiene una retención legal: no se puede quitar nada de ella. Levante antes la retención, si puede.
customers-company-is-held = Esta empresa tiene o tuvo una retención legal y su registro la nombra: la empresa se queda.
