-- MySQL dump 10.13  Distrib 8.0.36
/*!40101 SET NAMES utf8mb4 */;

DROP TABLE IF EXISTS `attachments`;
CREATE TABLE `attachments` (
  `id` text,
  `thread_id` text,
  `file_dir` text,
  `file_name` text,
  `mime_type` text,
  `size` text,
  `embedded` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `attachments` WRITE;
INSERT INTO `attachments` VALUES (1,901,'1/2/','leak.png','image/png',8,1);
UNLOCK TABLES;

DROP TABLE IF EXISTS `conversation_tag`;
CREATE TABLE `conversation_tag` (
  `conversation_id` text,
  `tag_id` text,
  KEY `one` (`conversation_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `conversation_tag` WRITE;
INSERT INTO `conversation_tag` VALUES (301,1);
UNLOCK TABLES;

DROP TABLE IF EXISTS `conversations`;
CREATE TABLE `conversations` (
  `id` text,
  `number` text,
  `type` text,
  `status` text,
  `state` text,
  `subject` text,
  `cc` text,
  `bcc` text,
  `mailbox_id` text,
  `user_id` text,
  `customer_id` text,
  `customer_email` text,
  `created_at` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `conversations` WRITE;
INSERT INTO `conversations` VALUES (301,12,1,3,2,'It\'s leaking','["tom@example.net"]',NULL,5,11,101,'mia@teahouse.example','2024-03-01 09:00:00'),(302,13,1,4,2,'Spam',NULL,NULL,5,NULL,102,NULL,'2024-03-01 09:00:00'),(303,14,1,1,3,'Deleted',NULL,NULL,5,NULL,101,NULL,'2024-03-01 09:00:00'),(304,15,1,2,2,'水壶','',NULL,5,99,404,NULL,'2024-03-02 09:00:00');
UNLOCK TABLES;

DROP TABLE IF EXISTS `customers`;
CREATE TABLE `customers` (
  `id` text,
  `first_name` text,
  `last_name` text,
  `company` text,
  `phones` text,
  `background` text,
  `notes` text,
  `created_at` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `customers` WRITE;
INSERT INTO `customers` VALUES (101,'Mia','Klein','Teahouse GmbH','[{"value":"+49 151 12345678","type":1}]','','Likes\nnotes','2023-03-01 08:00:00'),(102,'Spam',NULL,NULL,NULL,NULL,NULL,'2024-03-01 09:00:00');
UNLOCK TABLES;

DROP TABLE IF EXISTS `emails`;
CREATE TABLE `emails` (
  `id` text,
  `customer_id` text,
  `email` text,
  `type` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `emails` WRITE;
INSERT INTO `emails` VALUES (1,101,'mia@teahouse.example',1),(2,101,'mia.private@example.org',1),(3,102,'spam@example.org',1);
UNLOCK TABLES;

DROP TABLE IF EXISTS `mailboxes`;
CREATE TABLE `mailboxes` (
  `id` text,
  `name` text,
  `email` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `mailboxes` WRITE;
INSERT INTO `mailboxes` VALUES (5,'Support','support@kettle.example');
UNLOCK TABLES;

DROP TABLE IF EXISTS `saved_replies`;
CREATE TABLE `saved_replies` (
  `id` text,
  `mailbox_id` text,
  `name` text,
  `text` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `saved_replies` WRITE;
INSERT INTO `saved_replies` VALUES (1,5,'Send it back','<p>Hello {%customer.firstName%}</p>');
UNLOCK TABLES;

DROP TABLE IF EXISTS `tags`;
CREATE TABLE `tags` (
  `id` text,
  `name` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `tags` WRITE;
INSERT INTO `tags` VALUES (1,'leak');
UNLOCK TABLES;

DROP TABLE IF EXISTS `threads`;
CREATE TABLE `threads` (
  `id` text,
  `conversation_id` text,
  `user_id` text,
  `type` text,
  `status` text,
  `state` text,
  `body` text,
  `from` text,
  `to` text,
  `cc` text,
  `bcc` text,
  `customer_id` text,
  `created_by_user_id` text,
  `created_by_customer_id` text,
  `message_id` text,
  `created_at` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `threads` WRITE;
INSERT INTO `threads` VALUES (901,301,NULL,1,1,2,'<div>It leaks.</div>','mia@teahouse.example','["support@kettle.example"]','["tom@example.net"]',NULL,101,NULL,101,'first@teahouse.example','2024-03-01 09:00:00'),(902,301,11,3,1,2,'<div>Warranty?</div>',NULL,NULL,NULL,NULL,101,11,NULL,NULL,'2024-03-01 09:30:00'),(903,301,11,2,3,2,'<div>Send it back.</div>',NULL,'["mia@teahouse.example"]',NULL,NULL,101,12,NULL,'second@kettle.example','2024-03-01 10:00:00'),(904,301,11,4,3,2,'',NULL,NULL,NULL,NULL,101,11,NULL,NULL,'2024-03-01 10:00:01'),(905,301,11,2,3,1,'draft',NULL,NULL,NULL,NULL,101,11,NULL,NULL,'2024-03-01 10:00:02'),(906,304,NULL,1,1,2,'坏了','nina@example.cn','[]',NULL,NULL,404,NULL,NULL,NULL,'2024-03-02 09:00:00');
UNLOCK TABLES;

DROP TABLE IF EXISTS `users`;
CREATE TABLE `users` (
  `id` text,
  `first_name` text,
  `last_name` text,
  `email` text,
  `type` text,
  `status` text,
  `timezone` text,
  `locale` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `users` WRITE;
INSERT INTO `users` VALUES (11,'Ana','Ruiz','ana@kettle.example',1,1,'Europe/Madrid','es'),(12,'Ben','Ortiz','ben@kettle.example',1,3,'UTC',NULL),(20,'Repairs','','team@x.example',2,1,'UTC',NULL);
UNLOCK TABLES;

-- Dump completed on 2024-04-01 10:00:00
