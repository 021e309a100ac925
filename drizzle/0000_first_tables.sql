CREATE TABLE "attendances" (
	"session_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "attendances_session_id_person_id_pk" PRIMARY KEY("session_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "bullets" (
	"recap_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"text" text NOT NULL,
	"type" text NOT NULL,
	"section" text NOT NULL,
	CONSTRAINT "bullets_recap_id_no_pk" PRIMARY KEY("recap_id","no"),
	CONSTRAINT "bullets_no" CHECK ("bullets"."no" between 1 and 10),
	CONSTRAINT "bullets_text" CHECK (char_length("bullets"."text") between 1 and 280)
);
--> statement-breakpoint
CREATE TABLE "circle_line" (
	"circle_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"no" bigint GENERATED ALWAYS AS IDENTITY (sequence name "circle_line_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "circle_line_circle_id_person_id_pk" PRIMARY KEY("circle_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "circles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"purpose" text NOT NULL,
	"problem" text NOT NULL,
	"values" jsonb NOT NULL,
	"conduct" text NOT NULL,
	"capacity" integer NOT NULL,
	"members" integer NOT NULL,
	"commons_id" uuid NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "circles_capacity" CHECK ("circles"."capacity" between 3 and 500),
	CONSTRAINT "circles_members" CHECK ("circles"."members" between 0 and "circles"."capacity")
);
--> statement-breakpoint
CREATE TABLE "citations" (
	"recap_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"position" integer NOT NULL,
	"room_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	CONSTRAINT "citations_recap_id_no_position_pk" PRIMARY KEY("recap_id","no","position"),
	CONSTRAINT "citations_position" CHECK ("citations"."position" between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "commands" (
	"circle_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"command_id" uuid NOT NULL,
	"digest" text,
	"room_id" uuid,
	"seq" integer,
	"reply" jsonb,
	CONSTRAINT "commands_circle_id_person_id_command_id_pk" PRIMARY KEY("circle_id","person_id","command_id")
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"person_id" uuid NOT NULL,
	"node_id" text NOT NULL,
	CONSTRAINT "connections_person_id_node_id_pk" PRIMARY KEY("person_id","node_id")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"room_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"circle_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"person_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"body" jsonb NOT NULL,
	"revised_by" integer,
	CONSTRAINT "events_room_id_seq_pk" PRIMARY KEY("room_id","seq")
);
--> statement-breakpoint
CREATE TABLE "invites" (
	"id" uuid PRIMARY KEY NOT NULL,
	"circle_id" uuid NOT NULL,
	"inviter_id" uuid NOT NULL,
	"addressee" text NOT NULL,
	"reason" text NOT NULL,
	"code_hash" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_by" uuid,
	"used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "invites_code_hash_unique" UNIQUE("code_hash"),
	CONSTRAINT "invites_reason" CHECK (char_length("invites"."reason") >= 20)
);
--> statement-breakpoint
CREATE TABLE "line" (
	"room_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"gone_at" timestamp (3) with time zone,
	CONSTRAINT "line_room_id_person_id_pk" PRIMARY KEY("room_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "marks" (
	"room_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"mark" text NOT NULL,
	"person_id" uuid NOT NULL,
	"added_seq" integer NOT NULL,
	CONSTRAINT "marks_room_id_seq_mark_person_id_pk" PRIMARY KEY("room_id","seq","mark","person_id"),
	CONSTRAINT "marks_mark" CHECK ("marks"."mark" in ('decision', 'action', 'win', 'insight', 'question', 'resource'))
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"circle_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"invited_by" uuid,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"joined_seq" integer NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" uuid,
	"ended_reason" text,
	CONSTRAINT "memberships_circle_id_person_id_pk" PRIMARY KEY("circle_id","person_id"),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" in ('member', 'facilitator', 'steward'))
);
--> statement-breakpoint
CREATE TABLE "nodes" (
	"id" text PRIMARY KEY NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email_sealed" text,
	"email_index" text,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "people_email_index_unique" UNIQUE("email_index")
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"round_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "placements_round_id_person_id_pk" PRIMARY KEY("round_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "reactions" (
	"room_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"emoji" text NOT NULL,
	"person_id" uuid NOT NULL,
	"added_seq" integer NOT NULL,
	CONSTRAINT "reactions_room_id_seq_emoji_person_id_pk" PRIMARY KEY("room_id","seq","emoji","person_id")
);
--> statement-breakpoint
CREATE TABLE "read_markers" (
	"person_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	CONSTRAINT "read_markers_person_id_room_id_pk" PRIMARY KEY("person_id","room_id")
);
--> statement-breakpoint
CREATE TABLE "recaps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"circle_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"title" text NOT NULL,
	"version" integer NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"signed_by" uuid,
	"signed_at" timestamp (3) with time zone,
	CONSTRAINT "recaps_session_id_unique" UNIQUE("session_id"),
	CONSTRAINT "recaps_signed" CHECK (("recaps"."signed_by" is null) = ("recaps"."signed_at" is null))
);
--> statement-breakpoint
CREATE TABLE "rooms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"circle_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"capacity" integer NOT NULL,
	"overridden" boolean DEFAULT false NOT NULL,
	"mode" text DEFAULT 'on-record' NOT NULL,
	"parent_id" uuid,
	"round_id" uuid,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"last_seq" integer DEFAULT 0 NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "rooms_kind" CHECK ("rooms"."kind" in ('commons', 'table', 'breakout')),
	CONSTRAINT "rooms_mode" CHECK ("rooms"."mode" in ('on-record')),
	CONSTRAINT "rooms_capacity" CHECK (case "rooms"."kind" when 'commons' then "rooms"."capacity" = 0 when 'table' then "rooms"."capacity" between 2 and 50
          else "rooms"."capacity" <= 10 or ("rooms"."capacity" = 11 and "rooms"."overridden") end)
);
--> statement-breakpoint
CREATE TABLE "rounds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"circle_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"parent_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"task" text NOT NULL,
	"overridden" boolean NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"closed_because" text
);
--> statement-breakpoint
CREATE TABLE "seat_slots" (
	"room_id" uuid NOT NULL,
	"no" integer NOT NULL,
	CONSTRAINT "seat_slots_room_id_no_pk" PRIMARY KEY("room_id","no")
);
--> statement-breakpoint
CREATE TABLE "seats" (
	"room_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"circle_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"in_table" boolean NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"offered_until" timestamp (3) with time zone,
	"gone_at" timestamp (3) with time zone,
	CONSTRAINT "seats_room_id_no_pk" PRIMARY KEY("room_id","no"),
	CONSTRAINT "seats_one_each" UNIQUE("room_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"circle_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"host_id" uuid NOT NULL,
	"title" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"first_seq" integer NOT NULL,
	"end_seq" integer
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"person_id" uuid,
	"made_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "sign_in_links_kind" CHECK ("sign_in_links"."kind" in ('mail', 'device', 'operator', 'first'))
);
--> statement-breakpoint
CREATE TABLE "sign_ins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"label" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "sign_ins_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"room_id" uuid NOT NULL,
	"round_id" uuid,
	"due_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "timers_kind" CHECK ("timers"."kind" in ('round:close'))
);
--> statement-breakpoint
CREATE TABLE "visitors" (
	"room_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"gone_at" timestamp (3) with time zone,
	CONSTRAINT "visitors_room_id_person_id_pk" PRIMARY KEY("room_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bullets" ADD CONSTRAINT "bullets_recap_id_recaps_id_fk" FOREIGN KEY ("recap_id") REFERENCES "public"."recaps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_line" ADD CONSTRAINT "circle_line_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_line" ADD CONSTRAINT "circle_line_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_bullet" FOREIGN KEY ("recap_id","no") REFERENCES "public"."bullets"("recap_id","no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_event" FOREIGN KEY ("room_id","seq") REFERENCES "public"."events"("room_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_inviter_id_people_id_fk" FOREIGN KEY ("inviter_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_used_by_people_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line" ADD CONSTRAINT "line_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line" ADD CONSTRAINT "line_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "marks_event" FOREIGN KEY ("room_id","seq") REFERENCES "public"."events"("room_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_invited_by_people_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_event" FOREIGN KEY ("room_id","seq") REFERENCES "public"."events"("room_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_markers" ADD CONSTRAINT "read_markers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_markers" ADD CONSTRAINT "read_markers_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recaps" ADD CONSTRAINT "recaps_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recaps" ADD CONSTRAINT "recaps_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recaps" ADD CONSTRAINT "recaps_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recaps" ADD CONSTRAINT "recaps_signed_by_people_id_fk" FOREIGN KEY ("signed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_parent_id_rooms_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_slots" ADD CONSTRAINT "seat_slots_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_slot" FOREIGN KEY ("room_id","no") REFERENCES "public"."seat_slots"("room_id","no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_host_id_people_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitors" ADD CONSTRAINT "visitors_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitors" ADD CONSTRAINT "visitors_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "commands_event" ON "commands" USING btree ("room_id","seq") WHERE "commands"."digest" is not null and "commands"."seq" is not null;--> statement-breakpoint
CREATE INDEX "connections_node" ON "connections" USING btree ("node_id");--> statement-breakpoint
CREATE INDEX "invites_circle" ON "invites" USING btree ("circle_id");--> statement-breakpoint
CREATE INDEX "line_person" ON "line" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "memberships_person" ON "memberships" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "placements_room" ON "placements" USING btree ("room_id");--> statement-breakpoint
CREATE INDEX "recaps_circle" ON "recaps" USING btree ("circle_id");--> statement-breakpoint
CREATE INDEX "rooms_circle" ON "rooms" USING btree ("circle_id");--> statement-breakpoint
CREATE INDEX "rooms_round" ON "rooms" USING btree ("round_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rounds_one_open" ON "rounds" USING btree ("parent_id") WHERE "rounds"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "rounds_session" ON "rounds" USING btree ("session_id");--> statement-breakpoint
CREATE UNIQUE INDEX "seats_one_table" ON "seats" USING btree ("circle_id","person_id") WHERE "seats"."in_table" and "seats"."offered_until" is null;--> statement-breakpoint
CREATE INDEX "seats_person" ON "seats" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_one_running" ON "sessions" USING btree ("room_id") WHERE "sessions"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "sessions_circle" ON "sessions" USING btree ("circle_id");--> statement-breakpoint
CREATE INDEX "sign_ins_person" ON "sign_ins" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "timers_due" ON "timers" USING btree ("due_at") WHERE "timers"."done_at" is null;--> statement-breakpoint
CREATE INDEX "visitors_person" ON "visitors" USING btree ("person_id");