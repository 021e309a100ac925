CREATE TABLE "connected_breakouts" (
	"a_id" uuid NOT NULL,
	"b_id" uuid NOT NULL,
	CONSTRAINT "connected_breakouts_a_id_b_id_pk" PRIMARY KEY("a_id","b_id"),
	CONSTRAINT "connected_breakouts_order" CHECK ("connected_breakouts"."a_id" < "connected_breakouts"."b_id")
);
--> statement-breakpoint
ALTER TABLE "connected_breakouts" ADD CONSTRAINT "connected_breakouts_a_id_rooms_id_fk" FOREIGN KEY ("a_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connected_breakouts" ADD CONSTRAINT "connected_breakouts_b_id_rooms_id_fk" FOREIGN KEY ("b_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "connected_breakouts_b" ON "connected_breakouts" USING btree ("b_id");