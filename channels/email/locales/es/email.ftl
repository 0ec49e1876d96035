# El canal de correo: los servidores de un buzón, su prueba, la firma del correo saliente, el correo apartado.

## Añadir un buzón

email-add-title = Añadir un buzón de correo
email-add-about = Tres pasos: la dirección, sus servidores y una prueba. El correo se recoge en cuanto llega y nunca se borra de su servidor.
email-add-step = 1 de 3: la dirección
email-add-next = Siguiente: servidores
email-add-back = Todos los buzones
email-address = Dirección de correo
email-address-hint = A la que escriben los clientes, por ejemplo soporte@example.com.
email-name = Nombre del buzón
email-name-hint = Cómo lo llama su equipo, por ejemplo Soporte.
email-from-name = Nombre del remitente
email-from-name-hint = Lo que ven los clientes junto a la dirección. Si lo deja vacío, el nombre del buzón.

## Los servidores

email-servers-title = Servidores de correo de { $name }
email-to-inbox = Ajustes del buzón
email-servers = Servidores
email-provider = Proveedor
email-provider-about = Rellena los servidores de abajo.
email-provider-other = Otro servidor
email-hint-app-password = { $provider } no deja entrar a programas con su contraseña habitual. Active la verificación en dos pasos en su cuenta de { $provider }, cree allí una contraseña de aplicación e introdúzcala abajo.
email-hint-token = { $provider } no acepta contraseñas de programas. Vaya a «Iniciar sesión en el proveedor», más abajo: inicia sesión allí una vez y el sistema mantiene el acceso por sí mismo.
email-incoming = Correo entrante
email-incoming-about = El buzón que leemos por IMAP. No se borra nada en él.
email-incoming-on = Recoger el correo de este servidor
email-incoming-on-hint = Desactivado si su servidor nos reenvía el correo.
email-outgoing = Correo saliente
email-outgoing-about = El servidor que toma nuestras respuestas por SMTP.
email-outgoing-on = Enviar el correo por este servidor
email-outgoing-on-hint = Sin él, las respuestas esperan hasta que haya uno.
email-host = Servidor
email-port = Puerto
email-security = Seguridad
email-security-hint = TLS o STARTTLS, según su proveedor. Sin cifrar solo para un servidor en esta máquina.
email-security-tls = TLS
email-security-starttls = STARTTLS
email-security-plain = Sin cifrar
email-user = Nombre de usuario
email-user-may-be-empty = Vacío si el servidor toma correo de esta máquina sin iniciar sesión.
email-login = Entrar con
email-login-password = Contraseña
email-login-oauth = Token de acceso (OAuth)
email-secret = Contraseña o token
email-secret-hint = Se guarda aquí y no se vuelve a mostrar.
email-secret-kept = Hay una guardada. Déjelo vacío para conservarla.
email-folder = Carpeta
email-folder-hint = Normalmente INBOX. La prueba muestra las carpetas que hay.
email-mark-seen = Marcar como leído lo recogido
email-mark-seen-hint = Desactivado deja el buzón exactamente como está.
email-root-open = El servidor tiene un certificado propio
email-root = Certificado
email-root-hint = Pegue el certificado del servidor o de la autoridad de su empresa, de BEGIN CERTIFICATE a END CERTIFICATE.
email-trust = Confianza y uso
email-trust-about = Qué palabra vale sobre quién envió de verdad un correo, y si este buzón está en uso.
email-authserv-id = Nombre del servidor que comprueba
email-authserv-id-hint = La primera palabra de la línea Authentication-Results que su propio servidor escribe en el correo que llega. Sin ella, nunca se cree a un correo que dice venir de su propia gente.
email-enabled = En uso
email-enabled-hint = Desactivado deja de recoger; nada se pierde y sigue donde paró.
email-save = Guardar
email-test = Probar
email-test-about = Prueba lo escrito arriba; no guarda nada.

## Qué encontró una prueba

email-test-fetches = Sesión iniciada. { $folder } contiene { $count ->
        [one] { $count } mensaje
       *[other] { $count } mensajes
    }.
email-test-told-at-once = El correo nuevo se avisa al instante.
email-test-asked-each-minute = Este servidor no avisa del correo nuevo; se le pregunta cada minuto.
email-test-folders = { $count ->
        [one] { $count } carpeta
       *[other] { $count } carpetas
    }
email-test-sends = Sesión iniciada; el servidor toma nuestro correo.
email-test-sends-without-login = El servidor toma nuestro correo sin iniciar sesión.
email-test-private = La conexión es privada.
email-test-readable = La conexión no está cifrada: elija TLS o STARTTLS salvo que el servidor esté en esta máquina.
email-test-largest = El correo más grande que acepta: { $size }.

## Por qué falló una prueba

email-why-unreachable = No se puede llegar a { $host } ({ $detail }). Compruebe servidor y puerto.
email-why-untrusted = El certificado de { $host } no es de confianza ({ $detail }). Corrija el nombre del servidor o pegue su certificado.
email-why-no-tls = No se pudo crear una conexión privada con { $host } ({ $detail }). Compruebe que puerto y seguridad se correspondan.
email-why-bad-root = El certificado pegado no se puede leer ({ $detail }). Pegue el texto completo, de BEGIN CERTIFICATE a END CERTIFICATE.
email-why-not-a-host = «{ $detail }» no es el nombre de un servidor. Escríbalo como imap.example.com.
email-why-no-starttls = { $host } no ofrece STARTTLS. Elija TLS.
email-why-no-login = { $host } no ofrece ninguna forma de entrar por esta conexión. Elija TLS o STARTTLS, o pregunte al proveedor.
email-why-password = { $host } rechazó la contraseña ({ $detail }). Introdúzcala de nuevo; muchos proveedores piden una contraseña de aplicación.
email-why-token = { $host } rechazó el token: caducó o fue revocado ({ $detail }). Pegue uno nuevo.
email-why-folder = { $host } no tiene la carpeta «{ $detail }». Ponga INBOX y pruebe otra vez para ver las carpetas que hay.
email-why-slow = { $host } no responde. Compruebe servidor y puerto, y si hay un cortafuegos en medio.
email-why-closed = { $host } cerró la conexión ({ $detail }). Compruebe que puerto y seguridad se correspondan y pruebe otra vez.
email-why-strange = { $host } respondió de forma inesperada ({ $detail }). Compruebe servidor y puerto, o pregunte al proveedor.
email-why-unsendable = «{ $detail }» no se puede enviar a un servidor. Quite saltos de línea y caracteres de control.

## Errores en formularios

email-mistakes = No se guardó nada. Corrija los campos de abajo. Los secretos nunca se devuelven: introdúzcalos de nuevo.
email-mistake-host = Introduzca el nombre del servidor, por ejemplo imap.example.com, sin puerto.
email-mistake-port = Introduzca un puerto entre 1 y 65535.
email-mistake-user = Introduzca el nombre de usuario, normalmente la dirección completa.
email-mistake-root = Esto no es un certificado. Pegue el texto de BEGIN CERTIFICATE a END CERTIFICATE, y nunca una clave privada.
email-mistake-secret = Introduzca la contraseña o el token.
email-mistake-secret-moved = Introduzca la contraseña de nuevo: se guardó para otro servidor u otro usuario.
email-mistake-address = Introduzca una dirección como soporte@example.com.
email-mistake-name = Introduzca un nombre, por ejemplo Soporte.

## Qué se hizo

email-done-added = El buzón ya existe. Introduzca sus servidores, pulse Probar y guarde.
email-done-saved = Guardado.
email-done-untested = Guardado sin una prueba superada. Pulse Probar para ver si el correo entra y sale.
email-done-dkim = La clave está en uso. Publique el registro de abajo para que los receptores puedan comprobarla.
email-done-dkim-removed = La clave se quitó; el correo sale sin firma.
email-done-read-again = El correo se está leyendo de nuevo.

## Consentimiento del titular del buzón (OAuth 2)

email-consent = Iniciar sesión en el proveedor
email-consent-about = En lugar de una contraseña: inicie sesión una vez en el proveedor y permita leer y enviar. El acceso se renueva solo hasta que lo retire allí.
email-consent-given = Permitido
email-consent-not-yet = Aún no permitido
email-consent-next = Vaya al proveedor, inicie sesión con la dirección del buzón y permita el acceso.
email-consent-until = El acceso actual se renueva antes de
email-consent-refused = El proveedor ya no nos deja entrar ({ $detail }). Inicie sesión allí de nuevo; mientras tanto el correo permanece en el servidor.
email-consent-go = Iniciar sesión en el proveedor
email-consent-go-again = Iniciar sesión allí de nuevo
email-consent-remove = Olvidar este acceso
email-consent-program = Como qué programa nos presentamos
email-consent-register = Registre el sistema como programa en su cuenta del proveedor (consola de Google Cloud, Microsoft Entra). Permita que devuelva el navegador a:
email-consent-client-id = ID de cliente
email-consent-client-secret = Secreto de cliente
email-consent-sign-in-url = Página de inicio de sesión
email-consent-token-url = Dirección de tokens
email-consent-scope = Alcance
email-consent-scope-hint = Lo que se pide permitir al proveedor: leer por IMAP, enviar por SMTP y acceso duradero.
email-consent-save = Guardar programa
email-consent-refused-address = Las direcciones del proveedor deben empezar por https://. Cópielas de su documentación.
email-consent-refused-client = Un programa necesita un ID y un secreto de cliente. Copie ambos de su cuenta del proveedor.
email-consent-refused-way = Este regreso del proveedor es demasiado antiguo o lo empezó otra persona. Abra el buzón e inicie sesión en el proveedor de nuevo.
email-consent-refused-no = El proveedor no devolvió nada: el acceso no se permitió. Abra el buzón e inténtelo de nuevo si no era su intención.
email-consent-refused-not-lasting = El proveedor dio acceso solo por una hora. Añada el acceso duradero al alcance (offline_access en Microsoft) e inicie sesión de nuevo.
email-consent-refused-unreachable = No se puede contactar con el proveedor ({ $detail }). Compruebe la dirección de tokens e inténtelo de nuevo.
email-consent-refused-strange = El proveedor respondió de forma inesperada ({ $detail }). Compruebe la dirección de tokens y el alcance.
email-consent-refused-withdrawn = El proveedor no aceptó el inicio de sesión ({ $detail }). Abra el buzón e inicie sesión allí de nuevo.
email-consent-refused-unknown = El proveedor no conoce este programa ({ $detail }). Compruebe el ID y el secreto de cliente.
email-done-consent = El proveedor nos deja entrar. Pulse Probar abajo para ver si el correo llega y sale.
email-done-consent-client = El programa está guardado. Ahora inicie sesión en el proveedor.
email-done-consent-removed = El acceso está olvidado. Retírelo también en el proveedor.

## Cómo está

email-state = Estado
email-since = desde { $when }
email-state-unset = Aún sin servidores
email-state-off = Desactivado
email-state-starting = Arrancando
email-state-sends-only = Envía; el correo se nos reenvía
email-state-connecting = Conectando
email-state-working = Recogiendo { $kept } de { $of }
email-state-idle = Al día
email-state-failing = Fallando
email-failing-next = Pulse Probar abajo para ver qué hacer. No se pierde nada: el correo queda en el servidor y se recoge cuando esto se arregle.
email-cannot-send = Este buzón aún no puede enviar: las respuestas esperan. Introduzca abajo un servidor saliente.
email-secret-lost = No se puede leer su secreto; introdúzcalo de nuevo
email-state-lost = Secreto ilegible
email-secret-lost-next = No se puede leer lo guardado: { $what }. Introdúzcalo de nuevo abajo; hasta entonces el correo espera.
email-figures-server = En el servidor
email-figures-stored = Guardados aquí
email-figures-left-label = Dejados en el servidor
email-figures-unknown = Aún no se ha contado el servidor.
email-figures-same = Todo lo que tiene el servidor está guardado aquí.
email-figures-left = La diferencia se dejó en el servidor; vea abajo por qué.
email-figures-deleted = Aquí hay más que en el servidor: lo que se borró o movió allí se conserva aquí.
email-figures-to-come = El resto se está recogiendo.

## La firma del correo saliente

email-dkim = Firma (DKIM)
email-dkim-about = Una firma permite a los receptores ver que el correo viene de verdad de su dominio. Si su proveedor ya firma, aquí no necesita ninguna.
email-dkim-publish = Publique este registro donde se administra el DNS de su dominio:
email-dkim-name = Nombre
email-dkim-type = Tipo
email-dkim-value = Valor
email-dkim-domain = Dominio
email-dkim-selector = Selector
email-dkim-make = Crear una clave
email-dkim-paste-open = Usar una clave propia
email-dkim-pem = Clave privada
email-dkim-pem-hint = Texto PEM, RSA de 2048 bits o más, o Ed25519. No se vuelve a mostrar.
email-dkim-paste = Usar esta clave
email-dkim-remove = Quitar la clave
email-dkim-bad-name = Dominio y selector son nombres como example.com y frontline. Corríjalos y pruebe otra vez.
email-dkim-bad-key = Esta clave no puede firmar. { $detail }
email-dns-look = Mirar en DNS
email-dns-about = Lo que el mundo ve del correo de este dominio.
email-dns-good = Bien
email-dns-missing = Falta
email-dns-wrong = Mal
email-dns-unknown = DNS no respondió
email-dns-publish = Publique un registro en { $place }:
email-dns-correct = Corrija el registro en { $place }:

## El correo apartado

email-aside = Correo apartado
email-aside-none = Ninguno. Cada correo está en una conversación.
email-aside-title = Correo { $number }
email-aside-facts = Sobre él
email-aside-text = Tal como llegó
email-aside-when = Recibido
email-aside-what = Qué pasó
email-aside-why = Por qué
email-aside-size = Tamaño
email-aside-open = Ver
email-aside-again = Leer de nuevo
email-aside-file = Descargar
email-aside-back = Volver a los servidores
email-aside-cut = Solo se muestra el principio. Descárguelo para verlo entero.
email-aside-elsewhere = Solo está en el servidor de correo. Ábralo allí con un programa de correo.
email-aside-ignored = En ninguna conversación
email-aside-failed = No se pudo archivar
email-aside-left = Dejado en el servidor
email-aside-too-large = Pesa más de 50 MB.
email-aside-withheld = El servidor lo lista, pero no lo entrega.
email-aside-foreign-report = Un informe de entrega sobre un mensaje que no es nuestro.
email-aside-notice = Responde a un aviso a un agente; no la escribió ningún cliente.

## Imágenes

email-picture-not-loaded = Esta imagen no se pudo cargar o no es seguro cargarla. Abra el correo original si la necesita.

## El registro

email-story-connected = El buzón vuelve a estar conectado
email-story-failing = El buzón falla: { $reason }
email-story-settings-changed = Se cambiaron los servidores de correo
email-story-set-aside = Se apartó un correo: { $why }
email-story-read-again = Un correo se leyó de nuevo
