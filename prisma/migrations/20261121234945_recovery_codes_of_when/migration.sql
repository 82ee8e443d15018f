-- AlterTable
-- In two steps, so that codes of before have no time rather than that of this migration.
ALTER TABLE "recovery_codes" ADD COLUMN     "created_at" TIMESTAMPTZ(3);
ALTER TABLE "recovery_codes" ALTER COLUMN "created_at" SET DEFAULT CURRENT_TIMESTAMP;
