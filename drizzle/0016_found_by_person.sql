CREATE INDEX "placements_person" ON "placements" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "rounds_parent" ON "rounds" USING btree ("parent_id","opened_at");