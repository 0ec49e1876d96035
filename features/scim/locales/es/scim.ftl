# El directorio de la empresa mantiene al día personas y equipos.

scim-refused-taken = «{ $name }» ya es alguien de aquí. Búsquelo por userName y cámbielo.
scim-refused-no-name = Falta userName. Envíe uno.
scim-refused-no-address = No hay correo. Envíe uno en emails o como userName.
scim-refused-guarded = { $name } administra el servicio, así que un directorio no cambia su correo. Cámbielo en el servicio.
scim-refused-no-member = Un miembro no es nadie de aquí. Envíe los id de usuarios.

scim-story-user-added = El directorio añadió a alguien del equipo
scim-story-user-changed = El directorio cambió a alguien del equipo: { $changed }
scim-story-user-removed = El directorio quitó a alguien del equipo
scim-story-group-changed = El directorio escribió el equipo «{ $name }»
scim-story-group-removed = El directorio quitó el equipo «{ $name }»
