ALTER TABLE `imports` ADD `numeros` text;--> statement-breakpoint
CREATE INDEX `journal_objet` ON `journal` (`objet`);--> statement-breakpoint
CREATE INDEX `coordonnees_iban` ON `coordonnees_bancaires` (`iban`);