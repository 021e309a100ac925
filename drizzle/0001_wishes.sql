CREATE TABLE "keep_aparts" (
	"circle_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "keep_aparts_circle_id_person_id_other_id_pk" PRIMARY KEY("circle_id","person_id","other_id"),
	CONSTRAINT "keep_aparts_other" CHECK ("keep_aparts"."person_id" <> "keep_aparts"."other_id")
);
--> statement-breakpoint
ALTER TABLE "keep_aparts" ADD CONSTRAINT "keep_aparts_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "keep_aparts" ADD CONSTRAINT "keep_aparts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "keep_aparts" ADD CONSTRAINT "keep_aparts_other_id_people_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;