--
-- PostgreSQL database dump
--

\restrict kettle

SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);

CREATE FUNCTION public.numbered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.display_id := 1; RETURN NEW; END; $$;

COPY public.account_users (id, account_id, user_id, role) FROM stdin;
1	1	11	1
\.

COPY public.accounts (id, name) FROM stdin;
1	Kettle
\.

COPY public.active_storage_attachments (id, name, record_type, record_id, blob_id) FROM stdin;
1	file	Attachment	61	71
\.

COPY public.active_storage_blobs (id, key, filename, content_type, byte_size) FROM stdin;
71	abcdefgh	leak.png	image/png	8
\.

COPY public.articles (id, title) FROM stdin;
1	How to boil
\.

COPY public.attachments (id, message_id, external_url, fallback_title) FROM stdin;
61	501	\N	\N
62	503	https://maps.example/x	Shop
\.

COPY public.canned_responses (id, account_id, short_code, content) FROM stdin;
1	1	back	Hello {{contact.first_name}}, send it back.
\.

COPY public.contacts (id, account_id, name, last_name, email, phone_number, identifier, additional_attributes, blocked, created_at) FROM stdin;
101	1	Mia	Klein	mia@teahouse.example	+4915112345678	shop-77	{"company_name": "Teahouse GmbH", "city": "Berlin"}	f	2023-03-01 08:00:00
102	1	李娜		\N	\N	\N	{}	t	2023-03-02 08:00:00.123456
\.

COPY public.conversations (id, account_id, inbox_id, status, assignee_id, created_at, contact_id, display_id, additional_attributes, team_id, snoozed_until, custom_attributes, priority, cached_label_list) FROM stdin;
301	1	5	1	11	2024-03-01 09:00:00	101	17	{"mail_subject": "The kettle leaks"}	20	\N	{"colour_of_kettle": "red"}	3	leak, warranty
302	1	6	3	\N	2024-03-02 09:00:00	102	18	{}	\N	2099-01-01 00:00:00	{}	\N	\N
\.

COPY public.csat_survey_responses (id, conversation_id, message_id, rating, feedback_message) FROM stdin;
1	301	504	4	Good\nenough
\.

COPY public.inboxes (id, account_id, channel_id, name, channel_type, email_address) FROM stdin;
5	1	50	Support	Channel::Email	\N
6	1	60	Site	Channel::WebWidget	\N
\.

COPY public.channel_email (id, account_id, email) FROM stdin;
50	1	support@kettle.example
\.

COPY public.messages (id, content, account_id, inbox_id, conversation_id, message_type, created_at, private, source_id, content_attributes, sender_type, sender_id) FROM stdin;
504	Please rate us	1	5	301	3	2024-03-01 11:00:00	f	\N	{}	\N	\N
501	It leaks.	1	5	301	0	2024-03-01 09:00:00	f	first@teahouse.example	"{\\"email\\":{\\"message_id\\":\\"first@teahouse.example\\",\\"to\\":[\\"support@kettle.example\\"],\\"cc\\":[\\"tom@example.net\\"],\\"html_content\\":{\\"full\\":\\"<p>It leaks.</p>\\"}}}"	Contact	101
502	Warranty?\tcheck \\ it	1	5	301	1	2024-03-01 09:30:00	t	\N	{}	User	11
503	Send it **back**.	1	5	301	1	2024-03-01 10:00:00	f	\N	{"cc_emails": ["tom@example.net"], "bcc_emails": []}	User	12
505	Conversation was resolved	1	5	301	2	2024-03-01 12:00:00	f	\N	{}	\N	\N
506	今天开门吗？	1	6	302	0	2024-03-02 09:00:00	f	\N	{}	Contact	102
\.

COPY public.notes (id, content, account_id, contact_id, user_id) FROM stdin;
1	Likes green tea.	1	101	11
\.

COPY public.taggings (id, tag_id, taggable_type, taggable_id, context) FROM stdin;
1	1	Contact	101	labels
\.

COPY public.tags (id, name, taggings_count) FROM stdin;
1	vip	1
\.

COPY public.team_members (id, team_id, user_id) FROM stdin;
1	20	11
\.

COPY public.teams (id, account_id, name) FROM stdin;
20	1	support
\.

COPY public.users (id, name, display_name, email, type) FROM stdin;
11	Ana Ruiz	Ana	ana@kettle.example	\N
12	Ben Ortiz	\N	ben@kettle.example	\N
\.

--
-- PostgreSQL database dump complete
--
