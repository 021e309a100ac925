CREATE TABLE "guests" (
	"session_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"circle_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"looks" text[],
	"invited_by" uuid NOT NULL,
	"from_seq" integer NOT NULL,
	"came_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" uuid,
	"ended_because" text,
	CONSTRAINT "guests_session_id_no_pk" PRIMARY KEY("session_id","no"),
	CONSTRAINT "guests_one_each" UNIQUE("session_id","person_id"),
	CONSTRAINT "guests_two" CHECK ("guests"."no" between 1 and 2),
	CONSTRAINT "guests_ended_because" CHECK ("guests"."ended_because" in ('shown-out', 'session', 'time', 'joined'))
);
--> statement-breakpoint
ALTER TABLE "circles" ADD COLUMN "guests" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "invites" ADD COLUMN "session_id" uuid;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_invited_by_people_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "guests_person" ON "guests" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "guests_circle" ON "guests" USING btree ("circle_id","person_id");--> statement-breakpoint
CREATE INDEX "guests_room" ON "guests" USING btree ("room_id");--> statement-breakpoint
CREATE INDEX "guests_until" ON "guests" USING btree ("until_at") WHERE "guests"."ended_at" is null;--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invites_session" ON "invites" USING btree ("session_id");--> statement-breakpoint
ALTER TABLE "circles" ADD CONSTRAINT "circles_people" CHECK ("circles"."guests" >= 0 and "circles"."members" + "circles"."guests" <= "circles"."capacity");