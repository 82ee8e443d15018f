-- AlterTable
ALTER TABLE "rate_limits" ADD COLUMN     "blocked_until" BIGINT;
