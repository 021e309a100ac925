ALTER TABLE "circle_line" ADD COLUMN "looks" text[];--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "looks" text[];--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "looks" text[];