ALTER TABLE "placements" ADD COLUMN "no" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "sitting_out" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
UPDATE "placements" p SET "no" = o."no"
FROM "events" e, jsonb_array_elements_text(e."body" -> 'memberIds') WITH ORDINALITY AS o ("id", "no")
WHERE e."room_id" = p."room_id" AND e."seq" = 1 AND e."kind" = 'breakout:opened' AND o."id"::uuid = p."person_id";
