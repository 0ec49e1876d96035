-- MySQL dump 10.13  Distrib 8.0.36
/*!40101 SET NAMES utf8mb4 */;

DROP TABLE IF EXISTS `ost_attachment`;
CREATE TABLE `ost_attachment` (
  `id` text,
  `object_id` text,
  `type` text,
  `file_id` text,
  `inline` text,
  `lang` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_attachment` WRITE;
INSERT INTO `ost_attachment` VALUES (1,901,'H',8,1,NULL),(2,903,'H',9,0,NULL),(3,1,'C',8,0,NULL);
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_canned_response`;
CREATE TABLE `ost_canned_response` (
  `canned_id` text,
  `dept_id` text,
  `isenabled` text,
  `title` text,
  `response` text,
  KEY `one` (`canned_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_canned_response` WRITE;
INSERT INTO `ost_canned_response` VALUES (1,0,1,'Send it back','Hello %{ticket.name.first}, send it back.');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_department`;
CREATE TABLE `ost_department` (
  `id` text,
  `pid` text,
  `name` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_department` WRITE;
INSERT INTO `ost_department` VALUES (20,NULL,'Support');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_email`;
CREATE TABLE `ost_email` (
  `email_id` text,
  `email` text,
  KEY `one` (`email_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_email` WRITE;
INSERT INTO `ost_email` VALUES (5,'support@kettle.example');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_faq`;
CREATE TABLE `ost_faq` (
  `faq_id` text,
  `question` text,
  KEY `one` (`faq_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_faq` WRITE;
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_file`;
CREATE TABLE `ost_file` (
  `id` text,
  `ft` text,
  `bk` text,
  `type` text,
  `size` text,
  `key` text,
  `signature` text,
  `name` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_file` WRITE;
INSERT INTO `ost_file` VALUES (8,'T','D','image/png',8,'k8keykeykey','s','leak.png'),(9,'T','F','application/pdf',3,'k9keykeykey','s','label.pdf');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_file_chunk`;
CREATE TABLE `ost_file_chunk` (
  `file_id` text,
  `chunk_id` text,
  `filedata` text,
  KEY `one` (`file_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_file_chunk` WRITE;
INSERT INTO `ost_file_chunk` VALUES (8,0,0x89504E47),(8,1,0x0D0A1A0A);
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_help_topic`;
CREATE TABLE `ost_help_topic` (
  `topic_id` text,
  `topic` text,
  KEY `one` (`topic_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_help_topic` WRITE;
INSERT INTO `ost_help_topic` VALUES (1,'Repair');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_organization`;
CREATE TABLE `ost_organization` (
  `id` text,
  `name` text,
  `domain` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_organization` WRITE;
INSERT INTO `ost_organization` VALUES (30,'Teahouse GmbH','teahouse.example');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_staff`;
CREATE TABLE `ost_staff` (
  `staff_id` text,
  `dept_id` text,
  `firstname` text,
  `lastname` text,
  `username` text,
  `email` text,
  `lang` text,
  `timezone` text,
  `isactive` text,
  KEY `one` (`staff_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_staff` WRITE;
INSERT INTO `ost_staff` VALUES (11,20,'Ana','Ruiz','ana','ana@kettle.example','es_ES','Europe/Madrid',1),(12,20,'Ben','Ortiz','ben','ben@kettle.example',NULL,NULL,0);
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_task`;
CREATE TABLE `ost_task` (
  `id` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_task` WRITE;
INSERT INTO `ost_task` VALUES (1);
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_thread`;
CREATE TABLE `ost_thread` (
  `id` text,
  `object_id` text,
  `object_type` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_thread` WRITE;
INSERT INTO `ost_thread` VALUES (601,501,'T'),(602,502,'T'),(603,1,'A');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_thread_collaborator`;
CREATE TABLE `ost_thread_collaborator` (
  `id` text,
  `thread_id` text,
  `user_id` text,
  `role` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_thread_collaborator` WRITE;
INSERT INTO `ost_thread_collaborator` VALUES (1,601,102,'M');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_thread_entry`;
CREATE TABLE `ost_thread_entry` (
  `id` text,
  `pid` text,
  `thread_id` text,
  `staff_id` text,
  `user_id` text,
  `type` text,
  `poster` text,
  `title` text,
  `body` text,
  `format` text,
  `created` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_thread_entry` WRITE;
INSERT INTO `ost_thread_entry` VALUES (901,0,601,0,101,'M','Mia Klein','The kettle leaks','<p>It leaks.<img src="cid:k8keykeykey"></p>','html','2024-03-01 10:00:00'),(902,0,601,11,0,'N','Ana Ruiz',NULL,'Warranty?','text','2024-03-01 10:30:00'),(903,901,601,77,0,'R',0x4A6F73E9,NULL,'<p>Send it back.</p>','html','2024-03-01 11:00:00'),(904,0,602,0,102,'M','李娜',NULL,'又坏了','text','2024-03-02 10:00:00');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_thread_entry_email`;
CREATE TABLE `ost_thread_entry_email` (
  `id` text,
  `thread_entry_id` text,
  `mid` text,
  `headers` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_thread_entry_email` WRITE;
INSERT INTO `ost_thread_entry_email` VALUES (1,901,'<first@teahouse.example>','');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_ticket`;
CREATE TABLE `ost_ticket` (
  `ticket_id` text,
  `ticket_pid` text,
  `number` text,
  `user_id` text,
  `user_email_id` text,
  `status_id` text,
  `dept_id` text,
  `staff_id` text,
  `team_id` text,
  `topic_id` text,
  `email_id` text,
  `created` text,
  KEY `one` (`ticket_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_ticket` WRITE;
INSERT INTO `ost_ticket` VALUES (501,NULL,'482913',101,0,2,20,11,0,1,5,'2024-03-01 10:00:00'),(502,501,'100002',102,0,3,20,0,0,0,0,'2024-03-02 10:00:00'),(503,NULL,'100003',101,0,1,20,0,0,0,0,'0000-00-00 00:00:00');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_ticket__cdata`;
CREATE TABLE `ost_ticket__cdata` (
  `ticket_id` text,
  `subject` text,
  `priority` text,
  KEY `one` (`ticket_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_ticket__cdata` WRITE;
INSERT INTO `ost_ticket__cdata` VALUES (501,'The kettle leaks','4'),(503,'No thread','2');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_ticket_priority`;
CREATE TABLE `ost_ticket_priority` (
  `priority_id` text,
  `priority` text,
  KEY `one` (`priority_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_ticket_priority` WRITE;
INSERT INTO `ost_ticket_priority` VALUES (2,'normal'),(4,'emergency');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_ticket_status`;
CREATE TABLE `ost_ticket_status` (
  `id` text,
  `name` text,
  `state` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_ticket_status` WRITE;
INSERT INTO `ost_ticket_status` VALUES (1,'Open','open'),(2,'Resolved','closed'),(3,'Closed','closed');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_user`;
CREATE TABLE `ost_user` (
  `id` text,
  `org_id` text,
  `default_email_id` text,
  `status` text,
  `name` text,
  `created` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_user` WRITE;
INSERT INTO `ost_user` VALUES (101,30,2,0,'Mia Klein','2023-03-01 09:00:00'),(102,0,3,0,'李娜','2023-03-02 09:00:00');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_user__cdata`;
CREATE TABLE `ost_user__cdata` (
  `user_id` text,
  `email` text,
  `name` text,
  `phone` text,
  `notes` text,
  KEY `one` (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_user__cdata` WRITE;
INSERT INTO `ost_user__cdata` VALUES (101,NULL,NULL,'+4915112345678X12','<b>vip</b>');
UNLOCK TABLES;

DROP TABLE IF EXISTS `ost_user_email`;
CREATE TABLE `ost_user_email` (
  `id` text,
  `user_id` text,
  `flags` text,
  `address` text,
  KEY `one` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ost_user_email` WRITE;
INSERT INTO `ost_user_email` VALUES (1,101,0,'mia.private@example.org'),(2,101,0,'mia@teahouse.example'),(3,102,0,'lina@example.cn');
UNLOCK TABLES;

-- Dump completed on 2024-04-01 10:00:00
