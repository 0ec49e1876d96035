push-title = { $what }: #{ $number }
push-several = { $count ->
    [one] 1 aviso de sus horas de silencio
   *[other] { $count } avisos de sus horas de silencio
}
push-several-body = Abra Frontline para ver qué ha pasado.
push-test-title = Funciona
push-test-body = Así le avisa Frontline.
push-devices = Dispositivos con avisos push
push-about = Un aviso push llega aunque Frontline esté cerrado. Va directamente al servicio del fabricante de su navegador, sellado para que allí nadie pueda leerlo.
push-unsupported = Este navegador no puede mostrar avisos push. Use uno actual; en un iPhone o iPad añada antes Frontline a la pantalla de inicio.
push-denied = Este navegador no deja que Frontline muestre notificaciones. Permítalas en los ajustes del navegador para este sitio y vuelva a cargar la página.
push-on-here = Este navegador recibe avisos.
push-failed = El navegador se negó. Revise sus ajustes para este sitio y la conexión, e inténtelo de nuevo.
push-turn-on = Avisarme en este dispositivo
push-device = Dispositivo
push-device-since = Desde
push-device-state = Último aviso
push-told = Aceptado { $time }
push-never-told = Ninguno todavía
push-trouble = No aceptado: { $why }. Pulse Probar; si sigue así, quite el dispositivo y actívelo allí de nuevo.
push-secret-lost = No se puede leer su secreto. Quite el dispositivo y actívelo allí de nuevo.
push-test = Probar
push-remove = Quitar
push-mistake-subscription = A esto no se puede enviar un aviso push. Vuelva a cargar la página y actívelo otra vez.
push-story-added = Un dispositivo recibe avisos push: { $name }
push-story-removed = Un dispositivo ya no recibe avisos push: { $name }
push-story-gone = Un dispositivo ya no existe y no recibe avisos push: { $name }
push-story-signed-out = Un dispositivo con la sesión cerrada ya no recibe avisos push: { $name }
push-story-handed-over = Un dispositivo tiene ahora otro dueño y ya no recibe avisos push: { $name }
