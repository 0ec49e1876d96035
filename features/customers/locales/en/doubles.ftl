
## Doubles

customers-glance = At a glance
customers-doubles = Maybe the same person
customers-doubles-title = Possible duplicates
customers-doubles-about = Customers who may be one person, the surest first. Merging can be undone.
customers-doubles-none = Nobody looks like two
customers-doubles-none-next = Customers are compared whenever they change. What is found turns up here and beside their conversations.
customers-doubles-more = More
customers-double-likely = Likely
customers-double-maybe = Possible
customers-double-email = same mailbox, written otherwise
customers-double-phone = same phone number
customers-double-name-and-company = same name and company
customers-double-address = same address
customers-double-name = same name
customers-double-apart = Not the same
customers-double-apart-this = { $name } is not the same person
customers-double-held-apart = { $name } is somebody else. It is not suggested again.
customers-story-customer-held-apart = Said to be another person than one suggested
customers-story-customer-held-apart-undone = May be the same person as one suggested after all
