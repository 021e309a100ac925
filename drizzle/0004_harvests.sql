CREATE TABLE "harvests" (
	"room_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"card" jsonb NOT NULL,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "harvests_room_id_version_pk" PRIMARY KEY("room_id","version"),
	CONSTRAINT "harvests_version" CHECK ("harvests"."version" >= 1),
	CONSTRAINT "harvests_insights" CHECK (jsonb_array_length("harvests"."card" -> 'insights') <= 3)
);
--> statement-breakpoint
ALTER TABLE "harvests" ADD CONSTRAINT "harvests_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harvests" ADD CONSTRAINT "harvests_saved_by_people_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;