CREATE TABLE "asides" (
	"id" uuid PRIMARY KEY NOT NULL,
	"circle_id" uuid NOT NULL,
	"table_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"to_id" uuid,
	"text" text NOT NULL,
	"said_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "time_asks" (
	"room_id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"minutes" integer NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "late" text DEFAULT 'smallest' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "co_hosts" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "asides" ADD CONSTRAINT "asides_table_id_rooms_id_fk" FOREIGN KEY ("table_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asides" ADD CONSTRAINT "asides_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asides" ADD CONSTRAINT "asides_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asides" ADD CONSTRAINT "asides_to_id_people_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_asks" ADD CONSTRAINT "time_asks_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_asks" ADD CONSTRAINT "time_asks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "asides_session" ON "asides" USING btree ("session_id");--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_late" CHECK ("rounds"."late" in ('smallest', 'fewest-met'));