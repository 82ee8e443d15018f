-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "provider" TEXT;
