-- AlterTable
ALTER TABLE "sign_in_alerts" ADD COLUMN     "email" TEXT;
