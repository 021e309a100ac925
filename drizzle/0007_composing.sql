CREATE TABLE "choosings" (
	"round_id" uuid PRIMARY KEY NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"rest" text NOT NULL,
	CONSTRAINT "choosings_rest" CHECK ("choosings"."rest" in ('stay', 'place'))
);
--> statement-breakpoint
CREATE TABLE "duties" (
	"circle_id" uuid NOT NULL,
	"round_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"duty" text NOT NULL,
	"served_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "duties_round_id_person_id_pk" PRIMARY KEY("round_id","person_id"),
	CONSTRAINT "duties_duty" CHECK ("duties"."duty" in ('leader', 'note-taker'))
);
--> statement-breakpoint
CREATE TABLE "prepared_rounds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"circle_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"session_id" uuid,
	"name" text NOT NULL,
	"plan" jsonb NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "prepared_rounds_name" UNIQUE("room_id","name")
);
--> statement-breakpoint
CREATE TABLE "sit_outs" (
	"room_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"said_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sit_outs_room_id_person_id_pk" PRIMARY KEY("room_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "choosings" ADD CONSTRAINT "choosings_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prepared_rounds" ADD CONSTRAINT "prepared_rounds_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prepared_rounds" ADD CONSTRAINT "prepared_rounds_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prepared_rounds" ADD CONSTRAINT "prepared_rounds_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prepared_rounds" ADD CONSTRAINT "prepared_rounds_made_by_people_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sit_outs" ADD CONSTRAINT "sit_outs_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sit_outs" ADD CONSTRAINT "sit_outs_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "choosings_due" ON "choosings" USING btree ("until_at") WHERE "choosings"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "duties_circle" ON "duties" USING btree ("circle_id");