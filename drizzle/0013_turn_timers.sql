CREATE TABLE "turn_timers" (
	"room_id" uuid PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid,
	"label" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "turn_timers_ends" CHECK ("turn_timers"."ends_at" > "turn_timers"."set_at")
);
--> statement-breakpoint
ALTER TABLE "turn_timers" ADD CONSTRAINT "turn_timers_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "turn_timers" ADD CONSTRAINT "turn_timers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;