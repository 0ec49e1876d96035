
## Duplicados

customers-glance = De un vistazo
customers-doubles = Quizá la misma persona
customers-doubles-title = Posibles duplicados
customers-doubles-about = Clientes que podrían ser una sola persona, los más seguros primero. Una fusión se puede deshacer.
customers-doubles-none = Nadie parece estar dos veces
customers-doubles-none-next = Los clientes se comparan cada vez que cambian. Lo que se encuentra aparece aquí y junto a sus conversaciones.
customers-doubles-more = Más
customers-double-likely = Probable
customers-double-maybe = Posible
customers-double-email = el mismo buzón, escrito de otra forma
customers-double-phone = el mismo teléfono
customers-double-name-and-company = mismo nombre y empresa
customers-double-address = la misma dirección
customers-double-name = el mismo nombre
customers-double-apart = No es la misma
customers-double-apart-this = { $name } no es la misma persona
customers-double-held-apart = { $name } es otra persona. No se volverá a sugerir.
customers-story-customer-held-apart = Se dijo que es otra persona que una sugerida
customers-story-customer-held-apart-undone = Quizá sí es la misma persona que una sugerida
