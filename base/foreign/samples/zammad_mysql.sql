-- MySQL dump 10.13  Distrib 8.0.36
/*!40101 SET NAMES utf8mb4 */;

DROP TABLE IF EXISTS `email_addresses`;
CREATE TABLE `email_addresses` (
  `id` text,
  `email` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `email_addresses` WRITE;
INSERT INTO `email_addresses` VALUES (3,'support@kettle.example');
UNLOCK TABLES;

DROP TABLE IF EXISTS `groups`;
CREATE TABLE `groups` (
  `id` text,
  `name` text,
  `email_address_id` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `groups` WRITE;
INSERT INTO `groups` VALUES (1,'Users',3),(2,'Users::Repairs',NULL);
UNLOCK TABLES;

DROP TABLE IF EXISTS `groups_users`;
CREATE TABLE `groups_users` (
  `user_id` text,
  `group_id` text,
  `access` text,
  KEY `one` (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `groups_users` WRITE;
INSERT INTO `groups_users` VALUES (11,1,'full'),(11,2,'read');
UNLOCK TABLES;

DROP TABLE IF EXISTS `knowledge_base_answers`;
CREATE TABLE `knowledge_base_answers` (
  `id` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `knowledge_base_answers` WRITE;
INSERT INTO `knowledge_base_answers` VALUES (1);
UNLOCK TABLES;

DROP TABLE IF EXISTS `link_objects`;
CREATE TABLE `link_objects` (
  `id` text,
  `name` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `link_objects` WRITE;
INSERT INTO `link_objects` VALUES (1,'Ticket');
UNLOCK TABLES;

DROP TABLE IF EXISTS `link_types`;
CREATE TABLE `link_types` (
  `id` text,
  `name` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `link_types` WRITE;
INSERT INTO `link_types` VALUES (1,'normal'),(2,'parent');
UNLOCK TABLES;

DROP TABLE IF EXISTS `links`;
CREATE TABLE `links` (
  `id` text,
  `link_type_id` text,
  `link_object_source_id` text,
  `link_object_source_value` text,
  `link_object_target_id` text,
  `link_object_target_value` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `links` WRITE;
INSERT INTO `links` VALUES (1,2,1,501,1,502);
UNLOCK TABLES;

DROP TABLE IF EXISTS `organizations`;
CREATE TABLE `organizations` (
  `id` text,
  `name` text,
  `domain` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `organizations` WRITE;
INSERT INTO `organizations` VALUES (30,'Teahouse GmbH','teahouse.example');
UNLOCK TABLES;

DROP TABLE IF EXISTS `roles`;
CREATE TABLE `roles` (
  `id` text,
  `name` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `roles` WRITE;
INSERT INTO `roles` VALUES (1,'Admin'),(2,'Agent'),(3,'Customer');
UNLOCK TABLES;

DROP TABLE IF EXISTS `roles_users`;
CREATE TABLE `roles_users` (
  `user_id` text,
  `role_id` text,
  KEY `one` (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `roles_users` WRITE;
INSERT INTO `roles_users` VALUES (11,1),(11,2),(12,2),(101,3),(102,3);
UNLOCK TABLES;

DROP TABLE IF EXISTS `store_files`;
CREATE TABLE `store_files` (
  `id` text,
  `sha` text,
  `provider` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `store_files` WRITE;
INSERT INTO `store_files` VALUES (8,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','DB'),(9,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','File');
UNLOCK TABLES;

DROP TABLE IF EXISTS `store_objects`;
CREATE TABLE `store_objects` (
  `id` text,
  `name` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `store_objects` WRITE;
INSERT INTO `store_objects` VALUES (1,'Ticket::Article'),(2,'User::Image');
UNLOCK TABLES;

DROP TABLE IF EXISTS `store_provider_dbs`;
CREATE TABLE `store_provider_dbs` (
  `id` text,
  `sha` text,
  `data` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `store_provider_dbs` WRITE;
INSERT INTO `store_provider_dbs` VALUES (1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',0x89504E470D0A1A0A);
UNLOCK TABLES;

DROP TABLE IF EXISTS `stores`;
CREATE TABLE `stores` (
  `id` text,
  `store_object_id` text,
  `o_id` text,
  `store_file_id` text,
  `filename` text,
  `preferences` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `stores` WRITE;
INSERT INTO `stores` VALUES (41,1,901,8,'leak.png','---\nContent-Type: image/png\nContent-ID: leak@kettle\ncontent_disposition: inline\n'),(42,1,903,9,'label.pdf','---\nMime-Type: application/pdf\n'),(43,2,901,8,'face.png','---\n');
UNLOCK TABLES;

DROP TABLE IF EXISTS `tag_items`;
CREATE TABLE `tag_items` (
  `id` text,
  `name` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `tag_items` WRITE;
INSERT INTO `tag_items` VALUES (1,'leak');
UNLOCK TABLES;

DROP TABLE IF EXISTS `tag_objects`;
CREATE TABLE `tag_objects` (
  `id` text,
  `name` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `tag_objects` WRITE;
INSERT INTO `tag_objects` VALUES (1,'Ticket');
UNLOCK TABLES;

DROP TABLE IF EXISTS `tags`;
CREATE TABLE `tags` (
  `id` text,
  `tag_item_id` text,
  `tag_object_id` text,
  `o_id` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `tags` WRITE;
INSERT INTO `tags` VALUES (1,1,1,501),(2,99,1,501);
UNLOCK TABLES;

DROP TABLE IF EXISTS `text_modules`;
CREATE TABLE `text_modules` (
  `id` text,
  `name` text,
  `keywords` text,
  `content` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `text_modules` WRITE;
INSERT INTO `text_modules` VALUES (1,'Send it back','back','<div>Hello #{ticket.customer.firstname}, send it back.</div>');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ticket_article_senders`;
CREATE TABLE `ticket_article_senders` (
  `id` text,
  `name` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ticket_article_senders` WRITE;
INSERT INTO `ticket_article_senders` VALUES (1,'Agent'),(2,'Customer'),(3,'System');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ticket_article_types`;
CREATE TABLE `ticket_article_types` (
  `id` text,
  `name` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ticket_article_types` WRITE;
INSERT INTO `ticket_article_types` VALUES (1,'email'),(2,'note'),(3,'web');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ticket_articles`;
CREATE TABLE `ticket_articles` (
  `id` text,
  `ticket_id` text,
  `type_id` text,
  `sender_id` text,
  `from` text,
  `to` text,
  `cc` text,
  `subject` text,
  `message_id` text,
  `content_type` text,
  `body` text,
  `internal` text,
  `created_by_id` text,
  `origin_by_id` text,
  `created_at` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ticket_articles` WRITE;
INSERT INTO `ticket_articles` VALUES (901,501,1,2,'Mia Klein <mia@teahouse.example>','Support <support@kettle.example>','Tom <tom@example.net>','The kettle leaks','<first@teahouse.example>','text/html','It leaks.<img src="cid:leak@kettle">',0,101,NULL,'2024-03-01 09:00:00'),(902,501,2,1,'Ana Ruiz',NULL,NULL,NULL,NULL,'text/plain','Warranty?',1,11,NULL,'2024-03-01 09:30:00'),(903,501,1,1,'Ben Ortiz via Support <support@kettle.example>','mia@teahouse.example',NULL,'The kettle leaks','<second@kettle.example>','text/html','<div>Send it back.</div>',0,12,NULL,'2024-03-01 10:00:00'),(904,502,3,2,'Nobody <gone@example.org>','Support',NULL,'',NULL,'text/plain','又坏了',0,777,NULL,'2024-03-02 09:00:00'),(905,502,1,3,NULL,'gone@example.org',NULL,'',NULL,'text/plain','We have your mail.',0,1,NULL,'2024-03-02 09:00:01');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ticket_priorities`;
CREATE TABLE `ticket_priorities` (
  `id` text,
  `name` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ticket_priorities` WRITE;
INSERT INTO `ticket_priorities` VALUES (1,'1 low'),(2,'2 normal'),(3,'3 high');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ticket_state_types`;
CREATE TABLE `ticket_state_types` (
  `id` text,
  `name` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ticket_state_types` WRITE;
INSERT INTO `ticket_state_types` VALUES (1,'new'),(2,'open'),(3,'pending reminder'),(5,'closed'),(6,'merged'),(7,'removed');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ticket_states`;
CREATE TABLE `ticket_states` (
  `id` text,
  `name` text,
  `state_type_id` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ticket_states` WRITE;
INSERT INTO `ticket_states` VALUES (1,'new',1),(2,'open',2),(4,'closed',5),(5,'merged',6),(6,'removed',7);
UNLOCK TABLES;

DROP TABLE IF EXISTS `tickets`;
CREATE TABLE `tickets` (
  `id` text,
  `group_id` text,
  `priority_id` text,
  `state_id` text,
  `number` text,
  `title` text,
  `owner_id` text,
  `customer_id` text,
  `pending_time` text,
  `created_at` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `tickets` WRITE;
INSERT INTO `tickets` VALUES (501,1,3,4,'67001','The kettle leaks',11,101,NULL,'2024-03-01 09:00:00'),(502,2,1,5,'67002','又坏了',1,777,NULL,'2024-03-02 09:00:00'),(503,1,2,6,'67003','Removed',1,101,NULL,'2024-03-01 09:00:00');
UNLOCK TABLES;

DROP TABLE IF EXISTS `users`;
CREATE TABLE `users` (
  `id` text,
  `organization_id` text,
  `login` text,
  `firstname` text,
  `lastname` text,
  `email` text,
  `phone` text,
  `mobile` text,
  `note` text,
  `active` text,
  `preferences` text,
  `created_at` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `users` WRITE;
INSERT INTO `users` VALUES (1,NULL,'-','-','','','','','',0,NULL,'2024-03-01 09:00:00'),(11,NULL,'ana@kettle.example','Ana','Ruiz','ana@kettle.example','','','',1,'---\nlocale: es-es\n','2024-03-01 09:00:00'),(12,NULL,'ben@kettle.example','Ben','Ortiz','ben@kettle.example','','','',0,'---\n','2024-03-01 09:00:00'),(101,30,'mia@teahouse.example','Mia','Klein','Mia@Teahouse.example','+49 151 12345678','','<p>Prefers tea.</p>',1,'---\nlocale: de-de\n','2023-03-01 08:00:00'),(102,NULL,'auto-1','','',NULL,'','','',0,NULL,'2023-03-02 08:00:00');
UNLOCK TABLES;

-- Dump completed on 2024-04-01 10:00:00
