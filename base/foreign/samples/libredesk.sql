--
-- PostgreSQL database dump
--

\restrict kettle

SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);

CREATE FUNCTION public.numbered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.display_id := 1; RETURN NEW; END; $$;

COPY public.conversation_messages (id, created_at, type, status, private, conversation_id, content_type, content, text_content, source_id, sender_id, sender_type, meta) FROM stdin;
901	2024-03-01 09:00:00+00	incoming	received	f	301	html	<p>It leaks.</p>	It leaks.	first@teahouse.example	101	contact	{"to": ["support@kettle.example"], "cc": ["tom@example.net"]}
902	2024-03-01 10:30:00+01	outgoing	sent	t	301	html	<p>Warranty?</p>	Warranty?	\N	11	agent	{}
903	2024-03-01 10:00:00+00	outgoing	sent	f	301	html	<p>Send it back.</p>	Send it back.	second@kettle.example	12	agent	{"cc": [], "to": ["mia@teahouse.example"]}
904	2024-03-01 10:01:00+00	activity	sent	f	301	text	Status changed	Status changed	\N	11	agent	{}
905	2024-03-02 09:00:00+00	incoming	received	f	302	text	¿Abren hoy?	¿Abren hoy?	\N	102	contact	\N
\.

COPY public.conversation_priorities (id, name) FROM stdin;
1	Low
4	Urgent
\.

COPY public.conversation_statuses (id, name, category) FROM stdin;
1	Open	open
3	Resolved	resolved
9	Waiting for parts	waiting
\.

COPY public.conversation_tags (id, tag_id, conversation_id) FROM stdin;
1	7	301
\.

COPY public.conversations (id, created_at, uuid, reference_number, contact_id, assigned_user_id, assigned_team_id, inbox_id, status_id, priority_id, custom_attributes, subject, snoozed_until) FROM stdin;
301	2024-03-01 09:00:00+00	u-301	100	101	11	20	5	3	4	{"colour": "red"}	The kettle leaks	\N
302	2024-03-02 09:00:00+00	u-302	KT-101	102	\N	\N	5	9	\N	{}	\N	\N
\.

COPY public.csat_responses (id, conversation_id, rating, feedback) FROM stdin;
1	301	5	Fast!
2	302	0	\N
\.

COPY public.inboxes (id, name, "from") FROM stdin;
5	Support	Kettle <support@kettle.example>
\.

COPY public.macros (id, name, message_content) FROM stdin;
1	Send it back	<p>Send it back.</p>
\.

COPY public.media (id, uuid, filename, content_type, content_id, model_id, model_type, disposition) FROM stdin;
1	aaaa-bbbb	leak.png	image/png	leak@k	901	messages	inline
2	cccc	face.png	image/png	\N	901	users	\N
\.

COPY public.tags (id, name) FROM stdin;
7	leak
\.

COPY public.team_members (id, team_id, user_id) FROM stdin;
1	20	11
\.

COPY public.teams (id, name) FROM stdin;
20	Support
\.

COPY public.users (id, created_at, type, deleted_at, enabled, email, first_name, last_name, phone_number_country_code, phone_number, external_user_id) FROM stdin;
11	2022-01-01 08:00:00+00	agent	\N	t	ana@kettle.example	Ana	Ruiz	\N	\N	\N
12	2022-01-01 08:00:00+00	agent	2023-12-01 08:00:00+00	t	ben@kettle.example	Ben	Ortiz	\N	\N	\N
13	2022-01-01 08:00:00+00	ai_assistant	\N	t	ai@libredesk.local	Robot	\N	\N	\N	\N
101	2023-03-01 08:00:00+00	contact	\N	t	mia@teahouse.example	Mia	Klein	+49	15112345678	77
102	2023-03-02 08:00:00+00	visitor	\N	t	\N	Visitor	\N	\N	\N	\N
\.

--
-- PostgreSQL database dump complete
--
