CREATE TABLE "host_words" (
	"round_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	CONSTRAINT "host_words_round_id_room_id_seq_pk" PRIMARY KEY("round_id","room_id","seq")
);
--> statement-breakpoint
ALTER TABLE "host_words" ADD CONSTRAINT "host_words_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host_words" ADD CONSTRAINT "host_words_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;