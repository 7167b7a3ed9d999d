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
CREATE INDEX `exemptions_duty` ON `exemptions` (`duty_id`,`period`);--> statement-breakpoint
CREATE INDEX `exemptions_member` ON `exemptions` (`member_id`);