desk-delivery-stopped = Sin enviar: el cliente ha escrito desde que programó esta respuesta. Mire lo que dice y después envíela o recupérela.
desk-send-now = Enviar ahora
desk-nothing-to-send = Este mensaje ya no espera para enviarse. Vuelva a cargar la página para ver qué ha sido de él.
desk-notice-stopped = Se detuvo una respuesta que programó: el cliente ha escrito desde entonces
desk-story-stopped = Se detuvo una respuesta programada: el cliente ha escrito desde entonces
desk-story-released = Una respuesta programada se envió tras revisarla
