--
-- PostgreSQL database dump
--

\restrict kettle

SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);

CREATE FUNCTION public.numbered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.display_id := 1; RETURN NEW; END; $$;

COPY public.email_addresses (id, email) FROM stdin;
3	support@kettle.example
\.

COPY public.groups (id, name, email_address_id) FROM stdin;
1	Users	3
2	Users::Repairs	\N
\.

COPY public.groups_users (user_id, group_id, access) FROM stdin;
11	1	full
11	2	read
\.

COPY public.knowledge_base_answers (id) FROM stdin;
1
\.

COPY public.link_objects (id, name) FROM stdin;
1	Ticket
\.

COPY public.link_types (id, name) FROM stdin;
1	normal
2	parent
\.

COPY public.links (id, link_type_id, link_object_source_id, link_object_source_value, link_object_target_id, link_object_target_value) FROM stdin;
1	2	1	501	1	502
\.

COPY public.organizations (id, name, domain) FROM stdin;
30	Teahouse GmbH	teahouse.example
\.

COPY public.roles (id, name) FROM stdin;
1	Admin
2	Agent
3	Customer
\.

COPY public.roles_users (user_id, role_id) FROM stdin;
11	1
11	2
12	2
101	3
102	3
\.

COPY public.store_files (id, sha, provider) FROM stdin;
8	aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa	DB
9	bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb	File
\.

COPY public.store_objects (id, name) FROM stdin;
1	Ticket::Article
2	User::Image
\.

COPY public.store_provider_dbs (id, sha, data) FROM stdin;
1	aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa	\\x89504e470d0a1a0a
\.

COPY public.stores (id, store_object_id, o_id, store_file_id, filename, preferences) FROM stdin;
41	1	901	8	leak.png	---\nContent-Type: image/png\nContent-ID: leak@kettle\ncontent_disposition: inline\n
42	1	903	9	label.pdf	---\nMime-Type: application/pdf\n
43	2	901	8	face.png	---\n
\.

COPY public.tag_items (id, name) FROM stdin;
1	leak
\.

COPY public.tag_objects (id, name) FROM stdin;
1	Ticket
\.

COPY public.tags (id, tag_item_id, tag_object_id, o_id) FROM stdin;
1	1	1	501
2	99	1	501
\.

COPY public.text_modules (id, name, keywords, content) FROM stdin;
1	Send it back	back	<div>Hello #{ticket.customer.firstname}, send it back.</div>
\.

COPY public.ticket_article_senders (id, name) FROM stdin;
1	Agent
2	Customer
3	System
\.

COPY public.ticket_article_types (id, name) FROM stdin;
1	email
2	note
3	web
\.

COPY public.ticket_articles (id, ticket_id, type_id, sender_id, "from", "to", cc, subject, message_id, content_type, body, internal, created_by_id, origin_by_id, created_at) FROM stdin;
901	501	1	2	Mia Klein <mia@teahouse.example>	Support <support@kettle.example>	Tom <tom@example.net>	The kettle leaks	<first@teahouse.example>	text/html	It leaks.<img src="cid:leak@kettle">	f	101	\N	2024-03-01 09:00:00
902	501	2	1	Ana Ruiz	\N	\N	\N	\N	text/plain	Warranty?	t	11	\N	2024-03-01 09:30:00
903	501	1	1	Ben Ortiz via Support <support@kettle.example>	mia@teahouse.example	\N	The kettle leaks	<second@kettle.example>	text/html	<div>Send it back.</div>	f	12	\N	2024-03-01 10:00:00
904	502	3	2	Nobody <gone@example.org>	Support	\N		\N	text/plain	又坏了	f	777	\N	2024-03-02 09:00:00
905	502	1	3	\N	gone@example.org	\N		\N	text/plain	We have your mail.	f	1	\N	2024-03-02 09:00:01
\.

COPY public.ticket_priorities (id, name) FROM stdin;
1	1 low
2	2 normal
3	3 high
\.

COPY public.ticket_state_types (id, name) FROM stdin;
1	new
2	open
3	pending reminder
5	closed
6	merged
7	removed
\.

COPY public.ticket_states (id, name, state_type_id) FROM stdin;
1	new	1
2	open	2
4	closed	5
5	merged	6
6	removed	7
\.

COPY public.tickets (id, group_id, priority_id, state_id, number, title, owner_id, customer_id, pending_time, created_at) FROM stdin;
501	1	3	4	67001	The kettle leaks	11	101	\N	2024-03-01 09:00:00
502	2	1	5	67002	又坏了	1	777	\N	2024-03-02 09:00:00
503	1	2	6	67003	Removed	1	101	\N	2024-03-01 09:00:00
\.

COPY public.users (id, organization_id, login, firstname, lastname, email, phone, mobile, note, active, preferences, created_at) FROM stdin;
1	\N	-	-						f	\N	2024-03-01 09:00:00
11	\N	ana@kettle.example	Ana	Ruiz	ana@kettle.example				t	---\nlocale: es-es\n	2024-03-01 09:00:00
12	\N	ben@kettle.example	Ben	Ortiz	ben@kettle.example				f	---\n	2024-03-01 09:00:00
101	30	mia@teahouse.example	Mia	Klein	Mia@Teahouse.example	+49 151 12345678		<p>Prefers tea.</p>	t	---\nlocale: de-de\n	2023-03-01 08:00:00
102	\N	auto-1			\N				f	\N	2023-03-02 08:00:00
\.

--
-- PostgreSQL database dump complete
--
