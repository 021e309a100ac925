CREATE TABLE "help_calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"circle_id" uuid NOT NULL,
	"table_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"about" jsonb NOT NULL,
	"called_at" timestamp (3) with time zone NOT NULL,
	"asked" jsonb NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"claimed_by" uuid,
	"claimed_at" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	CONSTRAINT "help_calls_kind" CHECK ("help_calls"."kind" in ('question', 'stuck', 'technical', 'safety')),
	CONSTRAINT "help_calls_claim" CHECK (("help_calls"."claimed_by" is null) = ("help_calls"."claimed_at" is null))
);
--> statement-breakpoint
ALTER TABLE "help_calls" ADD CONSTRAINT "help_calls_table_id_rooms_id_fk" FOREIGN KEY ("table_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "help_calls" ADD CONSTRAINT "help_calls_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "help_calls" ADD CONSTRAINT "help_calls_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "help_calls" ADD CONSTRAINT "help_calls_claimed_by_people_id_fk" FOREIGN KEY ("claimed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "help_calls_open" ON "help_calls" USING btree ("table_id") WHERE "help_calls"."resolved_at" is null;