-- A membership that was to end in so many thousand years has no end, and whoever reads the year 10000 back cannot write it.
UPDATE "memberships" SET "ends_at" = NULL WHERE "ends_at" >= TIMESTAMPTZ '9000-01-01 00:00:00+00';

ALTER TABLE "memberships" ADD CONSTRAINT "memberships_ends_at_check" CHECK ("ends_at" < TIMESTAMPTZ '9000-01-01 00:00:00+00');
