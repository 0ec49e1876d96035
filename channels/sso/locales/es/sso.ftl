# Acceso único: se entra con el acceso que la empresa ya tiene.

## Lista

sso-menu = Acceso de la empresa
sso-menu-also = sso, inicio único, oidc, openid, okta, google, scim, aprovisionamiento
sso-about = Se entra con la cuenta que dio la empresa, en lugar de una contraseña guardada aquí.
sso-none = Aún no hay acceso de la empresa
sso-none-next = Si su empresa tiene Microsoft Entra, Google Workspace, Okta, Keycloak u otro acceso que hable OpenID Connect, el equipo puede usarlo aquí.
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
sso-done-saved-try = Guardado. Pulse «Probarlo» para ver qué pasaría con usted.
sso-done-removed = Se quitó el acceso. Quien no tiene contraseña aquí necesita ahora un enlace para elegirla.
sso-done-only = Desde ahora solo se entra por el acceso de la empresa. Se cerró la sesión de quien entró con contraseña.
sso-done-passwords = Las contraseñas vuelven a abrir el servicio.

## Solo así

sso-only = Solo así
sso-only-about = Ninguna otra contraseña abrirá el servicio. Una persona que administra conserva la suya, por si el acceso no funciona. Antes debe haber entrado usted por él una vez.
sso-only-is-on = Solo se entra por el acceso de la empresa. { $name } conserva una contraseña para emergencias.
sso-only-turn-on = Permitir entrar solo así
sso-passwords-too = Permitir otra vez las contraseñas
sso-keeper = Quién conserva una contraseña
sso-keeper-hint = Alguien que administre y esté en activo. Elija una contraseña larga y un segundo factor.

## Formulario

sso-form-about = Tres datos de su proveedor y una decisión sobre quién entra.
sso-there = 1. En su proveedor
sso-there-about = Registre allí Frontline como aplicación web con secreto de cliente y escriba estas direcciones. Solo hace falta la primera.
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
sso-secret-kept = Déjelo vacío para conservar el guardado.
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
sso-mistake-name = Póngale el nombre que conoce el equipo.
sso-mistake-issuer = Escriba una dirección https. Un proveedor de su propia red debe nombrarlo quien lleva la máquina, como own_network en la configuración.
sso-mistake-client-id = Escriba el ID de cliente que muestra el proveedor.
sso-mistake-secret = Escriba el secreto de cliente que muestra el proveedor.
sso-test-failed = No se guardó nada: { $why }

sso-refused-unnamed = Falta el nombre o el ID de cliente. Escriba ambos.
sso-refused-no-domain = Nombre al menos un dominio: sin él trabajaría aquí cualquiera con una cuenta allí.
sso-refused-no-role = Elija un rol para las personas nuevas o deje que decidan los grupos.
sso-refused-no-secret = Falta el secreto de cliente. Escriba el que muestra el proveedor.
sso-refused-other-issuer = Otro emisor es otro acceso, con cuentas de otras personas. Añádalo junto a este.
sso-refused-only-way = Solo se entra así, de modo que debe seguir abierto. Permita antes otra vez las contraseñas.
sso-refused-come-first = Entre primero usted por él una vez. Eso demuestra que funciona.

## De camino

sso-outside-title = No ha entrado con { $name }
sso-stale = Esta no era la respuesta a su petición: tardó demasiado, ya se usó o empezó en otro navegador. Empiece de nuevo.
sso-provider-said-no = El proveedor no le dejó pasar ({ $word }). Inténtelo de nuevo o pregunte a quien administra.
sso-try-again = Intentar de nuevo
sso-back-to-sign-in = Volver a la entrada
sso-left-title = Ha salido de aquí
sso-left-about = Puede que siga dentro con { $name }. En un ordenador compartido, salga también allí.
sso-leave-there = Salir de { $name }

sso-why-unknown = Nadie trabaja aquí con su cuenta. Pida a quien administra que invite la dirección que le dio la empresa.
sso-why-unverified = Su proveedor no dice que su correo esté comprobado, así que aquí no demuestra nada. Confírmelo allí o pregunte a quien administra.
sso-why-other-domain = Su dirección no es de un dominio cuyas personas puedan entrar. Pida una invitación a quien administra.
sso-why-deactivated = Su cuenta aquí está desactivada. Pida a quien administra que la reactive.
sso-why-no-role = Ninguno de sus grupos tiene un rol aquí. Pregunte a quien administra qué grupo necesita.
sso-why-linked-otherwise = Su dirección es de alguien de aquí que entra con otra cuenta de allí. Pregunte a quien administra.

sso-ailment-address = No es una dirección https a la que se pueda preguntar. Corrija el emisor; un proveedor de su propia red debe nombrarse como own_network en la configuración.
sso-ailment-inside = { $host } lleva a una dirección dentro de una red. Si es su propio proveedor, quien lleva la máquina lo nombra como own_network en la configuración.
sso-ailment-silent = { $host } no respondió ({ $why }). Compruebe la dirección e inténtelo más tarde.
sso-ailment-status = { $host } respondió { $status }. Compruebe que el emisor esté escrito tal como lo muestra el proveedor.
sso-ailment-unreadable = { $host } respondió algo que no describe un acceso. Compruebe que el emisor esté escrito tal como lo muestra el proveedor.
sso-ailment-other-issuer = El proveedor se llama a sí mismo { $issuer }. Escriba eso como emisor.
sso-ailment-no-code = El proveedor no ofrece entrar con código de autorización. Actívelo allí.
sso-ailment-secret = El proveedor no aceptó el ID y el secreto de cliente. Cópielos de nuevo.
sso-ailment-secret-lost = El secreto guardado no se puede leer, porque el servicio tiene ahora otra clave. Escríbalo de nuevo en Ajustes → Acceso de la empresa.
sso-ailment-code = El proveedor rechazó el código ({ $word }). Empiece de nuevo; si se repite, quien administra debería pulsar «Probarlo» en Ajustes → Acceso de la empresa.
sso-ailment-token = No se cree la respuesta del proveedor: { $why } Empiece de nuevo y avise a quien administra si se repite.
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

sso-rehearsal-title = Lo que { $name } dice de usted
sso-rehearsal-about = No se entró y no se cambió nada.
sso-told-name = Nombre
sso-told-email = Correo
sso-told-verified = Correo comprobado
sso-yes = sí
sso-no = no
sso-would-known = Entraría: su cuenta está enlazada.
sso-would-known-as = Entraría con el rol { $role }: su cuenta está enlazada.
sso-would-link = Entraría: su dirección se conoce aquí y su cuenta se enlazaría a ella.
sso-would-link-as = Entraría con el rol { $role }: su dirección se conoce aquí y su cuenta se enlazaría a ella.
sso-would-join-as = Se le añadiría como persona nueva, con el rol { $role }.
sso-back-to-settings = Volver a los ajustes

## Historias

sso-story-added = Añadió el acceso de la empresa «{ $name }»
sso-story-changed = Cambió el acceso de la empresa «{ $name }»
sso-story-removed = Quitó el acceso de la empresa «{ $name }»
sso-story-linked = Una cuenta de «{ $name }» se enlazó a alguien del equipo
sso-story-refused = No se dejó entrar a alguien por «{ $name }»: { $why }
