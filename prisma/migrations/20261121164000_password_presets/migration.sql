-- AlterTable
ALTER TABLE "one_time_tokens" ADD COLUMN     "password_presets" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "password_presets" TEXT[] DEFAULT ARRAY[]::TEXT[];
