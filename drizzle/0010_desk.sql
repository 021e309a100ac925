CREATE TABLE "breakout_duties" (
	"room_id" uuid NOT NULL,
	"duty" text NOT NULL,
	"person_id" uuid,
	CONSTRAINT "breakout_duties_room_id_duty_pk" PRIMARY KEY("room_id","duty"),
	CONSTRAINT "breakout_duties_duty" CHECK ("breakout_duties"."duty" in ('leader', 'note-taker'))
);
--> statement-breakpoint
CREATE TABLE "openings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"room_id" uuid NOT NULL,
	"prepared_id" uuid NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"missed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "handings" (
	"room_id" uuid PRIMARY KEY NOT NULL,
	"from_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rounds" DROP CONSTRAINT "rounds_late";--> statement-breakpoint
ALTER TABLE "asides" ADD COLUMN "thread_id" uuid;--> statement-breakpoint
ALTER TABLE "prepared_rounds" ADD COLUMN "opens_after" integer;--> statement-breakpoint
ALTER TABLE "help_calls" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "help_calls" ADD COLUMN "outcome_by" uuid;--> statement-breakpoint
ALTER TABLE "help_calls" ADD COLUMN "settled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "seats" ADD COLUMN "out_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "breakout_duties" ADD CONSTRAINT "breakout_duties_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breakout_duties" ADD CONSTRAINT "breakout_duties_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_prepared_id_prepared_rounds_id_fk" FOREIGN KEY ("prepared_id") REFERENCES "public"."prepared_rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handings" ADD CONSTRAINT "handings_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handings" ADD CONSTRAINT "handings_from_id_rooms_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "openings_one_each" ON "openings" USING btree ("prepared_id");--> statement-breakpoint
CREATE INDEX "openings_room" ON "openings" USING btree ("room_id");--> statement-breakpoint
CREATE INDEX "openings_due" ON "openings" USING btree ("due_at") WHERE "openings"."missed_at" is null;--> statement-breakpoint
ALTER TABLE "asides" ADD CONSTRAINT "asides_thread_id_people_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "help_calls" ADD CONSTRAINT "help_calls_outcome_by_people_id_fk" FOREIGN KEY ("outcome_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "help_calls_safety" ON "help_calls" USING btree ("circle_id") WHERE "help_calls"."kind" = 'safety';--> statement-breakpoint
CREATE INDEX "seats_out" ON "seats" USING btree ("out_until") WHERE "seats"."out_until" is not null;--> statement-breakpoint
ALTER TABLE "prepared_rounds" ADD CONSTRAINT "prepared_rounds_opens_after" CHECK ("prepared_rounds"."opens_after" between 1 and 480);--> statement-breakpoint
ALTER TABLE "help_calls" ADD CONSTRAINT "help_calls_outcome" CHECK (("help_calls"."outcome" is null) = ("help_calls"."outcome_by" is null));--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_late" CHECK ("rounds"."late" in ('smallest', 'fewest-met', 'stay'));