CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`member_id` integer,
	`action` text NOT NULL,
	`target` text NOT NULL,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE TABLE `calendar_days` (
	`date` text PRIMARY KEY NOT NULL,
	`working` integer NOT NULL,
	`name` text
);
--> statement-breakpoint
CREATE TABLE `call_counts` (
	`platform` text NOT NULL,
	`day` text NOT NULL,
	`calls` integer NOT NULL,
	PRIMARY KEY(`platform`, `day`)
);
--> statement-breakpoint
CREATE TABLE `chats` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`platform` text NOT NULL,
	`chat_id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`unit_id` integer,
	`member_id` integer,
	`muted` integer NOT NULL,
	`outsiders` integer NOT NULL,
	`gone_at` integer,
	`gone_reason` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `chats_platform_chat` ON `chats` (`platform`,`chat_id`);--> statement-breakpoint
CREATE INDEX `chats_unit` ON `chats` (`unit_id`);--> statement-breakpoint
CREATE INDEX `chats_member` ON `chats` (`member_id`);--> statement-breakpoint
CREATE TABLE `checks` (
	`ranking_id` text NOT NULL,
	`issue` text NOT NULL,
	`unit_id` integer NOT NULL,
	`root_id` integer NOT NULL,
	`entries` text NOT NULL,
	`answer` text NOT NULL,
	`sent_at` integer NOT NULL,
	`publication_no` integer,
	PRIMARY KEY(`ranking_id`, `issue`, `unit_id`)
);
--> statement-breakpoint
CREATE TABLE `claims` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`platform` text NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`unit_id` integer NOT NULL,
	`title` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `companions` (
	`entry_no` integer NOT NULL,
	`member_id` integer NOT NULL,
	`confirmed_at` integer,
	PRIMARY KEY(`entry_no`, `member_id`)
);
--> statement-breakpoint
CREATE INDEX `companions_member` ON `companions` (`member_id`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`member_id` integer,
	`unit_id` integer NOT NULL,
	`for_unit_id` integer,
	`matter` text
);
--> statement-breakpoint
CREATE INDEX `contacts_unit` ON `contacts` (`unit_id`,`kind`);--> statement-breakpoint
CREATE TABLE `dialogs` (
	`chat_id` integer NOT NULL,
	`member_id` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`chat_id`, `member_id`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `entries` (
	`no` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`class` text,
	`unit_id` integer NOT NULL,
	`by_unit_id` integer,
	`by_post` text,
	`member_id` integer,
	`typed_by_id` integer,
	`date` text NOT NULL,
	`household_id` integer,
	`fields` text NOT NULL,
	`status` text NOT NULL,
	`sent_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `entries_unit` ON `entries` (`unit_id`,`kind`,`date`,`household_id`,`status`,`class`,`sent_at`);--> statement-breakpoint
CREATE INDEX `entries_by` ON `entries` (`by_unit_id`,`kind`,`date`);--> statement-breakpoint
CREATE INDEX `entries_household` ON `entries` (`household_id`,`kind`,`date`);--> statement-breakpoint
CREATE INDEX `entries_member` ON `entries` (`member_id`,`kind`,`date`);--> statement-breakpoint
CREATE TABLE `exemptions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`duty_id` text,
	`period` text,
	`unit_id` integer,
	`member_id` integer,
	`since` text,
	`until` text,
	`reason` text NOT NULL,
	`by_member_id` integer NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `exemptions_duty` ON `exemptions` (`duty_id`,`period`,`unit_id`);--> statement-breakpoint
CREATE INDEX `exemptions_member` ON `exemptions` (`member_id`);--> statement-breakpoint
CREATE TABLE `expectations` (
	`entry_no` integer NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`about_unit_id` integer NOT NULL,
	`word` text NOT NULL,
	`what` text NOT NULL,
	`unit_id` integer,
	`member_id` integer,
	`since` text NOT NULL,
	`due` text,
	`span` text,
	`urgent` integer NOT NULL,
	`stage` integer NOT NULL,
	PRIMARY KEY(`entry_no`, `key`)
);
--> statement-breakpoint
CREATE INDEX `expectations_due` ON `expectations` (`due`);--> statement-breakpoint
CREATE INDEX `expectations_unit` ON `expectations` (`unit_id`);--> statement-breakpoint
CREATE INDEX `expectations_member` ON `expectations` (`member_id`);--> statement-breakpoint
CREATE TABLE `files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entry_no` integer NOT NULL,
	`platform` text NOT NULL,
	`name` text NOT NULL,
	`mime` text NOT NULL,
	`source` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`bytes` integer,
	`sha256` text,
	`look` text,
	`same_as` integer,
	`member_id` integer,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `files_entry` ON `files` (`entry_no`);--> statement-breakpoint
CREATE INDEX `files_state` ON `files` (`state`);--> statement-breakpoint
CREATE INDEX `files_sha256` ON `files` (`sha256`);--> statement-breakpoint
CREATE INDEX `files_same` ON `files` (`same_as`);--> statement-breakpoint
CREATE TABLE `households` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`village_id` integer NOT NULL,
	`group_name` text NOT NULL,
	`head` text NOT NULL,
	`kind` text NOT NULL,
	`persons` integer NOT NULL,
	`phone` text,
	`carer_id` integer,
	`since` text,
	`until` text,
	`until_reason` text,
	`attributes` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `households_village_group_head` ON `households` (`village_id`,`group_name`,`head`);--> statement-breakpoint
CREATE INDEX `households_carer` ON `households` (`carer_id`);--> statement-breakpoint
CREATE TABLE `identities` (
	`platform` text NOT NULL,
	`user_id` text NOT NULL,
	`member_id` integer NOT NULL,
	PRIMARY KEY(`platform`, `user_id`)
);
--> statement-breakpoint
CREATE INDEX `identities_member` ON `identities` (`member_id`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`platform` text NOT NULL,
	`bot` text NOT NULL,
	`message_id` text NOT NULL,
	`chat_id` text NOT NULL,
	`user_id` text NOT NULL,
	`member_id` integer,
	`text` text NOT NULL,
	`raw` text,
	`outcome` text NOT NULL,
	`replies` text NOT NULL,
	`entries` text NOT NULL,
	`sent_at` integer NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_message` ON `inbox` (`platform`,`bot`,`message_id`);--> statement-breakpoint
CREATE INDEX `inbox_failed` ON `inbox` (`id`) WHERE "inbox"."outcome" = 'failed';--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`command` text NOT NULL,
	`key` text NOT NULL,
	`data` text NOT NULL,
	`at` integer NOT NULL,
	`done_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_key` ON `jobs` (`key`);--> statement-breakpoint
CREATE TABLE `members` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`phone` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`platform` text NOT NULL,
	`chat_id` text NOT NULL,
	`dedupe_key` text,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`content` text NOT NULL,
	`state` text NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`reason` text,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`reply_to` text,
	`urgent` integer NOT NULL,
	`parts_sent` integer NOT NULL,
	`tried_at` integer,
	`merged_into` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_dedupe` ON `outbox` (`dedupe_key`);--> statement-breakpoint
CREATE INDEX `outbox_queued` ON `outbox` (`id`) WHERE "outbox"."state" = 'queued';--> statement-breakpoint
CREATE TABLE `period_results` (
	`snapshot_no` integer NOT NULL,
	`duty_id` text NOT NULL,
	`period` text NOT NULL,
	`subject` text NOT NULL,
	`subject_id` integer NOT NULL,
	`subject_name` text NOT NULL,
	`required` integer NOT NULL,
	`done` integer NOT NULL,
	`on_time` integer NOT NULL,
	`entries` text NOT NULL,
	PRIMARY KEY(`duty_id`, `period`, `subject`, `subject_id`)
);
--> statement-breakpoint
CREATE INDEX `period_results_snapshot` ON `period_results` (`snapshot_no`);--> statement-breakpoint
CREATE TABLE `photo_looks` (
	`part` integer NOT NULL,
	`value` integer NOT NULL,
	`file_id` integer NOT NULL,
	PRIMARY KEY(`part`, `value`, `file_id`)
);
--> statement-breakpoint
CREATE TABLE `posts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`member_id` integer NOT NULL,
	`unit_id` integer NOT NULL,
	`title` text NOT NULL,
	`role` text NOT NULL,
	`since` text,
	`until` text,
	`granted_at` integer
);
--> statement-breakpoint
CREATE INDEX `posts_member` ON `posts` (`member_id`);--> statement-breakpoint
CREATE INDEX `posts_unit` ON `posts` (`unit_id`);--> statement-breakpoint
CREATE TABLE `publications` (
	`no` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`ranking_id` text NOT NULL,
	`issue` text NOT NULL,
	`period` text NOT NULL,
	`unit_id` integer NOT NULL,
	`title` text NOT NULL,
	`content` text NOT NULL,
	`figures` text NOT NULL,
	`as_of` integer NOT NULL,
	`released_by` text NOT NULL,
	`state` text NOT NULL,
	`corrects` integer,
	`correction_no` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `publications_key` ON `publications` (`key`);--> statement-breakpoint
CREATE TABLE `roster_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`village_id` integer NOT NULL,
	`household_id` integer,
	`group_name` text NOT NULL,
	`head` text,
	`household_kind` text,
	`persons` integer,
	`reason` text NOT NULL,
	`by_member_id` integer NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `roster_changes_state` ON `roster_changes` (`state`);--> statement-breakpoint
CREATE TABLE `schedule_runs` (
	`schedule` text NOT NULL,
	`due_at` integer NOT NULL,
	`ran_at` integer NOT NULL,
	`notices` integer NOT NULL,
	PRIMARY KEY(`schedule`, `due_at`)
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `snapshots` (
	`no` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`duty_id` text NOT NULL,
	`period` text NOT NULL,
	`closed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `snapshots_duty_period` ON `snapshots` (`duty_id`,`period`);--> statement-breakpoint
CREATE TABLE `steps` (
	`id` integer PRIMARY KEY NOT NULL,
	`entry_no` integer NOT NULL,
	`seq` integer NOT NULL,
	`action` text NOT NULL,
	`member_id` integer,
	`at` integer NOT NULL,
	`text` text NOT NULL,
	`fields` text NOT NULL,
	`previous_hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `steps_entry` ON `steps` (`entry_no`,`seq`);--> statement-breakpoint
CREATE TABLE `transcript` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`chat_id` text NOT NULL,
	`at` integer NOT NULL,
	`sender` text NOT NULL,
	`text` text NOT NULL,
	`files` text NOT NULL,
	`buttons` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `transcript_chat` ON `transcript` (`chat_id`,`seq`);--> statement-breakpoint
CREATE TABLE `units` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`parent_id` integer,
	`path` text NOT NULL,
	`aliases` text NOT NULL,
	`attributes` text,
	`until` text,
	`merged_into_id` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `units_code` ON `units` (`code`);--> statement-breakpoint
CREATE TABLE `webhooks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`platform` text NOT NULL,
	`unit_id` integer NOT NULL,
	`url` text NOT NULL,
	`secret` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `webhooks_unit` ON `webhooks` (`unit_id`);