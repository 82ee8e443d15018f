-- AlterTable
-- A proof of who somebody is counts from `auth_time`; these say how far use has carried it, and what of the next one is given.
ALTER TABLE "sessions" ADD COLUMN     "password_proved_at" TIMESTAMPTZ(3),
ADD COLUMN     "proved_until" TIMESTAMPTZ(3);
