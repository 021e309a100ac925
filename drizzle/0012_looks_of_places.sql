ALTER TABLE "circles" ADD COLUMN "looks" text[];--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "looks" text[];