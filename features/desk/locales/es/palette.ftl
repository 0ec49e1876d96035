# Other words people look for a command by, parted by commas; the palette finds them and never shows them.

desk-also-light = modo claro, blanco, color
desk-also-dark = modo oscuro, modo nocturno, noche, negro, color
desk-also-sign-out = salir, desconectar, cerrar la sesión, logout
desk-also-new = redactar, escribir, nuevo correo, nuevo mensaje, nuevo ticket, crear
desk-also-settings = preferencias, opciones, configuración, administración
desk-also-shortcuts = teclas, teclado, ayuda
desk-also-resolve = cerrar, solucionar, terminar, listo, hecho, finalizar
desk-also-snooze = recordar, más tarde, dormir, esperar hasta, aplazar
desk-also-follow-up = recordar, recordatorio, tarea, plazo
desk-also-assign = reasignar, delegar, dar a, pasar, transferir, responsable, agente, tomar
desk-also-merge = fusionar, unir, juntar, duplicado
desk-also-describe = categoría, campos, tipo, clasificar
desk-also-problem = incidencia, avería, error, padre
desk-also-side = proveedor, tercero, compañero, preguntar
desk-also-attach = archivo, subir, imagen, documento
