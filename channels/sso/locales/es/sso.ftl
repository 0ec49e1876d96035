# Acceso único: se entra con el acceso que la empresa ya tiene.

## Lista

sso-menu = Acceso de la empresa
sso-about = Se entra con la cuenta que dio la empresa, en lugar de una contraseña guardada aquí.
sso-none = Aún no hay acceso de la empresa
sso-none-next = Si tu empresa tiene Microsoft Entra, Google Workspace, Okta, Keycloak u otro acceso que hable OpenID Connect, el equipo puede usarlo aquí.
sso-add = Añadir un acceso
sso-name = Nombre
sso-state = Estado
sso-who = Quién puede entrar
sso-role = Rol
sso-people = Personas
sso-open = abierto
sso-closed = cerrado
sso-joins-nobody-short = quien ya entró antes
sso-joins-colleagues-short = el equipo
sso-joins-newcomers-short = el equipo y personas nuevas
sso-done-saved = Guardado.
sso-done-saved-try = Guardado. Pulsa «Probarlo» para ver qué pasaría contigo.
sso-done-removed = Se quitó el acceso. Quien no tiene contraseña aquí necesita ahora un enlace para elegirla.
sso-done-only = Desde ahora solo se entra por el acceso de la empresa. Se cerró la sesión de quien entró con contraseña.
sso-done-passwords = Las contraseñas vuelven a abrir el servicio.

## Solo así

sso-only = Solo así
sso-only-about = Ninguna otra contraseña abrirá el servicio. Una persona que administra conserva la suya, por si el acceso no funciona. Antes debes haber entrado tú por él una vez.
sso-only-is-on = Solo se entra por el acceso de la empresa. { $name } conserva una contraseña para emergencias.
sso-only-turn-on = Permitir entrar solo así
sso-passwords-too = Permitir otra vez las contraseñas
sso-keeper = Quién conserva una contraseña
sso-keeper-hint = Alguien que administre y esté en activo. Elige una contraseña larga y un segundo factor.

## Formulario

sso-form-about = Tres datos de tu proveedor y una decisión sobre quién entra.
sso-there = 1. En tu proveedor
sso-there-about = Registra allí Frontline como aplicación web con secreto de cliente y escribe estas direcciones. Solo hace falta la primera.
sso-redirect-uri = Dirección de retorno
sso-logout-uri = Dirección tras salir
sso-backchannel-uri = Dirección de cierre entre servidores
sso-here = 2. Aquí
sso-name-hint = Lo que dice el botón tras «Continuar con»: el nombre que conoce el equipo.
sso-issuer = Emisor
sso-issuer-hint = La dirección del proveedor, como https://login.example.com/tenant. Lo demás lo encuentra solo. No se puede cambiar después.
sso-client-id = ID de cliente
sso-secret = Secreto de cliente
sso-secret-hint = Se guarda cifrado y no se vuelve a mostrar.
sso-secret-kept = Déjalo vacío para conservar el guardado.
sso-enabled = Ofrecerlo en la página de entrada
sso-vouches = El proveedor ya pide un segundo factor
sso-vouches-hint = Entonces aquí no se pide otro código.
sso-who-about = Las cuentas se reconocen por el correo, y solo si el proveedor dice que lo comprobó.
sso-joins-nobody = Solo quien ya entró así antes
sso-joins-colleagues = Quien ya trabaja aquí o tiene una invitación
sso-joins-newcomers = Y además cualquiera con una dirección de estos dominios
sso-domains = Dominios de personas nuevas
sso-domains-hint = Como example.com. Varios, separados por comas.
sso-roles = Con qué rol
sso-role-usual = Rol
sso-role-usual-hint = El de las personas nuevas y, con grupos, el de quien no está en ninguno. «Ninguno» las deja fuera.
sso-role-none = Ninguno
sso-rules = Dejar que decidan los grupos del proveedor
sso-rules-about = Entonces el rol sigue al proveedor en cada entrada, y lo que se cambie aquí no dura. Decide el primer grupo que encaje. La última persona que administra siempre sigue siéndolo.
sso-role-claim = Dato con los grupos
sso-role-claim-hint = Como groups o realm_access.roles. Vacío: los roles se dan aquí.
sso-scopes = Ámbitos adicionales
sso-scopes-hint = Si el proveedor solo dice los grupos cuando se le piden, como groups.
sso-rule-value = Grupo { $number }
sso-rule-role = Su rol aquí ({ $number })
sso-save = Probar y guardar
sso-save-about = A un proveedor nuevo, recién ofrecido o con otro ID o secreto se le pregunta primero; solo se guarda lo que funciona. Cerrarlo o limitarlo no necesita respuesta.
sso-try = Probarlo
sso-remove = Quitar
sso-remove-about = No se cierra ninguna sesión, pero nadie más entra así y se olvida de quién es cada cuenta.
sso-mistake-name = Ponle el nombre que conoce el equipo.
sso-mistake-issuer = Escribe una dirección https. Un proveedor de tu propia red debe nombrarlo quien lleva la máquina, como own_network en la configuración.
sso-mistake-client-id = Escribe el ID de cliente que muestra el proveedor.
sso-mistake-secret = Escribe el secreto de cliente que muestra el proveedor.
sso-test-failed = No se guardó nada: { $why }

sso-refused-unnamed = Falta el nombre o el ID de cliente. Escribe ambos.
sso-refused-no-domain = Nombra al menos un dominio: sin él trabajaría aquí cualquiera con una cuenta allí.
sso-refused-no-role = Elige un rol para las personas nuevas o deja que decidan los grupos.
sso-refused-no-secret = Falta el secreto de cliente. Escribe el que muestra el proveedor.
sso-refused-other-issuer = Otro emisor es otro acceso, con cuentas de otras personas. Añádelo junto a este.
sso-refused-only-way = Solo se entra así, de modo que debe seguir abierto. Permite antes otra vez las contraseñas.
sso-refused-come-first = Entra primero tú por él una vez. Eso demuestra que funciona.

## De camino

sso-outside-title = No has entrado con { $name }
sso-stale = Esta no era la respuesta a tu petición: tardó demasiado, ya se usó o empezó en otro navegador. Empieza de nuevo.
sso-provider-said-no = El proveedor no te dejó pasar ({ $word }). Inténtalo de nuevo o pregunta a quien administra.
sso-try-again = Intentar de nuevo
sso-back-to-sign-in = Volver a la entrada
sso-left-title = Has salido de aquí
sso-left-about = Puede que sigas dentro con { $name }. En un ordenador compartido, sal también allí.
sso-leave-there = Salir de { $name }

sso-why-unknown = Nadie trabaja aquí con tu cuenta. Pide a quien administra que invite la dirección que te dio la empresa.
sso-why-unverified = Tu proveedor no dice que tu correo esté comprobado, así que aquí no demuestra nada. Confírmalo allí o pregunta a quien administra.
sso-why-other-domain = Tu dirección no es de un dominio cuyas personas puedan entrar. Pide una invitación a quien administra.
sso-why-deactivated = Tu cuenta aquí está desactivada. Pide a quien administra que la reactive.
sso-why-no-role = Ninguno de tus grupos tiene un rol aquí. Pregunta a quien administra qué grupo necesitas.
sso-why-linked-otherwise = Tu dirección es de alguien de aquí que entra con otra cuenta de allí. Pregunta a quien administra.

sso-ailment-address = No es una dirección https a la que se pueda preguntar. Corrige el emisor; un proveedor de tu propia red debe nombrarse como own_network en la configuración.
sso-ailment-inside = { $host } lleva a una dirección dentro de una red. Si es tu propio proveedor, quien lleva la máquina lo nombra como own_network en la configuración.
sso-ailment-silent = { $host } no respondió ({ $why }). Comprueba la dirección e inténtalo más tarde.
sso-ailment-status = { $host } respondió { $status }. Comprueba que el emisor esté escrito tal como lo muestra el proveedor.
sso-ailment-unreadable = { $host } respondió algo que no describe un acceso. Comprueba que el emisor esté escrito tal como lo muestra el proveedor.
sso-ailment-other-issuer = El proveedor se llama a sí mismo { $issuer }. Escribe eso como emisor.
sso-ailment-no-code = El proveedor no ofrece entrar con código de autorización. Actívalo allí.
sso-ailment-secret = El proveedor no aceptó el ID y el secreto de cliente. Cópialos de nuevo.
sso-ailment-secret-lost = El secreto guardado no se puede leer, porque el servicio tiene ahora otra clave. Escríbelo de nuevo en Ajustes → Acceso de la empresa.
sso-ailment-code = El proveedor rechazó el código ({ $word }). Empieza de nuevo; si se repite, quien administra debería pulsar «Probarlo» en Ajustes → Acceso de la empresa.
sso-ailment-token = No se cree la respuesta del proveedor: { $why } Empieza de nuevo y avisa a quien administra si se repite.
sso-distrust-no-token = no es un testigo firmado.
sso-distrust-algorithm = está firmada de un modo que no demuestra nada.
sso-distrust-unknown-key = está firmada con una clave que el proveedor no muestra.
sso-distrust-signature = su firma es falsa.
sso-distrust-issuer = la hizo otro.
sso-distrust-nameless = no dice quién la hizo, como promete este proveedor.
sso-distrust-audience = se hizo para otro programa.
sso-distrust-nonce = responde a otra petición.
sso-distrust-expired = su plazo terminó.
sso-distrust-future = se hizo en el futuro; los relojes de ambas máquinas difieren.
sso-distrust-subject = no nombra a nadie.
sso-distrust-no-logout = no habla de salir.

## Prueba

sso-rehearsal-title = Lo que { $name } dice de ti
sso-rehearsal-about = No se entró y no se cambió nada.
sso-told-name = Nombre
sso-told-email = Correo
sso-told-verified = Correo comprobado
sso-yes = sí
sso-no = no
sso-would-known = Entrarías: tu cuenta está enlazada.
sso-would-known-as = Entrarías con el rol { $role }: tu cuenta está enlazada.
sso-would-link = Entrarías: tu dirección se conoce aquí y tu cuenta se enlazaría a ella.
sso-would-link-as = Entrarías con el rol { $role }: tu dirección se conoce aquí y tu cuenta se enlazaría a ella.
sso-would-join-as = Se te añadiría como persona nueva, con el rol { $role }.
sso-back-to-settings = Volver a los ajustes

## Historias

sso-story-added = Añadió el acceso de la empresa «{ $name }»
sso-story-changed = Cambió el acceso de la empresa «{ $name }»
sso-story-removed = Quitó el acceso de la empresa «{ $name }»
sso-story-linked = Una cuenta de «{ $name }» se enlazó a alguien del equipo
sso-story-refused = No se dejó entrar a alguien por «{ $name }»: { $why }
